"""The lines of the list of steps."""

from collections.abc import Callable

from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.saved_view import ViewAction
from tui_crm.domain.steps import Step, StepKind
from tui_crm.domain.text import harmless_line
from tui_crm.domain.value_lists import ListAction
from tui_crm.i18n import _, ngettext
from tui_crm.wording.customer_merge import merged_words
from tui_crm.wording.labels import field_title
from tui_crm.wording.punctuation import labelled, listed
from tui_crm.wording.saved_views import view_step_words
from tui_crm.wording.value_lists import list_step_words


def step_words(step: Step, name: str, title: Callable[[str], str] = field_title) -> str:
    """Return what a step did, to whom: `name` is the customer's, "" where there is none now.

    `title` gives what a field is called from its code: a team has words of its own for some.
    """
    who = harmless_line(name) or (f"#{step.customer_id}" if step.customer_id else "")
    note = {key: harmless_line(str(value)) for key, value in step.detail}
    match step.kind:
        case StepKind.FOLLOW_UP:
            return labelled(who, note.get("outcome", ""))
        case StepKind.CREATE:
            return _("new customer {name}").format(name=who)
        case StepKind.EDIT:
            codes = [code for code in note.get("fields", "").split(", ") if code]
            fields = listed(_field(code, title) for code in codes)
            return _("{name}: changed {fields}").format(name=who, fields=fields)
        case StepKind.ARCHIVE:
            return _("{name}: archived ({reason})").format(name=who, reason=note.get("reason", ""))
        case StepKind.CORRECT:
            return _("{name}: corrected an entry").format(name=who)
        case StepKind.IMPORT:
            return _("import of {file}: {created} new, {updated} updated").format(
                file=note.get("file", "–"),
                created=note.get("created", "0"),
                updated=note.get("updated", "0"),
            )
        case StepKind.DEMO:
            return _("demo data: {count} customers").format(count=note.get("customers", "0"))
        case StepKind.LISTS | StepKind.MERGE_VALUES:
            customers = step.note("customers")
            return list_step_words(
                ListAction(note["action"]),
                note,
                title,
                customers=customers if isinstance(customers, int) else 0,
            )
        case StepKind.CHANGE:
            count = step.note("count")
            return bulk_words(
                count if isinstance(count, int) else 0, title(note["field"]), note["value"]
            )
        case StepKind.MERGE:
            return _("{name}: merged with {other}").format(name=who, other=note["other"])
        case StepKind.MERGE_MANY:
            return merged_words(int(step.note("count") or 0))
        case StepKind.KEEP_APART:
            return _("{name} and {other}: kept apart").format(name=who, other=note["other"])
        case StepKind.VIEW:
            return view_step_words(ViewAction(note["action"]), note["name"])


def bulk_words(count: int, field: str, value: str) -> str:
    """Return what a bulk change did: "37 customers: Level → B"."""
    return ngettext(
        "{count:,} customer: {field} → {value}", "{count:,} customers: {field} → {value}", count
    ).format(count=count, field=harmless_line(field), value=harmless_line(value) or "–")


def _field(code: str, title: Callable[[str], str]) -> str:
    """Return what a changed field is called; a free one by its own title."""
    if code.startswith(CUSTOM_PREFIX):
        return code.removeprefix(CUSTOM_PREFIX)
    return harmless_line(title(code))
