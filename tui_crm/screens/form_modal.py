"""What every form does: it saves, asks before something is lost, and keeps a draft."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import LIST_FIELDS
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal
from tui_crm.screens.confirm import Confirm
from tui_crm.services import drafts
from tui_crm.services.drafts import Draft
from tui_crm.services.session import Session, new_uuid
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.field import Field
from tui_crm.widgets.form import Form
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.prose import Prose, wrap
from tui_crm.wording import explain, labelled
from tui_crm.wording.times import date_short

DRAFT_SECONDS = 2.0
"""This long after the last change a draft is kept: a power cut gives no notice."""
LINES_AROUND = 3
"""Lines of the sheet that are not the form: padding, title, keys."""
MAX_MESSAGE_LINES = 3

ResultT = TypeVar("ResultT")


class FormModal(CommandModal[ResultT | None]):
    """A sheet with a form. It is dismissed with what was saved, or with None.

    `draft_name` names its draft; two forms about different things have different names.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.FORM,)
    AUTO_FOCUS = ""

    DEFAULT_CSS = """
    FormModal {
        align: center middle;
        & > #sheet {
            width: 100%;
            max-width: 96;
            height: auto;
            max-height: 100%;
            padding: 1 2 0 2;
            background: $panel;
        }
        #title { width: 100%; height: 1; text-style: bold; }
        #message { height: auto; max-height: 3; color: $text-muted; }
        #message.-warning { color: $text-warning; }
    }
    """

    def __init__(self, session: Session, title: str, *, draft_name: str) -> None:
        super().__init__()
        self.session = session
        self.entry_uuid = new_uuid()
        self.starts_at = ""
        self._title = title
        self._draft_name = draft_name
        self._draft_timer: Timer | None = None
        self._message = ""
        self._refused = ""
        """Code of the field that the message is about."""
        self._has_draft = False
        self.draft_bases: Mapping[str, str] = {}
        """By code, what stood in the fields when the draft that was restored was begun."""

    @abstractmethod
    def make_fields(self) -> Sequence[Field]:
        """Return the fields of the form, in reading order."""

    @abstractmethod
    def save(self) -> None:
        """Save what stands in the form and `finish`. Raises CrmError where it is refused."""

    def compose_below(self) -> ComposeResult:
        """Yield what stands between the form and the line of messages."""
        yield from ()

    def field_changed(self, field: Field) -> None:
        """React to a change in a field."""

    def restored(self, draft: Draft) -> None:
        """React to a draft whose texts were put into the form."""

    @property
    def form(self) -> Form:
        """The form."""
        return self.query_one(Form)

    def compose(self) -> ComposeResult:
        """Lay out title, form, messages and keys."""
        with Vertical(id="sheet"):
            yield Static(Content(harmless_line(self._title)), id="title")
            yield Form(self.make_fields(), id="form")
            yield from self.compose_below()
            yield Prose(id="message")
            yield KeyBar()

    def on_mount(self) -> None:
        """Bring back a draft and put the cursor where typing starts."""
        self._tell("")
        self._restore()
        start = self.form.fields.get(self.starts_at)
        if start is None:
            self.form.focus_first()
        else:
            start.editor.focus()

    def on_resize(self) -> None:
        """Let the form scroll where the terminal is lower than it."""
        self.fit_form()

    def lines_below(self) -> int:
        """Return how many lines stand between the form and the messages."""
        return 0

    @property
    def _message_cells(self) -> int:
        """The cells of a line of the message."""
        return max(1, self.query_one("#sheet").content_size.width)

    def fit_form(self) -> None:
        """Leave room for what stands around the form; it scrolls in what is left."""
        message = wrap(Content(self._message), self._message_cells) if self._message else ()
        message_lines = min(MAX_MESSAGE_LINES, len(message))
        lines = LINES_AROUND + self.lines_below() + message_lines
        self.form.styles.max_height = max(1, self.size.height - lines)

    def language_changed(self) -> None:
        """Call the classifications as they are called now: somebody may have renamed one."""
        super().language_changed()
        for field in self.form.fields.values():
            if field.code in LIST_FIELDS:
                field.relabel(self.session.classification_title(field.code))

    # --- saving and leaving ---

    def action_save(self) -> None:
        """Save; a refusal stands beside its field."""
        try:
            self.save()
        except FieldError as error:
            self._refuse_field(error.field, explain(error))
        except CrmError as error:
            if error.code == "entry_undone":
                self.entry_uuid = new_uuid()  # Saving again is meant as a new entry.
            self.refuse(explain(error))

    def _refuse_field(self, code: str, reason: str) -> None:
        """Say why a field cannot be saved: beside it, and below a form of which it may leave."""
        if not self.form.refuse(code, reason):
            self.refuse(reason)
        elif self.form.max_scroll_y:
            refused = labelled(self.form[code].label, reason)
            line = _("Not saved. {field}").format(field=refused)
            self.refuse(shorten(line, self._message_cells))
            self._refused = code

    @on(events.Click, "#message")
    def _go_to_refused(self) -> None:
        """Put the cursor into the field that the line is about."""
        if self._refused:
            self.form.go_to(self._refused)

    def action_cancel(self) -> None:
        """Leave; asks where something would be lost."""
        if not self.form.changed():
            self.finish(None)
            return

        def leave(is_sure: bool | None) -> None:  # noqa: FBT001 - what Confirm answers
            if is_sure:
                self.finish(None)

        question = Confirm(
            _("Throw away what you typed?"), yes=_("Throw it away"), no=_("Keep typing")
        )
        self.app.push_screen(question, leave)

    def finish(self, result: ResultT | None) -> None:
        """Drop the draft and close with `result`."""
        self._stop_timer()
        try:
            if self._has_draft:
                drafts.drop(self.session, self._draft_name)
        except CrmError as error:
            # What counts is saved; a draft that stays is offered again and does not double it.
            self.app.notify(explain(error), severity="warning")
        self.dismiss(result)

    def command_begins(self, command_id: str) -> None:
        """End a refusal that was told before; a field that was refused says so itself."""
        if self.query_one("#message").has_class("-warning"):
            self._tell("")

    def refuse(self, reason: str) -> None:
        """Say why something was not done, beneath the form."""
        self._tell(reason, is_warning=True)

    def tell(self, text: str) -> None:
        """Say something beneath the form."""
        self._tell(text)

    def _tell(self, text: str, *, is_warning: bool = False) -> None:
        self._message, self._refused = harmless_line(text), ""
        message = self.query_one("#message", Static)
        message.update(Content(self._message))
        message.display = bool(text)
        message.set_class(is_warning, "-warning")
        self.fit_form()

    @on(Field.Submitted)
    async def _save_on_enter(self, message: Field.Submitted) -> None:
        message.stop()
        await self.run_command("form.save")

    @on(Field.Changed)
    def _react(self, message: Field.Changed) -> None:
        message.stop()
        self._stop_timer()
        self._draft_timer = self.set_timer(DRAFT_SECONDS, self._keep_while_typing)
        if message.field.code == self._refused:
            self._tell("")
        self.field_changed(message.field)

    # --- drafts ---

    def keep_draft(self) -> None:
        """Keep what was typed and not saved; nothing typed leaves no draft."""
        self._stop_timer()
        texts = self.form.changed() if self.is_mounted else {}
        if not texts and not self._has_draft:
            return
        initial = {code: self.form[code].initial for code in texts}
        bases = initial | {
            code: self.draft_bases[code] for code in texts if code in self.draft_bases
        }
        drafts.keep(
            self.session, self._draft_name, texts=texts, bases=bases, entry_uuid=self.entry_uuid
        )
        self._has_draft = bool(texts)

    def _keep_while_typing(self) -> None:
        try:
            self.keep_draft()
        except CrmError as error:
            self.refuse(explain(error))

    def _stop_timer(self) -> None:
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None

    def _restore(self) -> None:
        draft = drafts.offered(self.session, self._draft_name)
        if draft is None:
            return
        self._has_draft = True
        self.entry_uuid = draft.entry_uuid or self.entry_uuid
        self.draft_bases = draft.bases
        self.form.put(draft.texts)
        self.tell(
            _("Your draft of {time} is back. Esc throws it away.").format(
                time=self._shown_time(draft.saved_at)
            )
        )
        self.restored(draft)

    def _shown_time(self, moment: datetime) -> str:
        local = moment.astimezone(self.session.rules.zone)
        clock = f"{local:%H:%M}"
        return (
            clock if local.date() == self.session.today() else f"{date_short(local.date())} {clock}"
        )
