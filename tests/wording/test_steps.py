"""Steps in words: who, what, and fields by their titles rather than their codes."""

from datetime import UTC, datetime

from tui_crm.domain.steps import Step, StepKind, StepState
from tui_crm.i18n import speaking
from tui_crm.wording.steps import step_words

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


def _step(kind: StepKind, **detail: str) -> Step:
    return Step(
        id=1,
        uuid="u",
        user_id=1,
        kind=kind,
        at=AT,
        customer_id=7,
        detail=tuple(detail.items()),
        state=StepState.DONE,
    )


EDIT = _step(StepKind.EDIT, fields="status, level, custom.Fleet")


def test_changed_fields_are_told_by_their_titles() -> None:
    assert step_words(EDIT, "Li Na") == "Li Na: changed Status, Level, Fleet"


def test_a_title_that_the_team_gave_is_told() -> None:
    titles = {"status": "Stage", "level": "Rank\x1b"}
    assert step_words(EDIT, "Li Na", titles.__getitem__) == "Li Na: changed Stage, Rank, Fleet"


def test_a_customer_without_a_name_is_told_by_number() -> None:
    assert step_words(_step(StepKind.FOLLOW_UP, outcome="busy"), "") == "#7: busy"


def test_chinese_steps_have_chinese_marks() -> None:
    with speaking("zh"):
        assert step_words(EDIT, "李娜") == "李娜：修改 业务状态、客户级别、Fleet"
        assert step_words(_step(StepKind.FOLLOW_UP, outcome="占线"), "李娜") == "李娜：占线"
