"""Where a search found a customer, if not in what is shown of him anyway."""

from collections.abc import Iterator

from textual.content import Content

from tui_crm.domain.customer import Customer, CustomerRow
from tui_crm.domain.customer_list import CustomerFilter, Facet
from tui_crm.domain.errors import CrmError
from tui_crm.domain.search.query import Query
from tui_crm.domain.search.ranking import spans
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.services import customers
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session
from tui_crm.widgets.lit_columns import whole
from tui_crm.wording import field_title, labelled

HIT_STYLE = "bold underline $text-accent"


def asks_for_owner(session: Session, query: str, wanted: CustomerFilter | None = None) -> bool:
    """Whether a typed query, or a filter, names an owner: second owners pass then too."""
    owners = {} if wanted is None else {Facet.OWNER: wanted.owner}
    asked = (owners, dict(read_query(session, query).narrowing.facets) if query else {})
    return any(each is not None for facets in asked for each in facets.get(Facet.OWNER, ()))


def found_where(session: Session, row: CustomerRow | None, query: str) -> Content:
    """Return the field in which `query` found the customer, what was found lit in it.

    Empty where it is seen in name, company or number already, and where he is gone. Of what was
    looked for inside follow-ups, the last one tells.
    """
    if row is None:
        return Content("")
    sought = read_query(session, query).query
    if sought.text_words:
        said = Query(text=" ".join(sought.text_words), words=sought.text_words)
        return _found_in(_("Last entry"), row.last_text, said)
    if any(spans(sought, harmless_line(text)) for text in (row.name, row.company, row.phone)):
        return Content("")
    try:
        customer = customers.get(session, row.id)
    except CrmError:
        return Content("")
    parts = (_found_in(field_title(code), text, sought) for code, text in _searched(customer))
    return next(filter(None, parts), Content(""))


def _searched(customer: Customer) -> Iterator[tuple[str, str]]:
    """Yield code and text of the searched fields that a row does not show."""
    for phone in customer.phones:
        yield "phone", phone.raw
    yield "address", customer.address
    yield "email", customer.email
    yield "wechat", customer.wechat


def _found_in(title: str, text: str, sought: Query) -> Content:
    """Return `text` behind its title with what was found lit; empty where nothing was."""
    shown = harmless_line(text)
    found = whole(shown, spans(sought, shown))
    if not found:
        return Content("")
    line = labelled(title, shown)
    start = len(line) - len(shown)
    content = Content(line)
    for begin, end in found:
        content = content.stylize(HIT_STYLE, start + begin, start + end)
    return content
