"""Who a new customer might be, beneath his form: whose, in what state, when last contacted."""

from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.duplicates.verdict import Verdict
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.session import Session
from tui_crm.widgets.cells import shorten
from tui_crm.wording import labelled, relative_past, state_label
from tui_crm.wording.duplicates import hit_reasons

SHOWN_HITS = 3
LEAST_CELLS = 20
MARK, NO_MARK = "▸ ", "  "
"""The hit that the keys mean, where there are several."""


class DuplicateHits(Static):
    """The best hits, a line each, and below them why the chosen one is a hit."""

    DEFAULT_CSS = """
    DuplicateHits { height: auto; color: $text-warning; display: none; }
    DuplicateHits.-hits { display: block; }
    """

    def __init__(self, session: Session, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._session = session
        self._hits: tuple[Duplicate, ...] = ()
        self._place = 0

    @property
    def chosen(self) -> Duplicate | None:
        """The hit that the keys mean, None where there is none."""
        return self._hits[self._place] if self._hits else None

    @property
    def has_others(self) -> bool:
        """Whether another hit can be chosen."""
        return min(len(self._hits), SHOWN_HITS) > 1

    @property
    def lines(self) -> int:
        """How many lines are drawn."""
        return len(self._drawn())

    def show(self, hits: tuple[Duplicate, ...]) -> None:
        """Show other hits; the chosen one stays chosen where it still is one."""
        chosen = self.chosen
        ids = [hit.customer.id for hit in hits[:SHOWN_HITS]]
        is_there = chosen is not None and chosen.customer.id in ids
        self._place = ids.index(chosen.customer.id) if chosen is not None and is_there else 0
        self._hits = hits
        self._redraw()

    def choose_next(self) -> None:
        """Choose the next hit; the first one after the last."""
        if self._hits:
            self._place = (self._place + 1) % min(len(self._hits), SHOWN_HITS)
            self._redraw()

    def on_resize(self) -> None:
        """Cut the lines to the width."""
        self._redraw()

    def _redraw(self) -> None:
        self.set_class(bool(self._hits), "-hits")
        self.update(Content("\n").join(self._drawn()))

    def _drawn(self) -> list[Content]:
        chosen = self.chosen
        if chosen is None:
            return []
        width = max(LEAST_CELLS, self.container_size.width)
        lines = []
        for place, hit in enumerate(self._hits[:SHOWN_HITS]):
            mark = (MARK if place == self._place else NO_MARK) if self.has_others else ""
            text = shorten(mark + self._about(hit), width)
            lines.append(Content.styled(text, "bold" if hit.is_same else ""))
        because = labelled(_("Because"), hit_reasons(chosen.finding) or _("by the rule of imports"))
        more = len(self._hits) - SHOWN_HITS
        if more > 0:
            others = _("and {count} more").format(count=more)
            because = f"{because} · {others}"
        lines.append(Content.styled(shorten(because, width), "$text-muted"))
        return lines

    def _about(self, hit: Duplicate) -> str:
        """Return who the hit is, whose, in what state, and when he was last contacted."""
        customer = hit.customer
        parts = [customer.display_name or "–"]
        if customer.company not in ("", customer.display_name):
            parts.append(customer.company)
        parts += [
            self._session.user_name(customer.owner) or "–",
            state_label(customer.state),
            relative_past(customer.last_follow_up_at, self._session.local_now()),
            customer.last_outcome,
        ]
        who = " · ".join(harmless_line(part) for part in parts if part)
        return _verdict_words(hit.verdict).format(who=who)


def _verdict_words(verdict: Verdict) -> str:
    match verdict:
        case Verdict.SAME:
            return _("Is there already: {who}")
        case Verdict.LIKELY:
            return _("Perhaps: {who}")
        case Verdict.NOTHING:
            return _("Has the number too: {who}")
