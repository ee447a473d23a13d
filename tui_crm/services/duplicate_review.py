"""Reviewing what the duplicate check found: the pairs that a viewer may see, as they are today."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tui_crm.domain.customer import Customer, CustomerRow
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import features
from tui_crm.domain.duplicates.verdict import Finding, Verdict
from tui_crm.domain.errors import CrmError
from tui_crm.services import card
from tui_crm.services.field_lines import standing_text
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import STATE, shown_texts, shown_title
from tui_crm.store import customers, duplicate_pairs, duplicate_records
from tui_crm.store.duplicate_pairs import LastCheck, Pair
from tui_crm.wording import relative_past

SHOWN_PAIRS = 300
"""Pairs that the review reads at a time, the surest first; deciding them brings up the next."""

KEPT_AT_ONCE = 500
"""Pairs read together of all there are, and those compared again written in one transaction."""

MOST_NAMED = 5
"""Pairs that are named before all that are the same are merged."""

FIRST_CODES = ("name", "company", "phones")
"""The fields that always stand on top, here and in a merge."""
_COMPARED = (
    *FIRST_CODES,
    *("email", "wechat", "website", "address", "area", "industry"),
    *("level", "status", "kind", STATE, "owner", "second_owner", "follow_up"),
    *(
        "next_contact",
        "birthday",
        "lunar_birthday",
        "fax",
        "source",
        "referrer",
        "product_interest",
        "budget",
        "competitor",
    ),
    *("note", "id", "created_at"),
)
"""The fields that stand side by side, from top to bottom; free fields come before the last two."""
_LAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """Two customers for a decision. `id` is that of the pair, as long as the pair is known."""

    id: int
    a: CustomerRow
    b: CustomerRow
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCounts:
    """How many pairs there are to decide, and the last check; None where there was none."""

    same: int
    likely: int
    last_check: LastCheck | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """A field of two customers side by side; "" where one has nothing in it."""

    code: str
    title: str
    left: str
    right: str

    @property
    def is_different(self) -> bool:
        """Whether the two do not say the same."""
        return self.left != self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePairs:
    """All pairs that are the same, by the ids of their customers, and the first ones whole.

    Of a hundred thousand pairs no more than the ids fit the memory that the program may take.
    """

    pairs: tuple[tuple[int, int], ...]
    first: tuple[ReviewRow, ...]


def counts(session: Session) -> ReviewCounts:
    """Return how many pairs the viewer has to decide."""
    found = duplicate_pairs.counts(session.db, session.viewer)
    return ReviewCounts(
        same=found.get(Verdict.SAME, 0),
        likely=found.get(Verdict.LIKELY, 0),
        last_check=duplicate_pairs.last_check(session.db),
    )


def every_row(session: Session, *, minimum: Verdict = Verdict.LIKELY) -> Iterator[ReviewRow]:
    """Yield all pairs that `rows` has, a few read at a time: memory stays flat however many.

    Their order is that in which the check found them.
    """
    verdicts = _from(minimum)
    ids = duplicate_pairs.ids(session.db, session.viewer, verdicts)
    for start in range(0, len(ids), KEPT_AT_ONCE):
        some = ids[start : start + KEPT_AT_ONCE]
        pairs = duplicate_pairs.of_ids(session.db, session.viewer, verdicts, some)
        yield from _rows(session, pairs, verdicts)


def rows(
    session: Session, *, minimum: Verdict = Verdict.LIKELY, limit: int = SHOWN_PAIRS
) -> tuple[ReviewRow, ...]:
    """Return the pairs for a decision, the surest first, SAME alone where that is the `minimum`.

    A pair of which one has changed since it was compared is compared again, and the outcome kept.
    Fewer than `limit` may come back while others are left, but not none.
    """
    verdicts = _from(minimum)
    former: tuple[Pair, ...] | None = None
    while True:
        pairs = duplicate_pairs.best(session.db, session.viewer, verdicts, limit=limit)
        found = _rows(session, pairs, verdicts)
        if found or len(pairs) != limit or pairs == former:
            return found
        former = pairs


def _from(minimum: Verdict) -> tuple[Verdict, ...]:
    return (Verdict.SAME,) if minimum is Verdict.SAME else (Verdict.SAME, Verdict.LIKELY)


def _rows(
    session: Session, pairs: Sequence[Pair], verdicts: Collection[Verdict]
) -> tuple[ReviewRow, ...]:
    """Return those of the pairs that are of one of the verdicts as they are today, best first."""
    wanted = sorted(
        (pair for pair in _fresh(session, pairs) if pair.finding.verdict in verdicts),
        key=lambda pair: (pair.finding.verdict is not Verdict.SAME, -pair.finding.score, pair.a),
    )
    ids = tuple(dict.fromkeys(each for pair in wanted for each in (pair.a, pair.b)))
    known = {row.id: row for row in customers.rows(session.db, session.viewer, ids)}
    return tuple(
        ReviewRow(id=pair.id, a=known[pair.a], b=known[pair.b], finding=pair.finding)
        for pair in wanted
        if pair.a in known and pair.b in known
    )


def same_pairs(session: Session, *, but: Collection[int] = ()) -> SamePairs:
    """Return all pairs that are SAME as they stand today, best first: what a batch merge takes.

    Those whose id is in `but` are left out.
    """
    pairs: list[tuple[int, int]] = []
    first: list[ReviewRow] = []
    for row in every_row(session, minimum=Verdict.SAME):
        if row.id not in but:
            pairs.append((row.a.id, row.b.id))
            if len(first) < MOST_NAMED:
                first.append(row)
    return SamePairs(pairs=tuple(pairs), first=tuple(first))


def sides(session: Session, row: ReviewRow) -> tuple[Customer, Customer]:
    """Return the two customers whole. Raises CrmError no_such_pair where one has gone."""
    try:
        return card.get(session, row.a.id), card.get(session, row.b.id)
    except CrmError as error:
        raise CrmError("no_such_pair") from error


def side_lines(session: Session, left: Customer, right: Customer) -> tuple[SideLine, ...]:
    """Return the fields of two customers side by side, those left out that both have empty."""
    texts = _texts(session, left), _texts(session, right)
    free = dict.fromkeys(
        CUSTOM_PREFIX + title for each in (left, right) for title, _text in each.custom
    )
    codes = (*_COMPARED[:-_LAST], *free, *_COMPARED[-_LAST:])
    lines = (
        SideLine(
            code=code,
            title=shown_title(session, code),
            left=texts[0].get(code, ""),
            right=texts[1].get(code, ""),
        )
        for code in codes
    )
    return tuple(line for line in lines if line.left or line.right)


def _texts(session: Session, customer: Customer) -> dict[str, str]:
    last = relative_past(customer.last_follow_up_at, session.local_now())
    texts = {STATE: standing_text(customer), "follow_up": f"{last} {customer.last_outcome}".strip()}
    return shown_texts(session, customer) | texts


def _fresh(session: Session, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs as they are today: those that changed since are compared again."""
    ids = {each for pair in pairs for each in (pair.a, pair.b)}
    stored = {each.record.id: each for each in duplicate_records.some(session.db, ids)}
    kept, changed = [], []
    for pair in pairs:
        if pair.a not in stored or pair.b not in stored:
            continue
        a, b = stored[pair.a], stored[pair.b]
        if (a.version, b.version) != (pair.a_version, pair.b_version):
            former, finding = pair, compare(features(a.record), features(b.record))
            pair = replace(pair, finding=finding, a_version=a.version, b_version=b.version)
            changed.append((former, pair))
        kept.append(pair)
    for start in range(0, len(changed), KEPT_AT_ONCE):
        with session.db.write_bulk():
            for former, pair in changed[start : start + KEPT_AT_ONCE]:
                duplicate_pairs.set_finding(session.db, former, pair)
    return kept
