"""What became of a customer: whose he is, and where his history ended."""

from enum import StrEnum

from tui_crm.domain.demo.pools import spread


class Fate(StrEnum):
    """Where a customer stands in the demo."""

    DUE = "due"
    DUE_WITH_REP = "due_with_rep"
    AHEAD = "ahead"
    FRESH = "fresh"
    BOUGHT = "bought"
    NEW_IN_POOL = "new_in_pool"
    RELEASED = "released"
    RECLAIMED = "reclaimed"
    FROZEN = "frozen"
    GIVEN_UP = "given_up"
    WRONG_NUMBER = "wrong_number"
    PUT_AWAY = "put_away"
    REFUSED = "refused"


UNFORCED = spread(
    (
        (47, Fate.AHEAD),
        (9, Fate.FRESH),
        (9, Fate.BOUGHT),
        (8, Fate.NEW_IN_POOL),
        (6, Fate.RELEASED),
        (5, Fate.RECLAIMED),
        (4, Fate.FROZEN),
        (3, Fate.GIVEN_UP),
        (2, Fate.WRONG_NUMBER),
        (2, Fate.PUT_AWAY),
        (4, Fate.REFUSED),
    )
)
"""The fates of everybody who is not due."""

WITHOUT_OWNER = frozenset({Fate.NEW_IN_POOL, Fate.RELEASED, Fate.RECLAIMED})
ARCHIVED = frozenset({Fate.GIVEN_UP, Fate.WRONG_NUMBER, Fate.PUT_AWAY})
WITHOUT_HISTORY = frozenset({Fate.FRESH, Fate.NEW_IN_POOL})
MAY_HAVE_BOUGHT = frozenset({Fate.DUE, Fate.DUE_WITH_REP, Fate.AHEAD, Fate.FROZEN})

DUE_SHARE = 0.1
ENOUGH_DUE = 44
SMALL_DUE_SHARE = 0.3
MOST_DUE = 320


def due_count(customers: int) -> int:
    """Return how many of `customers` are due for the acting user: a morning's work.

    A tenth, but of a few customers nearly a third, at least 44 from 150 on, at most 320.
    """
    if customers <= 0:
        return 0
    few = min(ENOUGH_DUE, max(1, round(customers * SMALL_DUE_SHARE)))
    return min(MOST_DUE, max(few, round(customers * DUE_SHARE)))


def is_due(index: int, customers: int) -> bool:
    """Whether the customer at `index` is one of the due ones, which are spread evenly."""
    due = due_count(customers)
    return (index + 1) * due // customers > index * due // customers
