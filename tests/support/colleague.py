"""Somebody else at work on the same database while the program is open."""

from collections.abc import Callable
from random import Random

from tests.support.hostile import HOSTILE
from tests.support.sessions import FixedClock, add_user, session_of
from tui_crm.app import CrmApp
from tui_crm.domain.customer import LIST_FIELDS, MAX_NAME
from tui_crm.domain.draft import TEXT_LIMITS
from tui_crm.domain.errors import CrmError
from tui_crm.domain.text import clean_line
from tui_crm.domain.value_lists import ValueColour
from tui_crm.domain.viewer import Role
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.services import customers, desk, value_lists
from tui_crm.services.session import Session, new_uuid

LOGIN = "wangfang"
CHANGED_FIELDS = 6
"""How many fields are changed at once: often one that is being typed in."""


class Colleague:
    """Does one thing at a time, at random, with hostile texts; a refusal is as good as a deed."""

    def __init__(self, session: Session, random: Random) -> None:
        self._random = random
        if LOGIN not in {user.login for user in session.shared.users.values()}:
            add_user(session, LOGIN, name="王芳 [/b]", role=Role.MANAGER)
        self._session = session_of(session.db, FixedClock(session.now()), login=LOGIN)

    def act(self, app: CrmApp) -> str:
        """Change something that `app` may be showing, and return what it was."""
        return self._do(self._random.choice((self._edit, self._log, self._rename, self._add)), app)

    def interfere(self, app: CrmApp) -> str:
        """Change the customer whose form `app` shows, or anybody, and return what was changed."""
        return self._do(self._edit, app)

    def _do(self, deed: Callable[[CrmApp], str], app: CrmApp) -> str:
        try:
            self._session.reload()
            return deed(app)
        except CrmError as error:
            return f"refused: {error.code}"

    def _text(self, limit: int = MAX_NAME) -> str:
        return clean_line(self._random.choice(HOSTILE))[:limit].strip() or "王"

    def _customer_id(self, app: CrmApp) -> int:
        """Return the customer who is being edited, or anybody."""
        for screen in reversed(app.screen_stack):
            if isinstance(screen, CustomerForm) and screen._base is not None:
                return screen._base.id
        return self._random.randint(1, 40)

    def _edit(self, app: CrmApp) -> str:
        codes = self._random.sample([*TEXT_LIMITS, "custom.mark", "birthday"], CHANGED_FIELDS)
        changes = {code: self._text() for code in codes if code not in ("owner", "second_owner")}
        if "birthday" in changes:
            changes["birthday"] = self._random.choice(("02-29", "农历正月初一", "1980-05-06"))
        changes["name"] = self._text()
        customer_id = self._customer_id(app)
        customers.edit(self._session, customer_id, changes)
        return f"edit {customer_id} {sorted(changes)}"

    def _log(self, app: CrmApp) -> str:
        customer_id = self._customer_id(app)
        slot = self._random.choice(self._session.canned).slot
        desk.log_canned(self._session, customer_id, slot, entry_uuid=new_uuid())
        return f"log {slot} of {customer_id}"

    def _rename(self, _app: CrmApp) -> str:
        field = self._random.choice(LIST_FIELDS)
        value_lists.rename_title(self._session, field, self._text(40))
        for value in self._session.values_of(field)[:1]:
            value_lists.edit_value(
                self._session,
                value.id,
                name=self._text(60),
                colour=self._random.choice(list(ValueColour)),
            )
        return f"rename {field}"

    def _add(self, _app: CrmApp) -> str:
        field = self._random.choice(LIST_FIELDS)
        value_lists.add_value(self._session, field, self._text(60))
        return f"add a value of {field}"
