"""Imports: a file of customers as one batch, in chunks, undone as one (SPEC 10)."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from tui_crm.domain.imports import ImportFigures, ImportOptions
from tui_crm.domain.steps import StepKind
from tui_crm.services import batches
from tui_crm.services.batches import Batch, Cancelled, Progress
from tui_crm.services.import_failures import check_errors_file, write_failures
from tui_crm.services.import_matching import KnownCustomers
from tui_crm.services.import_owners import ImportOwners
from tui_crm.services.import_rows import PreparedRow
from tui_crm.services.import_source import ImportSource, check_mapping, open_source
from tui_crm.services.import_stream import prepared_rows
from tui_crm.services.import_taking import MERGING, ImportTools, RowTaker
from tui_crm.services.import_tally import Tally
from tui_crm.services.import_trial import TrialWriter
from tui_crm.services.import_words import ImportWords
from tui_crm.services.import_writing import ChunkWriter
from tui_crm.services.session import Session
from tui_crm.store import facets, ids
from tui_crm.store.bulk import Making
from tui_crm.store.fields import to_microseconds

CHUNK_SECONDS = 0.08
"""What a chunk should take: the lock may last 150 ms (SPEC 11)."""
FIRST_CHUNK = 100
FIRST_MERGED_CHUNK = 25
MOST_CHUNK = 3_000
TRIAL_CHUNK = 1_000
ANALYZED_FROM = 5_000
"""New customers from whom on the query planner is told what came in."""


def import_file(
    session: Session,
    path: Path,
    options: ImportOptions,
    progress: Progress = lambda _done, _of: True,
    *,
    taking_back: Progress = lambda _done, _of: True,
) -> ImportFigures:
    """Import the customers of a file and return what was done.

    `progress` is called after each chunk with the rows done and about how many there are; where
    it returns False everything is taken back and Cancelled raised, as after any error;
    `taking_back` is called with the customers taken back and how many there are. Raises
    CrmError as `open_source` does, no_known_column, file_exists (the file of failed rows),
    batch_running; FieldError no_such_login.
    """
    source = open_source(session, path, options)
    check_mapping(source.mapping)
    if options.errors is not None:
        check_errors_file(path, options.errors, can_overwrite=options.can_overwrite_errors)
    run = _Run(session, source, options, progress)
    if options.is_dry_run:
        return run.try_out()
    detail = _detail(path, options)
    with batches.run(session, StepKind.IMPORT, detail, taking_back=taking_back) as batch:
        figures = run.write(batch)
    if figures.created >= ANALYZED_FROM:
        session.db.analyze(closely=[facets.INDEX])
    session.reload()
    return figures


def _detail(path: Path, options: ImportOptions) -> dict[str, str | int]:
    detail: dict[str, str | int] = {"file": path.name, "mode": options.on_duplicate.value}
    if options.reason:
        detail["reason"] = options.reason
    return detail


class _Run:
    """One import at work."""

    def __init__(
        self, session: Session, source: ImportSource, options: ImportOptions, progress: Progress
    ) -> None:
        self._session = session
        self._source = source
        self._options = options
        self._progress = progress
        self._tally = Tally()
        words = ImportWords(session)
        self._first_new_id = ids.newest(session.db) + 1
        self._tools = ImportTools(
            session=session,
            mode=options.on_duplicate,
            words=words,
            owners=ImportOwners(session, words, owner=options.owner),
            known=KnownCustomers(
                session, first_new_id=self._first_new_id, is_dry_run=options.is_dry_run
            ),
            tally=self._tally,
            columns={each.field: each.column for each in source.mapping.columns},
            path=source.job.path,
        )

    def try_out(self) -> ImportFigures:
        """Return what the import would do."""
        self._take_all(TrialWriter(self._tools, first_new_id=self._first_new_id))
        self._write_failures()
        return self._figures(None)

    def write(self, batch: Batch) -> ImportFigures:
        """Write all rows for the batch, and note in its step what was done."""
        making = Making(
            user_id=self._session.viewer.user_id,
            at=to_microseconds(self._session.now()),
            step_id=batch.step_id,
        )
        self._take_all(ChunkWriter(self._tools, making, batch))
        self._write_failures()
        figures = self._figures(batch.step_id)
        if not figures.created and not figures.updated:
            batch.leave_no_step()
            return replace(figures, batch=None)
        batch.detail |= {"created": figures.created, "updated": figures.updated}
        return figures

    def _figures(self, batch: int | None) -> ImportFigures:
        table, mapping = self._source.table, self._source.mapping
        return self._tally.figures(encoding=table.encoding, mapping=mapping.as_json(), batch=batch)

    def _write_failures(self) -> None:
        errors = self._options.errors
        if errors is not None:
            write_failures(
                self._source.table,
                self._tally.failures,
                errors,
                can_overwrite=self._options.can_overwrite_errors,
            )

    def _take_all(self, taker: RowTaker) -> None:
        """Take the rows in chunks that last about CHUNK_SECONDS each."""
        is_merging = self._options.on_duplicate in MERGING
        size = FIRST_MERGED_CHUNK if is_merging else FIRST_CHUNK
        size = TRIAL_CHUNK if self._options.is_dry_run else size
        waiting: list[PreparedRow] = []
        with prepared_rows(self._source.job) as row_batches:
            for row_batch in row_batches:
                waiting += row_batch.rows
                for failed in row_batch.failures:
                    self._tally.fail(failed)
                while len(waiting) >= size or (waiting and row_batch.share >= 1.0):
                    done, size = self._take_chunk(taker, waiting[:size], size)
                    del waiting[:done]
                    self._report(row_batch.share)
                if not row_batch.rows:
                    self._report(row_batch.share)

    def _take_chunk(self, taker: RowTaker, rows: list[PreparedRow], size: int) -> tuple[int, int]:
        """Take one chunk; return how many rows were taken and how many the next one may have."""
        is_trial = self._options.is_dry_run
        with nullcontext() if is_trial else self._session.db.write_bulk():
            started = perf_counter()
            done = taker.write(rows)
        if is_trial:
            return done, size
        lasted = perf_counter() - started
        return done, _next_size(done, lasted)

    def _report(self, share: float) -> None:
        """Tell how far it is. Raises Cancelled."""
        done = self._tally.rows
        total = self._source.table.row_count or (round(done / share) if share else done)
        if not self._progress(done, max(done, total)):
            raise Cancelled


def _next_size(rows: int, lasted_seconds: float) -> int:
    """Return how many rows the next chunk may have: at most twice as many as this one."""
    wanted = rows * CHUNK_SECONDS / max(lasted_seconds, 1e-6)
    return max(1, min(int(wanted), 2 * rows, MOST_CHUNK))
