"""`search`, `show`, `add`, `edit` and `archive`: customers one by one."""

from collections.abc import Sequence

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.assignments import assignments, changes_of, draft_of
from tui_crm.cli.command import NUMBER, command, option
from tui_crm.cli.documents import (
    customer_document,
    duplicate_document,
    hit_document,
    public_document,
)
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.promises import promise_notes
from tui_crm.cli.tables import fields, table
from tui_crm.domain.customer import Customer
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.follow_up import FollowUp
from tui_crm.domain.promise import Promise
from tui_crm.domain.public_search import PublicHit
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services import customers
from tui_crm.services.duplicates import Duplicate
from tui_crm.services.field_texts import field_texts
from tui_crm.services.finding import Hit, SearchResult, search
from tui_crm.services.public_search import public_search
from tui_crm.services.session import Session
from tui_crm.wording import field_title, method_label, promise_long, state_label
from tui_crm.wording.labels import kind_label

SHOWN_FOLLOW_UPS = 20
"""Follow-ups shown to people; a document holds them all."""
DEFAULT_HITS = 50
MAX_HITS = 10_000


@command(
    "search",
    help=N_("Find customers: words, numbers, owner:, level:, due:, -word, quotes."),
    takes_free_text=True,
)
@click.argument("words", metavar="QUERY", nargs=-1, required=True)
@option("--limit", type=NUMBER, default=DEFAULT_HITS, help=N_("At most so many."))
@option("--public", "is_public", is_flag=True, help=N_("Among everybody, what all may see."))
def search_command(
    invocation: Invocation, *, words: tuple[str, ...], limit: int, is_public: bool
) -> Answer:
    """Answer the customers that hold every word, or what anybody may see of them."""
    with invocation.session() as session:
        if is_public:
            hits = public_search(session, session.viewer, " ".join(words))[:limit]
            return Answer(
                document=[public_document(session, hit) for hit in hits],
                lines=_public_lines(hits),
            )
        found = search(session, " ".join(words), limit=min(limit, MAX_HITS))
        return Answer(
            document=[hit_document(session, hit) for hit in found.hits],
            lines=_hit_lines(session, found.hits),
            notes=_search_notes(found),
        )


def _search_notes(found: SearchResult) -> tuple[str, ...]:
    if not found.corrected:
        return ()
    return (_("Nobody is called that; this was looked for: {text}").format(text=found.corrected),)


def _hit_lines(session: Session, hits: tuple[Hit, ...]) -> tuple[str, ...]:
    if not hits:
        return (_("Nobody was found."),)
    heading = [field_title(code) for code in ("id", "name", "company", "phone", "owner")]
    rows = [
        [
            str(hit.row.id),
            hit.row.name,
            hit.row.company,
            hit.row.phone,
            session.user_name(hit.row.owner),
        ]
        for hit in hits
    ]
    return table(heading, rows, right=frozenset({0}))


def _public_lines(hits: Sequence[PublicHit]) -> tuple[str, ...]:
    if not hits:
        return (_("Nobody was found."),)
    heading = [field_title(code) for code in ("id", *(field for field, _text in hits[0].values))]
    rows = [[str(hit.id), *(text for _field, text in hit.values)] for hit in hits]
    return table(heading, rows, right=frozenset({0}))


@command("show", help=N_("Show a customer with everything that is known."))
@click.argument("customer_id", metavar="ID", type=NUMBER)
def show_command(invocation: Invocation, *, customer_id: int) -> Answer:
    """Answer one customer and his history."""
    with invocation.session() as session:
        customer = customers.get(session, customer_id)
        timeline = customers.timeline(session, customer.id, limit=None)
        return Answer(
            document=customer_document(session, customer, timeline),
            lines=(*_field_lines(session, customer), *_timeline_lines(session, timeline)),
        )


def _field_lines(session: Session, customer: Customer) -> tuple[str, ...]:
    texts = field_texts(session, customer)
    texts["kind"] = kind_label(customer.kind)
    if customer.promise is not None:
        texts["next_contact"] = promise_long(customer.promise, session.today())
    pairs = [(_field_title(session, code), text) for code, text in texts.items()]
    return fields([*pairs, (_("State"), state_label(customer.state))])


def _field_title(session: Session, code: str) -> str:
    if code.startswith(CUSTOM_PREFIX):
        return field_title(code)
    return session.classification_title(code)


