"""From declared commands to Textual's bindings."""

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from tui_crm.commands.command import Scope
from tui_crm.commands.keymap import Keymap
from tui_crm.commands.keys import is_chord, strokes
from tui_crm.commands.registry import commands_of
from tui_crm.i18n import _

_DECLARED = ("run_command(", "app.begin_chord(")
"""How the actions begin that `bindings_for` makes."""


def bindings_for(scope: Scope, keymap: Keymap) -> list[Binding]:
    """Return the bindings of the commands of `scope`: one for each key, one for each chord's start.

    A key runs `run_command('<id>')` of the screen or app that holds the binding; the first key
    of chords runs `begin_chord('<key>')` of the app.
    """
    made: list[Binding] = []
    prefixes: set[str] = set()
    for command in commands_of(scope):
        for key in keymap.keys_of(command):
            first = strokes(key)[0]
            if is_chord(key):
                prefixes.add(first)
                continue
            made.append(
                Binding(first, f"run_command({command.id!r})", _(command.title), show=False)
            )
    made.extend(
        Binding(prefix, f"app.begin_chord({prefix!r})", show=False) for prefix in sorted(prefixes)
    )
    return made


def bind(node: DOMNode, *scopes: Scope, keymap: Keymap) -> None:
    """Give a screen or app the keys of the commands of `scopes`, before those of its class.

    Keys that it was given before are taken from it: the user may have moved them.

    Bindings of an instance have no public door in Textual 8 but this attribute; it is touched
    here only, because the user's keymap is not known when classes are made.
    """
    declared = [binding for scope in scopes for binding in bindings_for(scope, keymap)]
    kept = [
        binding
        for bindings in node._bindings.key_to_bindings.values()
        for binding in bindings
        if not binding.action.startswith(_DECLARED)
    ]
    node._bindings = BindingsMap.merge([BindingsMap(declared), BindingsMap(kept)])
