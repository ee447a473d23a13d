"""Everywhere: a signal or a lost connection restores the terminal and keeps what was typed."""

import shutil
import signal
from itertools import groupby, product
from pathlib import Path

import pytest

from tests.support.scenes import SCENES, Scene
from tests.support.terminal import Office, Terminal
from tui_crm.paths import default_database
from tui_crm.services import customers, today
from tui_crm.services.session import open_session

WAYS = ("SIGTERM", "SIGHUP", "SIGQUIT", "closed")
"""How the program is made to leave; `closed` is the other end of the pty gone."""


@pytest.fixture(scope="module")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the demo, made once."""
    home = tmp_path_factory.mktemp("leaving") / "home"
    Office(home).json("demo", "--no-open", "--customers", "60", "--seed", "7")
    return home


def opened_at(office: Office, scene: Scene) -> Terminal:
    """Open the program and go where the scene is."""
    terminal = office.open()
    terminal.wait_for("Overdue", "calls")
    for _key, presses in groupby(scene.keys):
        terminal.press(*presses)
        terminal.settle()
    terminal.wait_for(scene.shows)
    return terminal


def leave(terminal: Terminal, way: str) -> int:
    """Make the program leave, and return its exit status."""
    if way == "closed":
        return terminal.lose()
    terminal.child.kill(signal.Signals[way])
    return terminal.end()


def check_leaving(office: Office, made: Path, scene: Scene, way: str) -> None:
    shutil.copytree(made, office.home)
    terminal = opened_at(office, scene)
    terminal.type(scene.typed)
    terminal.wait_for(scene.typed.strip())
    status = leave(terminal, way)
    if way == "closed":
        assert status == 128 + signal.SIGHUP
    else:
        assert status == 128 + signal.Signals[way]
        assert terminal.not_restored() == []
    assert b"Traceback" not in terminal.written
    assert not list((office.home / "state").glob("crash-*"))
    if scene.draft:
        again = opened_at(office, scene)
        again.wait_for(scene.draft, "Your draft of")


@pytest.mark.parametrize(
    ("name", "way"), [(name, WAYS[place % len(WAYS)]) for place, name in enumerate(SCENES)]
)
def test_leaving_at_once(office: Office, small_demo: Path, name: str, way: str) -> None:
    check_leaving(office, small_demo, SCENES[name], way)


@pytest.mark.torture
@pytest.mark.parametrize(("name", "way"), product(SCENES, WAYS))
def test_leaving_at_once_each_way(office: Office, small_demo: Path, name: str, way: str) -> None:
    check_leaving(office, small_demo, SCENES[name], way)


def test_what_a_conflict_asks_about_is_back_in_the_form(
    office: Office, small_demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question keeps nothing itself: what was typed stands in the form beneath it."""
    shutil.copytree(small_demo, office.home)
    scene = SCENES["edit-customer"]
    terminal = opened_at(office, scene)
    terminal.type(scene.typed)
    terminal.wait_for(scene.typed)
    monkeypatch.setenv("TUI_CRM_HOME", str(office.home))
    session = open_session(default_database())
    first = today.due_customers(session)[0]
    customers.edit(session, first.id, {"name": "somebody else's"})
    session.close()
    terminal.press("f2")
    terminal.wait_for("which text stays?")
    assert leave(terminal, "SIGTERM") == 128 + signal.SIGTERM
    assert terminal.not_restored() == []
    again = opened_at(office, scene)
    again.wait_for(scene.draft, "Your draft of", "Changed since your draft")
