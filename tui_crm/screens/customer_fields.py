"""The fields of the form of a customer: the most used first, all of SPEC 3 within reach."""

from collections.abc import Iterator, Mapping, Sequence

from tui_crm.domain.customer import LIST_FIELDS, MAX_LINE, MAX_TEXT, Customer, Kind
from tui_crm.domain.draft import CUSTOM_PREFIX, OWNER_FIELDS, TEXT_LIMITS
from tui_crm.domain.errors import FieldError
from tui_crm.domain.phone import read_numbers, shown
from tui_crm.domain.team import TeamSettings
from tui_crm.domain.text import fold
from tui_crm.i18n import _, pgettext
from tui_crm.screens.when_prompt import suggested_dates
from tui_crm.services.session import Session
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.text_box import TextBox
from tui_crm.widgets.when_field import WhenField
from tui_crm.wording import explain, field_title, kind_label

OVERRIDE_REASON = "override_reason"
"""The code of the form's own field: why somebody is added who is there already."""
FREE_FIELD = "free_field"
"""The code of the form's own field for one more free field: `title: value`."""

MAX_EXAMPLE_CELLS = 48
"""Cells of the words that an empty classification shows."""

FORM_ORDER = (
    "name", "company", "phones", OVERRIDE_REASON, "wechat", "email", "level", "status",
    "next_contact", "note", "industry", "area", "address", "product_interest", "budget",
    "competitor", "source", "referrer", "website", "kind", "owner", "second_owner", "birthday",
    "lunar_birthday", "fax", "time_zone",
)  # fmt: skip
"""The codes of the form from top to bottom; free fields follow."""


class PhonesField(Field):
    """Numbers in their text form, `label: number ; number`, and how they are understood."""

    def __init__(self, text: str, team: TeamSettings) -> None:
        editor = LineInput(
            text, limit=MAX_TEXT, placeholder=_("138 0013 8000 ; office: 0755-8888 8888 ext 801")
        )
        super().__init__("phones", field_title("phones"), editor)
        self._team = team

    def react(self) -> None:
        """Show the numbers that the text holds."""
        if not self.text.strip():
            self.say("")
            return
        try:
            numbers = read_numbers(self.text, self._team.country, area_code=self._team.area_code)
        except FieldError as error:
            self.say(explain(error), Remark.ERROR)
            return
        if not numbers:
            self.say(_("No number in it yet."), Remark.NOTE)
            return
        told = (f"{shown(each)} ({each.label})" if each.label else shown(each) for each in numbers)
        self.say(f"→ {' · '.join(told)}")


class WordField(Field):
    """A classification: a word of its list, or a new one."""

    def __init__(self, code: str, label: str, text: str, words: Sequence[str]) -> None:
        examples = shorten(" · ".join(words), MAX_EXAMPLE_CELLS)
        editor = LineInput(text, words=words, placeholder=examples)
        super().__init__(code, label, editor)
        self._words = frozenset(fold(word).strip() for word in words)

    def react(self) -> None:
        """Say that a word is new: it may be a slip."""
        typed = fold(self.text).strip()
        is_new = bool(typed) and not any(word.startswith(typed) for word in self._words)
        self.say(_("A new word: it will be added to the list.") if is_new else "")


def customer_fields(
    session: Session, texts: Mapping[str, str], customer: Customer | None
) -> Iterator[Field]:
    """Yield the fields; `texts` are what stands in them, by code ("" where none)."""
    for code in FORM_ORDER:
        text = texts.get(code, "")
        if code == "phones":
            yield PhonesField(text, session.team)
        elif code == "next_contact":
            yield _next_contact(session, customer)
        elif code == "kind":
            options = [Option(value=each.value, label=kind_label(each)) for each in Kind]
            yield Field(code, field_title(code), Choice(options, text or Kind.LEAD.value))
        elif code in LIST_FIELDS:
            words = _words_of(session, code)
            yield WordField(code, session.classification_title(code), text, words)
        elif code in OWNER_FIELDS:
            yield _owner(session, code, text)
        elif code == "note":
            yield Field(code, field_title(code), TextBox(text))
        else:
            limit = TEXT_LIMITS.get(code, MAX_LINE)
            yield Field(code, _title(code), LineInput(text, limit=limit))
    for code, text in texts.items():
        if code.startswith(CUSTOM_PREFIX):
            yield Field(code, field_title(code), TextBox(text))
    free = LineInput(limit=MAX_TEXT, placeholder=_("title: what it holds"))
    yield Field(FREE_FIELD, _title(FREE_FIELD), free)


def free_field(text: str) -> tuple[str, str] | None:
    """Return code and value of what was typed into the free field, None where it is empty.

    Raises FieldError bad_free_field where there is no title.
    """
    if not text.strip():
        return None
    title, _colon, value = text.replace("：", ":", 1).partition(":")
    if not title.strip() or not value.strip():
        raise FieldError("bad_free_field", field=FREE_FIELD, text=text)
    return CUSTOM_PREFIX + title.strip(), value.strip()


def _title(code: str) -> str:
    if code == OVERRIDE_REASON:
        return pgettext("field", "Add, because")
    if code == FREE_FIELD:
        return pgettext("field", "Another field")
    return field_title(code)


def _next_contact(session: Session, customer: Customer | None) -> WhenField:
    return WhenField(
        "next_contact",
        field_title("next_contact"),
        rules=session.rules,
        now=session.local_now,
        kept=None if customer is None else customer.promise,
        words=suggested_dates(),
    )


def _owner(session: Session, code: str, text: str) -> Field:
    words = [user.login for user in session.shared.users.values() if user.is_active]
    placeholder = _("nobody: the pool") if code == "owner" else ""
    return Field(code, field_title(code), LineInput(text, words=words, placeholder=placeholder))


def _words_of(session: Session, code: str) -> tuple[str, ...]:
    return tuple(session.value_title(value.id) for value in session.values_of(code))
