"""Saving an edit of a customer whom somebody else has changed since it began.

What only one side changed is kept of that side; what both changed is decided by the user, field
by field. Nothing is overwritten without his word (SPEC 3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tui_crm.domain.conflicts import Conflict, Side, merge, merged_numbers
from tui_crm.domain.customer import LIST_FIELDS, Customer
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.errors import FieldError
from tui_crm.domain.phone import phones_text, read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean_line
from tui_crm.services import customers
from tui_crm.services.customers import Changes
from tui_crm.services.field_texts import field_texts
from tui_crm.services.meanwhile import ChangedMeanwhile, FieldNews, news_since
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_texts
from tui_crm.services.values import reload_for
from tui_crm.store import customers as store

IDENTITY = ("name", "company", "phones", "email")
"""The fields of which one must hold something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConflict:
    """One field that both sides changed: as people read it, by whom and when theirs was written.

    `value` is what `mine` writes, as `customers.edit` takes it.
    """

    code: str
    base: str
    mine: str
    theirs: str
    value: str | Promise | None
    news: FieldNews | None


class EditConflict(ChangedMeanwhile):
    """An edit was not saved: somebody must decide on the fields that both sides changed.

    `current` is the customer as he is now, `kept` what of the edit goes over him without a
    question, `conflicts` the fields in question.
    """

    def __init__(
        self,
        current: Customer,
        news: Sequence[FieldNews],
        *,
        kept: Changes,
        conflicts: Sequence[FieldConflict],
    ) -> None:
        super().__init__(current, news)
        self.kept = dict(kept)
        self.conflicts = tuple(conflicts)

    def decided(self, choices: Mapping[str, Side]) -> dict[str, str | Promise | None]:
        """Return what to save over `current`, after one choice for each conflict."""
        chosen = (each for each in self.conflicts if choices[each.code] is Side.MINE)
        return self.kept | {each.code: each.value for each in chosen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The customer as stored, and what of him somebody else had changed since the edit began."""

    customer: Customer
    news: tuple[FieldNews, ...]


def save(session: Session, base: Customer, changes: Changes) -> Saved:
    """Save an edit of the customer `base`, as he was when it began, over what he is now.

    Of one who was merged into another meanwhile, over who stayed: what he holds else is asked.
    Raises EditConflict where a field was changed by both, and what `customers.edit` raises.
    """
    wanted = {_canonical(code): value for code, value in changes.items()}
    with session.db.write():
        store.hold(session.db, base.id)
        current = customers.get(session, base.id)
        news: tuple[FieldNews, ...] = ()
        is_merged = current.id != base.id
        if is_merged or current.version != base.version:
            session.reload()  # Somebody else may have made the words and users that he has now.
            since = current.version - 1 if is_merged else base.version
            news = news_since(session, current, since)
            wanted = _Meeting(session, base, current, wanted, news).kept()
        stored = customers.write_edit(session, current, wanted)
    reload_for(session, stored)
    return Saved(customer=stored, news=news)


def check_draft(
    session: Session, current: Customer, changes: Changes, bases: Mapping[str, str]
) -> None:
    """Ask about a draft of an edit whose fields somebody has changed since it was begun.

    `bases` are the texts that stood in those fields then, by code. Raises EditConflict.
    """
    meeting = _Meeting(session, current, current, changes, ())
    now = field_texts(session, current)
    with session.db.write():
        mine = meeting.texts()  # A word that is no value of its list yet becomes one.
    codes = [code for code in bases if code in mine]
    found = merge(*({code: side.get(code, "") for code in codes} for side in (bases, mine, now)))
    if found.conflicts:
        in_question = {each.code for each in found.conflicts}
        kept = {code: value for code, value in changes.items() if code not in in_question}
        question = meeting.question(kept, found.conflicts)
        before = [replace(each, base=bases[each.code]) for each in question.conflicts]
        raise EditConflict(current, (), kept=kept, conflicts=before)


def _canonical(code: str) -> str:
    """Return the code as `field_texts` has it: the title of a free field is cleaned when stored."""
    if not code.startswith(CUSTOM_PREFIX):
        return code
    return CUSTOM_PREFIX + clean_line(code.removeprefix(CUSTOM_PREFIX))


@dataclass(frozen=True, slots=True)
class _Meeting:
    """An edit of `base` that meets what `current` has become, inside a transaction."""

    session: Session
    base: Customer
    current: Customer
    changes: Changes
    news: Sequence[FieldNews]

    def kept(self) -> dict[str, str | Promise | None]:
        """Return what of the edit goes over `current`. Raises EditConflict."""
        before, now = (field_texts(self.session, each) for each in (self.base, self.current))
        found = merge(before, before | self.texts(), now)
        kept = {code: self.changes[code] for code in found.changes}
        in_question: list[Conflict] = []
        for conflict in found.conflicts:
            numbers = self._numbers(conflict) if conflict.code == "phones" else None
            if numbers is None:
                in_question.append(conflict)
            else:
                kept["phones"] = numbers
        if not in_question:
            in_question = self._nothing_to_know_him_by(kept, before, now)
        if in_question:
            raise self.question(kept, in_question)
        return kept

    def texts(self) -> dict[str, str]:
        """Return what the edit makes of the fields it changes, in the form of `field_texts`."""
        edited = field_texts(self.session, self._edited(self.changes))
        texts = {code: edited.get(code, "") for code in self.changes}
        for code in LIST_FIELDS:
            word = self.changes.get(code)
            if isinstance(word, str) and word and not texts[code]:
                texts[code] = clean_line(word)  # A word that is no value of its list yet.
        return texts

    def _edited(self, changes: Changes) -> Customer:
        return customers.edited(self.session, self.base, changes)

    def _numbers(self, conflict: Conflict) -> str | None:
        """Return the numbers of both sides as text, None where they contradict each other."""
        team = self.session.team
        united = merged_numbers(
            *(
                read_numbers(text, team.country, area_code=team.area_code)
                for text in (conflict.base, conflict.mine, conflict.theirs)
            )
        )
        return None if united is None else phones_text(united)

    def _nothing_to_know_him_by(
        self, kept: Changes, before: Mapping[str, str], now: Mapping[str, str]
    ) -> list[Conflict]:
        """Return what they emptied where each side emptied what the other left to know him by."""
        try:
            customers.edited(self.session, self.current, kept)
        except FieldError as error:
            if error.code != "no_identity":
                raise
        else:
            return []
        return [
            Conflict(code=code, base=before[code], mine=before[code], theirs=now[code])
            for code in IDENTITY
            if code not in kept and before[code] != now[code]
        ]

    def question(self, kept: Changes, conflicts: Sequence[Conflict]) -> EditConflict:
        """Return what is asked about `conflicts`, where `kept` goes in without a question."""
        base, theirs = (shown_texts(self.session, each) for each in (self.base, self.current))
        mine = shown_texts(self.session, self._edited(self.changes))
        by_code = {each.code: each for each in self.news}
        told = [
            FieldConflict(
                code=each.code,
                base=base.get(each.code, ""),
                mine=mine.get(each.code, "") or each.mine,
                theirs=theirs.get(each.code, ""),
                value=self.changes.get(each.code, each.mine),
                news=by_code.get(each.code),
            )
            for each in conflicts
        ]
        return EditConflict(self.current, self.news, kept=kept, conflicts=told)
