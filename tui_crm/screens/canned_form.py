"""The form of one canned follow-up, with a pane that says what its key would write now."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.keymap import Keymap, slot_problem
from tui_crm.domain.customer import MAX_NAME, MAX_TEXT
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import CannedFollowUp, Method, OutcomeFlags, parse_next_rule
from tui_crm.i18n import _, pgettext
from tui_crm.screens.form_modal import FormModal
from tui_crm.services import canned as canned_service
from tui_crm.services.canned_preview import preview, sample_customer
from tui_crm.services.drafts import Draft
from tui_crm.services.session import Session
from tui_crm.widgets.canned_preview import draw_preview
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.picks import Picks
from tui_crm.widgets.text_box import TextBox
from tui_crm.wording import explain, field_title, flag_label, method_label
from tui_crm.wording.canned import canned_label, canned_text
from tui_crm.wording.rules import rule_words

FREE_SLOTS = "1234567890abcdefghijklmnopqrstuvwxyz"
"""The keys that are offered for a new canned follow-up, the handiest first."""
MAX_SLOT = 20
"""Characters of a typed key: long enough to say why "ctrl+z" is none."""
MAX_RULE = 200
"""Characters of a typed rule: twenty steps."""
PANE_LINES, LOW_PANE_LINES = 10, 6
"""Lines of the pane, and on a low terminal."""
LOW_TERMINAL_LINES = 32
LEAST_LINES = 10
"""Lower terminals show the fields alone."""

_FLAGS = OutcomeFlags(
    reached=True,
    counts_as_contact=True,
    positive=True,
    sale=True,
    do_not_call=True,
    bad_number=True,
).names()


def free_slot(canned: Iterable[CannedFollowUp], keymap: Keymap) -> str:
    """Return a key that nothing uses, "" where all of the usual ones are taken."""
    taken = {each.slot for each in canned}
    for slot in FREE_SLOTS:
        if slot not in taken and slot_problem(slot, keymap) is None:
            return slot
    return ""


class CannedForm(FormModal[CannedFollowUp]):
    """Edits `canned` (a new one has `id` 0); dismisses with it as stored, or with None."""

    DEFAULT_CSS = """
    CannedForm {
        TextBox { min-height: 1; max-height: 4; }
        #pane {
            height: auto;
            margin-top: 1;
            padding: 0 1;
            background: $surface;
            scrollbar-size-vertical: 1;
        }
        #preview { height: auto; }
    }
    """

    def __init__(self, session: Session, canned: CannedFollowUp) -> None:
        self._canned = canned
        self._customer = sample_customer(session)
        self._pane_lines = 0
        if canned.id:
            title = _("Key {key}: {label}").format(key=canned.slot, label=canned_label(canned))
        else:
            title = _("New canned follow-up")
        super().__init__(session, title, draft_name=f"canned {canned.id}")

    def make_fields(self) -> Sequence[Field]:
        """Return the fields, in the order in which one thinks of them."""
        canned = self._canned
        follows = _("It follows the language of the program until you change it.")
        return (
            Field("slot", field_title("slot"), LineInput(canned.slot, limit=MAX_SLOT)),
            Field(
                "label",
                field_title("label"),
                LineInput(self._shown_label, limit=MAX_NAME),
                note=follows if canned.code and canned.label is None else "",
            ),
            Field(
                "text",
                field_title("text"),
                TextBox(self._shown_text, limit=MAX_TEXT),
                note=_("Empty: the label is written."),
            ),
            Field("method", field_title("method"), Choice(_methods(), canned.method.value)),
            RuleField(str(canned.next_rule)),
            Field("flags", _("Means"), Picks(_flags(), canned.flags.names())),
            self._value_field("status", canned.set_status),
            self._value_field("level", canned.set_level),
        )

    def compose_below(self) -> ComposeResult:
        """Yield the pane."""
        with VerticalScroll(id="pane", can_focus=False):
            yield Static(id="preview")

    def on_mount(self) -> None:
        """Show what the key would write as it stands."""
        self.call_after_refresh(self._draw_preview)  # once a draft is back in its fields

    def on_resize(self) -> None:
        """Share the height between the fields and the pane."""
        height = self.size.height
        is_low = height < LOW_TERMINAL_LINES
        lines = min(LOW_PANE_LINES if is_low else PANE_LINES, max(0, height - LEAST_LINES))
        pane = self.query_one("#pane")
        pane.styles.max_height = lines
        pane.display = lines > 0
        self._pane_lines = lines
        self.fit_form()

    def lines_below(self) -> int:
        """Return how many lines the pane takes, with the one that parts it from the form."""
        return self._pane_lines + 1 if self._pane_lines else 0

    def field_changed(self, field: Field) -> None:
        """Refuse a key as it is typed, and show what the key would write."""
        if field.code == "slot":
            problem = self._slot_problem(field.text.strip())
            field.say("" if problem is None else explain(problem), Remark.ERROR)
        self._draw_preview()

    def restored(self, draft: Draft) -> None:
        """Show what the texts of a draft would write."""
        self._draw_preview()

    def save(self) -> None:
        """Store it: on its key, with all that stands in the form."""
        self.finish(
            canned_service.save(
                self.session,
                self._wanted(),
                slot_problem=partial(slot_problem, keymap=self.keymap),
            )
        )

    # --- from texts to the value, and back ---

    @property
    def _shown_label(self) -> str:
        return canned_label(self._canned) if self._canned.label != "" else ""

    @property
    def _shown_text(self) -> str:
        """The text where it is not that of the label."""
        text = canned_text(self._canned)
        return "" if text == canned_label(self._canned) else text

    def _wanted(self) -> CannedFollowUp:
        """Return what stands in the form. Raises FieldError bad_next_rule."""
        label, text = self.form["label"], self.form["text"]
        picks = self.form["flags"].editor
        picked = picks.picked if isinstance(picks, Picks) else frozenset()
        wanted = replace(
            self._canned,
            slot=self.form["slot"].text.strip(),
            method=Method(self.form["method"].text),
            next_rule=parse_next_rule(self.form["next"].text),
            flags=OutcomeFlags(**dict.fromkeys(picked, True)),
            set_status=_id_of(self.form["status"].text),
            set_level=_id_of(self.form["level"].text),
        )
        if label.is_changed:
            wanted = replace(wanted, label=label.text)
        if text.is_changed or label.is_changed:
            wanted = replace(wanted, text=text.text.strip("\n") or self._text_of(wanted))
        return wanted

    @staticmethod
    def _text_of(wanted: CannedFollowUp) -> str | None:
        """Return what is stored where no text was typed: the label is written."""
        is_renamed = bool(wanted.code) and wanted.label is not None
        return wanted.label if is_renamed else None

    def _slot_problem(self, slot: str) -> FieldError | None:
        for each in self.session.canned:
            if each.slot == slot and each.id != self._canned.id:
                return FieldError("slot_taken", field="slot", key=slot, label=canned_label(each))
        return slot_problem(slot, self.keymap)

    def _value_field(self, code: str, chosen: int | None) -> Field:
        options = [
            Option(value="", label=pgettext("value of a list", "unchanged")),
            *(
                Option(value=str(each.id), label=self.session.value_title(each.id))
                for each in self.session.values_of(code)
            ),
        ]
        editor = Choice(options, "" if chosen is None else str(chosen))
        return Field(code, self.session.classification_title(code), editor)

    # --- the pane ---

    def _draw_preview(self) -> None:
        pane = self.query_one("#preview", Static)
        try:
            shown = preview(self.session, self._wanted(), self._customer)
        except CrmError as error:
            pane.update(Content.styled(explain(error), "$text-muted"))
            return
        pane.update(draw_preview(shown, today=self.session.today(), value=self.session.value_title))


class RuleField(Field):
    """The rule of the next contact, read back in words while it is typed."""

    def __init__(self, rule: str) -> None:
        note = _("90d, 3w, 1mo, 2h · 2h, 1d, 3d, archive · ask · empty for none")
        super().__init__("next", field_title("next"), LineInput(rule, limit=MAX_RULE), note=note)

    def put(self, text: str) -> None:
        """Put `text` into the field and read it back."""
        super().put(text)
        self.react()

    def react(self) -> None:
        """Say what the rule means, or that it is none."""
        try:
            rule = parse_next_rule(self.text)
        except FieldError as error:
            self.say(explain(error), Remark.WARNING)
            return
        self.say(f"→ {rule_words(rule)}" if self.text.strip() else "")


def _methods() -> tuple[Option, ...]:
    return tuple(Option(value=each.value, label=method_label(each)) for each in Method)


def _flags() -> tuple[Option, ...]:
    return tuple(Option(value=name, label=flag_label(name)) for name in _FLAGS)


def _id_of(value: str) -> int | None:
    return int(value) if value else None
