"""How the index is asked."""

import pytest

from tests.support.sessions import add_customer
from tui_crm.db import Engine
from tui_crm.domain.search.probes import Term
from tui_crm.services.session import Session
from tui_crm.store.models import CustomerTable
from tui_crm.store.search_match import Part, match_text, matched_customers


@pytest.mark.parametrize("part", Part)
def test_postgresql_asks_its_index_also_where_it_does_not_know_for_what(
    postgres_session: Session, part: Part
) -> None:
    """A statement that was prepared is planned once for all words, and with a LIMIT besides."""
    for number in range(20):
        add_customer(postgres_session, f"王{number}")
    postgres = postgres_session.db.peewee
    text = match_text(Engine.POSTGRES, Term(token="王"), part)
    found = matched_customers(Engine.POSTGRES, part, text, CustomerTable.id).limit(5)
    sql, _values = postgres.get_sql_context().sql(found).query()
    statement = sql.replace("%s", "$1", 1).replace("%s", "$2", 1)
    postgres.execute_sql("ANALYZE customer, customer_search")
    postgres.execute_sql("SET plan_cache_mode = force_generic_plan")
    postgres.execute_sql(f"PREPARE asked(text, int) AS {statement}")
    lines = postgres.execute_sql("EXPLAIN EXECUTE asked('word', 5)").fetchall()
    plan = "\n".join(str(line[0]) for line in lines)
    index = {Part.NAMES: "search_names", Part.ALL: "search_all"}[part]
    assert f"Bitmap Index Scan on {index}" in plan
    assert "Seq Scan on customer_search" not in plan
