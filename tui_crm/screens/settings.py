"""The settings: the user's, in his file, and the team's, in the database; one list of all."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol, runtime_checkable
from zoneinfo import available_timezones

from textual.content import Content
from textual.events import ScreenResume

from tui_crm import paths
from tui_crm.commands.command import Scope
from tui_crm.domain.customer_list import QUEUE_FACETS, CustomerFilter
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.canned import CannedScreen
from tui_crm.screens.filter_panel import FilterPanel
from tui_crm.screens.keys_editor import KeysEditor
from tui_crm.screens.places import Place
from tui_crm.screens.setting_prompt import SettingPrompt
from tui_crm.screens.setting_rows import (
    CANNED,
    QUEUE_FILTER,
    TITLES,
    WORKING_DAYS,
    Holder,
    SettingRow,
    default_text,
    setting_rows,
    toml_of,
)
from tui_crm.screens.table import TableScreen
from tui_crm.screens.titles import TitlesScreen
from tui_crm.screens.working_days import WorkingDays
from tui_crm.services.session import Session
from tui_crm.services.today import queue_filter, set_queue_filter
from tui_crm.services.working_days import change_setting
from tui_crm.settings import Settings, SettingsError, load_settings, save_setting
from tui_crm.widgets.choice import Option
from tui_crm.widgets.columns import Cell, Column, Tone
from tui_crm.widgets.picks import OFF, ON
from tui_crm.wording import explain
from tui_crm.wording.settings import section_help, section_title

SECTION_CELLS = 17
"""Cells of the widest title of a section, in either language."""
PICKED, FREE = "●", "○"


@runtime_checkable
class TakesSettings(Protocol):
    """An app on which other settings of the user take effect at once."""

    def take_settings(self, settings: Settings) -> None:
        """Work by `settings` from now on, in their language and colours."""


class SettingsScreen(TableScreen[None, SettingRow]):
    """Every setting with its value; the card says what it does and what it can be."""

    SCOPES = (Scope.SETTINGS,)
    TAB: ClassVar[str] = Place.SETTINGS
    ENTER: ClassVar[str] = "settings.change"

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self._settings = settings

    def begin(self) -> None:
        """Tell of a file that is broken."""
        warnings = load_settings().warnings
        if warnings:
            self.refuse(warnings[0].sentence())

    def list_columns(self) -> Sequence[Column[SettingRow]]:
        """Return section, title and value."""
        return (
            Column(id="section", width=SECTION_CELLS, priority=1, draw=_section),
            Column(
                id="title", title=_("Setting"), width=16, share=3,
                draw=lambda row: Cell(text=row.title),
            ),
            Column(
                id="value", title=_("Now"), width=14, share=3,
                draw=lambda row: Cell(text=row.shown, tone=_tone(row)),
            ),
        )  # fmt: skip

    def read_rows(self) -> Sequence[SettingRow]:
        """Return every setting as it is now."""
        return setting_rows(self.session, self._settings, self.keymap)

    def heading(self) -> Content:
        """Say where one's own settings are kept."""
        file = harmless_line(paths.shown(paths.settings_file()))
        return Content(_("Your own settings are kept in {file}").format(file=file))

    def card(self, row: SettingRow | None) -> Content:
        """Return what the section is about, what the setting does, and what it can be."""
        if row is None:
            return Content("")
        lines = [
            Content.styled(section_title(row.section), "bold"),
            Content.styled(section_help(row.section), "$text-muted"),
            Content(""),
            Content.assemble((row.title, "bold"), "  ", (harmless_line(row.shown), "$text-accent")),
            Content(row.help),
        ]
        if row.choices or row.picks:
            lines.append(Content(""))
            lines.extend(_choice_line(row, choice) for choice in row.choices)
            lines.extend(_pick_line(row, pick) for pick in row.picks)
        elif row.holder is Holder.TABLE:
            lines += [Content(""), Content.styled(_("Enter opens it."), "$text-muted")]
        return Content("\n").join(lines)

    # --- commands ---

    def why_not(self, command_id: str) -> str | None:
        """Say why the setting under the cursor cannot be changed so."""
        row = self.row
        if not command_id.startswith("settings."):
            return None
        if row is None:
            return self.why_no_row()
        if command_id in ("settings.next_choice", "settings.previous_choice"):
            return None if row.choices else _("There are no choices here. Enter changes it.")
        if command_id == "settings.reset" and row.holder is not Holder.USER:
            if row.holder is Holder.TABLE:
                return _("Enter opens it.")
            return _("What holds for the team has no default.")
        return None

    def action_change(self) -> None:
        """Take the next choice, ask for a text, or open the table."""
        if (row := self.row) is None:
            return
        if row.holder is Holder.TABLE:
            self._open(row.name)
        elif row.choices:
            self._choose(row, row.stepped(1))
        else:
            self._ask(row)

    def _open(self, name: str) -> None:
        """Open the screen of its own that a setting has."""
        if name == WORKING_DAYS:
            opened: CommandScreen[None] = WorkingDays(self.session)
        elif name == CANNED:
            opened = CannedScreen(self.session)
        elif name == TITLES:
            opened = TitlesScreen(self.session)
        elif name == QUEUE_FILTER:
            opened = FilterPanel(
                self.session, queue_filter(self.session), self._narrow, facets=QUEUE_FACETS
            )
        else:
            opened = KeysEditor(self.session)
        self.app.push_screen(opened)

    def _narrow(self, wanted: CustomerFilter) -> None:
        """Narrow the queue; Today beneath follows."""
        set_queue_filter(self.session, wanted.only(QUEUE_FACETS))
        if isinstance(self.app, TakesSettings):
            self.app.take_settings(self._settings)

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Show what was changed on a screen of its own."""
        if self.is_laid_out:
            self.reload()

    def action_next_choice(self) -> None:
        """Take the next choice."""
        if (row := self.row) is not None:
            self._choose(row, row.stepped(1))

    def action_previous_choice(self) -> None:
        """Take the choice before."""
        if (row := self.row) is not None:
            self._choose(row, row.stepped(-1))

    def action_reset(self) -> None:
        """Give the setting the value that the program ships with."""
        if (row := self.row) is not None:
            self._choose(row, default_text(row.name))

    def _choose(self, row: SettingRow, text: str) -> None:
        try:
            self._store(row, text)
        except SettingsError as error:
            self.refuse(error.warning.sentence())
        except CrmError as error:
            self.refuse(explain(error))
        else:
            self._stored(row)

    def _ask(self, row: SettingRow) -> None:
        def stored(text: str | None) -> None:
            if text is not None:
                self._stored(row)

        words = sorted(available_timezones()) if row.name == "zone" else ()
        prompt = SettingPrompt(
            self.session,
            row.name,
            title=row.title,
            text=row.text,
            note=row.help,
            store=partial(self._store, row),
            words=words,
            picks=[Option(value=pick, label=row.label_of(pick)) for pick in row.picks],
        )
        self.app.push_screen(prompt, stored)

    def _store(self, row: SettingRow, text: str) -> None:
        """Store a value where it belongs. Raises FieldError, SettingsError, CrmError."""
        if row.holder is Holder.TEAM:
            change_setting(self.session, row.name, text)
            return
        try:
            self._settings = save_setting(row.name, toml_of(row.name, text))
        except OSError as error:
            raise CrmError(
                "settings_not_written", path=paths.settings_file(), reason=error.strerror or ""
            ) from error
        if isinstance(self.app, TakesSettings):
            self.app.take_settings(self._settings)

    def _stored(self, row: SettingRow) -> None:
        self.reload()
        now = next(each for each in self.read_rows() if each.name == row.name)
        self.tell(_("{setting}: {value}").format(setting=now.title, value=now.shown))


def _section(row: SettingRow) -> Cell:
    return Cell(text=section_title(row.section) if row.is_first else "", tone=Tone.LATER)


def _tone(row: SettingRow) -> Tone:
    return Tone.LATER if row.holder is Holder.TABLE else Tone.DUE


def _pick_line(row: SettingRow, pick: str) -> Content:
    is_picked = pick in row.picked
    line = f"{ON if is_picked else OFF} {row.label_of(pick)}"
    return Content.styled(line, "$text-accent") if is_picked else Content(line)


def _choice_line(row: SettingRow, choice: str) -> Content:
    is_picked = choice == row.text
    line = f"{PICKED if is_picked else FREE} {row.label_of(choice)}"
    return Content.styled(line, "$text-accent") if is_picked else Content(line)
