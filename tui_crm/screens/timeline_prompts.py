"""What the timeline asks: which follow-ups to show, and what to look for."""

from collections.abc import Sequence
from datetime import date

from tui_crm.domain.errors import FieldError
from tui_crm.domain.follow_up import Method
from tui_crm.domain.timeline import TimelineFilter
from tui_crm.i18n import _
from tui_crm.screens.form_modal import FormModal
from tui_crm.screens.past_day import PastDayField
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services import timeline
from tui_crm.services.session import Session
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import field_title, method_label
from tui_crm.wording.canned import canned_label

MAX_LOOKED_FOR = 200
"""Characters of a text that is looked for."""
MAX_OTHER_OUTCOMES = 60
"""Outcomes offered beside those of the keys: more than a team of a few languages has."""


class TimelineFilterForm(FormModal[TimelineFilter]):
    """Asks which follow-ups to show; dismisses with the filter, or with None for Esc."""

    def __init__(self, session: Session, wanted: TimelineFilter) -> None:
        super().__init__(session, _("Show which follow-ups?"), draft_name="timeline filter")
        self._wanted = wanted
        self._outcomes = _outcome_choices(session)

    def make_fields(self) -> Sequence[Field]:
        """Return the fields in reading order."""
        wanted = self._wanted
        outcome = next(
            (each.value for each, words in self._outcomes if words == wanted.outcomes), ""
        )
        user = "" if wanted.user_id is None else str(wanted.user_id)
        method = "" if wanted.method is None else wanted.method.value
        note = _("A key stands for what it writes, in every language of the program.")
        return (
            Field("rep", _("Rep"), Choice(_users(self.session), user)),
            Field("method", field_title("method"), Choice(_methods(), method)),
            Field(
                "outcome",
                field_title("outcome"),
                Choice([each for each, _words in self._outcomes], outcome),
                note=note,
            ),
            Field("text", field_title("text"), LineInput(wanted.text, limit=MAX_LOOKED_FOR)),
            PastDayField("first_day", _("From"), session=self.session, day=wanted.first_day),
            PastDayField("last_day", _("Up to"), session=self.session, day=wanted.last_day),
        )

    def save(self) -> None:
        """Close with the filter."""
        first, last = self._day("first_day"), self._day("last_day")
        if first is not None and last is not None and last < first:
            raise FieldError("period_ends_before", field="last_day")
        user, method = self.form["rep"].text, self.form["method"].text
        outcome = self.form["outcome"].text
        self.finish(
            TimelineFilter(
                user_id=int(user) if user else None,
                method=Method(method) if method else None,
                outcomes=next(words for each, words in self._outcomes if each.value == outcome),
                text=self.form["text"].text.strip(),
                first_day=first,
                last_day=last,
            )
        )

    def _day(self, code: str) -> date | None:
        field = self.form[code]
        return field.day() if isinstance(field, PastDayField) else None


def _users(session: Session) -> list[Option]:
    people = sorted(session.shared.users.values(), key=lambda user: user.id)
    everybody = Option(value="", label=_("everybody"))
    return [everybody, *(Option(value=str(user.id), label=user.name) for user in people)]


def _methods() -> list[Option]:
    methods = (Option(value=each.value, label=method_label(each)) for each in Method)
    return [Option(value="", label=_("any")), *methods]


def _outcome_choices(session: Session) -> list[tuple[Option, tuple[str, ...]]]:
    """Return what can be chosen with the outcomes that it means: keys, then other outcomes."""
    choices: list[tuple[Option, tuple[str, ...]]] = [(Option(value="", label=_("any")), ())]
    known: set[str] = set()
    for canned in session.canned:
        words = timeline.outcomes_of_key(canned)
        known |= set(words)
        option = Option(value=f"key {canned.slot}", label=canned_label(canned), key=canned.slot)
        choices.append((option, words))
    others = [each for each in timeline.outcomes(session) if each not in known]
    for outcome in others[:MAX_OTHER_OUTCOMES]:
        choices.append((Option(value=f"outcome {outcome}", label=outcome), (outcome,)))
    return choices


class TextPrompt(BottomPrompt[str]):
    """Asks what to look for; dismisses with it ("" for nothing), or with None for Esc."""

    def __init__(self, session: Session, text: str) -> None:
        super().__init__(session, _("Look for a text"), draft_name="timeline text")
        self._text = text

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        note = _("Any part of a text, newest follow-ups first.")
        editor = LineInput(self._text, limit=MAX_LOOKED_FOR)
        return (Field("text", field_title("text"), editor, note=note),)

    def save(self) -> None:
        """Close with what is typed."""
        self.finish(self.form["text"].text.strip())
