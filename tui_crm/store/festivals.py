"""The festivals of a year, kept with the settings of the team: what they come from is large."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tui_crm.db import Database
from tui_crm.domain.reminders import Festival
from tui_crm.store import team
from tui_crm.store.models import TeamSettingRow


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFestivals:
    """The festivals of a year in a country, in order, and the edition of the tables they are from.

    Kept where there are none too: then the tables know of none.
    """

    country: str
    edition: str
    festivals: Sequence[Festival]


def keep(db: Database, year: int, kept: KeptFestivals) -> None:
    """Keep the festivals of `year` in place of what was kept, inside a transaction."""
    lines = [[each.day.isoformat(), each.name, each.name_zh] for each in kept.festivals]
    text = json.dumps([kept.country, kept.edition, lines], ensure_ascii=False)
    team.set_setting(db, _key(year), text)


def kept_of(db: Database, year: int) -> KeptFestivals | None:
    """Return the festivals of `year`, None where none were kept."""
    query = TeamSettingRow.select(TeamSettingRow.value).where(TeamSettingRow.key == _key(year))
    text = db.scalar(query.tuples())
    if text is None:
        return None
    country, edition, lines = json.loads(json.loads(text))
    return KeptFestivals(
        country=country,
        edition=edition,
        festivals=tuple(
            Festival(day=date.fromisoformat(day), name=name, name_zh=name_zh)
            for day, name, name_zh in lines
        ),
    )


def _key(year: int) -> str:
    return f"festivals_{year}"
