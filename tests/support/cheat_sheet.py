"""The keys on one sheet of paper, from the declared commands: part of `make keys`."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import tui_crm
from tui_crm.commands.command import SCOPE_TITLES, Scope
from tui_crm.commands.keys import shown_keys
from tui_crm.commands.registry import commands_of
from tui_crm.i18n import _, speaking
from tui_crm.services.first_start import shipped_canned
from tui_crm.wording.canned import canned_label
from tui_crm.wording.rules import rule_words

FOLDER = Path(tui_crm.__file__).parent.parent / "docs"
FILES = {"en": FOLDER / "cheat-sheet.html", "zh": FOLDER / "cheat-sheet.zh.html"}

SHOWN = (
    Scope.APP,
    Scope.DESK,
    Scope.TODAY,
    Scope.CUSTOMERS,
    Scope.CUSTOMER_PAGE,
    Scope.TIMELINE,
    Scope.CANNED,
    Scope.STEPS,
    Scope.TITLES,
    Scope.SETTINGS,
    Scope.FORM,
)
"""The scopes on the sheet: panels and questions show their few keys themselves."""

TITLES = {"en": "tui-crm: the keys", "zh": "tui-crm 快捷键一览"}
CANNED = {"en": "One key logs a call", "zh": "一键记录通话"}
DATES = {"en": "Dates as they are typed", "zh": "日期怎么写"}
EXAMPLES = {
    "en": ("+3d", "2w", "fri", "next tue 3pm", "12-01", "2026-12-01 15:00", "tomorrow 9"),
    "zh": ("+3d", "明天下午3点", "下周三", "周五", "三天后", "半小时后", "月底", "12-01"),
}
STYLE = """
@page { size: A4 landscape; margin: 10mm; }
body { font: 8pt/1.2 "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #111; }
h1 { font-size: 13pt; margin: 0 0 3mm; }
main { columns: 4; column-gap: 6mm; }
section { break-inside: avoid; margin-bottom: 3mm; }
h2 { font-size: 9pt; margin: 0 0 1mm; border-bottom: 0.3mm solid #888; }
table { border-collapse: collapse; width: 100%; }
td { padding: 0.3mm 1mm; vertical-align: top; }
td:first-child { white-space: nowrap; width: 1%; }
kbd { font: 7.5pt "Noto Sans Mono", monospace; font-weight: bold; }
small { color: #555; }
"""


def cheat_sheet(language: str) -> str:
    """Return the sheet in a language, "en" or "zh", as a page that a browser prints."""
    with speaking(language):
        sections = "".join(_sections(language))
    title = escape(TITLES[language])
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n"
        f"<h1>{title}</h1>\n<main>\n{sections}</main>\n</html>\n"
    )


def _sections(language: str) -> Iterator[str]:
    yield _section(
        CANNED[language],
        (
            (
                each.slot,
                f"{escape(canned_label(each))} <small>{escape(rule_words(each.next_rule))}</small>",
            )
            for each in shipped_canned()
        ),
    )
    yield _section(DATES[language], ((example, "") for example in EXAMPLES[language]))
    for scope in SHOWN:
        rows = (
            (shown_keys(command.keys), escape(_(command.title)))
            for command in commands_of(scope)
            if command.keys
        )
        yield _section(_(SCOPE_TITLES[scope]), rows)


def _section(title: str, rows: Iterator[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td><kbd>{escape(key)}</kbd></td><td>{what}</td></tr>\n" for key, what in rows
    )
    return f"<section><h2>{escape(title)}</h2>\n<table>\n{lines}</table></section>\n"


def write() -> None:
    """Write the sheets of both languages."""
    for language, file in FILES.items():
        file.write_text(cheat_sheet(language), encoding="utf-8")
