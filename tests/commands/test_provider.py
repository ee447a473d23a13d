"""The palette: commands by their titles, reasons drawn as they are."""

from typing import ClassVar

import pytest

from tests.support.hostile import BIDI, ESCAPES, MARKUP, foreign_sequences
from tests.support.screens import drawn_text, wait_until
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.commands import provider
from tui_crm.commands.command import Scope
from tui_crm.domain.text import harmless_line
from tui_crm.screens.base import CommandScreen


class Refusing(CommandScreen[None]):
    """A screen that cannot dial, for a reason in which a user's text stands."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK,)

    def __init__(self, reason: str) -> None:
        super().__init__()
        self._reason = reason

    def why_not(self, command_id: str) -> str | None:
        return self._reason if command_id == "desk.dial" else None


@pytest.mark.parametrize("text", [*MARKUP, *ESCAPES[:6], BIDI[0]])
async def test_a_reason_is_drawn_as_it_is_whatever_a_user_typed_into_it(text: str) -> None:
    app = ShownApp(Refusing(f"«{text}» is no number."))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("ctrl+p", *"dial")
        await wait_until(pilot, lambda: f"«{harmless_line(text)}» is no number." in drawn_text(app))
        assert foreign_sequences(drawn_text(app).encode()) == []


@pytest.mark.parametrize("typed", ["拨号", "bohao", "bh", "dial", "dail"])
async def test_a_chinese_command_is_found_by_its_sound_and_its_english_name(typed: str) -> None:
    """Nobody has to switch the input method on for a command."""
    with i18n.speaking("zh"):
        app = ShownApp(Refusing("没有号码"))
        async with app.run_test(size=(120, 30)) as pilot:
            await pilot.press("ctrl+p", *typed)
            await wait_until(pilot, lambda: "拨号  d" in drawn_text(app))


def test_what_is_longer_than_any_name_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte that is pasted would be folded, and the foldings remembered."""
    monkeypatch.setattr(provider, "parse", lambda _query: pytest.fail("parsed"))
    assert provider._found("王 " * 500_000, []) == []
