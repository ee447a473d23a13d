"""The form of a customer: a new one, checked for duplicates while typing, or one to change."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tui_crm.commands.command import Command, Scope
from tui_crm.domain.conflicts import Side
from tui_crm.domain.customer import Customer, PhoneNumber
from tui_crm.domain.draft import CUSTOM_PREFIX, TEXT_LIMITS, CustomerDraft, with_texts
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.customer_fields import (
    FREE_FIELD,
    OVERRIDE_REASON,
    customer_fields,
    free_field,
)
from tui_crm.screens.form_modal import FormModal
from tui_crm.services import customers, duplicates, merging
from tui_crm.services.customers import Changes, kind_named
from tui_crm.services.drafts import Draft
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.field_texts import field_texts
from tui_crm.services.meanwhile import FieldNews, fields_of, who_of
from tui_crm.services.merging import EditConflict
from tui_crm.services.session import Session
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.when_field import WhenField
from tui_crm.wording import relative_past, state_label

CHECK_SECONDS = 0.3
"""This long after the last change a new customer is looked for among those stored."""
SHOWN_DUPLICATES = 3
IDENTIFYING = ("name", "company", "phones")
"""The fields by which somebody is known to be there already."""
MAX_SHOWN_CHANGE = 60
"""Cells of a changed text that a line beneath a field quotes."""


class CustomerForm(FormModal[Customer]):
    """A new customer, or `customer` to change; dismisses with what was stored, or None."""

    SCOPES = (Scope.FORM, Scope.CUSTOMER_FORM)
    DEFAULT_CSS = """
    CustomerForm {
        #duplicates { height: auto; color: $text-warning; }
    }
    """

    def __init__(
        self, session: Session, customer: Customer | None = None, *, starts_at: str = ""
    ) -> None:
        """Make the form; typing starts in the field with the code `starts_at`, else the first."""
        if customer is None:
            title, draft_name = _("New customer"), "customer new"
        else:
            title = _("Edit {name}").format(name=customer.display_name)
            draft_name = f"customer {customer.id}"
        super().__init__(session, title, draft_name=draft_name)
        self.starts_at = starts_at
        self._base = customer
        self._hits: tuple[Duplicate, ...] = ()
        self._check_timer: Timer | None = None
        self._duplicate_lines = 0
        self._decided: tuple[Customer, Changes] | None = None
        self._news: tuple[FieldNews, ...] = ()

    def make_fields(self) -> Sequence[Field]:
        """Return all fields; the reason for a duplicate shows where there is one."""
        if self._base is None:
            texts = {"owner": self.session.viewer.login}
        else:
            texts = field_texts(self.session, self._base)
        fields = tuple(customer_fields(self.session, texts, self._base))
        for field in fields:
            if field.code == OVERRIDE_REASON:
                field.display = False
        return fields

    def compose_below(self) -> ComposeResult:
        """Yield the lines about who is there already."""
        shown = Static(id="duplicates")
        shown.display = False
        yield shown

    def lines_below(self) -> int:
        """Return how many lines tell who is there already."""
        return self._duplicate_lines

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands in force: nobody is looked for where a customer is changed."""
        for command, keys in super().offered_commands():
            if self._base is None or command.scope is not Scope.CUSTOMER_FORM:
                yield command, keys

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot be run now."""
        if command_id == "customer_form.open_existing" and not self._hits:
            return _("No similar customer yet.")
        return None

    def field_changed(self, field: Field) -> None:
        """Look for duplicates a moment after a new customer's identity changed."""
        if self._base is None and field.code in IDENTIFYING:
            if self._check_timer is not None:
                self._check_timer.stop()
            self._check_timer = self.set_timer(CHECK_SECONDS, self._check)

    def restored(self, draft: Draft) -> None:
        """Say which fields of a draft somebody changed since."""
        for code, base in draft.bases.items():
            field = self.form.fields.get(code)
            if field is not None and field.initial != base:
                now = shorten(field.initial, MAX_SHOWN_CHANGE) or "–"
                field.say(_("Changed since your draft: {text}").format(text=now), Remark.WARNING)

    # --- saving ---

    def save(self) -> None:
        """Store the new customer, or the fields that were changed."""
        if self._base is None:
            self._add()
        else:
            self._edit(self._base)

    def _add(self) -> None:
        owner = self.form["owner"].text.strip()
        try:
            added = customers.add(
                self.session,
                self._draft(),
                is_unassigned=not owner,
                override_reason=self.form[OVERRIDE_REASON].text,
                entry_uuid=self.entry_uuid,
            )
        except CrmError as error:
            if error.code != "duplicate_customer":
                raise
            self._check()
            self.form[OVERRIDE_REASON].display = True
            raise FieldError(error.code, field=OVERRIDE_REASON, **error.params) from error
        self.finish(added.customer)

    def _edit(self, base: Customer) -> None:
        (base, changes), self._decided = self._decided or (base, self._changes()), None
        if not changes:
            self.finish(None)
            return
        try:
            saved = merging.save(self.session, base, changes)
        except EditConflict as conflict:
            self._ask(conflict)
        else:
            self._news = saved.news
            self.finish(saved.customer)

    def _ask(self, conflict: EditConflict) -> None:
        """Have the fields decided that somebody else changed too, and save once more."""
        from tui_crm.screens.conflict_form import ConflictForm

        def save(choices: dict[str, Side] | None) -> None:
            if choices is not None:
                self._decided = (conflict.current, conflict.decided(choices))
                self.action_save()

        name = conflict.current.display_name if self._base is None else self._base.display_name
        self.app.push_screen(ConflictForm(self.session, conflict, name=name), save)

    def saved_words(self, saved: Customer) -> str:
        """Return what to say once `saved` was stored: also whose changes went in with it."""
        words = _("Saved: {name}.").format(name=saved.display_name)
        if not self._news:
            return words
        kept = _("{who} changed it meanwhile ({fields}); that is kept too.").format(
            who=who_of(self._news), fields=fields_of(self._news)
        )
        return f"{words} {kept}"

    def _changes(self) -> Changes:
        """Return the changed fields by their codes. Raises FieldError."""
        texts = self.form.changed()
        added = free_field(texts.pop(FREE_FIELD, ""))
        changes: dict[str, str | Promise | None] = dict(texts)
        if "phones" in texts:
            self._numbers(texts["phones"])
        if "next_contact" in texts:
            changes["next_contact"] = self._promise()
        if added is not None:
            changes[added[0]] = added[1]
        return changes

    def _draft(self) -> CustomerDraft:
        """Return the new customer as typed. Raises FieldError."""
        texts = {code: field.text for code, field in self.form.fields.items()}
        added = free_field(texts[FREE_FIELD])
        draft = CustomerDraft(
            kind=kind_named(texts["kind"]),
            phones=self._numbers(texts["phones"]),
            promise=self._promise(),
            custom=() if added is None else ((added[0].removeprefix(CUSTOM_PREFIX), added[1]),),
        )
        return with_texts(draft, {code: texts[code] for code in TEXT_LIMITS})

    def _promise(self) -> Promise | None:
        field = self.form["next_contact"]
        return field.settled() if isinstance(field, WhenField) else None

    def _numbers(self, text: str) -> tuple[PhoneNumber, ...]:
        team = self.session.team
        numbers = read_numbers(text, team.country, area_code=team.area_code)
        if text.strip() and not numbers:
            raise FieldError("no_number_in_text", field="phones", text=text.strip())
        return numbers

    # --- who is there already ---

    def _check(self) -> None:
        """Show who of those stored the new customer might be."""
        texts = {code: self.form[code].text.strip() for code in IDENTIFYING}
        try:
            draft = CustomerDraft(
                name=texts["name"],
                company=texts["company"],
                phones=self._numbers(texts["phones"]),
            )
            self._hits = duplicates.check(self.session, draft) if draft.has_identity else ()
        except CrmError:
            # What is typed so far cannot be read yet; saving says why.
            self._hits = ()
        lines = [self._line_about(hit) for hit in self._hits[:SHOWN_DUPLICATES]]
        if len(self._hits) > SHOWN_DUPLICATES:
            more = len(self._hits) - SHOWN_DUPLICATES
            lines.append(_("and {count} more").format(count=more))
        shown = self.query_one("#duplicates", Static)
        shown.update(Content("\n".join(lines)))
        shown.display = bool(lines)
        is_same = any(hit.is_same for hit in self._hits)
        self.form[OVERRIDE_REASON].display = is_same
        self._duplicate_lines = len(lines)
        self.fit_form()
        self.refresh_commands()

    def _line_about(self, hit: Duplicate) -> str:
        """Return who the hit is, whose, in what state, and when he was last contacted."""
        customer = hit.customer
        parts = [customer.display_name]
        if customer.company not in ("", customer.display_name):
            parts.append(customer.company)
        parts += [
            self.session.user_name(customer.owner) or "–",
            state_label(customer.state),
            relative_past(customer.last_follow_up_at, self.session.local_now()),
            customer.last_outcome,
        ]
        verdict = _("Is there already: {who}") if hit.is_same else _("Perhaps: {who}")
        told = " · ".join(harmless_line(part) for part in parts if part)
        width = max(20, self.size.width - 6)
        return shorten(verdict.format(who=told), min(width, 88))

    def action_open_existing(self) -> None:
        """Open the first of those whom the new customer might be; what is typed stays."""

        def close(saved: Customer | None) -> None:
            if saved is not None:
                self.finish(saved)

        if self._hits:
            self.app.push_screen(CustomerForm(self.session, self._hits[0].customer), close)
