"""From marked customers to a bulk change: which field, which value, what that would do, go."""

from collections.abc import Callable, Sequence

from tui_crm.domain.bulk_change import BULK_FIELDS, BulkChange
from tui_crm.domain.customer import LIST_FIELDS, Kind
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork, Job, Outcome, Report, start_or_refuse
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.bulk_prompts import OwnerForMany, TextForMany, WhenForMany
from tui_crm.screens.chooser import Chooser, Offered
from tui_crm.screens.confirm import Confirm
from tui_crm.services import bulk_change
from tui_crm.services.bulk_change import Preview
from tui_crm.services.session import Session
from tui_crm.widgets.columns import value_tone
from tui_crm.wording import explain, field_title, labelled
from tui_crm.wording.bulk import (
    change_words,
    changed_words,
    left_sentences,
)
from tui_crm.wording.customer_lists import counted_customers, marked_words
from tui_crm.wording.punctuation import in_a_row

Selected = Callable[[], Sequence[int]]
"""Returns the ids of the marked customers; may take a second, and is called on a thread."""

NOTHING = "-"
"""Stands for "no value" among what is offered."""


class BulkFlow:
    """Leads through the questions of one bulk change, above `screen`.

    `count` is how many are marked, None where that is not known yet.
    """

    def __init__(
        self,
        screen: CommandScreen[None],
        session: Session,
        work: BackgroundWork,
        *,
        selected: Selected,
        count: int | None,
    ) -> None:
        self._screen = screen
        self._session = session
        self._work = work
        self._selected = selected
        self._who = marked_words(count) if count is None else counted_customers(count)

    # --- which field, which value ---

    def start(self) -> None:
        """Ask which field."""
        offered = [Offered(value=code, label=field_title(code)) for code in BULK_FIELDS]
        title = labelled(self._who, _("change what?"))
        self._screen.app.push_screen(Chooser(title, offered), self._ask_value)

    def _ask_value(self, code: str | None) -> None:
        if code is None:
            return
        title = labelled(self._who, field_title(code))
        app, session = self._screen.app, self._session
        if code in LIST_FIELDS:
            app.push_screen(
                Chooser(title, self._values(code)),
                lambda value: self._value_chosen(code, value),
            )
        elif code in ("owner", "second_owner"):
            app.push_screen(
                Chooser(title, self._users(code)), lambda value: self._owner_chosen(code, value)
            )
        elif code == "next_contact":
            app.push_screen(WhenForMany(session, title), self._preview)
        elif code == "kind":
            self._preview(BulkChange(field=code, value=Kind.CUSTOMER.value))
        else:
            app.push_screen(TextForMany(session, title, code=code), self._preview)

    def _values(self, code: str) -> Sequence[Offered]:
        values = [each for each in self._session.shared.values.values() if each.field == code]
        nothing = Offered(value=NOTHING, label="–", note=_("no value"))
        return (
            *(
                Offered(
                    value=str(each.id),
                    label=self._session.value_title(each.id),
                    tone=value_tone(self._session.value_colour(each.id)),
                )
                for each in sorted(values, key=lambda each: each.position)
            ),
            nothing,
        )

    def _users(self, code: str) -> Sequence[Offered]:
        users = [each for each in self._session.shared.users.values() if each.is_active]
        note = _("into the pool") if code == "owner" else _("no value")
        return (
            *(Offered(value=str(each.id), label=each.name, note=each.login) for each in users),
            Offered(value=NOTHING, label="–", note=note),
        )

    def _value_chosen(self, code: str, value: str | None) -> None:
        if value is not None:
            self._preview(BulkChange(field=code, value=_number(value)))

    def _owner_chosen(self, code: str, value: str | None) -> None:
        if value is None:
            return
        owner = _number(value)
        if code != "owner":
            self._preview(BulkChange(field=code, value=owner))
            return
        title = labelled(
            self._who, f"{field_title(code)} → {self._session.user_name(owner) or '–'}"
        )
        prompt = OwnerForMany(self._session, title, owner=owner)
        self._screen.app.push_screen(prompt, self._preview)

    # --- what it would do ---

    def _preview(self, change: BulkChange | None) -> None:
        """Look on a thread what the change would do, then ask."""
        if change is None:
            return
        screen, session = self._screen, self._session

        def look() -> None:
            try:
                ids = self._selected()
                found = bulk_change.preview(session, ids, change)
            except CrmError as error:
                screen.show_from_thread(screen.refuse, explain(error))
            else:
                screen.show_from_thread(self._ask, change, ids, found)
            finally:
                session.db.close_thread()

        screen.run_worker(look, thread=True, group="preview", exclusive=True)

    def _ask(self, change: BulkChange, ids: Sequence[int], found: Preview) -> None:
        """Ask, unless something else has been opened above the list meanwhile."""
        if not self._screen.is_active:
            return
        left = [*left_sentences(same=found.same, archived=found.archived, gone=found.gone)]
        if not found.changed:
            self._screen.refuse(in_a_row([_("Nothing would change."), *left]))
            return
        value = bulk_change.value_words(self._session, change)
        former = [(each.words, each.count) for each in found.former]
        words = change_words(found.changed, field_title(change.field), value, former)
        question = "\n\n".join(filter(None, [words, "\n".join(left)]))

        def answer(is_yes: bool | None) -> None:  # noqa: FBT001 - what Confirm answers
            if is_yes:
                self._change(change, ids, value)

        self._screen.app.push_screen(Confirm(question, yes=_("Change"), no=_("Leave")), answer)

    # --- doing it ---

    def _change(self, change: BulkChange, ids: Sequence[int], value: str) -> None:
        session, title = self._session, field_title(change.field)

        def run(report: Report) -> Outcome:
            done = bulk_change.change_many(
                session, ids, change, progress=report, taking_back=report.taking_back
            )
            return Outcome(sentence=changed_words(done.changed, done.left, title, value))

        job = Job(
            title=f"{title} → {value or '–'}",
            run=run,
            total=len(ids),
            stopped=_("Stopped; what was changed is taken back."),
        )
        start_or_refuse(self._screen, self._session, self._work, job)


def _number(value: str) -> int | None:
    return None if value == NOTHING else int(value)
