"""Keeping two customers apart who look like one: remembered, and undone like any step (SPEC 5)."""

from dataclasses import dataclass

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepKind, StepState
from tui_crm.services import customer_merging
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customers, kept_apart, steps

OTHER_ID = "other_id"
OTHER_NAME = "other"
"""The keys of a step's detail that name the second customer it was about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptApart:
    """Two customers who are kept apart, and the step; None where they were already."""

    pair: tuple[int, int]
    step_id: int | None


def keep_apart(session: Session, a_id: int, b_id: int, *, entry_uuid: str = "") -> KeptApart:
    """Remember that two customers are two: the duplicate check proposes them no more.

    The same `entry_uuid` again returns what was done. Raises CrmError no_such_customer,
    same_customer, already_merged for the old id of a merged one, entry_undone.
    """
    pair = (min(a_id, b_id), max(a_id, b_id))
    with session.db.write():
        known = steps.by_uuid(session.db, entry_uuid) if entry_uuid else None
        if known is not None:
            if known.state is StepState.UNDONE:
                raise CrmError("entry_undone")
            return KeptApart(pair=pair, step_id=known.id)
        customers.hold(session.db, *pair)
        a, b = customer_merging.two(session, a_id, b_id)
        if kept_apart.are_apart(session.db, pair):
            return KeptApart(pair=pair, step_id=None)
        now = session.now()
        step_id = steps.insert(
            session.db,
            uuid=entry_uuid or new_uuid(),
            user_id=session.viewer.user_id,
            kind=StepKind.KEEP_APART,
            at=now,
            customer_id=a.id,
            detail={OTHER_ID: b.id, OTHER_NAME: b.display_name},
        )
        kept_apart.put(session.db, pair, user_id=session.viewer.user_id, at=now, step_id=step_id)
    return KeptApart(pair=pair, step_id=step_id)


def take_back(session: Session, step: Step) -> None:
    """Let the check propose the pair again, inside a transaction."""
    kept_apart.remove_of_step(session.db, step.id)
