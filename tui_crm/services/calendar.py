"""The published days off, make-up workdays and festivals, kept in the database a year at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from tui_crm.db import Database
from tui_crm.domain.reminders import Festival
from tui_crm.files.holiday_tables import PublishedYear, edition, festivals, published_days
from tui_crm.store import festivals as festival_store
from tui_crm.store import team
from tui_crm.store.festivals import KeptFestivals
from tui_crm.store.team import StoredDay


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownYear:
    """What the tables know of a year in a country; `table` is None where they know nothing."""

    country: str
    year: int
    edition: str
    table: PublishedYear | None
    festivals: tuple[Festival, ...]


def look_up(country: str, years: Iterable[int]) -> tuple[KnownYear, ...]:
    """Return what is known of the years in a country; imports the tables (0.1 s)."""
    of_tables = edition()
    return tuple(
        KnownYear(
            country=country,
            year=year,
            edition=of_tables,
            table=published_days(country, year),
            festivals=festivals(country, year),
        )
        for year in years
    )


def has_newest(db: Database, country: str, year: int) -> bool:
    """Whether the database holds all that the tables can tell of a year; reads none of them."""
    kept = festival_store.kept_of(db, year)
    if kept is None or kept.country != country:
        return False
    of_country, is_published = team.calendar_years(db).get(year, ("", False))
    return (of_country == country and is_published) or kept.edition == edition()


def festivals_of(db: Database, country: str, year: int) -> tuple[Festival, ...]:
    """Return the festivals of a year as kept, in order; none of a year that was not looked up."""
    kept = festival_store.kept_of(db, year)
    return () if kept is None or kept.country != country else tuple(kept.festivals)


def store_years(db: Database, known: Iterable[KnownYear]) -> None:
    """Fill the years in, inside a transaction; days that a user edited stay as they are."""
    for each in known:
        if each.table is not None:
            _store_days(db, each.table)
        kept = KeptFestivals(country=each.country, edition=each.edition, festivals=each.festivals)
        festival_store.keep(db, each.year, kept)


def _store_days(db: Database, table: PublishedYear) -> None:
    team.fill_year(
        db,
        year=table.year,
        country=table.country,
        is_published=table.is_published,
        days=(
            StoredDay(
                day=each.day,
                is_working=each.is_working,
                name=each.name,
                name_zh=each.name_zh,
            )
            for each in table.days
        ),
    )
