"""The question for a setting that is typed, or of many things picked."""

from collections.abc import Callable, Sequence

from tui_crm.i18n import _
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.settings import SettingsError
from tui_crm.widgets.choice import Option
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.picks import Picks
from tui_crm.wording.punctuation import in_a_row

Store = Callable[[str], None]
"""Stores what was typed. Raises FieldError or SettingsError where it cannot be the value."""


class SettingPrompt(BottomPrompt[str]):
    """Asks for the value of the setting `code`; dismisses with it once `store` has taken it."""

    def __init__(
        self,
        session: Session,
        code: str,
        *,
        title: str,
        text: str,
        note: str,
        store: Store,
        words: Sequence[str] = (),
        picks: Sequence[Option] = (),
    ) -> None:
        """`words` complete what is typed; of `picks`, where there are any, some are picked."""
        super().__init__(session, title, draft_name=f"setting {code}")
        self._code = code
        self._text = text
        self._note = note
        self._store = store
        self._words = words
        self._picks = picks

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        if self._picks:
            picks = Picks(self._picks, self._text.split(","))
            note = in_a_row([self._note, _("→ and ← move, Space picks.")])
            return (Field(self._code, self._title, picks, note=note),)
        editor = LineInput(self._text, words=self._words)
        return (Field(self._code, self._title, editor, note=self._note),)

    def save(self) -> None:
        """Store what was typed; a refusal stands beneath it. Raises FieldError."""
        field = self.form[self._code]
        text = field.text.strip()
        if self._picks and not text:
            field.say(_("Pick at least one."), Remark.ERROR)
            return
        try:
            self._store(text)
        except SettingsError as error:
            field.say(error.warning.sentence(), Remark.ERROR)
            return
        self.finish(text)