def _timeline_lines(session: Session, timeline: tuple[FollowUp, ...]) -> tuple[str, ...]:
    if not timeline:
        return ()
    zone, today = session.rules.zone, session.today()
    rows = [
        [
            str(each.id),
            f"{each.at.astimezone(zone):%Y-%m-%d %H:%M}",
            session.user_name(each.user_id),
            method_label(each.method),
            each.outcome,
            "" if each.promise is None else promise_long(each.promise, today),
            each.text,
        ]
        for each in timeline[:SHOWN_FOLLOW_UPS]
    ]
    codes = ("method", "outcome", "next_contact", "text")
    heading = ["", _("When"), _("Who"), *(field_title(code) for code in codes)]
    hidden = len(timeline) - len(rows)
    more = ngettext("… and {count} more", "… and {count} more", hidden).format(count=hidden)
    return ("", *table(heading, rows, right=frozenset({0})), *((more,) if hidden else ()))


@command("add", help=N_("Add a customer, unless already there."))
@click.argument("words", metavar="[FIELD=VALUE]...", nargs=-1)
@option("--name", default="", help=N_("The person or shop one talks to."))
@option("--company", default="", help=N_("The company."))
@option("--phone", "phones", multiple=True, help=N_("A number; may be said several times."))
@option("--unassigned", "is_unassigned", is_flag=True, help=N_("Without an owner."))
@option("--force", "is_forced", is_flag=True, help=N_("Even if already there; needs a reason."))
@option("--reason", default="", help=N_("Why it is done all the same."))
def add_command(
    invocation: Invocation,
    *,
    words: tuple[str, ...],
    name: str,
    company: str,
    phones: tuple[str, ...],
    is_unassigned: bool,
    is_forced: bool,
    reason: str,
) -> Answer:
    """Store a new customer and answer his number."""
    if is_forced and not reason.strip():
        raise click.UsageError(_("--force needs a --reason."))
    given = {code: text for code, text in (("name", name), ("company", company)) if text}
    texts = assignments(words) | given
    with invocation.session() as session:
        draft = draft_of(session, texts, phones)
        added = customers.add(
            session,
            draft,
            is_unassigned=is_unassigned,
            override_reason=reason if is_forced else "",
        )
        return _added(session, added.customer, added.duplicates)


def _added(session: Session, customer: Customer, hits: tuple[Duplicate, ...]) -> Answer:
    return Answer(
        document={
            "id": customer.id,
            "state": customer.state.value,
            "duplicates": [duplicate_document(session, hit) for hit in hits],
        },
        lines=(
            _("Customer {id} was added: {name}").format(id=customer.id, name=customer.display_name),
        ),
        notes=(
            *(
                _("This may be customer {id} as well: {name}").format(
                    id=hit.customer.id, name=hit.customer.display_name
                )
                for hit in hits
            ),
            *promise_notes(session, customer.promise),
        ),
    )


@command("edit", help=N_("Change fields of a customer; an empty value empties one."))
@click.argument("customer_id", metavar="ID", type=NUMBER)
@click.argument("words", metavar="FIELD=VALUE...", nargs=-1, required=True)
@option("--version", type=NUMBER, help=N_("Only if the customer still has this version."))
def edit_command(
    invocation: Invocation, *, customer_id: int, words: tuple[str, ...], version: int | None
) -> Answer:
    """Change a customer and answer his new version."""
    texts = assignments(words)
    with invocation.session() as session:
        changes = changes_of(session, texts)
        edited = customers.edit(session, customer_id, changes, version=version)
        promise = changes.get("next_contact")
        notes = promise_notes(session, promise) if isinstance(promise, Promise) else ()
    return _changed(edited, _("Customer {id} was changed."), notes)


@command("archive", help=N_("Archive a customer; the history stays."))
@click.argument("customer_id", metavar="ID", type=NUMBER)
@option("--reason", required=True, help=N_("Why."))
def archive_command(invocation: Invocation, *, customer_id: int, reason: str) -> Answer:
    """Archive a customer and answer his new version."""
    with invocation.session() as session:
        archived = customers.archive(session, customer_id, reason=reason)
    return _changed(archived, _("Customer {id} was archived."))


def _changed(customer: Customer, sentence: str, notes: tuple[str, ...] = ()) -> Answer:
    return Answer(
        document={"id": customer.id, "version": customer.version},
        lines=(sentence.format(id=customer.id),),
        notes=notes,
    )
