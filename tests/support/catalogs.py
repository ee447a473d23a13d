"""`make catalogs`: extract the messages, update the Chinese catalogue, compile it.

The output depends on the sources and the translations alone: no dates, no places in the code.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import tui_crm

PACKAGE = Path(tui_crm.__file__).parent
KEYWORDS = {"_": None, "N_": None, "pgettext": ((1, "c"), 2), "ngettext": (1, 2)}
TRANSLATED = ("zh",)
"""The languages with a catalogue: English is in the sources."""
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def po_file(language: str) -> Path:
    """Return the path of the catalogue that people edit."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "tui_crm.po"


def mo_file(language: str) -> Path:
    """Return the path of the compiled catalogue."""
    return po_file(language).with_suffix(".mo")


def extracted() -> Catalog:
    """Return the messages of the sources, untranslated."""
    template = Catalog(charset="utf-8")
    for _file, _line, message, _comments, context in extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        template.add(message, context=context)
    return template


def stored(language: str) -> Catalog:
    """Return the catalogue as it is in the repository; an empty one where there is none."""
    if not po_file(language).exists():
        return Catalog(locale=language)
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Return the stored catalogue with the messages of the sources, no more and no less."""
    catalog = stored(language)
    catalog.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.project, catalog.version = "tui-crm", "1"
    catalog.creation_date = catalog.revision_date = _EPOCH
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "tui-crm"
    catalog.header_comment = "# Chinese messages of tui-crm. `make catalogs` updates this file."
    catalog.fuzzy = False
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as a .po file."""
    file = BytesIO()
    write_po(file, catalog, no_location=True, sort_output=True, width=100)
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as a .mo file."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the messages without a translation, or with one that is only a guess."""
    return [each for each in catalog if each.id and (each.fuzzy or not _has_text(each))]


def main() -> int:
    """Write every catalogue; name on stderr what is not translated yet."""
    for language in TRANSLATED:
        catalog = updated(language)
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        po_file(language).write_bytes(po_bytes(catalog))
        mo_file(language).write_bytes(mo_bytes(stored(language)))
        for message in untranslated(catalog):
            sys.stderr.write(f"{language}: not translated: {message.id!r}\n")
    return 0


def _has_text(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


if __name__ == "__main__":
    sys.exit(main())
