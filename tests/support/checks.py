"""What must hold of a database whatever was done: every derived column follows from the rest."""

from itertools import takewhile

from tui_crm.domain.planning import is_do_not_call
from tui_crm.domain.steps import StepKind
from tui_crm.services.follow_up_days import differing_days
from tui_crm.services.session import Session
from tui_crm.store import customers, numbers
from tui_crm.store.models import (
    ChangeRow,
    CustomerAliasRow,
    CustomerSearchRow,
    CustomerTable,
    DoNotCallRow,
    FollowUpKindRow,
    FollowUpRow,
    StepRow,
)
from tui_crm.store.records import DERIVED, derived_columns
from tui_crm.store.search_texts import fields_of, index_text

MAY_SKIP = frozenset(
    {StepKind.IMPORT, StepKind.DEMO, StepKind.CHANGE, StepKind.MERGE_VALUES, StepKind.MERGE_MANY}
)
"""Steps whose undo leaves alone whom somebody worked on since."""


def check_consistent(session: Session) -> None:
    """Check each customer against his numbers, the list of refusals and his follow-ups."""
    db = session.db
    listed = {row[0] for row in db.rows(DoNotCallRow.select(DoNotCallRow.key))}
    derived = {
        row[0]: dict(zip(DERIVED, row[1:], strict=True))
        for row in db.rows(
            CustomerTable.select(CustomerTable.id, *(getattr(CustomerTable, n) for n in DERIVED))
        )
    }
    indexed = {row[0]: row[1:] for row in db.rows(CustomerSearchRow.select())}
    assert indexed.keys() == derived.keys()
    for customer_id, columns in derived.items():
        customer = customers.get(db, session.viewer, customer_id)
        columns["sort_name"] = bytes(columns["sort_name"])
        if columns["sort_company"] is not None:
            columns["sort_company"] = bytes(columns["sort_company"])
        assert columns == derived_columns(customer)
        assert indexed[customer_id] == index_text(fields_of(customer))[:2]
        for phone in customer.phones:
            assert phone.is_do_not_call == (phone.key in listed) or not phone.key
        refused = is_do_not_call(customer.phones, refused=customer.is_do_not_call)
        assert customer.is_do_not_call == refused
        assert len({phone.id for phone in customer.phones}) == len(customer.phones)
        _check_history(session, customer_id)
    _check_steps(session)
    _check_days(session)
    assert numbers.listed(db, listed) == listed


def _check_history(session: Session, customer_id: int) -> None:
    """Check that the customer says of his follow-ups what they say themselves.

    They stand in the order in which they were written; those of two who were merged, in that of
    their time.
    """
    customer = customers.get(session.db, session.viewer, customer_id)
    is_merged = session.db.row(
        CustomerAliasRow.select(CustomerAliasRow.id).where(CustomerAliasRow.customer == customer_id)
    )
    order = (FollowUpRow.at, FollowUpRow.id) if is_merged else (FollowUpRow.id,)
    standing = session.db.rows(
        FollowUpRow.select(
            FollowUpRow.at,
            FollowUpRow.text,
            FollowUpRow.outcome,
            FollowUpRow.reached,
            FollowUpRow.counts_as_contact,
        )
        .where((FollowUpRow.customer == customer_id) & FollowUpRow.undone_at.is_null())
        .order_by(*order)
    )
    contacts = [row[0] for row in standing if row[4]]
    newest = standing[-1] if standing else (None, "", "")
    assert (customer.last_follow_up_at, customer.last_text, customer.last_outcome) == newest[:3]
    assert customer.last_contact_at == (contacts[-1] if contacts else None)
    unreached = sum(1 for _ in takewhile(lambda row: not row[3], reversed(standing)))
    assert customer.unreached_count == unreached


def _check_days(session: Session) -> None:
    """Check that follow-ups are counted, on the day and as what they are."""
    assert differing_days(session) == ()
    query = FollowUpRow.select(
        FollowUpRow.method, FollowUpRow.outcome, FollowUpKindRow.method, FollowUpKindRow.outcome
    ).join(FollowUpKindRow)
    for method, outcome, kind_method, kind_outcome in session.db.rows(query.tuples()):
        assert (method, outcome) == (kind_method, kind_outcome)


def _check_steps(session: Session) -> None:
    """Check that a step, its follow-ups and its lines stand or fall together.

    Of a bulk change that was undone, the lines of those stand who were changed since.
    """
    query = StepRow.select(StepRow.id, StepRow.state, StepRow.kind)
    steps = {row[0]: row[1:] for row in session.db.rows(query.tuples())}
    for table in (FollowUpRow, ChangeRow):
        for step_id, undone_at in session.db.rows(table.select(table.step, table.undone_at)):
            state, kind = steps[step_id]
            is_skipped = state == "undone" and undone_at is None and StepKind(kind) in MAY_SKIP
            assert is_skipped or (state == "undone") is (undone_at is not None)
