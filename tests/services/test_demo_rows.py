"""The rows of the demo are those that adding and logging by hand would have written."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.support.sessions import FixedClock, session_on
from tui_crm import paths
from tui_crm.db import open_database
from tui_crm.domain.customer import LIST_FIELDS, Customer
from tui_crm.domain.demo.generator import Office, generate
from tui_crm.domain.demo.values import DemoCustomer, DemoFollowUp
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.follow_up import AskRule, FollowUp, Method
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.planning import Entry
from tui_crm.domain.promise import Promise
from tui_crm.files.demo_tables import read_demo_tables
from tui_crm.services import customers, desk
from tui_crm.services.demo import fill_demo
from tui_crm.services.first_start import shipped_canned
from tui_crm.services.session import Session, new_uuid
from tui_crm.store.models import CustomerSearchRow, CustomerTable

SIZE, SEED = 150, 11
CANNED = {each.code: each for each in shipped_canned()}


def test_customers_are_as_the_services_would_have_written_them(
    sqlite_session: Session, tmp_path: Path
) -> None:
    """Each is added by hand to a second database, and its contacts are logged at their times."""
    fill_demo(sqlite_session, customers=SIZE, seed=SEED)
    clock = FixedClock()
    by_hand = session_on(open_database(tmp_path / "by_hand.db"), clock)
    for customer_id, made in enumerate(_made(sqlite_session), start=1):
        demo = customers.get(sqlite_session, customer_id)
        written_id = _write_by_hand(by_hand, clock, made, _words(sqlite_session, demo))
        assert _facts(sqlite_session, customer_id) == _facts(by_hand, written_id)
    by_hand.close()


def _made(session: Session) -> list[DemoCustomer]:
    office = Office(
        customers=SIZE,
        seed=SEED,
        now=session.local_now(),
        rules=session.rules,
        canned=shipped_canned(),
        home_country=session.team.country,
    )
    return list(generate(read_demo_tables(paths.shipped_data() / "demo"), office))


def _words(session: Session, customer: Customer) -> dict[str, str]:
    """Return the classifications of a customer in words."""
    return {field: session.value_title(getattr(customer, field)) for field in LIST_FIELDS}


def _write_by_hand(
    session: Session, clock: FixedClock, made: DemoCustomer, words: dict[str, str]
) -> int:
    """Add a customer, log its contacts and archive it through the services; return the id."""
    clock.set(datetime.fromtimestamp(made.created_at, UTC))
    added = customers.add(session, _draft(made, words), override_reason="test").customer
    for each in made.follow_ups:
        clock.set(datetime.fromtimestamp(each.at, UTC))
        desk.log_entry(session, added.id, _entry(each), entry_uuid=new_uuid())
    if made.archived_at is not None and customers.get(session, added.id).archived_at is None:
        clock.set(datetime.fromtimestamp(made.archived_at, UTC))
        customers.archive(session, added.id, reason=made.archive_reason)
    return added.id


def _draft(made: DemoCustomer, words: dict[str, str]) -> CustomerDraft:
    who = made.identity
    was_found_wrong = bool(made.follow_ups) and made.follow_ups[-1].code == "bad_number"
    phones = " ; ".join(
        f"{phone.label}: {phone.raw}{' [bad]' if phone.is_bad and not was_found_wrong else ''}"
        for phone in who.phones
    )
    return CustomerDraft(
        name=who.name,
        company=who.company,
        phones=read_numbers(phones, "CN"),
        email=who.email,
        wechat=who.wechat,
        website=who.website,
        address=who.address,
        source=made.source,
        referrer=made.referrer,
        birthday=made.birthday,
        lunar_birthday=made.lunar_birthday,
        time_zone=who.time_zone,
        product_interest=made.product_interest,
        budget=who.budget,
        competitor=made.competitor,
        note=made.note,
        promise=None if made.follow_ups else _promise(made),
        **words,
    )


def _entry(each: DemoFollowUp) -> Entry:
    canned = CANNED[each.code]
    return Entry(
        method=Method(each.method),
        outcome=each.outcome,
        text=each.text,
        flags=canned.flags,
        next_rule=canned.next_rule,
        promise=_promise(each) if isinstance(canned.next_rule, AskRule) else None,
        duration_seconds=each.duration_seconds,
    )


def _promise(each: DemoFollowUp | DemoCustomer) -> Promise | None:
    return None if each.next_on is None else Promise(on=each.next_on, minute=each.next_minute)


def _facts(session: Session, customer_id: int) -> tuple[Any, ...]:
    """Return all that is stored of a customer but ids, owners, and what hangs on a freeze."""
    customer = customers.get(session, customer_id)
    derived = CustomerTable.select(
        CustomerTable.first_phone,
        CustomerTable.sort_name,
        CustomerTable.sort_company,
        CustomerTable.identity_hash,
        CustomerTable.is_blocked,
    ).where(CustomerTable.id == customer_id)
    first_phone, sort_name, sort_company, identity, is_blocked = session.db.rows(derived)[0]
    indexed = CustomerSearchRow.select(CustomerSearchRow.names, CustomerSearchRow.others).where(
        CustomerSearchRow.customer == customer_id
    )
    return (
        _without_ids(customer),
        _words(session, customer),
        (first_phone, sort_name, sort_company, identity),
        is_blocked and customer.frozen_until is None,
        session.db.row(indexed),
        [_entry_without_ids(each) for each in customers.timeline(session, customer_id)],
    )


def _without_ids(customer: Customer) -> Customer:
    return replace(
        customer,
        id=0,
        phones=tuple(replace(phone, id=0) for phone in customer.phones),
        owner=None,
        second_owner=None,
        frozen_until=None,
        is_reclaimed=False,
        **dict.fromkeys(LIST_FIELDS),
    )


def _entry_without_ids(follow_up: FollowUp) -> FollowUp:
    return replace(follow_up, id=0, customer_id=0, user_id=0)
