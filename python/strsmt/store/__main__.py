"""python3 -m strsmt.store: what is kept, whether it holds, and how to make room."""

from __future__ import annotations

import argparse
import sys
from typing import List, Optional

from ..errors import StrsmtError
from .canonical import version
from .database import open_database
from .kept import verify


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m strsmt.store", description=__doc__)
    parser.add_argument("command", choices=("stats", "verify", "gc"), help="stats: counts and sizes; verify: tries every row on its "
                        "question, drops those that do not hold, and exits with 1 if there were any; gc: drops what other versions made, "
                        "and what was not used for longest, until the rest fits")
    parser.add_argument("store", help="a SQLite file, or postgresql://...")
    parser.add_argument("--most", type=float, default=1000, metavar="MB", help="gc: how much evidence may stay (1000)")
    options = parser.parse_args(arguments)
    try:
        database = open_database(options.store)
        if options.command == "stats":
            for name, value in database.stats().items():
                print(f"{name}: {', '.join(f'{k} {v}' for k, v in value.items()) or '-' if isinstance(value, dict) else value}")
        elif options.command == "gc":
            print(f"{database.gc(int(options.most * 1e6), version())} dropped")
        else:
            wrong = verify(database)
            print(f"{len(wrong)} dropped")
            for key in wrong:
                print(f"  {key.hex()}")
            return 1 if wrong else 0
    except BrokenPipeError:  # a reader that has had enough
        sys.stderr.close()
        return 0
    except Exception as error:  # whatever a driver raises
        print(f"strsmt.store: {options.store}: {error}", file=sys.stderr)
        return 1 if isinstance(error, StrsmtError) else 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
