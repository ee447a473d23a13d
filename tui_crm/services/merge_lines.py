"""A merge field by field: what both say, what can be chosen, and what it comes to."""

from dataclasses import dataclass, replace

from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_merge import Choice, Choices, MergeField, merge_fields, value_of
from tui_crm.services.customer_merging import MergePlan
from tui_crm.services.duplicate_review import FIRST_CODES, SideLine, side_lines
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_title

UNITED = frozenset({"phones", "kind", "state", "follow_up"})
"""What comes of both without a choice."""
_UNTOLD = frozenset({"id"})
_SECOND_OWNER = "second_owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLine:
    """One field of two customers: the texts of winner, loser, and of who will stay.

    `choice` is whose value it gets, None where nothing can be chosen; `offered` are the choices.
    `id` is its place from the top.
    """

    id: int
    code: str
    title: str
    winner: str
    loser: str
    after: str
    choice: Choice | None = None
    offered: tuple[Choice, ...] = ()

    @property
    def is_different(self) -> bool:
        """Whether the two do not say the same."""
        return self.winner != self.loser


def merge_lines(session: Session, plan: MergePlan, choices: Choices) -> tuple[MergeLine, ...]:
    """Return a line for each field that one of the two has.

    What holds for both is last. Raises ValueError for a choice that is not offered.
    """
    after = plan.preview(choices)
    fields = {each.code: each for each in merge_fields(plan.winner, plan.loser, choices)}
    texts = {each.code: each.right for each in side_lines(session, plan.winner, after)}
    lines = [
        _line(side, fields.get(side.code), choices, texts.get(side.code, ""))
        for side in _sides(session, plan, after)
    ]
    lines.sort(key=_rank)
    return tuple(replace(line, id=place) for place, line in enumerate(lines))


def _line(side: SideLine, field: MergeField | None, choices: Choices, after: str) -> MergeLine:
    return MergeLine(
        id=0,
        code=side.code,
        title=side.title,
        winner=side.left,
        loser=side.right,
        after=after,
        choice=None if field is None else field.chosen(choices),
        offered=() if field is None else field.offered,
    )


def _sides(session: Session, plan: MergePlan, after: Customer) -> list[SideLine]:
    """Return the fields side by side; behind the owner whom each side makes second owner."""
    lines = [
        each
        for each in side_lines(session, plan.winner, plan.loser)
        if each.code not in (_SECOND_OWNER, *_UNTOLD)
    ]
    if (second := _second_owners(session, plan, after)) is not None:
        codes = [each.code for each in lines]
        lines.insert(codes.index("owner") + 1 if "owner" in codes else len(lines), second)
    return lines


def _second_owners(session: Session, plan: MergePlan, after: Customer) -> SideLine | None:
    """Return whom each side would make second owner: also who gives way as owner."""
    left, right = (session.user_name(_user(each, after)) for each in (plan.winner, plan.loser))
    if not (left or right):
        return None
    title = shown_title(session, _SECOND_OWNER)
    return SideLine(code=_SECOND_OWNER, title=title, left=left, right=right)


def _user(customer: Customer, after: Customer) -> int | None:
    value = value_of(customer, _SECOND_OWNER, owner=after.owner)
    return value if isinstance(value, int) else None


def _rank(line: MergeLine) -> tuple[int, int]:
    if line.code in FIRST_CODES:
        return 0, FIRST_CODES.index(line.code)
    if line.choice is not None:
        return 1, 0
    return (2, 0) if line.is_different else (3, 0)
