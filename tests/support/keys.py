"""`make keys`: write `docs/keys.md` and the cheat sheets from the declared commands."""

import sys
from pathlib import Path

import tui_crm
from tests.support import cheat_sheet
from tests.support.catalogs import stored
from tui_crm.commands.command import SCOPE_TITLES, Command, Scope
from tui_crm.commands.keys import shown_key
from tui_crm.commands.registry import commands_of

KEYS_FILE = Path(tui_crm.__file__).parent.parent / "docs" / "keys.md"

HEAD = """# Keys

Made by `make keys` from the declared commands. The first column is the command's id: with it you
give a command your own keys, in the table `[keys]` of your settings:

```toml
[keys]
"desk.full_entry" = ["f", "f4"]
```

On Today the keys `1` to `9` log the canned follow-ups, or whichever keys you gave them. No key
of this page works while a text field has the focus, but for those of forms.
"""


def keys_page() -> str:
    """Return the whole page."""
    chinese = stored("zh")

    def in_chinese(text: str) -> str:
        message = chinese.get(text)
        return str(message.string) if message is not None and message.string else ""

    parts = [HEAD]
    for scope in Scope:
        title = SCOPE_TITLES[scope]
        parts.append(f"\n## {title} · {in_chinese(title)}\n".replace(" · \n", "\n"))
        parts.append("\n| command | keys | what | 中文 | |\n|---|---|---|---|---|\n")
        parts += [_row(command, in_chinese(command.title)) for command in commands_of(scope)]
    return "".join(parts)


def _row(command: Command, chinese: str) -> str:
    keys = ", ".join(f"`{shown_key(key)}`" for key in command.keys)
    return f"| `{command.id}` | {keys} | {command.title} | {chinese} | {command.help} |\n"


def main() -> int:
    """Write the page and the sheets."""
    KEYS_FILE.parent.mkdir(exist_ok=True)
    KEYS_FILE.write_text(keys_page(), encoding="utf-8")
    cheat_sheet.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
