"""Draws what a canned follow-up would write: the pane of the editor."""

from collections.abc import Callable, Iterator
from datetime import date

from textual.content import Content

from tui_crm.domain.customer import Kind, PhoneNumber
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.services.canned_preview import CannedPreview
from tui_crm.wording import field_title, labelled, listed, method_label, promise_long
from tui_crm.wording.rules import flags_words, step_words

MAX_TEXT_SHOWN = 200
"""Characters of the text that the pane shows; the whole is written."""


def draw_preview(
    preview: CannedPreview, *, today: date, value: Callable[[int | None], str]
) -> Content:
    """Return the pane; `value` gives the words of a list value, `today` is the team's day."""
    return Content("\n").join(_lines(preview, today, value))


def _lines(
    preview: CannedPreview, today: date, value: Callable[[int | None], str]
) -> Iterator[Content]:
    title = _("Pressing {key} now on {name} would write").format(
        key=preview.canned.slot or "…", name=_who(preview)
    )
    yield Content.styled(harmless_line(title), "bold")
    follow_up = preview.plan.follow_up
    yield Content.assemble(
        (harmless_line(follow_up.outcome), "bold"),
        (f"  {method_label(follow_up.method)}", "$text-muted"),
    )
    if follow_up.text != follow_up.outcome:
        text = harmless(follow_up.text[:MAX_TEXT_SHOWN])
        yield Content(f"“{text}…”" if len(follow_up.text) > MAX_TEXT_SHOWN else f"“{text}”")
    yield _next_contact(preview, today)
    if flags := flags_words(follow_up.flags):
        yield Content.styled(flags, "$text-muted")
    for consequence in _consequences(preview, value):
        yield Content(harmless_line(consequence))


def _who(preview: CannedPreview) -> str:
    before = preview.before
    company = before.company if before.company != before.display_name else ""
    return " · ".join(harmless_line(part) for part in (before.display_name, company) if part)


def _next_contact(preview: CannedPreview, today: date) -> Content:
    promise = preview.plan.customer.promise
    if preview.asks:
        return Content.styled("→ " + _("asks when: nothing is written until you say"), "$due")
    if promise is None:
        shown = Content.styled("→ " + _("no next contact"), "$text-muted")
    else:
        shown = Content.styled(f"→ {promise_long(promise, today)}", "$due")
    if preview.ladder is None:
        return shown
    ladder = _("step {number} of {count}: {step}").format(
        number=preview.ladder.number,
        count=preview.ladder.count,
        step=step_words(preview.ladder.step),
    )
    return shown + Content.styled(f"  {ladder}", "$text-muted")


def _consequences(preview: CannedPreview, value: Callable[[int | None], str]) -> Iterator[str]:
    """Yield what changes on the customer and his numbers, one sentence each."""
    before, after = preview.before, preview.plan.customer
    for code in ("status", "level"):
        old, new = getattr(before, code), getattr(after, code)
        if old != new:
            yield labelled(field_title(code), f"{value(old) or '–'} → {value(new) or '–'}")
    flags = preview.plan.follow_up.flags
    if flags.bad_number and preview.number is not None:
        yield "⚠ " + _("{number} is marked as bad").format(number=preview.number.raw)
        if preview.next_number is not None:
            yield "↻ " + _("the row stays: next is {number}").format(number=preview.next_number.raw)
    if flags.do_not_call:
        yield "⊘ " + _refused(after.phones)
    if after.archived_at is not None:
        yield "∅ " + _("the lead is archived")
    if before.kind is Kind.LEAD and after.kind is Kind.CUSTOMER:
        yield "✓ " + _("the lead becomes a customer")


def _refused(phones: tuple[PhoneNumber, ...]) -> str:
    if not phones:
        return _("must not be called any more")
    numbers = listed(phone.raw for phone in phones)
    return _("must not be called any more: {numbers}").format(numbers=numbers)
