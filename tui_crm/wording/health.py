"""What `doctor` says."""

from tui_crm.domain.health import Check, CheckName, CheckStatus
from tui_crm.i18n import _, ngettext, pgettext


def status_label(status: CheckStatus) -> str:
    """Return "ok", "warning" or "fault"."""
    match status:
        case CheckStatus.OK:
            return pgettext("check", "ok")
        case CheckStatus.WARNING:
            return pgettext("check", "warning")
        case CheckStatus.FAULT:
            return pgettext("check", "fault")


def check_title(name: CheckName) -> str:
    """Return what is checked."""
    match name:
        case CheckName.INTEGRITY:
            return pgettext("check", "Pages of the file")
        case CheckName.FOREIGN_KEYS:
            return pgettext("check", "References")
        case CheckName.SEARCH_INDEX:
            return pgettext("check", "Search")
        case CheckName.VOCABULARY:
            return pgettext("check", "Words for typing mistakes")
        case CheckName.FOLLOW_UP_DAYS:
            return pgettext("check", "Follow-ups by day")


def check_message(check: Check) -> str:
    """Return the sentence about a check."""
    match check.reason:
        case "":
            return _("Nothing is wrong.")
        case "server_keeps":
            return _("The server looks after this itself.")
        case "damaged_pages":
            return _("The file is damaged: {detail}. Restore a backup.").format(detail=check.detail)
        case "dangling":
            return ngettext(
                "{count} reference leads nowhere.", "{count} references lead nowhere.", check.count
            ).format(count=check.count)
        case "damaged_index":
            return _("The index of search is damaged.")
        case "not_indexed":
            return ngettext(
                "{count} customer is not found by search.",
                "{count} customers are not found by search.",
                check.count,
            ).format(count=check.count)
        case "indexed_otherwise":
            return ngettext(
                "{count} of the customers looked at is found by what no longer holds.",
                "{count} of the customers looked at are found by what no longer holds.",
                check.count,
            ).format(count=check.count)
        case "unknown_words":
            return ngettext(
                "{count} word is missing.", "{count} words are missing.", check.count
            ).format(count=check.count)
        case "wrong_days":
            return ngettext(
                "The counts of {count} day are wrong.",
                "The counts of {count} days are wrong.",
                check.count,
            ).format(count=check.count)
    raise ValueError(check.reason)


def repair_advice() -> str:
    """Return how a fault of the derived parts is put right."""
    return _("`tui-crm doctor --repair` makes it anew.")
