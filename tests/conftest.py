"""What all tests share."""

from hypothesis import settings

pytest_plugins = [
    "tests.support.command_line",
    "tests.support.databases",
    "tests.support.processes",
    "tests.support.sessions",
    "tests.support.terminal",
]

# On a busy machine an example is late, not wrong; a test that hangs ends by pytest's own limit.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
