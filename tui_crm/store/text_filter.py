"""Who on a list holds what is typed: the conditions of a query beside the chosen filters."""

from dataclasses import dataclass
from typing import Any

from tui_crm.db import Database
from tui_crm.domain.search.narrowing import Narrowing
from tui_crm.domain.search.probes import Probe
from tui_crm.store.membership import among
from tui_crm.store.models import CustomerTable
from tui_crm.store.search import conditions
from tui_crm.store.search_match import Part, match_text, matching

_EVERYBODY = Narrowing()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFilter:
    """What a query asks of those on a list; all of it must hold.

    `ids` are those whom the rules let pass, None where they are too many to be judged one by one:
    then they have the tokens of `probe` and not those of any of `unwanted`. `told` are those of
    whom follow-ups tell the words, None where none were asked for.
    """

    narrowing: Narrowing = _EVERYBODY
    ids: tuple[int, ...] | None = None
    probe: Probe | None = None
    unwanted: tuple[Probe, ...] = ()
    told: tuple[int, ...] | None = None

    @property
    def is_along_rows(self) -> bool:
        """Whether it can be asked row by row: filters alone."""
        return self.ids is None and self.probe is None and self.told is None


def text_conditions(db: Database, asked: TextFilter) -> list[Any]:
    """Return the conditions on the table of customers."""
    found: list[Any] = list(conditions(asked.narrowing))
    customer_id = CustomerTable.id
    found += [among(db, customer_id, ids) for ids in (asked.ids, asked.told) if ids is not None]
    if asked.probe is not None:
        found.append(customer_id.in_(_holding(db, asked.probe)))
    found += [customer_id.not_in(_holding(db, each)) for each in asked.unwanted]
    return found


def _holding(db: Database, probe: Probe) -> Any:
    return matching(db.engine, Part.ALL, match_text(db.engine, probe, Part.ALL))
