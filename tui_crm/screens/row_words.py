"""What the columns of customers ask, answered by a session; Textual is not needed for it."""

from tui_crm.services.session import Session, value_word
from tui_crm.widgets.customer_columns import RowWords


def row_words(session: Session) -> RowWords:
    """Return the words and colours of the session's lists, and its local time."""
    return RowWords(
        now=session.local_now,
        value=session.value_title,
        title=session.classification_title,
        colour=session.value_colour,
        choices=lambda field: [value_word(each) for each in session.values_of(field)],
    )
