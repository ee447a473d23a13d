"""Crash reports: where the program broke, never with what data.

A report holds versions and, for each error of the chain, its type and its frames as file, line
and function. No locals, no source lines, and no message of an error: it can quote a name or a
phone number. Of our own errors the code is told, which is a word of ours.
"""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

import tui_crm
from tui_crm import log, paths
from tui_crm.clock import utc_now
from tui_crm.domain.errors import CrmError
from tui_crm.i18n import _

KEPT_REPORTS = 20
"""Older reports are removed."""
MAX_ERRORS = 20
"""Errors of one chain that are told; a longer chain is a loop of its own."""
MAX_FRAMES = 60
"""Innermost frames told of each error."""
REPORTED_PACKAGES = ("textual", "rich", "peewee", "psycopg")


def report_text(error: BaseException) -> str:
    """Return the report on `error`: versions and the chain of errors, innermost cause last."""
    import platform

    lines = [
        f"tui-crm {tui_crm.__version__}",
        f"python {platform.python_version()} on {platform.system()} {platform.machine()}",
        *(f"{name} {found}" for name in REPORTED_PACKAGES if (found := _version(name))),
        "",
    ]
    for number, each in enumerate(_chain(error)):
        if number == MAX_ERRORS:
            break
        lines.append(_title(each))
        lines += [f"  {frame}" for frame in _frames(each)][-MAX_FRAMES:]
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write the report into `folder` (else the state folder), 0600, and return its path.

    None where it cannot be written: a crash must not end in a second one.
    """
    moment = f"{utc_now():%Y%m%dT%H%M%S%fZ}"
    try:
        place = paths.make_private_folder(folder or paths.state_folder())
        path = place / f"crash-{moment}-{os.getpid()}.txt"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, paths.PRIVATE_FILE_MODE)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(report_text(error))
        for old in sorted(place.glob("crash-*.txt"))[:-KEPT_REPORTS]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    log.record("crashed")
    return path


def farewell(report: Path | None) -> str:
    """Return the one sentence that the user is told, in the language in use."""
    if report is None:
        return _("tui-crm had to stop because of a fault of its own. Everything logged is saved.")
    return _(
        "tui-crm had to stop because of a fault of its own. Everything logged is saved. "
        "A report without names or numbers is in {path}"
    ).format(path=report)


def report_and_go_on(
    kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
) -> bool:
    """Report the error that ends a `with` block and go on after it: for `ExitStack.push`.

    For the way out only, where the rest of leaving matters more than the error.
    """
    if isinstance(error, Exception):
        write_report(error)
    return isinstance(error, Exception)


def install_hooks() -> None:
    """Report what nobody catches, in any thread, in place of Python's traceback."""
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread


def _on_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.stderr.write(farewell(write_report(error)) + "\n")


def _on_uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        write_report(arguments.exc_value)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error, the members of groups, what it wraps, and its causes; each once."""
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        each = pending.pop(0)
        if each is None or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        if isinstance(each, BaseExceptionGroup):
            pending += each.exceptions
        wrapped = getattr(each, "error", None)  # textual's WorkerFailed
        pending.append(wrapped if isinstance(wrapped, BaseException) else None)
        pending += [each.__cause__, None if each.__suppress_context__ else each.__context__]


def _title(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    return f"{name}: {error.code}" if isinstance(error, CrmError) else name


def _frames(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        code = frame.f_code
        yield f"{_short(code.co_filename)}:{line} {code.co_qualname}"


def _short(file: str) -> str:
    """Return a path from its package on: the folders above can name the user."""
    parts = Path(file).parts
    if "site-packages" in parts:
        return "/".join(parts[parts.index("site-packages") + 1 :])
    package = Path(tui_crm.__file__).parent.parent.parts
    if parts[: len(package)] == package:
        return "/".join(parts[len(package) :])
    return "/".join(parts[-2:])


def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None
