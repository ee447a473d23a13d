"""The scenes that walks, signals and hostile texts go to: they leave out no screen."""

import importlib
import pkgutil
from collections.abc import Iterator
from inspect import isabstract

import pytest

from tests.support.rounds import visits
from tui_crm import screens
from tui_crm.app import CrmApp
from tui_crm.screens.base import CommandScreen
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session

WITHOUT_SCENE = {
    "ConflictForm": "somebody else must write meanwhile: tests/support/colleague.py does",
    "Leaving": "long work must be under way: tests/screens/test_background_work.py has some",
}
"""Screens to which no keys alone lead, and why."""


def opened_screens() -> Iterator[str]:
    """Yield the names of the screens that are opened: those that no other one is made from."""
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    waiting: list[type] = [CommandScreen]
    while waiting:
        cls = waiting.pop()
        below = [each for each in cls.__subclasses__() if each.__module__.startswith("tui_crm.")]
        waiting += below
        if not below and not isabstract(cls):
            yield cls.__name__


@pytest.mark.timeout(300)
async def test_every_screen_has_a_scene(sqlite_session: Session) -> None:
    fill_demo(sqlite_session, customers=60, seed=7)
    app = CrmApp(sqlite_session)
    seen: set[str] = set()
    async with app.run_test(size=(120, 40)) as pilot:
        async for _scene, names in visits(pilot, app):
            seen |= names
    assert set(opened_screens()) - seen == set(WITHOUT_SCENE)
