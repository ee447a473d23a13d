"""Names of classifications and values that are taken, and which are free."""

from collections.abc import Iterable

from tui_crm.domain.customer import FIELD_CODES
from tui_crm.domain.errors import FieldError
from tui_crm.domain.headings import ADDRESS_PARTS, DO_NOT_CALL, column_for
from tui_crm.domain.value_lists import same_name
from tui_crm.domain.vocabulary import Certainty, Vocabulary, fold_heading
from tui_crm.files.known_headings import known_headings
from tui_crm.i18n import LANGUAGES, looking_up
from tui_crm.services.session import Session, value_word
from tui_crm.services.values import folded_words
from tui_crm.store import lists
from tui_crm.wording import field_title, shipped_title


def refuse_taken_title(field: str, title: str, own_titles: dict[str, str]) -> None:
    """Raise FieldError title_taken (params `title`, `holder`) where another field has the title.

    Taken is what another field is called by its code, in either language, by the team (by field
    code in `own_titles`), or in the heading of a file.
    """
    others = {code: own for code, own in own_titles.items() if code != field}
    holder = _holder_of_title(field, title, others)
    if holder is not None:
        raise FieldError("title_taken", field="title", title=title, holder=field_title(holder))


def _holder_of_title(field: str, title: str, others: dict[str, str]) -> str | None:
    """Return the other field that `title` names on screens, in commands or in files, or None."""
    folded = fold_heading(title)
    for code in FIELD_CODES:
        if code == field:
            continue
        names = [code, *_shipped_titles(code), others.get(code, "")]
        if folded and folded in map(fold_heading, names):
            return code
    meaning = Vocabulary(known_headings(), others).meaning(title)
    if meaning is None or meaning.certainty < Certainty.LISTED:
        return None
    if meaning.word in ADDRESS_PARTS:
        # "Region" is a fine title; only of files without it the column goes into the address.
        return None
    target = column_for(0, title, meaning.word, meaning.certainty).field
    is_field = target in FIELD_CODES or target == DO_NOT_CALL or meaning.certainty is Certainty.OWN
    return target if is_field and target != field else None


def _shipped_titles(code: str) -> Iterable[str]:
    for language in LANGUAGES:
        with looking_up(language):
            yield shipped_title(code)


def refuse_taken_value(session: Session, field: str, name: str, *, but: int) -> None:
    """Raise FieldError value_taken (params `name`, `title`) where a list has the word already.

    `but` is the id of the value that may have it, 0 for none.
    """
    for value in lists.all_values(session.db):
        if value.field == field and value.id != but and same_name(name, folded_words(value)):
            title = session.classification_title(field)
            raise FieldError("value_taken", field="value", name=value_word(value), title=title)
