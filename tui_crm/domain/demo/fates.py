"""What became of a customer: whose he is, and where his history ended."""

from math import gcd
from typing import NamedTuple

from tui_crm.domain.demo.pools import spread

DUE_SHARE = 0.1
SMALL_DUE_SHARE = 0.3
ENOUGH_DUE = 44
MOST_DUE = 320
GOLDEN_SECTION = 0.6180339887


class Fate(NamedTuple):
    """Where a customer stands in the demo.

    `may_have_bought`: a tenth of them has.
    """

    name: str
    has_owner: bool = True
    has_history: bool = True
    is_archived: bool = False
    may_have_bought: bool = False


DUE = Fate("due", may_have_bought=True)
DUE_WITH_REP = Fate("due_with_rep", may_have_bought=True)
AHEAD = Fate("ahead", may_have_bought=True)
FRESH = Fate("fresh", has_history=False)
BOUGHT = Fate("bought")
NEW_IN_POOL = Fate("new_in_pool", has_owner=False, has_history=False)
RELEASED = Fate("released", has_owner=False)
RECLAIMED = Fate("reclaimed", has_owner=False)
FROZEN = Fate("frozen", may_have_bought=True)
GIVEN_UP = Fate("given_up", is_archived=True)
WRONG_NUMBER = Fate("wrong_number", is_archived=True)
PUT_AWAY = Fate("put_away", is_archived=True)
REFUSED = Fate("refused")

NOT_DUE = spread(
    (
        (47, AHEAD),
        (9, FRESH),
        (9, BOUGHT),
        (8, NEW_IN_POOL),
        (6, RELEASED),
        (5, RECLAIMED),
        (4, FROZEN),
        (3, GIVEN_UP),
        (2, WRONG_NUMBER),
        (2, PUT_AWAY),
        (4, REFUSED),
    )
)
"""The fates of those who are not due, as often as they are met."""

ALL = (DUE, DUE_WITH_REP, *dict.fromkeys(NOT_DUE))


def due_count(customers: int) -> int:
    """Return how many of `customers` are due for the acting user: a morning's work.

    A tenth, but of a few customers nearly a third, at least 44 from 150 on, at most 320.
    """
    if customers <= 0:
        return 0
    few = min(ENOUGH_DUE, max(1, round(customers * SMALL_DUE_SHARE)))
    return min(MOST_DUE, max(few, round(customers * DUE_SHARE)))


class DueIndexes:
    """Which of `customers` are due for the acting user: exactly so many, scattered by `seed`."""

    def __init__(self, customers: int, *, seed: int) -> None:
        self.count = due_count(customers)
        self._customers = customers
        self._shift = seed % customers if customers else 0
        # Steps of the golden section go round evenly, but with gaps that look like chance; a
        # step without a common factor meets every place once.
        self._step = round(customers * GOLDEN_SECTION) or 1
        while gcd(self._step, customers) > 1:
            self._step += 1

    def __contains__(self, index: int) -> bool:
        place = (index * self._step + self._shift) % self._customers
        return place < self.count
