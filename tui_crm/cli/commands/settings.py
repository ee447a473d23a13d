"""`settings get` and `settings set`: those of the team and those of the user."""

import difflib
import json
from collections.abc import Mapping

import click

from tui_crm.cli.answer import Answer, Json
from tui_crm.cli.command import command, group
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.tables import fields
from tui_crm.commands.keymap import read_keymap
from tui_crm.domain.errors import CrmError
from tui_crm.domain.team import TEAM_KEYS, setting_text
from tui_crm.i18n import N_, _
from tui_crm.services.session import Session
from tui_crm.services.working_days import change_setting
from tui_crm.settings import Settings, load_settings, option_names, save_setting, value_of
from tui_crm.wording import explain, listed

KEYS_PREFIX = "keys."

settings_command = group("settings", help=N_("Settings of the team and of the user."))


@command("get", help=N_("Show one setting, or all."), parent=settings_command)
@click.argument("key", required=False)
def get_command(invocation: Invocation, *, key: str | None) -> Answer:
    """Answer settings by their names."""
    settings = load_settings().settings
    with invocation.session() as session:
        names = (*TEAM_KEYS, *option_names()) if key is None else (_known(key),)
        return _shown({name: _value(session, settings, name) for name in names})


@command(
    "set",
    help=N_("Change a setting; those of the team hold for everybody on the database."),
    parent=settings_command,
    takes_free_text=True,
)
@click.argument("key")
@click.argument("value")
def set_command(invocation: Invocation, *, key: str, value: str) -> Answer:
    """Change a setting and answer it as it is now."""
    name = _known(key)
    with invocation.session() as session:
        if name in TEAM_KEYS:
            change_setting(session, name, value)
            return _shown({name: _value(session, load_settings().settings, name)})
        try:
            settings = save_setting(name, _toml(name, value))
        except OSError as error:
            reason = error.strerror or ""
            raise CrmError("file_unwritable", path=error.filename, reason=reason) from error
        _keymap, problems = read_keymap(settings.keys)
        notes = tuple(explain(problem) for problem in problems)
        return _shown({name: _value(session, settings, name)}, notes)


def _known(key: str) -> str:
    """Return the name of a setting. Raises CrmError no_such_setting, with the nearest one."""
    known = (*TEAM_KEYS, *option_names())
    if key in known or (key.startswith(KEYS_PREFIX) and key != KEYS_PREFIX):
        return key
    nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    raise CrmError("no_such_setting", name=key, suggestion=nearest[0] if nearest else "")


def _toml(name: str, value: str) -> str:
    """Return a value as `save_setting` reads it: a key such as 5 is a text, not a number."""
    is_bare = name.startswith(KEYS_PREFIX) and not value.startswith(("[", '"'))
    return json.dumps(value) if is_bare else value


def _value(session: Session, settings: Settings, name: str) -> Json:
    if name in TEAM_KEYS:
        return setting_text(session.team, name)
    return _json(value_of(settings, name))


def _json(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(key): _json(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_json(each) for each in value]
    return value if isinstance(value, bool | int) else str(value)


def _shown(values: Mapping[str, Json], notes: tuple[str, ...] = ()) -> Answer:
    pairs = [(name, _text(value) or "–") for name, value in values.items()]
    return Answer(document=dict(values), lines=fields(pairs), notes=notes)


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        return "\n".join(f"{key} = {_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return listed(_text(each) for each in value)
    return str(value)
