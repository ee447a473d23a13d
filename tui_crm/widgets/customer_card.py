"""The card: one customer at a glance, with the number to call drawn large."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.planning import current_number
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.widgets.cells import fit
from tui_crm.widgets.large_digits import HEIGHT, large_digits
from tui_crm.wording import date_short, method_label, promise_long

LARGE_FROM_LINES = 14
"""The card's height from which the number is drawn large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What the card shows of a customer: words already looked up, `now` local.

    `phone_id` is the number shown, None for the first that can be called. `notice` says why the
    keys are dead, "" where they are not.
    """

    customer: Customer
    follow_ups: tuple[FollowUp, ...]
    level: str
    status: str
    owner: str
    now: datetime
    phone_id: int | None = None
    notice: str = ""

    @property
    def number(self) -> PhoneNumber | None:
        """The number shown."""
        return current_number(self.customer, self.phone_id)


class CustomerCard(Widget):
    """Name, company, numbers, next contact and the last follow-ups of one customer."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card--name",
        "card--company",
        "card--number",
        "card--quiet",
        "card--dead",
        "card--won",
    }
    DEFAULT_CSS = """
    CustomerCard {
        padding: 0 1;
        background: $surface;
        & > .card--name { text-style: bold; }
        & > .card--company { color: $text; }
        & > .card--number { color: $text-accent; text-style: bold; }
        & > .card--quiet { color: $text-muted; }
        & > .card--dead { color: $text-warning; }
        & > .card--won { color: $text-success; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._content: CardContent | None = None

    def show(self, content: CardContent | None) -> None:
        """Show another customer, or none."""
        self._content = content
        self.refresh()

    def render(self) -> Content:
        """Draw what fits, the most important first."""
        if self._content is None:
            return Content("")
        width, height = self.content_size.width, self.content_size.height
        lines = list(self._lines(self._content, width, height))
        return Content("\n").join(lines[:height])

    def _lines(self, content: CardContent, width: int, height: int) -> Iterator[Content]:
        customer = content.customer
        is_roomy = height >= LARGE_FROM_LINES
        tags = " ".join(part for part in (content.level, content.status) if part)
        yield self._two(customer.display_name, tags, width)
        if customer.company and customer.company != customer.display_name:
            yield self._styled(customer.company, width, "card--company")
        if content.notice:
            yield self._styled(f"⊘ {content.notice}", width, "card--dead")
        if is_roomy:
            yield Content("")
        yield from self._numbers(content, width, is_roomy=is_roomy)
        if is_roomy:
            yield Content("")
        yield from self._facts(content, width)
        if is_roomy:
            yield Content("")
        yield from self._history(content, width)
        if not content.follow_ups:
            yield self._styled(_("Never contacted."), width, "card--quiet")
        if customer.note:
            yield Content("")
            yield self._styled(customer.note, width, "card--quiet")

    def _numbers(self, content: CardContent, width: int, *, is_roomy: bool) -> Iterator[Content]:
        shown = content.number
        if shown is None:
            yield self._styled(_("No phone number."), width, "card--quiet")
            return
        large = large_digits(harmless_line(shown.raw), width) if is_roomy else None
        if large is not None:
            for row in range(HEIGHT):
                yield self._styled(large[row], width, "card--number")
        for phone in content.customer.phones:
            is_shown = phone is shown
            if is_shown and large is not None and not phone.label:
                continue
            sign = (
                "▸" if is_shown else "⊘" if phone.is_do_not_call else "✗" if phone.is_bad else " "
            )
            text = f"{sign} {phone.raw}" + (f"  {phone.label}" if phone.label else "")
            text += f"  {self._mark(phone)}" if not phone.is_callable else ""
            style = "card--number" if is_shown else "" if phone.is_callable else "card--dead"
            yield self._styled(text, width, style)

    @staticmethod
    def _mark(phone: PhoneNumber) -> str:
        return _("do not call") if phone.is_do_not_call else _("bad number")

    def _facts(self, content: CardContent, width: int) -> Iterator[Content]:
        customer = content.customer
        if customer.kind is Kind.CUSTOMER:
            yield self._styled(f"✓ {_('customer')}", width, "card--won")
        if customer.promise is not None:
            when = promise_long(customer.promise, content.now.date())
            yield self._styled(_("Next contact: {when}").format(when=when), width, "")
        if content.owner:
            yield self._styled(
                _("Owner: {name}").format(name=harmless_line(content.owner)), width, "card--quiet"
            )

    def _history(self, content: CardContent, width: int) -> Iterator[Content]:
        """Yield the follow-ups: when and how in columns, then what came of it."""
        days = [_day_or_time(each.at, content.now) for each in content.follow_ups]
        methods = [method_label(each.method) for each in content.follow_ups]
        day_cells = max(map(cell_len, days), default=0)
        method_cells = max(map(cell_len, methods), default=0)
        quiet = self.get_visual_style("card--quiet")
        rest = max(1, width - day_cells - method_cells - 4)
        for follow_up, day, method in zip(content.follow_ups, days, methods, strict=True):
            head = f"{fit(day, day_cells)}  {fit(method, method_cells)}  "
            yield Content.assemble((head, quiet), fit(_result(follow_up), rest))

    def _two(self, left: str, right: str, width: int) -> Content:
        """Return a line with the name on the left and classifications on the right."""
        quiet = self.get_visual_style("card--quiet")
        right_cells = min(width // 2, Content(harmless_line(right)).cell_length)
        left_cells = max(1, width - right_cells - 1)
        name = (fit(left, left_cells), self.get_visual_style("card--name"))
        return Content.assemble(name, " ", (fit(right, right_cells), quiet))

    def _styled(self, text: str, width: int, style: str) -> Content:
        line = fit(text, max(1, width))
        return Content.styled(line, self.get_visual_style(style)) if style else Content(line)


def _day_or_time(at: datetime, now: datetime) -> str:
    """Return when a follow-up was: the time today, else the day."""
    local = at.astimezone(now.tzinfo)
    return local.strftime("%H:%M") if local.date() == now.date() else date_short(local.date())


def _result(follow_up: FollowUp) -> str:
    """Return what came of a follow-up: the outcome, and the text where it says more."""
    outcome = follow_up.outcome or method_label(follow_up.method)
    if not follow_up.text or follow_up.text == follow_up.outcome:
        return outcome
    return f"{outcome} · {follow_up.text}"
