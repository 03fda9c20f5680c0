"""Writes the header with the hash of the signature, which the library puts into the header record of a proof
(proofs/FORMAT.md, section 3).

usage: signature_hash.py EMBED.PY TOP.eo OUT.h

EMBED.PY is the checker's, which says what belongs to the hash and in which order.
"""

import importlib.util
import sys


def main(embed_path, top, out):
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("embed", embed_path)
    embed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(embed)
    found = []
    embed.texts(top, found)
    with open(out, "w", encoding="utf-8") as header:
        header.write("/* Made from the signature's text by tools/signature_hash.py: do not edit. */\n")
        header.write(f'#define STRSMT_SIGNATURE_HASH "{embed.digest(found)}"\n')


main(*sys.argv[1:])
