"""All long work of the program by its kind: a start has none, and imports nothing for it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App

if TYPE_CHECKING:
    from tui_crm.screens.background_work import BackgroundWork


class WorkKind(StrEnum):
    """What is done on threads: one piece of each kind at a time."""

    IMPORT = "import"
    CHANGE = "change"
    VALUES = "values"
    UNDO = "undo"
    DUPLICATES = "duplicates"


class Works:
    """All long work of the program, so that screens find theirs again and quitting can ask."""

    def __init__(self) -> None:
        self._works: dict[WorkKind, BackgroundWork] = {}

    def of(self, kind: WorkKind) -> "BackgroundWork":
        """Return the work of a kind, at work or not."""
        from tui_crm.screens.background_work import BackgroundWork

        return self._works.setdefault(kind, BackgroundWork())

    def running(self) -> "tuple[BackgroundWork, ...]":
        """Return what is at work."""
        return tuple(each for each in self._works.values() if each.is_running)


@runtime_checkable
class KeepsWorks(Protocol):
    """An app that keeps the long work of its screens."""

    works: Works


def work_of(app: App[Any], kind: WorkKind) -> "BackgroundWork":
    """Return the work of a kind of this app. Raises TypeError for an app that keeps none."""
    if not isinstance(app, KeepsWorks):
        raise TypeError(type(app).__name__)
    return app.works.of(kind)
