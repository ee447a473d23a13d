"""The JSON documents of titles and the values of their lists."""

from tui_crm.cli.answer import Json
from tui_crm.domain.value_lists import ListValue
from tui_crm.services import value_lists
from tui_crm.services.session import Session


def classification_document(session: Session, field: str) -> dict[str, Json]:
    """Return a classification as JSON, with its values in their order."""
    known = value_lists.classification(session, field)
    return {
        "field": field,
        "title": known.title,
        "renamed": not known.is_shipped,
        "values": [value_document(session, each) for each in known.values],
    }


def value_document(session: Session, value: ListValue) -> dict[str, Json]:
    """Return a value of a list as JSON; its colour is null where it has none."""
    return {
        "id": value.id,
        "name": session.value_title(value.id),
        "colour": value.colour.value or None,
    }
