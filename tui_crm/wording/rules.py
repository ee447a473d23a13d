"""Next-contact rules and flags in words, short enough for a list."""

from tui_crm.domain.follow_up import (
    ArchiveStep,
    AskRule,
    Interval,
    Ladder,
    NextRule,
    NoRule,
    OutcomeFlags,
    Unit,
)
from tui_crm.i18n import pgettext
from tui_crm.wording.labels import flag_label
from tui_crm.wording.punctuation import listed


def rule_words(rule: NextRule) -> str:
    """Return a rule in words: "90d", "2h, 1d, archive", "asks when", "none"."""
    match rule:
        case Ladder(steps=steps):
            return listed(step_words(step) for step in steps)
        case AskRule():
            return pgettext("next contact", "asks when")
        case NoRule():
            return pgettext("next contact", "none")


def step_words(step: Interval | ArchiveStep) -> str:
    """Return one step of a ladder in words: "3d", "archive"."""
    if isinstance(step, ArchiveStep):
        return pgettext("next contact", "archive")
    templates = {
        Unit.MINUTES: pgettext("interval", "{count}min"),
        Unit.HOURS: pgettext("interval", "{count}h"),
        Unit.DAYS: pgettext("interval", "{count}d"),
        Unit.WEEKS: pgettext("interval", "{count}w"),
        Unit.MONTHS: pgettext("interval", "{count}mo"),
    }
    return templates[step.unit].format(count=step.count)


def flags_words(flags: OutcomeFlags) -> str:
    """Return the flags that are set, in words: "sale, positive, counts as contact, reached".

    What tells most comes first: a list may have no room for all.
    """
    return listed(map(flag_label, reversed(flags.names())))
