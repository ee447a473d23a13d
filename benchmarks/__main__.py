"""`python -m benchmarks`: every figure of SPEED beside its budget; nothing fails for being slow."""

import argparse
import os
import sys
from collections.abc import Callable

from benchmarks import (
    backups,
    bulk,
    desk,
    duplicate_check,
    duplicates,
    imports,
    keys,
    lists,
    memory,
    report,
    search,
    start,
    timeline,
)
from benchmarks.data_sets import ROOT, DataSet, data_set
from benchmarks.figures import Figure
from benchmarks.program import USERS_PYTHON
from tui_crm import clock

SIZES = ("10k", "100k", "1M")
_FACTORS = {"k": 1_000, "m": 1_000_000}


def _made(data: DataSet) -> list[Figure]:
    return [data.figure()]


NOUNS: dict[str, Callable[[DataSet], list[Figure]]] = {
    "demo": _made,
    "start": start.measure,
    "keys": keys.measure,
    "desk": desk.measure,
    "memory": memory.measure,
    "backup": backups.measure,
    "import": imports.measure,
    "lists": lists.measure,
    "bulk": bulk.measure,
    "timeline": timeline.measure,
    "search": search.measure,
    "duplicate_check": duplicate_check.measure,
}
ONCE: dict[str, Callable[[], list[Figure]]] = {"duplicates": duplicates.measure}
"""What is measured on data of its own, whatever the sizes."""
ALL = (*ONCE, *NOUNS)


def main() -> int:
    """Measure what is asked for and print the table; a full run writes docs/speed.md too."""
    options = _options()
    if not USERS_PYTHON.exists():
        sys.exit("The program is measured as a user has it: run `make setup` first.")
    figures: list[Figure] = []
    nouns = options.only.split(",")
    for noun in (each for each in nouns if each in ONCE):
        print(f"{noun} …", file=sys.stderr, flush=True)
        figures += ONCE[noun]()
    sized = [each for each in nouns if each in NOUNS]
    for size in options.sizes.split(",") if sized else ():
        data = data_set(_rows_of(size))
        for noun in sized:
            print(f"{noun} at {size} …", file=sys.stderr, flush=True)
            figures += NOUNS[noun](data)
    figures.sort(key=lambda figure: figure.what)
    print("\n".join(report.lines(figures)))
    if options.write:
        command = " ".join(["python -m benchmarks", *sys.argv[1:]])
        load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
        text = report.document(figures, command=command, now=clock.utc_now(), load=load)
        (ROOT / "docs/speed.md").write_text(text, encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=",".join(SIZES), help="such as 10k,100k,1M")
    parser.add_argument("--only", default=",".join(ALL), help=f"some of {', '.join(ALL)}")
    parser.add_argument("--write", action="store_true", help="write the table into docs/speed.md")
    options = parser.parse_args()
    if unknown := set(options.only.split(",")) - set(ALL):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}: {', '.join(ALL)}")
    return options


def _rows_of(size: str) -> int:
    factor = _FACTORS.get(size[-1].lower())
    return int(size) if factor is None else int(size[:-1]) * factor


if __name__ == "__main__":
    sys.exit(main())
