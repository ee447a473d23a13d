"""Plain text into parts: at each place the rule that reads furthest wins."""

import re
from datetime import date

from tui_crm.domain.when.chinese_days import CHINESE_DAY_RULES
from tui_crm.domain.when.chinese_times import CHINESE_TIME_RULES
from tui_crm.domain.when.english import ENGLISH_RULES
from tui_crm.domain.when.numeric import NUMERIC_RULES
from tui_crm.domain.when.parts import Fault, Part, PhraseError, Rule

_FILLER = re.compile(r"[ ,;]+|(?:at|on|by|the|and)(?![a-z])|@|[的在于约]|左右")
"""What may stand between two phrases and means nothing."""
_LATIN = re.compile(r"[a-z]")


def read_parts(text: str, today: date) -> list[Part]:
    """Return the parts of plain `text`, in its order, seen from `today`.

    Raises PhraseError: not understood where no rule reads on, else as the rule's builder does.
    """
    rules = _rules_for(text)
    parts: list[Part] = []
    position = 0
    while position < len(text):
        if filler := _FILLER.match(text, position):
            position = filler.end()
            continue
        readings = [(match, rule) for rule in rules if (match := rule.match(text, position))]
        if not readings:
            raise PhraseError(Fault.NOT_UNDERSTOOD)
        match, furthest = max(readings, key=lambda reading: reading[0].end())
        parts.extend(furthest.build(match, today))
        position = match.end()
    return parts


def _rules_for(text: str) -> tuple[Rule, ...]:
    """Return the rules that `text` can need; those of a script that it lacks stay uncompiled."""
    english = ENGLISH_RULES if _LATIN.search(text) else ()
    chinese = () if text.isascii() else (*CHINESE_DAY_RULES, *CHINESE_TIME_RULES)
    return (*NUMERIC_RULES, *english, *chinese)
