"""Writes the table of simplified characters anew from OpenCC: `python -m tests.support.simplified`.

The data is that of opencc-python-reimplemented, OpenCC's own `TSCharacters.txt` (Apache-2.0).
"""

import sys
from pathlib import Path

import opencc

import tui_crm.domain
from tests.support.tables import formatted, wrapped

TARGET = Path(tui_crm.domain.__path__[0]) / "simplified.py"
SOURCE = Path(opencc.__path__[0]) / "dictionary" / "TSCharacters.txt"
LAST_OF_FIRST_PLANE = "\uffff"

HEAD = '''\
"""Traditional Chinese characters and their simplified ones. Generated: `tests.support.simplified`.

Source: TSCharacters.txt of OpenCC (Apache-2.0), the first of several simplified forms, without
the rare characters beyond the first plane of Unicode.
"""

'''


def pairs() -> dict[str, str]:
    """Return each traditional character with the simplified one that it ends at."""
    first = {}
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        target = simplified.split()[0]
        if traditional != target and max(traditional, target) <= LAST_OF_FIRST_PLANE:
            first[traditional] = target
    return {traditional: first.get(target, target) for traditional, target in first.items()}


def rendered() -> str:
    """Return the source of the table, as `ruff format` leaves it."""
    table = dict(sorted(pairs().items()))
    parts = [
        HEAD,
        f'TRADITIONAL = (\n{wrapped("".join(table))}\n)\n"""In the order of Unicode."""\n\n',
        f"SIMPLIFIED = (\n{wrapped(''.join(table.values()))}\n)\n",
        '"""The simplified character of each, in the same order."""\n',
    ]
    return formatted("".join(parts), name=TARGET.name)


def main() -> None:
    """Write the table."""
    TARGET.write_text(rendered(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")


if __name__ == "__main__":
    main()
