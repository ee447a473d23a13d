"""The form of a customer: a new one, checked for duplicates while typing, or one to change."""

from collections.abc import Iterator, Sequence

from textual import work
from textual.app import ComposeResult
from textual.timer import Timer
from textual.worker import get_current_worker

from tui_crm.commands.command import Command, Scope
from tui_crm.domain.conflicts import Side
from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CustomerDraft, with_texts
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.i18n import _
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.current_customer import why_no_entry
from tui_crm.screens.customer_fields import OVERRIDE_REASON, customer_fields
from tui_crm.screens.customer_provider import OpensCustomers
from tui_crm.screens.duplicate_hits import DuplicateHits
from tui_crm.screens.form_modal import FormModal
from tui_crm.screens.typed_customer import typed_changes, typed_customer, typed_numbers
from tui_crm.services import card, customers, duplicates, merging
from tui_crm.services.customers import Changes
from tui_crm.services.desk import Logged
from tui_crm.services.drafts import Draft
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.field_texts import field_texts
from tui_crm.services.meanwhile import FieldNews, fields_of, who_of
from tui_crm.services.merging import EditConflict
from tui_crm.services.session import Session
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.field import Field, Remark
from tui_crm.wording.punctuation import in_a_row

CHECK_SECONDS = 0.3
"""This long after the last change a new customer is looked for among those stored."""
IDENTIFYING = ("name", "company", "phones", "email", "address", "birthday", "wechat", "website")
"""The fields by which somebody is known to be there already."""
MAX_SHOWN_CHANGE = 60
"""Cells of a changed text that a line beneath a field quotes."""


class CustomerForm(FormModal[Customer]):
    """A new customer, or `customer` to change; dismisses with what was stored, or None."""

    SCOPES = (Scope.FORM, Scope.CUSTOMER_FORM)

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
        self._check_timer: Timer | None = None
        self._is_logged = False
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
        yield DuplicateHits(self.session, id="duplicates")

    @property
    def hits(self) -> DuplicateHits:
        """Who is there already."""
        return self.query_one(DuplicateHits)

    def lines_below(self) -> int:
        """Return how many lines tell who is there already."""
        return self.hits.lines if self.query(DuplicateHits) else 0

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands in force: nobody is looked for where a customer is changed."""
        for command, keys in super().offered_commands():
            if self._base is None or command.scope is not Scope.CUSTOMER_FORM:
                yield command, keys

    def is_on_bar(self, command_id: str) -> bool:
        """Show the keys of the existing customer where there is one, and of others where more."""
        if command_id == "customer_form.next_hit":
            return self.hits.has_others
        return not command_id.startswith("customer_form.") or self.hits.chosen is not None

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot be run now."""
        if not command_id.startswith("customer_form."):
            return None
        chosen = self.hits.chosen
        if chosen is None:
            return _("No similar customer yet.")
        if command_id == "customer_form.next_hit":
            return None if self.hits.has_others else _("There is no other similar customer.")
        if not chosen.is_visible:
            return _("You may not open this customer: ask his owner.")
        if command_id == "customer_form.log_existing":
            return why_no_entry(self.session, chosen.customer)
        return None

    def field_changed(self, field: Field) -> None:
        """Look for duplicates a moment after a new customer's identity changed."""
        if self._base is None and field.code in IDENTIFYING:
            if self._check_timer is not None:
                self._check_timer.stop()
            self._check_timer = self.set_timer(CHECK_SECONDS, self._look)

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
                typed_customer(self.session, self.form),
                is_unassigned=not owner,
                override_reason=self.form[OVERRIDE_REASON].text,
                entry_uuid=self.entry_uuid,
            )
        except CrmError as error:
            if error.code != "duplicate_customer":
                raise
            self._look()
            self.form[OVERRIDE_REASON].display = True
            raise FieldError(error.code, field=OVERRIDE_REASON, **error.params) from error
        self.finish(added.customer)

    def _edit(self, base: Customer) -> None:
        decided, self._decided = self._decided, None
        base, changes = decided or (base, typed_changes(self.session, self.form))
        if not changes:
            self.finish(None)
            return
        try:
            if decided is None:
                merging.check_draft(self.session, base, changes, self.draft_bases)
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
        if self._is_logged:
            return _("Follow-up written on {name}.").format(name=saved.display_name)
        words = _("Saved: {name}.").format(name=saved.display_name)
        if not self._news:
            return words
        kept = _("{who} changed it meanwhile ({fields}); that is kept too.").format(
            who=who_of(self._news), fields=fields_of(self._news)
        )
        return in_a_row([words, kept])

    # --- who is there already ---

    def _look(self) -> None:
        """Look for those whom the new customer might be, on a thread: typing goes on."""
        try:
            texts = {code: self.form[code].text.strip() for code in IDENTIFYING}
            phones = typed_numbers(self.session, texts.pop("phones"))
            draft = with_texts(CustomerDraft(phones=phones), texts)
        except CrmError:
            # What is typed so far cannot be read yet; saving says why.
            self.workers.cancel_group(self, "duplicates")
            self._show_hits(())
            return
        self._look_on_thread(draft)

    @work(thread=True, exclusive=True, group="duplicates")
    def _look_on_thread(self, draft: CustomerDraft) -> None:
        worker = get_current_worker()
        hits: tuple[Duplicate, ...] = ()
        try:
            if draft.has_identity:
                hits = duplicates.check(self.session, draft, go_on=lambda: not worker.is_cancelled)
        except CrmError:
            return  # The database cannot be read at this moment; saving says why.
        finally:
            self.session.db.close_thread()
        if not worker.is_cancelled:
            self.show_from_thread(self._show_hits, hits)

    def _show_hits(self, hits: tuple[Duplicate, ...]) -> None:
        self.hits.show(hits)
        self.form[OVERRIDE_REASON].display = any(hit.is_same for hit in hits)
        self.fit_form()
        self.refresh_commands()

    def action_next_hit(self) -> None:
        """Choose the next of those whom the new customer might be."""
        self.hits.choose_next()
        self.refresh_commands()

    async def action_open_existing(self) -> None:
        """Open the page of the chosen hit above the form: what is typed stays, as a draft too."""
        if (hit := self.hits.chosen) is not None and isinstance(self.app, OpensCustomers):
            self.keep_draft()
            await self.app.open_customer(hit.customer.id)

    def action_log_existing(self) -> None:
        """Write a follow-up on the chosen hit; the new customer may not be needed then."""
        from tui_crm.screens.full_entry import FullEntry

        if (hit := self.hits.chosen) is not None:
            self.keep_draft()
            there = card.get(self.session, hit.customer.id)
            self.app.push_screen(FullEntry(self.session, there), self._ask_to_leave)

    def _ask_to_leave(self, logged: Logged | None) -> None:
        if logged is None:
            return

        def leave(is_sure: bool | None) -> None:  # noqa: FBT001 - what Confirm answers
            if is_sure:
                self._is_logged = True
                self.finish(logged.customer)

        question = _("The follow-up on {name} is written. Throw away what you typed here?").format(
            name=logged.customer.display_name
        )
        confirm = Confirm(question, yes=_("Throw it away"), no=_("Keep typing"))
        self.app.push_screen(confirm, leave)
