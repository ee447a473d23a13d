"""The lines of the card: words in their order and tone, cut to a width; nothing is drawn here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len

from tui_crm.domain.customer import Customer, Kind, PhoneNumber
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.phone_parts import shown
from tui_crm.domain.planning import current_number
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.widgets.cells import fit
from tui_crm.widgets.large_digits import HEIGHT, large_digits
from tui_crm.wording import date_short, kind_label, method_label, promise_long

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


class Part(NamedTuple):
    """Words of a line, and their tone: the name of a component class, "" for plain."""

    text: str
    tone: str = ""


Line = tuple[Part, ...]


def card_lines(content: CardContent, width: int, height: int) -> Iterator[Line]:
    """Yield the lines of the card, each `width` cells wide, the most important first."""
    customer = content.customer
    is_roomy = height >= LARGE_FROM_LINES
    yield _name(content, width)
    if customer.company and customer.company != customer.display_name:
        yield _line(customer.company, width, "company")
    if content.notice:
        yield _line(f"⊘ {content.notice}", width, "dead")
    if is_roomy:
        yield ()
    yield from _numbers(content, width, is_roomy=is_roomy)
    if is_roomy:
        yield ()
    yield from _facts(content, width)
    if is_roomy:
        yield ()
    yield from _history(content, width)
    if not content.follow_ups:
        yield _line(_("Never contacted."), width, "quiet")
    if customer.note:
        yield ()
        yield _line(customer.note, width, "quiet")


def _line(text: str, width: int, tone: str = "") -> Line:
    return (Part(fit(text, max(1, width)), tone),)


def _name(content: CardContent, width: int) -> Line:
    """Return the line with the name on the left and classifications on the right."""
    tags = " ".join(part for part in (content.level, content.status) if part)
    tag_cells = min(width // 2, cell_len(harmless_line(tags)))
    name_cells = max(1, width - tag_cells - 1)
    return (
        Part(fit(content.customer.display_name, name_cells), "name"),
        Part(" "),
        Part(fit(tags, tag_cells), "quiet"),
    )


def _numbers(content: CardContent, width: int, *, is_roomy: bool) -> Iterator[Line]:
    number = content.number
    if number is None:
        yield _line(_("No phone number."), width, "quiet")
        return
    large = large_digits(shown(number), width) if is_roomy else None
    if large is not None:
        for row in range(HEIGHT):
            yield _line(large[row], width, "number")
    for phone in content.customer.phones:
        is_shown = phone is number
        if is_shown and large is not None and not phone.label:
            continue
        text = f"{_sign(phone, is_shown=is_shown)} {shown(phone)}"
        text += f"  {phone.label}" if phone.label else ""
        text += f"  {_mark(phone)}" if not phone.is_callable else ""
        tone = "number" if is_shown else "" if phone.is_callable else "dead"
        yield _line(text, width, tone)


def _sign(phone: PhoneNumber, *, is_shown: bool) -> str:
    if is_shown:
        return "▸"
    return "⊘" if phone.is_do_not_call else "✗" if phone.is_bad else " "


def _mark(phone: PhoneNumber) -> str:
    return _("do not call") if phone.is_do_not_call else _("bad number")


def _facts(content: CardContent, width: int) -> Iterator[Line]:
    customer = content.customer
    if customer.kind is Kind.CUSTOMER:
        yield _line(f"✓ {kind_label(customer.kind)}", width, "won")
    if customer.promise is not None:
        when = promise_long(customer.promise, content.now.date())
        yield _line(_("Next contact: {when}").format(when=when), width)
    if content.owner:
        yield _line(_("Owner: {name}").format(name=content.owner), width, "quiet")


def _history(content: CardContent, width: int) -> Iterator[Line]:
    """Yield the follow-ups: when and how in columns, then what came of it."""
    days = [_day_or_time(each.at, content.now) for each in content.follow_ups]
    methods = [method_label(each.method) for each in content.follow_ups]
    day_cells = max(map(cell_len, days), default=0)
    method_cells = max(map(cell_len, methods), default=0)
    rest = max(1, width - day_cells - method_cells - 4)
    for follow_up, day, method in zip(content.follow_ups, days, methods, strict=True):
        head = f"{fit(day, day_cells)}  {fit(method, method_cells)}  "
        yield Part(head, "quiet"), Part(fit(_result(follow_up), rest))


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
