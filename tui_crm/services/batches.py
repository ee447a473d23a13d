"""Bulk work: in chunks that hold the lock shortly, under one step that is taken back whole.

A batch is a step in the state `running` until its last chunk is in. Cancelling it, or the next
start after a kill, takes the whole batch back (SPEC 11). One batch runs at a time: whoever works
on one holds the batch lock of the database, which a killed process lets go.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepKind, StepState
from tui_crm.services import do_not_call, import_values, list_undo
from tui_crm.services.pacing import Pace
from tui_crm.services.restoring import restore
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import aliases, bulk_restores, customers, steps
from tui_crm.store import batches as batch_store

FIRST_REMOVED = 250
MOST_REMOVED = 5_000
"""Customers removed in one transaction, at first and at the most."""

FIRST_RESTORED = 25
MOST_RESTORED = 500
"""Customers given back what they were in one transaction: each takes about a millisecond."""

FIRST_COLUMNS_RESTORED = 250
MOST_COLUMNS_RESTORED = 2_500
"""Customers of a bulk change in one transaction, at first and at the most."""

Progress = Callable[[int, int], bool]
"""Called with (done, of all); returns whether to go on."""


class Cancelled(CrmError):
    """The user stopped a batch; what it had done was taken back."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class Batch:
    """A running batch: its step, and the figures for its line in the list of steps."""

    def __init__(self, step_id: int, detail: Mapping[str, str | int]) -> None:
        self.step_id = step_id
        self.detail: dict[str, str | int] = dict(detail)
        self.has_effect = True

    def leave_no_step(self) -> None:
        """Have nothing to undo: the batch changed nothing."""
        self.has_effect = False


@contextmanager
def run(
    session: Session,
    kind: StepKind,
    detail: Mapping[str, str | int],
    *,
    uuid: str | None = None,
    taking_back: Progress = lambda _done, _of: True,
) -> Iterator[Batch]:
    """Run the body as one batch: done at its end, taken back whole where it raises.

    One without effect leaves no step.

    Raises CrmError batch_running where another batch is at work on the database.
    """
    with session.db.batch_lock() as is_ours:
        if not is_ours:
            raise CrmError("batch_running")
        with session.db.write():
            step_id = steps.insert(
                session.db,
                uuid=uuid or new_uuid(),
                user_id=session.viewer.user_id,
                kind=kind,
                at=session.now(),
                detail=detail,
                state=StepState.RUNNING,
            )
        batch = Batch(step_id, detail)
        try:
            yield batch
        except BaseException:
            _take_back(session, step_id, kind, progress=taking_back)
            raise
        with session.db.write():
            if batch.has_effect:
                steps.set_state(session.db, step_id, StepState.DONE, detail=batch.detail)
            else:
                steps.remove(session.db, step_id)


def take_back(session: Session, step: Step, *, progress: Progress) -> tuple[int, ...]:
    """Undo a batch that is done; return the customers that were worked on since and stay.

    Raises CrmError batch_running, and as `list_undo.obstacle` says.
    """
    with session.db.batch_lock() as is_ours:
        if not is_ours:
            raise CrmError("batch_running")
        if (problem := list_undo.obstacle(session, step)) is not None:
            raise problem
        return _take_back(session, step.id, step.kind, progress=progress)


def _take_back(
    session: Session, step_id: int, kind: StepKind, *, progress: Progress
) -> tuple[int, ...]:
    """Take back what the step did. `running` meanwhile: a kill is finished by the next start."""
    with session.db.write():
        steps.set_state(session.db, step_id, StepState.RUNNING)
        if (step := steps.get(session.db, step_id)) is not None:
            # First, so that customers get back a value that is one again.
            list_undo.put_back(session, step)
    total = batch_store.size(session.db, step_id)
    done, skipped = 0, list(aliases.made_by(session.db, step_id))
    for take_chunk in _chunks_of(kind):
        last, count = 0, -1
        while count != 0:
            with session.db.write_bulk():
                last, count, stays = take_chunk(session, step_id, last)
            skipped.extend(stays)
            done += count
            progress(min(done, total), total)
    values = import_values.unused(session, step_id)
    with session.db.write():
        import_values.remove(session, values)
        steps.set_state(session.db, step_id, StepState.UNDONE, undone_at=session.now())
    return tuple(dict.fromkeys(skipped))


