"""Commands that are called by what the user keeps there, as those that open saved views."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable


@runtime_checkable
class NamesCommands(Protocol):
    """An app that knows such names."""

    def command_names(self) -> Mapping[str, str]:
        """Return id -> name of such commands; "" where there is nothing to run."""


def names_by(app: object) -> Mapping[str, str]:
    """Return the names that `app` gives to commands, none where it gives none."""
    return app.command_names() if isinstance(app, NamesCommands) else {}
