"""The lines of the list of steps."""

from tui_crm.domain.steps import Step, StepKind
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _


def step_words(step: Step, name: str) -> str:
    """Return what a step did, to whom: `name` is the customer's, "" where there is none now."""
    who = harmless_line(name) or (f"#{step.customer_id}" if step.customer_id else "")
    note = {key: harmless_line(str(value)) for key, value in step.detail}
    match step.kind:
        case StepKind.FOLLOW_UP:
            return f"{who}: {note.get('outcome', '')}"
        case StepKind.CREATE:
            return _("new customer {name}").format(name=who)
        case StepKind.EDIT:
            return _("{name}: changed {fields}").format(name=who, fields=note.get("fields", ""))
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
