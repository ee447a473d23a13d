"""The question for a setting that is typed."""

from collections.abc import Callable, Sequence

from tui_crm.domain.errors import FieldError
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.settings import SettingsError
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput

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
    ) -> None:
        super().__init__(session, title, draft_name=f"setting {code}")
        self._code = code
        self._text = text
        self._note = note
        self._store = store
        self._words = words

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        editor = LineInput(self._text, words=self._words)
        return (Field(self._code, self._title, editor, note=self._note),)

    def save(self) -> None:
        """Store what was typed; a refusal stands beneath it."""
        field = self.form[self._code]
        text = field.text.strip()
        try:
            self._store(text)
        except FieldError:
            raise
        except SettingsError as error:
            field.say(error.warning.sentence(), Remark.ERROR)
            return
        self.finish(text)
