"""Which customers a view of the list asks for: opened on a thread, or gathered for a change."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort
from tui_crm.domain.list_view import ListView
from tui_crm.domain.paging import Key, KeysetQuery, Marks, SequenceRows
from tui_crm.services import customer_lists, finding
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session

Rows = KeysetQuery[CustomerRow, Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list is to show: the filters in force with what is typed, and the order."""

    wanted: CustomerFilter
    sort: CustomerSort

    @property
    def is_everybody(self) -> bool:
        """Whether nothing was chosen: such a list is opened at once."""
        return self.wanted == CustomerFilter() and self.sort == CustomerSort()

    @property
    def is_find_alone(self) -> bool:
        """Whether the hits of find are asked for in their own order, the best first."""
        wanted = self.wanted
        return bool(wanted.text) and not wanted.active_facets() and self.sort == CustomerSort()


def asked_of(view: ListView, query: str) -> Asked:
    """Return what a view asks for while `query` is typed; find looks among archived ones too."""
    return Asked(wanted=customer_lists.looked_for(view.wanted, query), sort=view.sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The rows asked for, and what find says of them: whether these are all, what it corrected."""

    rows: Rows
    is_complete: bool = True
    corrected: str = ""

    @property
    def are_best_hits(self) -> bool:
        """Whether the rows are the best hits of find, in their own order."""
        return isinstance(self.rows, SequenceRows)


def opened(session: Session, asked: Asked, *, go_on: Callable[[], bool] = lambda: True) -> Opened:
    """Return the rows asked for. May take a second: call it on a thread, or for everybody.

    Where nothing but filters is typed, it is the whole list of those who pass them. Raises
    CrmError cancelled soon after `go_on` has said no.
    """
    if asked.is_find_alone:
        read = read_query(session, asked.wanted.text)
        if read.looks_for_words or read.query.text_words:
            found = finding.search(session, asked.wanted.text, go_on=go_on)
            return Opened(
                rows=SequenceRows([hit.row for hit in found.hits]),
                is_complete=found.is_complete,
                corrected=found.corrected,
            )
    return Opened(rows=customer_lists.open_list(session, asked.wanted, asked.sort, go_on=go_on))


def marked_ids(session: Session, asked: Asked, marks: Marks, shown: Opened | None) -> Sequence[int]:
    """Return the ids of those who are marked on a list; `shown` is what it shows.

    Among the hits of find, "all" are those that are shown. Call it on a thread.
    """
    if not marks.is_inverted:
        return sorted(marks.ids)
    if shown is not None and shown.are_best_hits:
        hits = shown.rows.first(shown.rows.count())
        return _without([[row.id for row in hits]], marks.ids)
    return _without(customer_lists.ids(session, asked.wanted), marks.ids)


def _without(pages: Iterable[Sequence[int]], but: frozenset[int]) -> Sequence[int]:
    """Return the ids of all pages without those of `but`, eight bytes each."""
    return array("q", (each for page in pages for each in page if each not in but))
