"""The line of progress on stderr."""

from io import StringIO

from tui_crm.cli.progress import Progress


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_work_of_several_parts_is_shown_part_by_part() -> None:
    """`doctor --repair` looks at everything, puts it right, and looks again."""
    terminal = _Terminal()
    with Progress("Check", stream=terminal) as progress:
        for done, total in ((0, 5), (4, 5), (0, 1000), (1, 1000), (500, 1000), (1, 5)):
            assert progress.show(done, total)
    shown = terminal.getvalue().removesuffix("\r\x1b[K").split("\r")[1:]
    assert shown == ["Check   0%", "Check  80%", "Check   0%", "Check  50%", "Check  20%"]


def test_nothing_is_written_where_nobody_looks() -> None:
    stream = StringIO()
    with Progress("Check", stream=stream) as progress:
        assert progress.show(1, 2)
    assert stream.getvalue() == ""
