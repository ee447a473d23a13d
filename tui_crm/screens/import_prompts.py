"""The questions of the import screen: which file, and where to write the failed rows."""

import os.path
from collections.abc import Callable, Sequence
from pathlib import Path

from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.i18n import _
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.path_input import PathInput, typed_path
from tui_crm.wording import explain

READABLE_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls")
"""The files that are offered; any other can be typed."""

Accept = Callable[[Path], None]
"""Takes the path. Raises CrmError where it cannot be used."""


class PathPrompt(BottomPrompt[Path]):
    """Asks for a path; dismisses with it once `accept` has taken it."""

    def __init__(
        self,
        session: Session,
        title: str,
        *,
        text: str,
        endings: Sequence[str],
        accept: Accept,
    ) -> None:
        super().__init__(session, title, draft_name="import path")
        self._text = text
        self._endings = endings
        self._accept = accept

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        editor = PathInput(self._text, endings=self._endings)
        note = _("↓ and ↑ go through files and folders, → takes what is proposed.")
        return (Field("path", _("Path"), editor, note=note),)

    def on_mount(self) -> None:
        """Put the cursor behind what stands there."""
        super().on_mount()
        editor = self.form["path"].editor
        if isinstance(editor, PathInput):
            editor.cursor_position = len(editor.value)

    def save(self) -> None:
        """Take the path; a refusal stands beneath it."""
        text = self.form["path"].text.strip()
        try:
            path = typed_path(text)
        except RuntimeError as error:  # ~somebody whom nobody knows
            raise FieldError("file_missing", field="path", path=text) from error
        if os.path.isdir(path):  # A path's own method raises where it may not be looked at.
            self._enter(path)
            return
        try:
            self._accept(path)
        except CrmError as error:
            if not self.form.refuse("path", explain(error)):
                raise
            return
        self.finish(path)

    def _enter(self, folder: Path) -> None:
        """Go on inside a folder."""
        field = self.form["path"]
        field.put(f"{folder}/".replace("//", "/"))
        field.say(_("This is a folder: ↓ goes through what is in it."))
