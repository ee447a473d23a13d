"""Keys moved by the user: which key a command may have, and who has it already."""

from collections.abc import Mapping

from tui_crm.commands.command import Command
from tui_crm.commands.keymap import DESK_SCOPES, Keymap, collide
from tui_crm.commands.keys import (
    FORBIDDEN_KEYS,
    NAVIGATION_KEYS,
    is_chord,
    is_key,
    shown_key,
    strokes,
)
from tui_crm.commands.registry import ALL_COMMANDS, coexist
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _

OwnKeys = Mapping[str, tuple[str, ...]]


def key_problem(
    command: Command, key: str, own: OwnKeys, *, canned: Mapping[str, str]
) -> CrmError | None:
    """Return why `key` cannot be the key of a command, or None where it can.

    `own` are the user's keys so far, `canned` the labels of the call desk's keys. Codes:
    no_such_key, forbidden_key, slot_reserved (param `key`), key_taken (params `key`, `command`,
    `holder`), slot_taken (params `key`, `label`).
    """
    is_own = key in command.keys
    if not is_own and any(stroke in NAVIGATION_KEYS for stroke in strokes(key)):
        return CrmError("slot_reserved", key=shown_key(key))
    is_on_desk = any(coexist(command.scope, scope) for scope in DESK_SCOPES)
    first = strokes(key)[0] if strokes(key) else ""
    for slot, label in canned.items():
        if is_on_desk and strokes(slot)[0] == first:
            return CrmError("slot_taken", key=shown_key(slot), label=label)
    if not is_key(key):
        return CrmError("no_such_key", key=key)
    if any(stroke in FORBIDDEN_KEYS for stroke in strokes(key)):
        return CrmError("forbidden_key", key=shown_key(key))
    return _taken(command, key, Keymap(own=own))


def _taken(command: Command, key: str, keymap: Keymap) -> CrmError | None:
    for other in ALL_COMMANDS:
        if other is command or not coexist(command.scope, other.scope):
            continue
        if any(collide(key, theirs) for theirs in keymap.keys_of(other)):
            return CrmError(
                "key_taken",
                key=shown_key(key),
                command=_(command.title),
                holder=_(other.title),
            )
    return None


def begins_chord(command: Command, key: str, keymap: Keymap) -> bool:
    """Whether `key` begins chords where the command is in force: then a second key belongs to it.

    Only what cannot be a key by itself there waits for another.
    """
    return any(
        is_chord(written) and strokes(written)[0] == strokes(key)[0]
        for other in ALL_COMMANDS
        if coexist(command.scope, other.scope)
        for written in keymap.keys_of(other)
    )
