"""The written cases of search: which query is to find whom, among whom (SPEC 5)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui_crm.domain.phone import read_numbers
from tui_crm.domain.search.fields import SearchFields

_DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCase:
    """A query and the key of the customer that it is for; `is_first`: he must come first."""

    query: str
    expected: str
    is_first: bool


@cache
def cases() -> tuple[SearchCase, ...]:
    """Return the written cases."""
    lines = (_DATA / "search_cases.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(
        SearchCase(query=query, expected=expected, is_first=first == "first")
        for query, expected, first in (line.split("\t") for line in lines)
    )


@cache
def customers() -> Mapping[str, SearchFields]:
    """Return by key the customers among whom the cases search."""
    with (_DATA / "search_customers.csv").open(encoding="utf-8", newline="") as rows:
        return {row["key"]: _fields(row) for row in csv.DictReader(rows)}


def searched_phones(cell: str, *, country: str = "CN") -> tuple[str, ...]:
    """Return the numbers of `cell` as they are searched: as typed, and their keys."""
    numbers = read_numbers(cell, country)
    return tuple(form for number in numbers for form in (number.raw, number.key) if form)


def _fields(row: Mapping[str, str]) -> SearchFields:
    return SearchFields(
        name=row["name"],
        company=row["company"],
        phones=searched_phones(row["phones"]),
        contacts=tuple(filter(None, row["contacts"].split(";"))),
        address=row["address"],
        email=row["email"],
        wechat=row["wechat"],
    )
