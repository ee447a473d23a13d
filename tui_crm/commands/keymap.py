"""The user's keymap: which keys run which command, and which wishes are refused and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tui_crm.commands.command import Command, Scope
from tui_crm.commands.keys import (
    FORBIDDEN_KEYS,
    NAVIGATION_KEYS,
    is_chord,
    is_key,
    shown_key,
    strokes,
)
from tui_crm.commands.registry import ALL_COMMANDS, COMMANDS_BY_ID, coexist, commands_of
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.i18n import _

DESK_SCOPES = (Scope.APP, Scope.DESK, Scope.TODAY, Scope.CUSTOMERS, Scope.CUSTOMER_PAGE)
"""The scopes in force where canned keys work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keymap:
    """The keys of every command: the declared ones, but for the user's own.

    `own` maps command ids to the user's keys, free of conflicts (see `read_keymap`).
    """

    own: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def keys_of(self, command: Command) -> tuple[str, ...]:
        """Return the keys of `command` as users write them; none where the user took them away."""
        return self.own.get(command.id, command.keys)

    def chords_after(self, prefix: str, *scopes: Scope) -> dict[str, Command]:
        """Return second key (Textual's name) -> command for the chords that begin with `prefix`."""
        return {
            strokes(key)[1]: command
            for command in commands_of(*scopes)
            for key in self.keys_of(command)
            if is_chord(key) and strokes(key)[0] == prefix
        }


def read_keymap(table: Mapping[str, tuple[str, ...]]) -> tuple[Keymap, tuple[CrmError, ...]]:
    """Return the keymap for the user's table of command id -> keys, and what was refused.

    A refused entry leaves its command its declared keys. Codes: `unknown_command`,
    `no_such_key`, `forbidden_key`, `key_taken`.
    """
    own: dict[str, tuple[str, ...]] = {}
    problems: list[CrmError] = []
    for command_id, keys in table.items():
        problem = _unknown(command_id) or _unfit(keys)
        if problem is not None:
            problems.append(problem)
        else:
            own[command_id] = keys
    while (clash := _first_clash(own)) is not None:
        loser, problem = clash
        del own[loser]
        problems.append(problem)
    return Keymap(own=MappingProxyType(own)), tuple(problems)


def reserved_keys(keymap: Keymap | None = None) -> frozenset[str]:
    """Return the keys (Textual's names) that no canned follow-up can take."""
    held = {first for first, _command in _first_strokes(keymap or Keymap(), DESK_SCOPES)}
    return frozenset(held | FORBIDDEN_KEYS | NAVIGATION_KEYS)


def slot_problem(slot: str, keymap: Keymap | None = None) -> FieldError | None:
    """Return why `slot` cannot be the key of a canned follow-up, or None where it can.

    Codes (field `slot`): `slot_not_a_key`, `slot_reserved`, `slot_taken_by_command`.
    """
    if is_chord(slot) or not is_key(slot):
        return FieldError("slot_not_a_key", field="slot", key=slot)
    name = strokes(slot)[0]
    for first, command in _first_strokes(keymap or Keymap(), DESK_SCOPES):
        if first == name:
            return FieldError(
                "slot_taken_by_command",
                field="slot",
                key=shown_key(slot),
                command=_(command.title),
            )
    if name in FORBIDDEN_KEYS | NAVIGATION_KEYS:
        return FieldError("slot_reserved", field="slot", key=shown_key(slot))
    return None


def _first_strokes(keymap: Keymap, scopes: tuple[Scope, ...]) -> Iterator[tuple[str, Command]]:
    for command in commands_of(*scopes):
        for key in keymap.keys_of(command):
            yield strokes(key)[0], command


def _unknown(command_id: str) -> CrmError | None:
    if command_id in COMMANDS_BY_ID:
        return None
    import difflib

    nearest = difflib.get_close_matches(command_id, COMMANDS_BY_ID, n=1, cutoff=0.5)
    if nearest:
        return CrmError("unknown_command", name=command_id, nearest=nearest[0])
    return CrmError("unknown_command_named", name=command_id)


def _unfit(keys: tuple[str, ...]) -> CrmError | None:
    for key in keys:
        if not is_key(key):
            return CrmError("no_such_key", key=key)
        if any(stroke in FORBIDDEN_KEYS for stroke in strokes(key)):
            return CrmError("forbidden_key", key=shown_key(key))
    return None


def _first_clash(own: dict[str, tuple[str, ...]]) -> tuple[str, CrmError] | None:
    """Return the first command whose own keys mean something else too, and the refusal."""
    keymap = Keymap(own=own)
    for command_id in own:
        command = COMMANDS_BY_ID[command_id]
        for key in own[command_id]:
            for other in ALL_COMMANDS:
                if other is command or not coexist(command.scope, other.scope):
                    continue
                if any(collide(key, theirs) for theirs in keymap.keys_of(other)):
                    return command_id, CrmError(
                        "key_taken",
                        key=shown_key(key),
                        command=_(command.title),
                        holder=_(other.title),
                    )
    return None


def collide(first: str, second: str) -> bool:
    """Whether two keys, as users write them, cannot both work: one is the other's beginning."""
    shorter, longer = sorted((strokes(first), strokes(second)), key=len)
    return longer[: len(shorter)] == shorter
