"""The words of the list of customers: what it is sorted by, and the values of its filters."""

from tui_crm.domain.customer import Kind
from tui_crm.domain.customer_list import (
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    FacetValue,
    LastContact,
    SortKey,
)
from tui_crm.i18n import _, ngettext, pgettext
from tui_crm.wording.labels import field_title, kind_label

ASCENDING, DESCENDING = "↑", "↓"


def sort_title(key: SortKey) -> str:
    """Return what a list is sorted by, in the words of its column."""
    match key:
        case SortKey.LAST_CONTACT:
            return pgettext("list", "Last contact")
        case SortKey.CREATED:
            return field_title("created_at")
    return field_title(key.value)


def sort_sign(sort: CustomerSort) -> str:
    """Return the sign of the direction."""
    return DESCENDING if sort.is_descending else ASCENDING


def facet_title(facet: Facet) -> str:
    """Return the heading of a facet."""
    match facet:
        case Facet.DUE:
            return field_title("next_contact")
        case Facet.LAST_CONTACT:
            return pgettext("list", "Last contact")
        case Facet.DO_NOT_CALL:
            return pgettext("list", "Calls")
        case Facet.ARCHIVED:
            return pgettext("list", "Archive")
    return field_title(facet.value)


def coded_value(facet: Facet, value: FacetValue, wanted: CustomerFilter) -> str:
    """Return the words of a value of a facet whose values are fixed; "" of another one."""
    if isinstance(value, Kind):
        return kind_label(value)
    if isinstance(value, Due):
        return _due(value, wanted.due_days)
    if isinstance(value, LastContact):
        return _last_contact(value, wanted.contact_days)
    if facet is Facet.DO_NOT_CALL:
        return pgettext("list", "do-not-call") if value else pgettext("list", "may be called")
    if facet is Facet.ARCHIVED:
        return pgettext("list", "archived") if value else pgettext("list", "not archived")
    return ""


def missing_value(facet: Facet) -> str:
    """Return the words for those without a value."""
    return pgettext("list", "nobody (pool)") if facet is Facet.OWNER else pgettext("list", "none")


def _due(value: Due, days: int) -> str:
    match value:
        case Due.OVERDUE:
            return pgettext("next contact", "overdue")
        case Due.TODAY:
            return pgettext("next contact", "today")
        case Due.SOON:
            return ngettext("within {days} day", "within {days} days", days).format(days=days)
        case Due.LATER:
            return pgettext("next contact", "later")
        case Due.NONE:
            return pgettext("next contact", "no next step")


def _last_contact(value: LastContact, days: int) -> str:
    match value:
        case LastContact.NEVER:
            return pgettext("last contact", "never")
        case LastContact.RECENT:
            return ngettext("in the last {days} day", "in the last {days} days", days).format(
                days=days
            )
        case LastContact.LONG_AGO:
            return ngettext("more than {days} day ago", "more than {days} days ago", days).format(
                days=days
            )


def counted_customers(count: int) -> str:
    """Return "1,234 customers"."""
    return ngettext("{count:,} customer", "{count:,} customers", count).format(count=count)


def marked_words(count: int | None) -> str:
    """Return "37 marked"; None, where nobody has counted yet, is "all marked"."""
    return _("all marked") if count is None else _("{count:,} marked").format(count=count)
