"""What became of a customer since somebody began to edit him: field by field, by whom and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui_crm.domain.customer import Customer
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _
from tui_crm.services import customer_page
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_title
from tui_crm.wording import date_long, listed

MAX_TOLD_WRITES = 200
"""Who is told what changed meanwhile hears of this many writes at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNews:
    """One field (a code of SPEC 3, or `state`, `follow_up`): before and now, as people read it.

    `title` is what the field is called. `who` wrote it last, at the aware local instant `at`.
    """

    code: str
    title: str
    before: str
    after: str
    who: str
    at: datetime


def news_since(session: Session, current: Customer, version: int) -> tuple[FieldNews, ...]:
    """Return what changed on `current` since he had `version`, in the order of the first change.

    What was changed and changed back is left out. Every write, an undo too, is one version.
    """
    writes = min(max(0, current.version - version), MAX_TOLD_WRITES)
    found: dict[str, FieldNews] = {}
    for line in reversed(customer_page.newest_own(session, current.id, limit=writes)):
        for change in customer_page.field_changes(session, line):
            known = found.get(change.code)
            found[change.code] = FieldNews(
                code=change.code,
                title=shown_title(session, change.code),
                before=change.before if known is None else known.before,
                after=change.after,
                who="" if line.step is None else session.user_name(line.step.user_id),
                at=line.at.astimezone(session.rules.zone),
            )
    return tuple(each for each in found.values() if each.before != each.after)


class ChangedMeanwhile(CrmError):
    """A write was refused: somebody else changed the customer since he was read.

    `current` is what he is now, `news` what was changed.
    """

    def __init__(self, current: Customer, news: Sequence[FieldNews]) -> None:
        super().__init__(
            "changed_meanwhile",
            id=current.id,
            version=current.version,
            who=who_of(news),
            fields=fields_of(news),
        )
        self.current = current
        self.news = tuple(news)


def who_of(news: Iterable[FieldNews]) -> str:
    """Return the names of those who wrote, each once."""
    return listed(dict.fromkeys(each.who for each in news if each.who))


def fields_of(news: Iterable[FieldNews]) -> str:
    """Return the titles of the fields, each once."""
    return listed(dict.fromkeys(each.title for each in news))


def news_words(news: FieldNews) -> str:
    """Return one line: "Name: 张三 → 张三丰 (Tom Fox, Wed 18 Nov 2026 14:31)"."""
    return _("{field}: {before} → {after} ({who}, {when})").format(
        field=news.title,
        before=news.before or "–",
        after=news.after or "–",
        who=news.who or "–",
        when=f"{date_long(news.at.date())} {news.at:%H:%M}",
    )
