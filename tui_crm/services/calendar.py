"""The published days off and make-up workdays, filled into the database a year at a time."""

from collections.abc import Iterable

from tui_crm.db import Database
from tui_crm.files.holiday_tables import PublishedYear, published_days
from tui_crm.store import team
from tui_crm.store.team import StoredDay


def published(country: str, years: Iterable[int]) -> tuple[PublishedYear, ...]:
    """Return what is known of the years in a country; imports the tables (0.1 s)."""
    found = (published_days(country, year) for year in years)
    return tuple(table for table in found if table is not None)


def store_years(db: Database, tables: Iterable[PublishedYear]) -> None:
    """Fill the years in, inside a transaction; days that a user edited stay as they are."""
    for table in tables:
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
