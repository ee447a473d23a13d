"""The full entry: a follow-up with text, method, outcome, number, duration and next contact."""

from collections.abc import Sequence
from dataclasses import replace

from tui_crm.domain.customer import MAX_TEXT, Customer, PhoneNumber
from tui_crm.domain.duration import parse_duration
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import AskRule, CannedFollowUp, Method, NoRule
from tui_crm.domain.phone_parts import shown
from tui_crm.domain.planning import Entry, Outlook, current_number, outlook
from tui_crm.domain.text import checked_text
from tui_crm.i18n import _
from tui_crm.screens.form_modal import FormModal
from tui_crm.screens.when_prompt import suggested_dates
from tui_crm.services import desk
from tui_crm.services.desk import Logged
from tui_crm.services.drafts import Draft
from tui_crm.services.session import Session
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.text_box import TextBox
from tui_crm.widgets.when_field import WhenField, text_of_promise
from tui_crm.wording import explain, field_title, method_label
from tui_crm.wording.canned import canned_label, canned_text

MAX_DURATION = 20
"""Characters of a duration."""


class FullEntry(FormModal[Logged]):
    """Writes one follow-up on a customer; dismisses with what was logged, or None.

    `phone_id` is the number that the desk shows.
    """

    def __init__(self, session: Session, customer: Customer, phone_id: int | None = None) -> None:
        title = _("Full entry: {name}").format(name=customer.display_name)
        super().__init__(session, title, draft_name=f"entry {customer.id}")
        self._customer = customer
        number = current_number(customer, phone_id)
        self._phone_id = number.id if number is not None else None
        self._proposed: str | None = ""
        self._outcome = ""
        self._has_own_method = False

    def make_fields(self) -> Sequence[Field]:
        """Return the fields in reading order: text first, as most is typed there."""
        fields = [
            Field("text", field_title("text"), TextBox()),
            Field("outcome", field_title("outcome"), Choice(self._outcomes())),
            Field("method", field_title("method"), Choice(_methods(), Method.CALL.value)),
        ]
        if len(self._customer.phones) > 1:
            number = Choice(self._numbers(), str(self._phone_id))
            fields.append(Field("number", field_title("number"), number))
        duration = LineInput(limit=MAX_DURATION, placeholder="3m, 90s, 5:30")
        fields.append(Field("duration", field_title("duration"), duration))
        fields.append(
            WhenField(
                "next",
                field_title("next"),
                rules=self.session.rules,
                now=self.session.local_now,
                words=suggested_dates(),
                note=_("Empty: no next contact. ↓ shows examples."),
            )
        )
        return fields

    def _outcomes(self) -> Sequence[Option]:
        return [
            Option(value=each.slot, label=canned_label(each), key=each.slot)
            for each in self.session.canned
        ]

    def _numbers(self) -> Sequence[Option]:
        return [
            Option(value=str(phone.id), label=_shown_number(phone))
            for phone in self._customer.phones
        ]

    # --- what the outcome brings along ---

    def field_changed(self, field: Field) -> None:
        """Follow the outcome and the number: method, text and next contact are proposed."""
        if field.code == "method":
            canned = self._canned()
            proposed = canned.method.value if canned else Method.CALL.value
            self._has_own_method = self._has_own_method or field.text != proposed
        if field.code in ("outcome", "number"):
            self._propose()

    def restored(self, draft: Draft) -> None:
        """Take the outcome of a draft as it is; its next contact was proposed or typed then."""
        self._has_own_method = "method" in draft.texts
        self._outcome = self.form["outcome"].text
        canned = self._canned()
        if canned is None:
            return
        effect = self._outlook(canned)
        proposed = text_of_promise(effect.promise)
        self._proposed = proposed if self.form["next"].text == proposed else None
        self._tell_effect(canned, effect)

    def _canned(self) -> CannedFollowUp | None:
        slot = self.form["outcome"].text
        return next((each for each in self.session.canned if each.slot == slot), None)

    def _chosen_phone(self) -> int | None:
        field = self.form.fields.get("number")
        return self._phone_id if field is None else int(field.text)

    def _outlook(self, canned: CannedFollowUp) -> Outlook:
        entry = desk.entry_of(canned, phone_id=self._chosen_phone())
        now = self.session.now()
        return outlook(self._customer, entry, rules=self.session.rules, now=now)

    def _propose(self) -> None:
        """Put the method and the next contact of the outcome into the form, unless typed."""
        canned = self._canned()
        if canned is None:
            return
        effect = self._outlook(canned)
        if self._outcome != canned.slot:
            self._outcome = canned.slot
            if not self._has_own_method:
                self.form["method"].put(canned.method.value)
        when = self.form["next"]
        if when.text == self._proposed:
            # A number left to call keeps the promise that stands: nothing is proposed then.
            proposed = None if effect.stays else effect.promise
            self._proposed = text_of_promise(proposed)
            when.put(self._proposed)
        text = self.form["text"].editor
        if isinstance(text, TextBox):
            text.hint(canned_text(canned))
        self._tell_effect(canned, effect)

    def _tell_effect(self, canned: CannedFollowUp, effect: Outlook) -> None:
        self.form["outcome"].say(_effect_sentence(canned, effect), Remark.NOTE)

    # --- saving ---

    def save(self) -> None:
        """Write the follow-up."""
        entry = self._entry()
        try:
            logged = desk.log_entry(
                self.session, self._customer.id, entry, entry_uuid=self.entry_uuid
            )
        except CrmError as error:
            if error.code != "next_contact_needed":
                raise
            raise FieldError(error.code, field="next", **error.params) from error
        self.finish(logged)

    def _entry(self) -> Entry:
        """Return what stands in the form. Raises FieldError."""
        canned = self._canned()
        if canned is None:
            raise FieldError("outcome_needed", field="outcome")
        if self._outcome != canned.slot:
            self._propose()  # F2 was faster than the message that the outcome changed.
        text = checked_text(self.form["text"].text, field="text", limit=MAX_TEXT)
        duration = parse_duration(self.form["duration"].text)
        when = self.form["next"]
        promise = when.settled() if isinstance(when, WhenField) else None
        entry = replace(
            desk.entry_of(canned, phone_id=self._chosen_phone(), promise=promise),
            method=Method(self.form["method"].text),
            duration_seconds=duration,
        )
        if text.strip():
            entry = replace(entry, text=text)
        keeps_rule = isinstance(canned.next_rule, AskRule) or self._outlook(canned).archives
        return entry if promise is not None or keeps_rule else replace(entry, next_rule=NoRule())


def _methods() -> Sequence[Option]:
    return [Option(value=each.value, label=method_label(each)) for each in Method]


def _effect_sentence(canned: CannedFollowUp, effect: Outlook) -> str:
    """Return what an outcome does beside the next contact, "" where it does no more."""
    if effect.blocks:
        return _("Every number of this customer becomes do-not-call.")
    if effect.stays:
        return _("The number is marked as bad; another one is left, and the next contact stays.")
    if canned.flags.bad_number:
        if effect.archives:
            return _("The number is marked as bad; without another one the lead is archived.")
        return _("The number is marked as bad.")
    if effect.archives:
        return _("The lead is archived, unless a next contact is typed.")
    if effect.wins:
        return _("The lead becomes a customer.")
    if effect.asks:
        return explain(CrmError("next_contact_needed", outcome=canned_label(canned)))
    return ""


def _shown_number(phone: PhoneNumber) -> str:
    """Return a number with its label, and the sign of one that is not to be called."""
    sign = "⊘" if phone.is_do_not_call else "✗" if phone.is_bad else ""
    return " ".join(filter(None, (sign, phone.label, shown(phone))))
