"""What all tests share."""

pytest_plugins = [
    "tests.support.command_line",
    "tests.support.databases",
    "tests.support.processes",
    "tests.support.sessions",
    "tests.support.terminal",
]
