"""The program `tui-crm`: without a command the app, else the command line."""

import os
import sys
from collections.abc import Sequence

from tui_crm.cli.leading import read_leading

COMPLETION_VARIABLE = "_TUI_CRM_COMPLETE"
"""Set by the shell while it asks for completions; no command is named then either."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (None: those of the process) and return its exit status.

    0 done, 1 refused, 2 wrong usage, 3 the database cannot be used, 130 interrupted (SPEC 10).
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    leading = read_leading(words)
    if leading.is_alone and COMPLETION_VARIABLE not in os.environ:
        from tui_crm.cli.launch import open_app

        return open_app(leading.location, login=leading.login, language=leading.language)
    from tui_crm.cli.program import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
