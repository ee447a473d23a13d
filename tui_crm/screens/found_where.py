"""Where a search found a customer, if not in what is shown of him anyway."""

from collections.abc import Iterator

from textual.content import Content

from tui_crm.domain.customer import Customer, CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.search.ranking import spans
from tui_crm.domain.text import harmless_line
from tui_crm.services import customers
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session
from tui_crm.widgets.lit_columns import whole
from tui_crm.wording import field_title, labelled

HIT_STYLE = "bold underline $text-accent"


def found_where(session: Session, row: CustomerRow, query: str) -> Content:
    """Return the field in which `query` found the customer, what was found lit in it.

    Empty where it is seen in name, company or number already, and where he is gone.
    """
    sought = read_query(session, query).query
    if any(spans(sought, harmless_line(text)) for text in (row.name, row.company, row.phone)):
        return Content("")
    try:
        customer = customers.get(session, row.id)
    except CrmError:
        return Content("")
    for code, text in _searched_texts(customer):
        shown = harmless_line(text)
        if found := whole(shown, spans(sought, shown)):
            return _lit(labelled(field_title(code), shown), len(shown), found)
    return Content("")


def _searched_texts(customer: Customer) -> Iterator[tuple[str, str]]:
    """Yield code and text of the searched fields that a row does not show."""
    for phone in customer.phones:
        yield "phone", phone.raw
    yield "address", customer.address
    yield "email", customer.email
    yield "wechat", customer.wechat


def _lit(line: str, length: int, found: tuple[tuple[int, int], ...]) -> Content:
    """Return `line`, whose last `length` characters hold what was `found`."""
    start = len(line) - length
    content = Content(line)
    for begin, end in found:
        content = content.stylize(HIT_STYLE, start + begin, start + end)
    return content
