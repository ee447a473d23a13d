"""One run of the program: what stands before the command, and the database once it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tui_crm import paths
from tui_crm.cli.answer import print_notes
from tui_crm.i18n import ngettext
from tui_crm.services import batches
from tui_crm.services.session import Session, open_session


@dataclass(slots=True, kw_only=True)
class Invocation:
    """What every command gets. `location` is a path or URL, None for the default database."""

    location: str | None = None
    login: str | None = None
    language: str | None = None
    is_json: bool = False

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open the database for the body, a new one where there is none.

        Batches that a killed program left half-done are taken back first. Raises
        DatabaseUnusable, and CrmError no_such_login.
        """
        session = open_session(self.location or paths.default_database(), login=self.login)
        try:
            taken_back = batches.take_back_killed(session)
            if taken_back:
                print_notes([_taken_back_note(len(taken_back))])
            yield session
        finally:
            session.close()


def _taken_back_note(count: int) -> str:
    return ngettext(
        "A bulk change that did not end was taken back.",
        "{count} bulk changes that did not end were taken back.",
        count,
    ).format(count=count)
