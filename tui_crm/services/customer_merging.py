"""Merging two customers who are one: one transaction, one step, undone as one (SPEC 5)."""

from dataclasses import dataclass, replace

from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_merge import (
    NO_CHOICES,
    Choices,
    UnitedHistory,
    likely_winner,
    merged,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.steps import ChangeLine, Step, StepKind, StepState
from tui_crm.services import card, do_not_call
from tui_crm.services.meanwhile import ChangedMeanwhile, news_since
from tui_crm.services.restoring import in_lists_of_today, refuse_if_changed_since, restore
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customers, histories, merges, steps
from tui_crm.store.merge_record import read_record

LOSER_ID = "other_id"
LOSER_NAME = "other"
"""The keys of a step's detail that name who was merged into another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """Two customers before they are merged, as read together, and what would move.

    `follow_ups` and `changes` count what the loser has: entries that stand, and lines of his
    history.
    """

    winner: Customer
    loser: Customer
    follow_ups: int
    changes: int
    history: UnitedHistory

    def preview(self, choices: Choices = NO_CHOICES) -> Customer:
        """Return what the winner would become. Raises ValueError for a choice not offered."""
        return merged(self.winner, self.loser, choices, history=self.history)

    @property
    def versions(self) -> tuple[int, int]:
        """The versions of winner and loser that were read."""
        return self.winner.version, self.loser.version


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a merge did: who stayed, as stored, id and name of who went, and the step."""

    customer: Customer
    loser_id: int
    loser_name: str
    step_id: int


def plan(session: Session, winner_id: int, loser_id: int) -> MergePlan:
    """Return what a merge of two customers would do. Raises as `merge` does."""
    winner, loser = two(session, winner_id, loser_id)
    return MergePlan(
        winner=winner,
        loser=loser,
        follow_ups=histories.follow_ups_of(session.db, loser.id),
        changes=histories.changes_of(session.db, loser.id),
        history=histories.united_history(session.db, (winner.id, loser.id)),
    )


def proposed_plan(session: Session, first_id: int, second_id: int) -> MergePlan:
    """Return the plan in which the one of two who should stay is the winner. Raises as `merge`."""
    first, second = two(session, first_id, second_id)
    stays, goes = in_order(session, first, second)
    return plan(session, stays.id, goes.id)


def in_order(session: Session, first: Customer, second: Customer) -> tuple[Customer, Customer]:
    """Return the one of two who should stay, then the other."""
    counts = (
        histories.follow_ups_of(session.db, first.id),
        histories.follow_ups_of(session.db, second.id),
    )
    stays = likely_winner(first, second, follow_ups=counts)
    return (first, second) if stays is first else (second, first)


def merge(
    session: Session,
    winner_id: int,
    loser_id: int,
    choices: Choices = NO_CHOICES,
    *,
    entry_uuid: str = "",
    versions: tuple[int, int] | None = None,
) -> Merged:
    """Make two customers one: the loser goes, his id and all that hung on him are the winner's.

    `choices` say whose value a field gets, as `MergePlan.preview` shows it. With `versions` winner
    and loser must still have those. The same `entry_uuid` again returns what was done. Raises
    CrmError no_such_customer, same_customer, already_merged (params `id`, `into`, `name`),
    entry_undone, ChangedMeanwhile; ValueError for a choice that is not offered.
    """
    with session.db.write():
        if (known := _written(session, entry_uuid)) is not None:
            return known
        customers.hold(session.db, winner_id, loser_id)
        winner, loser = two(session, winner_id, loser_id)
        if versions is not None:
            _check_versions(session, (winner, loser), versions)
        step_id = steps.insert(
            session.db,
            uuid=entry_uuid or new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.MERGE,
            at=session.now(),
            customer_id=winner.id,
            detail={LOSER_ID: loser.id, LOSER_NAME: loser.display_name},
        )
        stored = unite(session, winner, loser, choices, step_id=step_id)
    return Merged(
        customer=stored, loser_id=loser.id, loser_name=loser.display_name, step_id=step_id
    )


def _written(session: Session, entry_uuid: str) -> Merged | None:
    """Return what the entry did already, where this is a retry of it."""
    step = steps.by_uuid(session.db, entry_uuid) if entry_uuid else None
    if step is None or step.customer_id is None:
        return None
    if step.state is StepState.UNDONE:
        raise CrmError("entry_undone")
    loser_id = step.note(LOSER_ID)
    return Merged(
        customer=card.get(session, step.customer_id),
        loser_id=loser_id if isinstance(loser_id, int) else 0,
        loser_name=str(step.note(LOSER_NAME) or ""),
        step_id=step.id,
    )


def two(session: Session, first_id: int, second_id: int) -> tuple[Customer, Customer]:
    """Return two customers; who was merged already is told, and not taken for who stayed.

    Raises CrmError no_such_customer, same_customer, already_merged (params `id`, `into`, `name`).
    """
    first, second = card.get(session, first_id), card.get(session, second_id)
    for asked, found in ((second_id, second), (first_id, first)):
        if found.id != asked:
            raise CrmError("already_merged", id=asked, into=found.id, name=found.display_name)
    if first.id == second.id:
        raise CrmError("same_customer", id=first.id, name=first.display_name)
    return first, second


def _check_versions(
    session: Session, both: tuple[Customer, Customer], versions: tuple[int, int]
) -> None:
    for customer, version in zip(both, versions, strict=True):
        if customer.version != version:
            session.reload()  # Somebody else may have made the words that he has now.
            raise ChangedMeanwhile(customer, news_since(session, customer, version))


def unite(
    session: Session, winner: Customer, loser: Customer, choices: Choices, *, step_id: int
) -> Customer:
    """Write a merge for a step, inside a transaction, and return the winner as stored."""
    after = merged(
        winner,
        loser,
        choices,
        history=histories.united_history(session.db, (winner.id, loser.id)),
    )
    after = replace(after, version=winner.version + 1, updated_at=session.now())
    refused = do_not_call.newly_refused(session.db, after.phones)
    record = merges.take(session.db, winner, loser, step_id=step_id)
    record = replace(record, listed=tuple(sorted(refused)))
    told = merges.told_of(winner, after, record)
    stored = customers.update(session.db, winner, after, step_id=step_id, also=told)
    do_not_call.refuse(session, refused, reason="", step_id=step_id)
    return stored


# --- undo ---


def take_back(session: Session, step: Step) -> None:
    """Part again whom a step made one, inside a transaction.

    Raises CrmError changed_since where something newer stands on who stayed.
    """
    for change in steps.changes(session.db, step.id):
        refuse_if_changed_since(session, change)
        part(session, change)


def part(session: Session, change: ChangeLine) -> None:
    """Give winner and loser back what they were, and the loser what had moved."""
    now = session.now()
    record = read_record(change.before)
    do_not_call.take_back_numbers(session, change.step_id, record.listed)
    winner = restore(session, change, now)
    phones = do_not_call.with_marks(session.db, record.loser.phones)
    loser = in_lists_of_today(session, None, record.loser)
    loser = replace(
        loser,
        phones=phones,
        is_do_not_call=is_do_not_call(phones, refused=loser.is_do_not_call),
        version=loser.version + 1,
        updated_at=now,
    )
    merges.give_back(session.db, winner.id, loser, record)
