#!/usr/bin/env python3
"""Writes the files of a signature as C source (for signature.h), or their hash.

    embed.py TOP.eo OUT.c      a C file with the top file and what it includes, in the order of inclusion, each once
    embed.py --hash TOP.eo     prints sha256: and the SHA-256 of these texts, one after the other
"""
import hashlib
import os
import re
import sys

# A string, a comment, or an include command.
TOKEN = re.compile(rb'"(?:[^"]|"")*"|;[^\n]*|\(\s*include\s+"([^"]*)"\s*\)|\|[^|]*\|')


def texts(path, found):
    """Appends (path, text) of the file and then of what it includes, in order, each once."""
    path = os.path.normpath(path)
    if any(path == known for known, _ in found):
        return
    with open(path, "rb") as f:
        text = f.read()
    found.append((path, text))
    for match in TOKEN.finditer(text):
        if match.group(1) is not None:
            texts(os.path.join(os.path.dirname(path), match.group(1).decode()), found)


def digest(found):
    h = hashlib.sha256()
    for _, text in found:
        h.update(text)
    return "sha256:" + h.hexdigest()


def write_source(found, out):
    top = os.path.dirname(found[0][0])
    with open(out, "w") as f:
        f.write("/* Made by embed.py from the signature: do not edit. */\n#include \"signature.h\"\n\n")
        for number, (_, text) in enumerate(found):
            f.write("static const unsigned char text_%d[] = {\n" % number)
            padded = text + b"\0"
            for i in range(0, len(padded), 24):
                f.write(" " + "".join(" %d," % b for b in padded[i : i + 24]) + "\n")
            f.write("};\n\n")
        f.write("const signature_file signature_files[] = {\n")
        for number, (path, text) in enumerate(found):
            f.write('    {"%s", text_%d, %d},\n' % (os.path.relpath(path, top or "."), number, len(text)))
        f.write("};\nconst size_t signature_file_count = %d;\n" % len(found))
        f.write("const char signature_hash[] = \"%s\";\n" % digest(found))


def main(arguments):
    only_hash = arguments[:1] == ["--hash"]
    rest = arguments[1:] if only_hash else arguments
    if len(rest) != (1 if only_hash else 2):
        sys.stderr.write(__doc__)
        return 2
    found = []
    texts(rest[0], found)
    if only_hash:
        print(digest(found))
    else:
        write_source(found, rest[1])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
