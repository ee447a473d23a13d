"""One check of the database given, by the program as it is: `python checked.py DATABASE`."""

import json
import sys
from dataclasses import asdict
from time import perf_counter

from tui_crm.services.duplicate_check import check_all
from tui_crm.services.session import open_session


def main(path: str) -> None:
    """Check it and print JSON: seconds, customers, pairs compared and found."""
    session = open_session(path)
    try:
        start = perf_counter()
        figures = check_all(session)
        seconds = perf_counter() - start
    finally:
        session.close()
    sys.stdout.write(json.dumps({"seconds": seconds, **asdict(figures)}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
