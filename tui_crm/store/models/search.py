"""What search looks through: the tokens of each customer, and the words for typing mistakes."""

from collections.abc import Mapping

from peewee import CompositeKey, ForeignKeyField, SmallIntegerField, TextField

from tui_crm.db import Engine
from tui_crm.store.models.base import Table
from tui_crm.store.models.customers import CustomerTable


class CustomerSearchRow(Table):
    """The tokens of a customer, a space between two: those of who he is, and all others.

    Both engines index them as they are. On SQLite the triggers below keep `search_index`, so
    every writer does, and what is taken out of it is what was put in. Whoever rebuilds this table
    makes the triggers anew: they go with it.
    """

    customer = ForeignKeyField(CustomerTable, primary_key=True, on_delete="CASCADE")
    names = TextField()
    others = TextField()

    class Meta:
        """Beside the wide rows, since only the index reads it."""

        table_name = "customer_search"


class SearchWordRow(Table):
    """A Latin word that some customer has or had: what a misspelt one may have been meant for."""

    initial = TextField()
    length = SmallIntegerField()
    word = TextField()

    class Meta:
        """The words of one first letter and length stand together."""

        table_name = "search_word"
        primary_key = CompositeKey("initial", "length", "word")


INDEX_TABLE = "search_index"
"""The full-text index of SQLite, by the id of the customer: columns `names` and `others`."""

# The tokens come cut and folded, so nothing but the spaces parts them: to this tokenizer every
# sign beyond ASCII is a letter, where another asks its own, older tables of Unicode. `^` begins
# our own tokens of beginnings. No positions are kept, since no query asks for an order.
_FTS = (
    "CREATE VIRTUAL TABLE \"search_index\" USING fts5(names, others, content='customer_search', "
    "content_rowid='customer_id', detail=column, columnsize=0, tokenize=\"ascii tokenchars '^'\")"
)
_PUT_IN = (
    'INSERT INTO "search_index" (rowid, names, others) '
    "VALUES (new.customer_id, new.names, new.others);"
)
_TAKE_OUT = (
    'INSERT INTO "search_index" ("search_index", rowid, names, others) '
    "VALUES ('delete', old.customer_id, old.names, old.others);"
)
TRIGGERS: Mapping[str, str] = {
    "search_put_in": f"AFTER INSERT ON customer_search BEGIN {_PUT_IN} END",
    "search_take_out": f"AFTER DELETE ON customer_search BEGIN {_TAKE_OUT} END",
    "search_replace": f"AFTER UPDATE ON customer_search BEGIN {_TAKE_OUT} {_PUT_IN} END",
}
"""What keeps the index of SQLite: the name of each trigger, and what it does when."""

_VECTOR_FUNCTION = (
    "CREATE FUNCTION search_vector(names text, others text) RETURNS tsvector LANGUAGE plpgsql "
    "IMMUTABLE PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN pg_catalog.array_to_tsvector("
    "pg_catalog.string_to_array(names, ' ') || pg_catalog.string_to_array(others, ' ')); END $$"
)
"""Its cost is the point: with a LIMIT the server would rather read the whole table than the index
of an expression that it takes for cheap, and spend a second on 10,000 customers."""

_AT_ONCE = "WITH (fastupdate = off)"
"""New tokens go into the index at once: a list of those that wait is read whole by every search."""

NAMES_VECTOR = "search_vector(names, '')"
ALL_VECTOR = "search_vector(names, others)"
"""What PostgreSQL indexes: the tokens as they are. A query must name just these expressions."""

SEARCH_STATEMENTS: Mapping[Engine, tuple[str, ...]] = {
    Engine.SQLITE: (
        _FTS,
        *(f'CREATE TRIGGER "{name}" {does}' for name, does in TRIGGERS.items()),
    ),
    Engine.POSTGRES: (
        _VECTOR_FUNCTION,
        f'CREATE INDEX "search_names" ON "customer_search" USING gin (({NAMES_VECTOR})) {_AT_ONCE}',
        f'CREATE INDEX "search_all" ON "customer_search" USING gin (({ALL_VECTOR})) {_AT_ONCE}',
    ),
}
"""What each engine needs beside the tables, to be run after they are made."""
