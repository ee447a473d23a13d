"""The options before the command, read without click."""

import pytest

from tui_crm.cli.leading import LeadingOptions, read_leading


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], LeadingOptions(is_alone=True)),
        (["--db", "a.db"], LeadingOptions(location="a.db", is_alone=True)),
        (["--db=a.db"], LeadingOptions(location="a.db", is_alone=True)),
        (["--db", "-odd"], LeadingOptions(location="-odd", is_alone=True)),
        (
            ["--lang", "zh", "--as", "lina"],
            LeadingOptions(language="zh", login="lina", is_alone=True),
        ),
        (["--lang", "zh", "today"], LeadingOptions(language="zh")),
        (["today", "--lang", "zh"], LeadingOptions()),
        (["--help", "--lang", "zh"], LeadingOptions(language="zh")),
        (["--lang", "fr"], LeadingOptions()),
        (["--db"], LeadingOptions()),
        (["--version"], LeadingOptions()),
        (["--"], LeadingOptions()),
    ],
)
def test_leading_options_are_read_up_to_the_command(
    words: list[str], options: LeadingOptions
) -> None:
    assert read_leading(words) == options
