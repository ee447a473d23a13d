"""Calling a number with the user's own command, or as a `tel:` link. Never through a shell."""

import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from urllib.parse import quote

from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.phone import dial_target

PLACEHOLDER = "{phone}"
"""Stands for the number in a dial command."""

_LINK_OPENERS = {
    "darwin": ("open",),
    "win32": ("rundll32", "url.dll,FileProtocolHandler"),
}
_LINK_OPENER = ("xdg-open",)


def dial_arguments(command: str | Sequence[str], phone: PhoneNumber) -> list[str]:
    """Return the program and arguments that call `phone`.

    A command line is split into arguments before the number is put in, so that the number can
    never become more than a part of one; a command without `{phone}` takes it as its last.
    An empty command opens a `tel:` link. Raises CrmError `not_dialable` where the number has
    nothing to dial, `bad_dial_command` where quotes stay open.
    """
    target = dial_target(phone)
    if target is None:
        raise CrmError("not_dialable", phone=phone.raw)
    parts = _split(command)
    if not parts:
        opener = _LINK_OPENERS.get(sys.platform, _LINK_OPENER)
        return [*opener, f"tel:{quote(target, safe='+*')}"]
    if not any(PLACEHOLDER in part for part in parts):
        return [*parts, target]
    return [part.replace(PLACEHOLDER, target) for part in parts]


def start_dial(
    phone: PhoneNumber,
    *,
    command: str | Sequence[str] = "",
    when_failed: Callable[[CrmError], None] = lambda error: None,
) -> None:
    """Start calling `phone` and return at once; the program runs on its own, without terminal.

    `when_failed` is told, from another thread, that the program ended with a failure. Raises
    CrmError as `dial_arguments` does, `no_dial_command` where the program is not installed and
    `dial_failed` where it cannot be started.
    """
    arguments = dial_arguments(command, phone)
    program = arguments[0]
    if shutil.which(program) is None:
        raise CrmError("no_dial_command", program=program)
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own program; a list, never a shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise CrmError("dial_failed", program=program, reason=error.strerror or "") from error

    def wait() -> None:
        if status := process.wait():
            when_failed(CrmError("dial_failed", program=program, reason=str(status)))

    threading.Thread(target=wait, name="dial", daemon=True).start()


def _split(command: str | Sequence[str]) -> list[str]:
    if not isinstance(command, str):
        return list(command)
    try:
        return shlex.split(command)
    except ValueError as error:
        raise CrmError("bad_dial_command", command=command) from error
