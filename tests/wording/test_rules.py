"""Next-contact rules and flags in words."""

import pytest

from tui_crm import i18n
from tui_crm.domain.follow_up import OutcomeFlags, parse_next_rule
from tui_crm.wording.rules import flags_words, rule_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("", "none"),
        ("ask", "asks when"),
        ("90d", "90d"),
        ("30min", "30min"),
        ("3w", "3w"),
        ("1mo", "1mo"),
        ("2h, 1d, 3d, 7d, archive", "2h, 1d, 3d, 7d, archive"),
    ],
)
def test_a_rule_is_told_as_short_as_it_is_typed(rule: str, words: str) -> None:
    assert rule_words(parse_next_rule(rule)) == words


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("rule", ["", "ask", "30min", "2h, 1d, 3w, 1mo, archive"])
def test_every_rule_has_words_in_both_languages(rule: str, language: str) -> None:
    with i18n.speaking(language):
        words = rule_words(parse_next_rule(rule))
    assert words
    assert "{" not in words


def test_flags_are_listed_in_their_order() -> None:
    assert flags_words(OutcomeFlags()) == ""
    assert flags_words(OutcomeFlags(sale=True, reached=True)) == "sale, reached"