TakeChunk = Callable[[Session, int, int], tuple[int, int, list[int]]]
"""Takes back the next chunk of a step, from an id on; returns (last id, how many, skipped)."""


def _chunks_of(kind: StepKind) -> tuple[TakeChunk, ...]:
    """Return what takes back the parts of a batch, one after the other."""
    if kind in (StepKind.CHANGE, StepKind.MERGE_VALUES):
        return (_RestoreColumns(),)
    if kind is StepKind.MERGE_MANY:
        return (_PartCustomers(),)
    return (_RestoreCustomers(), _RemoveCustomers(), _unlist_chunk)


class _RestoreColumns:
    """Gives the customers of a bulk change their columns back, as many at a time as time allows."""

    def __init__(self) -> None:
        self._pace = Pace(first=FIRST_COLUMNS_RESTORED, most=MOST_COLUMNS_RESTORED)

    def __call__(self, session: Session, step_id: int, below: int) -> tuple[int, int, list[int]]:
        with self._pace.timed():
            chunk = bulk_restores.restore_columns(
                session.db,
                step_id,
                below=below or None,
                limit=self._pace.rows,
                at=session.now(),
            )
        return chunk.lowest_line, chunk.lines, list(chunk.skipped)


class _PartCustomers:
    """Parts again whom a merge of many made one, the newest merge first."""

    def __init__(self) -> None:
        self._pace = Pace(first=FIRST_RESTORED, most=MOST_RESTORED)

    def __call__(self, session: Session, step_id: int, below: int) -> tuple[int, int, list[int]]:
        from tui_crm.services.customer_merging import part

        count, skipped = 0, []
        with self._pace.timed():
            for _each in range(self._pace.rows):
                # One by one: parting two moves older lines of the batch back to whom it parted.
                line = steps.newest_change(session.db, step_id, below=below or None)
                if line is None:
                    break
                customers.hold(session.db, line.customer_id)
                if customers.touched_since(session.db, line.customer_id, line.id) is not None:
                    skipped.append(line.customer_id)
                else:
                    part(session, line)
                below, count = line.id, count + 1
        return below, count, skipped


class _RestoreCustomers:
    """Gives the customers that a batch changed back what they were.

    The newest line first: what was changed twice gets back what it was before both.
    """

    def __init__(self) -> None:
        self._pace = Pace(first=FIRST_RESTORED, most=MOST_RESTORED)

    def __call__(self, session: Session, step_id: int, below: int) -> tuple[int, int, list[int]]:
        with self._pace.timed():
            limit = self._pace.rows
            lines = steps.changes(session.db, step_id, below=below or None, limit=limit)
            skipped = []
            for line in lines:
                customers.hold(session.db, line.customer_id)
                if customers.touched_since(session.db, line.customer_id, line.id) is not None:
                    skipped.append(line.customer_id)
                else:
                    restore(session, line, session.now())
        return (lines[-1].id if lines else below), len(lines), skipped


class _RemoveCustomers:
    """Removes the customers that a batch made."""

    def __init__(self) -> None:
        self._pace = Pace(first=FIRST_REMOVED, most=MOST_REMOVED)

    def __call__(self, session: Session, step_id: int, after: int) -> tuple[int, int, list[int]]:
        with self._pace.timed():
            limit = self._pace.rows
            made = batch_store.made_by(session.db, step_id, after=after, limit=limit)
            untouched = batch_store.untouched(session.db, made, but_step=step_id)
            batch_store.remove(session.db, sorted(untouched))
        stays = [each for each in made if each not in untouched]
        return (made[-1] if made else after), len(made), stays


def _unlist_chunk(session: Session, step_id: int, after: int) -> tuple[int, int, list[int]]:
    """Take back the next refusals of the batch; return (last refusal, how many, nobody)."""
    last, count = do_not_call.take_back_batch(session, step_id, after=after)
    return last, count, []


def take_back_killed(session: Session) -> tuple[Step, ...]:
    """Take back the batches that a killed program left half-done, and return them."""
    if not steps.running(session.db):
        return ()
    with session.db.batch_lock() as is_ours:
        left = steps.running(session.db) if is_ours else ()
        for step in left:
            _take_back(session, step.id, step.kind, progress=lambda _done, _of: True)
        return left
