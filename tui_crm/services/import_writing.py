"""Writing the rows of one chunk: new customers in bulk, known ones one by one."""

from dataclasses import replace
from time import perf_counter

from tui_crm.domain.customer import MAX_TEXT
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.import_identity import RowPlan
from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.steps import StepState
from tui_crm.services import do_not_call, import_values
from tui_crm.services.batches import Batch
from tui_crm.services.import_merging import merged_customer, stored_draft
from tui_crm.services.import_owners import RowOwners
from tui_crm.services.import_rows import PreparedRow, phones_of
from tui_crm.services.import_taking import ImportTools, RowTaker
from tui_crm.store import bulk, customers, ids, numbers, steps
from tui_crm.store.bulk import BulkCustomer, Making, NewCustomer, Placement

UPDATING_SECONDS = 0.04
"""Of a chunk: known customers cost twenty times as much as new ones."""
_NOTE = bulk.TEXT_COLUMNS.index("note")


class ChunkWriter(RowTaker):
    """Writes the rows of an import, chunk by chunk, each inside a transaction."""

    def __init__(self, tools: ImportTools, making: Making, batch: Batch) -> None:
        super().__init__(tools)
        self._making = making
        self._batch = batch
        self._noted = 0
        self._pending: dict[int, NewCustomer] = {}

    def write(self, rows: list[PreparedRow]) -> int:
        """Write rows and return how many: fewer than given where many of them were known.

        Inside a transaction.
        """
        started = perf_counter()
        db = self._tools.session.db
        self._tools.known.look_up(rows)
        done = 0
        for row, new_id in zip(rows, ids.reserve(db, len(rows)), strict=True):
            is_slow = self.take(row, new_id)
            done += 1
            if is_slow and perf_counter() - started > UPDATING_SECONDS:
                break
        self._flush()
        self._note_values()
        return done

    def _note_values(self) -> None:
        """Keep in the step which list values it made: a kill must not leave them behind."""
        made = self._tools.words.made
        if len(made) > self._noted:
            self._noted = len(made)
            self._batch.detail[import_values.VALUES_NOTE] = import_values.note_of(made)
            steps.set_state(
                self._tools.session.db,
                self._batch.step_id,
                StepState.RUNNING,
                detail=self._batch.detail,
            )

    def _stored(self, customer_id: int) -> CustomerDraft:
        tools = self._tools
        if customer_id in self._pending:
            self._flush()
        stored = customers.get(tools.session.db, tools.session.viewer, customer_id)
        return stored_draft(tools.session, tools.words, stored)

    def _update(self, row: PreparedRow, plan: RowPlan, customer_id: int) -> None:
        tools, session = self._tools, self._tools.session
        newly = do_not_call.newly_refused(session.db, plan.draft.phones)
        self._refuse(newly)
        before = customers.get(session.db, session.viewer, customer_id)
        after = merged_customer(tools.words, before, plan.draft, plan.changes)
        phones = do_not_call.with_marks(session.db, plan.draft.phones)
        after = replace(
            after,
            phones=phones,
            is_do_not_call=is_do_not_call(phones, refused=before.is_do_not_call),
            version=before.version + 1,
            updated_at=session.now(),
        )
        customers.update(session.db, before, after, step_id=self._making.step_id)

    def _create(self, row: PreparedRow, owners: RowOwners, new_id: int) -> None:
        tools = self._tools
        customer = row.customer
        if owners.unknown:
            customer = _with_unknown(customer, tools.columns, owners)
        placement = Placement(
            values=tools.words.value_ids(row.lists),
            owner=owners.owner,
            second_owner=owners.second_owner,
            is_do_not_call=False,
        )
        self._pending[new_id] = NewCustomer(new_id, customer, placement)

    def _refuse(self, keys: frozenset[str]) -> None:
        if keys:
            do_not_call.refuse(
                self._tools.session,
                keys,
                reason=self._tools.path.name,
                step_id=self._making.step_id,
            )

    def _flush(self) -> None:
        """Insert the new customers so far, their numbers marked as the list of refusals says."""
        if not self._pending:
            return
        db = self._tools.session.db
        made = list(self._pending.values())
        phones = [phone for each in made for phone in each.customer.phones]
        listed = numbers.listed(db, {str(phone[1]) for phone in phones})
        flagged = {str(phone[1]) for phone in phones if phone[-1]}
        self._refuse(frozenset(flagged - listed - {""}))
        if listed or flagged:
            made = [_marked(each, listed | flagged) for each in made]
        bulk.insert(db, made, self._making)
        self._pending.clear()


def _marked(new: NewCustomer, listed: frozenset[str]) -> NewCustomer:
    phones = new.customer.phones
    if not any(phone[-1] or phone[1] in listed for phone in phones):
        return new
    marked = tuple(
        replace(each, is_do_not_call=each.is_do_not_call or each.key in listed)
        for each in phones_of(new.customer)
    )
    placement = new.placement._replace(is_do_not_call=is_do_not_call(marked, refused=False))
    return NewCustomer(new.id, bulk.with_numbers(new.customer, marked), placement)


def _with_unknown(
    customer: BulkCustomer, columns: dict[str, str], owners: RowOwners
) -> BulkCustomer:
    """Return the customer with the owners whom nobody knows in his note."""
    lines = [f"{columns.get(field, field)}: {text}" for field, text in owners.unknown]
    texts = list(customer.texts)
    note = "\n".join(filter(None, [texts[_NOTE], *lines]))
    if len(note) <= MAX_TEXT:
        texts[_NOTE] = note
    return customer._replace(texts=tuple(texts))
