"""Titles and value lists in words: refusals, steps, and the names of colours."""

from collections.abc import Callable, Mapping

from tui_crm.domain.value_lists import ListAction, ValueColour
from tui_crm.i18n import N_, _, ngettext, pgettext

LIST_SENTENCES: dict[str, str] = {
    "no_such_classification": N_(
        "“{name}” is no classification. Name one by its title or code: {known}."
    ),
    "no_such_value": N_("This value is not in its list any more. Look at the list again."),
    "title_taken": N_(
        "“{title}” already means {holder} on screens or in files. Choose another title."
    ),
    "name_invisible": N_("Nothing of this name can be seen. Type letters, digits or signs."),
    "value_needed": N_("Type the word of the value."),
    "value_taken": N_("{title} has the value “{name}” already. Merge the two to make them one."),
    "value_in_use": N_(
        "“{name}” is in use: {count} customers have it, or a key sets it. Merge it into another "
        "value, or empty the field of these customers."
    ),
    "same_value": N_("“{name}” cannot be merged with itself. Choose another value."),
    "values_of_two_lists": N_("Only two values of the same list can be merged."),
    "lists_changed_since": N_("The list was changed since: look at it again."),
    "unknown_colour": N_("There is no colour “{text}”. Known are: {known}."),
    "no_such_place": N_("There is no place {place} in this list: it has {count}."),
}
"""Code -> message with placeholders named as the error's parameters."""


def list_step_words(
    action: ListAction, note: Mapping[str, str], title: Callable[[str], str], *, customers: int
) -> str:
    """Return what a step did to a classification, which is called as it is called today.

    `note` is the detail of the step, its texts harmless.
    """
    names = {
        "title": title(note.get("field", "")),
        "value": note.get("value", ""),
        "into": note.get("into", ""),
    }
    match action:
        case ListAction.TITLE:
            return _("{title}: another title").format(**names)
        case ListAction.RESET:
            return _("{title}: the shipped title").format(**names)
        case ListAction.ADD:
            return _("{title}: new value {value}").format(**names)
        case ListAction.RENAME:
            return _("{title}: {value} is called {into}").format(**names)
        case ListAction.COLOUR:
            return _("{title}: another colour of {value}").format(**names)
        case ListAction.MOVE:
            return _("{title}: moved {value}").format(**names)
        case ListAction.MERGE:
            return ngettext(
                "{title}: {value} merged into {into} ({count:,} customer)",
                "{title}: {value} merged into {into} ({count:,} customers)",
                customers,
            ).format(**names, count=customers)
        case ListAction.REMOVE if not customers:
            return _("{title}: removed {value}").format(**names)
        case ListAction.REMOVE:
            return ngettext(
                "{title}: removed {value} ({count:,} customer)",
                "{title}: removed {value} ({count:,} customers)",
                customers,
            ).format(**names, count=customers)


def colour_label(colour: ValueColour) -> str:
    """Return what a colour is called."""
    match colour:
        case ValueColour.NONE:
            return pgettext("colour", "none")
        case ValueColour.RED:
            return pgettext("colour", "red")
        case ValueColour.ORANGE:
            return pgettext("colour", "orange")
        case ValueColour.YELLOW:
            return pgettext("colour", "yellow")
        case ValueColour.GREEN:
            return pgettext("colour", "green")
        case ValueColour.CYAN:
            return pgettext("colour", "cyan")
        case ValueColour.BLUE:
            return pgettext("colour", "blue")
        case ValueColour.PURPLE:
            return pgettext("colour", "purple")
        case ValueColour.GREY:
            return pgettext("colour", "grey")


def retired_words(word: str, count: int) -> str:
    """Return what came of the merge or removal of a value that `count` customers had."""
    return ngettext(
        "“{value}” is gone from its list; {count:,} customer was changed. U undoes it.",
        "“{value}” is gone from its list; {count:,} customers were changed. U undoes it.",
        count,
    ).format(value=word, count=count)
