"""Asking the index: a tree of tokens in the language of each engine, as a part of a query."""

from enum import StrEnum
from typing import Any

import peewee
from peewee import JOIN, SQL, Expression, IntegerField, Join

from tui_crm.db import Engine
from tui_crm.domain.search.probes import AllOf, AnyOf, Probe, Term
from tui_crm.store.models import (
    ALL_VECTOR,
    INDEX_TABLE,
    NAMES_VECTOR,
    CustomerSearchRow,
    CustomerTable,
)
from tui_crm.store.search_texts import kept_beginning


class Part(StrEnum):
    """Which tokens are asked: those of who somebody is, or all of them."""

    NAMES = "names"
    ALL = "all"


class _SearchIndex(peewee.Model):
    """The full-text index of SQLite, as a source of ids."""

    rowid = IntegerField(primary_key=True)

    class Meta:
        table_name = INDEX_TABLE


_VECTORS = {Part.NAMES: SQL(NAMES_VECTOR), Part.ALL: SQL(ALL_VECTOR)}


def match_text(engine: Engine, probe: Probe, part: Part, *, is_whole: bool = False) -> str:
    """Return `probe` as the engine reads it; with `is_whole` its prefixes as whole tokens."""
    if engine is Engine.POSTGRES:
        return tsquery(probe, is_whole=is_whole)
    return fts5_match(probe, part, is_whole=is_whole)


def fts5_match(probe: Probe, part: Part = Part.ALL, *, is_whole: bool = False) -> str:
    """Return `probe` in the language of FTS5's MATCH."""
    text = _rendered(probe, (" AND ", " OR "), _fts5_term, is_whole=is_whole)
    return f"names : ({text})" if part is Part.NAMES else text


def tsquery(probe: Probe, *, is_whole: bool = False) -> str:
    """Return `probe` as the text of a tsquery."""
    return _rendered(probe, (" & ", " | "), _tsquery_term, is_whole=is_whole)


def _rendered(probe: Probe, signs: tuple[str, str], term: Any, *, is_whole: bool) -> str:
    match probe:
        case Term(token=token, is_prefix=is_prefix):
            if not is_prefix or is_whole:
                return str(term(token, ""))
            kept = kept_beginning(token)
            return str(term(token, "*") if kept is None else term(kept, ""))
        case AllOf(parts=parts):
            sign = signs[0]
        case AnyOf(parts=parts):
            sign = signs[1]
    inside = sign.join(_rendered(each, signs, term, is_whole=is_whole) for each in parts)
    return f"({inside})"


def _fts5_term(token: str, star: str) -> str:
    quoted = token.replace('"', '""')
    return f'"{quoted}"{star}'


def _tsquery_term(token: str, star: str) -> str:
    quoted = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" + (":*" if star else "")


def matching(engine: Engine, part: Part, text: Any) -> Any:
    """Return the select of the ids of those whom `text` of `match_text` matches.

    A part of a query on the table of customers. `text` may be an open value of a prepared one.
    """
    if engine is Engine.POSTGRES:
        condition = _holds(part, text)
        return CustomerSearchRow.select(CustomerSearchRow.customer).where(condition)
    return _SearchIndex.select(_SearchIndex.rowid).where(_matches(text))


def matched_customers(engine: Engine, part: Part, text: Any, *columns: Any) -> Any:
    """Return the select of `columns` of the customers whom `text` matches, one after the other.

    Unlike a sub-select it ends where its limit does, however many there are.
    """
    if engine is Engine.POSTGRES:
        source = Join(CustomerSearchRow, CustomerTable, JOIN.INNER, _is_same(CustomerSearchRow))
        condition = _holds(part, text)
        return CustomerTable.select(*columns).from_(source).where(condition)
    # CROSS keeps the index in front: for each customer one look into it would be dear.
    source = Join(_SearchIndex, CustomerTable, JOIN.CROSS)
    return (
        CustomerTable.select(*columns)
        .from_(source)
        .where(_matches(text) & (CustomerTable.id == _SearchIndex.rowid))
    )


def _is_same(model: type[CustomerSearchRow]) -> Expression:
    return model.customer == CustomerTable.id


def _matches(text: Any) -> Expression:
    return Expression(SQL(f'"{INDEX_TABLE}"'), "MATCH", text)


def _holds(part: Part, text: Any) -> Expression:
    return Expression(_VECTORS[part], "@@", peewee.Cast(text, "tsquery"))
