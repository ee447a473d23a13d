"""The rows of a file as they pass from the process that reads to the one that writes."""

import marshal
from collections.abc import Iterator
from typing import NamedTuple

from tui_crm.domain.agreeing import agreeing_form
from tui_crm.domain.customer import LIST_FIELDS, Kind, PhoneNumber
from tui_crm.domain.draft import OWNER_FIELDS, CustomerDraft, DraftValues, validated
from tui_crm.domain.errors import FieldError
from tui_crm.domain.imports import NoticeParams
from tui_crm.domain.row_reading import CellWarning, RowReader
from tui_crm.files.tables import TableRow
from tui_crm.services.import_source import ReadingJob
from tui_crm.store import numbers
from tui_crm.store.bulk import TEXT_COLUMNS, BulkCustomer, bulk_customer
from tui_crm.store.records import promise_of

BATCH_ROWS = 256
"""Rows handed over at once."""


class PreparedRow(NamedTuple):
    """A row that can be stored, as a tuple of plain values.

    `row_id` is the id that the row brings along, `lists` and `owners` are words and logins in
    the order of LIST_FIELDS and OWNER_FIELDS, `warnings` are (code, column, text). `keys` are
    what its numbers are matched by; where there are none, and with both name and company, a
    namesake can be the row (`has_namesakes`). `is_only_typed`: nothing but numbers without a key
    tells who it is. `name` and `company` are as they agree with others'.
    """

    number: int
    row_id: str
    has_kind: bool
    lists: tuple[str, ...]
    owners: tuple[str, ...]
    warnings: tuple[tuple[str, str, str], ...]
    custom: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    has_namesakes: bool
    is_only_typed: bool
    name: str
    company: str
    customer: BulkCustomer

    def draft(self) -> CustomerDraft:
        """Return the validated draft from which the row was prepared."""
        texts = dict(zip(TEXT_COLUMNS, self.customer.texts, strict=True))
        texts |= dict(zip(LIST_FIELDS, self.lists, strict=True))
        texts |= dict(zip(OWNER_FIELDS, self.owners, strict=True))
        return CustomerDraft(
            id=self.row_id,
            kind=Kind(self.customer.kind) if self.has_kind else None,
            phones=phones_of(self.customer),
            custom=self.custom,
            promise=promise_of(self.customer.next_on, self.customer.next_minute),
            **texts,
        )


class FailedRow(NamedTuple):
    """A row that breaks a limit or tells nobody: the code of the refusal and its parameters."""

    number: int
    code: str
    params: NoticeParams


class RowBatch(NamedTuple):
    """Some rows in their order; `share` of the file is read by then, 0 to 1."""

    share: float
    rows: list[PreparedRow]
    failures: list[FailedRow]


def phones_of(customer: BulkCustomer) -> tuple[PhoneNumber, ...]:
    """Return the numbers of a prepared customer."""
    return tuple(numbers.number_of(values) for values in customer.phones)


def row_batches(job: ReadingJob) -> Iterator[RowBatch]:
    """Read the file and yield its rows.

    Raises CrmError as `Table.rows` does.
    """
    reader = job.reader()
    batch = RowBatch(0.0, [], [])
    for row in job.table().rows():
        _take(batch, row, reader)
        if len(batch.rows) + len(batch.failures) >= BATCH_ROWS:
            yield batch._replace(share=row.progress)
            batch = RowBatch(row.progress, [], [])
    yield batch._replace(share=1.0)


def _take(batch: RowBatch, row: TableRow, reader: RowReader) -> None:
    try:
        values, warnings = reader.read_values(row.cells, row.extra)
        batch.rows.append(_prepared(row.number, validated(values), warnings))
    except FieldError as error:
        params = tuple((name, _plain(value)) for name, value in error.params.items())
        batch.failures.append(FailedRow(row.number, error.code, params))


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _prepared(number: int, values: DraftValues, warnings: tuple[CellWarning, ...]) -> PreparedRow:
    text_of = values.get
    name, company = text_of("name", ""), text_of("company", "")
    phones: tuple[PhoneNumber, ...] = text_of("phones", ())
    keys = tuple([phone.key for phone in phones if phone.key])
    return PreparedRow(
        number,
        text_of("id", ""),
        text_of("kind") is not None,
        tuple([text_of(code, "") for code in LIST_FIELDS]),
        tuple([text_of(code, "") for code in OWNER_FIELDS]),
        tuple([(each.code, each.column, each.text) for each in warnings]),
        text_of("custom", ()),
        keys,
        # Somebody of the same name and company can be the row: see `match_row`.
        not keys or bool(name and company),
        not (keys or name or company or text_of("email")),
        agreeing_form(name),
        agreeing_form(company),
        bulk_customer(values),
    )


def packed(batch: RowBatch) -> bytes:
    """Return the batch as bytes; `unpacked` of the same Python reads them."""
    rows = [(*row[:-1], tuple(row.customer)) for row in batch.rows]
    return marshal.dumps((batch.share, rows, [tuple(each) for each in batch.failures]))


def unpacked(data: bytes) -> RowBatch:
    """Return the batch that `packed` made bytes of, in a process that this one started."""
    share, rows, failures = marshal.loads(data)  # noqa: S302 - from our own child
    made = [PreparedRow._make((*row[:-1], BulkCustomer._make(row[-1]))) for row in rows]
    return RowBatch(share, made, [FailedRow._make(each) for each in failures])
