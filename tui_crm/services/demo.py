"""The demo: an empty database filled with a sales office of fictional customers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from tui_crm import paths
from tui_crm.domain.demo.generator import FOLLOW_UPS_EACH, Office, generate
from tui_crm.domain.demo.tables import DemoTables, Rep
from tui_crm.domain.demo.values import DemoCustomer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import StepKind, StepState
from tui_crm.domain.viewer import Role
from tui_crm.files.demo_tables import read_demo_tables
from tui_crm.i18n import language
from tui_crm.services import batches
from tui_crm.services.batches import Batch, Cancelled, Progress
from tui_crm.services.first_start import shipped_canned
from tui_crm.services.import_values import VALUES_NOTE, note_of
from tui_crm.services.session import Session
from tui_crm.services.values import value_id
from tui_crm.store import customers as customer_store
from tui_crm.store import demo as demo_store
from tui_crm.store import facets, lists, steps, users
from tui_crm.store.demo import DemoIds

CHUNK_CUSTOMERS = 500
"""Customers written in one transaction: a third of the 150 ms that a lock may last."""
ANALYZED_FROM = 5_000
"""Customers from whom on the query planner is told what came in."""
MAX_CUSTOMERS = 10_000_000
_USED_LISTS = ("industry", "level", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFigures:
    """How much a demo holds."""

    customers: int
    follow_ups: int


def fill_demo(
    session: Session,
    *,
    customers: int,
    seed: int,
    progress: Progress = lambda _done, _of: True,
    follow_ups_each: int = FOLLOW_UPS_EACH,
) -> DemoFigures:
    """Fill an empty database with `customers` fictional ones, the same for the same `seed`.

    `progress` is called after each chunk; where it returns False, everything is taken back and
    Cancelled raised. `follow_ups_each` is 1-50. Raises CrmError database_not_empty where there
    is a customer already, bad_demo_size for none or more than ten million, batch_running.
    """
    if not 1 <= customers <= MAX_CUSTOMERS:
        raise CrmError("bad_demo_size", limit=MAX_CUSTOMERS)
    _check_empty(session)
    tables = read_demo_tables(paths.shipped_data() / "demo")
    office = Office(
        customers=customers,
        seed=seed,
        now=session.local_now(),
        rules=session.rules,
        canned=shipped_canned(),
        home_country=session.team.country,
        follow_ups_each=follow_ups_each,
    )
    with batches.run(session, StepKind.DEMO, {"customers": customers, "seed": seed}) as batch:
        _check_empty(session)
        known = _known(session, tables, office, batch)
        figures = _write(session, generate(tables, office), known, customers, progress)
        batch.detail["follow_ups"] = figures.follow_ups
    if customers >= ANALYZED_FROM:
        session.db.analyze(closely=[facets.INDEX])
    session.reload()
    return figures


def _check_empty(session: Session) -> None:
    if not customer_store.is_empty(session.db):
        raise CrmError("database_not_empty")


def _write(
    session: Session,
    made: Iterator[DemoCustomer],
    known: DemoIds,
    total: int,
    progress: Progress,
) -> DemoFigures:
    """Write the customers chunk by chunk; the next chunk is made up outside the lock."""
    done = follow_ups = 0
    while chunk := list(islice(made, CHUNK_CUSTOMERS)):
        with session.db.write_bulk():
            demo_store.insert(session.db, chunk, known)
        done += len(chunk)
        follow_ups += sum(len(each.follow_ups) for each in chunk)
        if not progress(done, total):
            raise Cancelled
    return DemoFigures(customers=done, follow_ups=follow_ups)


def _known(session: Session, tables: DemoTables, office: Office, batch: Batch) -> DemoIds:
    """Return the ids of people and list values, making those that are missing.

    The values made are noted in the step, so that they go with it; people stay.
    """
    db = session.db
    with db.write():
        reps = [_rep_id(session, rep) for rep in tables.office.reps]
        listed = {each.id for each in lists.all_values(db)}
        areas = {
            code: value_id(session, "area", words[language()])
            for code, words in tables.office.areas.items()
        }
        batch.detail[VALUES_NOTE] = note_of(sorted(set(areas.values()) - listed))
        steps.set_state(db, batch.step_id, StepState.RUNNING, detail=batch.detail)
    return DemoIds(
        step_id=batch.step_id,
        users=(session.viewer.user_id, *reps),
        values={"area": areas} | {field: _shipped_ids(session, field) for field in _USED_LISTS},
        flags={each.code: each.flags for each in office.canned},
        zone=session.rules.zone,
    )


def _rep_id(session: Session, rep: Rep) -> int:
    """Return the id of a rep without a password; of a demo taken back he is there already."""
    for user in users.all_users(session.db):
        if user.login == rep.login:
            return user.id
    return users.insert(session.db, login=rep.login, name=rep.name, role=Role.REP, at=session.now())


def _shipped_ids(session: Session, field: str) -> Mapping[str, int]:
    """Return the ids of the shipped values of a classification, by code."""
    return {
        value.code: value.id
        for value in session.shared.values.values()
        if value.field == field and value.code
    }
