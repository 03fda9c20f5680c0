"""Prints the files under FOLDER that match one of the PATTERNs, one a line, sorted, for the build.

usage: list_files.py FOLDER PATTERN...
"""

import sys
from pathlib import Path

folder = Path(sys.argv[1])
names = {p.relative_to(folder).as_posix() for pattern in sys.argv[2:] for p in folder.rglob(pattern) if p.is_file()}
print("\n".join(sorted(names)))
