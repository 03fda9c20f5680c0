"""Makes C of the tables beside it: tables.py OUT global.txt keys.txt services.txt.

Each table becomes its text and an index of its lines (keys) or sections (services), sorted by name in small letters.
"""

import sys


def entries(path):
    with open(path, encoding="ascii") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def emit(out, name, items):
    out.write(f"const char table_{name}_text[] =\n")
    index, place = [], 0
    for text in items:
        index.append(place)
        place += len(text) + 1
        for line in text.split("\n"):
            out.write(f'  "{line}\\n"\n')
    out.write("  ;\n")
    out.write(f"const unsigned table_{name}_index[] = {{{', '.join(map(str, index))}}};\n")
    out.write(f"const unsigned table_{name}_count = {len(items)};\n\n")


def main():
    out_path, global_path, keys_path, services_path = sys.argv[1:]
    keys = {line.split()[0].lower(): " ".join(line.split()) for path in (keys_path, global_path) for line in entries(path)}
    services = []
    for line in entries(services_path):
        if line.startswith("service "):
            services.append([line.split()[1]])
        else:
            services[-1].append(line.strip())
    with open(out_path, "w", encoding="ascii") as out:
        out.write('/* Made from the tables in cli/policy/data. */\n#include "table.h"\n\n')
        out.write('#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
        emit(out, "keys", [text for _, text in sorted(keys.items())])
        emit(out, "services", ["\n".join(section) for section in sorted(services)])


main()
