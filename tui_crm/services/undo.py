"""Undo: the newest step of mine, many deep, across restarts (SPEC 4)."""

from collections.abc import Callable
from dataclasses import dataclass

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepKind, StepState
from tui_crm.services import batches, do_not_call, keeping_apart, list_undo, view_undo
from tui_crm.services.batches import Progress
from tui_crm.services.restoring import refuse_if_changed_since, restore
from tui_crm.services.session import Session
from tui_crm.store import aliases, customers, follow_ups, steps
from tui_crm.store import batches as batch_store
from tui_crm.wording.steps import step_words

BATCHES = frozenset(
    {
        StepKind.IMPORT,
        StepKind.DEMO,
        StepKind.CHANGE,
        StepKind.MERGE_VALUES,
        StepKind.MERGE_MANY,
    }
)
"""The kinds of steps that are taken back in chunks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What an undo took back: the step, the customer it was on (None for a batch).

    `skipped` are the customers of a batch that were changed since and stay as they are.
    """

    step: Step
    customer_id: int | None
    skipped: tuple[int, ...] = ()


def list_steps(session: Session, *, limit: int = 200) -> tuple[Step, ...]:
    """Return the viewer's newest steps, undone ones too, newest first."""
    return steps.of_user(session.db, session.viewer.user_id, limit=limit)


def newest(session: Session) -> Step:
    """Return the step that `undo` would take back. Raises CrmError nothing_to_undo."""
    return _wanted(session, None)


def is_batch(step: Step) -> bool:
    """Whether undoing the step takes longer than a key press."""
    return step.kind in BATCHES


def words_of(session: Session, step: Step) -> str:
    """Return the line of a step: what was done, to whom."""
    name = ""
    if step.customer_id is not None:
        standing_id = aliases.standing_id(session.db, step.customer_id) or step.customer_id
        rows = customers.rows(session.db, session.viewer, [standing_id])
        name = (rows[0].name or rows[0].company or rows[0].phone) if rows else ""
    return step_words(step, name, session.classification_title)


def undo(
    session: Session, step_id: int | None = None, *, progress: Progress = lambda _done, _of: True
) -> Undone:
    """Undo the viewer's newest step, or the one named.

    Raises CrmError nothing_to_undo, not_your_step, already_undone, and with the reason
    changed_since where something newer was written on that customer; for a change of titles and
    value lists as `list_undo.obstacle` says, of saved views as `view_undo.obstacle` does.
    """
    step = _wanted(session, step_id)
    if is_batch(step):
        skipped = batches.take_back(session, step, progress=progress)
        session.reload()
        return Undone(step=step, customer_id=None, skipped=skipped)
    with session.db.write():
        step = _wanted(session, step.id)
        _TAKE_BACK[step.kind](session, step)
        steps.set_state(session.db, step.id, StepState.UNDONE, undone_at=session.now())
    if step.kind is StepKind.LISTS:
        session.reload()
    return Undone(step=step, customer_id=step.customer_id)


def _wanted(session: Session, step_id: int | None) -> Step:
    if step_id is None:
        step = steps.newest_standing(session.db, session.viewer.user_id)
        if step is None:
            raise CrmError("nothing_to_undo")
        return step
    step = steps.get(session.db, step_id)
    if step is None or step.user_id != session.viewer.user_id:
        raise CrmError("not_your_step")
    if step.state is StepState.UNDONE:
        raise CrmError("already_undone")
    return step


def _take_back_change(session: Session, step: Step) -> None:
    """Restore the customer of a step, unless something newer was written on him."""
    now = session.now()
    for change in steps.changes(session.db, step.id):
        refuse_if_changed_since(session, change)
        follow_ups.undo(session.db, step.id, now)
        do_not_call.take_back(session, step.id)
        restore(session, change, now)


def _take_back_creation(session: Session, step: Step) -> None:
    """Remove the customer that a step made, unless somebody worked on him since."""
    if step.customer_id is None or not batch_store.untouched(session.db, [step.customer_id]):
        raise CrmError("worked_on_since", id=step.customer_id)
    if (standing_id := aliases.standing_id(session.db, step.customer_id)) is not None:
        raise CrmError("merged_since", id=step.customer_id, into=standing_id)
    do_not_call.take_back(session, step.id)
    batch_store.remove(session.db, [step.customer_id])


def _take_back_correction(session: Session, step: Step) -> None:
    """Give a follow-up its former text back, unless it was corrected again."""
    correction = follow_ups.correction_of_step(session.db, step.id)
    if correction is None or follow_ups.newer_correction(session.db, correction):
        raise CrmError("corrected_since")
    earlier = [
        each.corrected_at
        for each in follow_ups.corrections(session.db, session.viewer, correction.follow_up_id)
        if each.id < correction.id
    ]
    follow_ups.set_text(
        session.db,
        correction.follow_up_id,
        correction.former_text,
        corrected_at=earlier[-1] if earlier else None,
    )
    follow_ups.undo_correction(session.db, correction, session.now())
    _take_back_change(session, step)


def _take_back_merge(session: Session, step: Step) -> None:
    """Part again whom a step made one."""
    from tui_crm.services import customer_merging

    customer_merging.take_back(session, step)


_TAKE_BACK: dict[StepKind, Callable[[Session, Step], None]] = {
    StepKind.FOLLOW_UP: _take_back_change,
    StepKind.EDIT: _take_back_change,
    StepKind.ARCHIVE: _take_back_change,
    StepKind.CREATE: _take_back_creation,
    StepKind.CORRECT: _take_back_correction,
    StepKind.LISTS: list_undo.take_back,
    StepKind.VIEW: view_undo.take_back,
    StepKind.MERGE: _take_back_merge,
    StepKind.KEEP_APART: keeping_apart.take_back,
}
