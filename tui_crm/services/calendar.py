"""Working days: the table of days off and make-up workdays, filled in by year, edited by users."""

from collections.abc import Iterable, Mapping
from datetime import date

from tui_crm.db import Database
from tui_crm.files.holiday_tables import PublishedYear, published_days
from tui_crm.i18n import language
from tui_crm.services.session import Session
from tui_crm.store import team
from tui_crm.store.team import CalendarDay


def published(country: str, years: Iterable[int]) -> dict[int, PublishedYear]:
    """Return what is known of the years in a country; imports the tables (0.1 s)."""
    found = {year: published_days(country, year) for year in years}
    return {year: table for year, table in found.items() if table is not None}
