"""What is unusual about a date that somebody typed; it is kept as typed."""

from datetime import date

from tui_crm.domain.text import harmless_line
from tui_crm.domain.workdays import DayWarning
from tui_crm.i18n import _
from tui_crm.wording.times import date_long


def day_remark(warning: DayWarning, day: date, *, holiday: str = "") -> str:
    """Return the warning in a few words, to stand behind the date itself."""
    match warning:
        case DayWarning.ON_WEEKEND:
            return _("on a weekend")
        case DayWarning.ON_HOLIDAY:
            if holiday:
                return _("day off: {holiday}").format(holiday=harmless_line(holiday))
            return _("day off")
        case DayWarning.OUTSIDE_HOURS:
            return _("outside calling hours")
        case DayWarning.YEAR_NOT_PUBLISHED:
            return _("the holidays of {year} are not published yet").format(year=day.year)


def day_warning(warning: DayWarning, day: date, *, holiday: str = "") -> str:
    """Return the sentence for a warning about `day`; `holiday` is its name, "" for none."""
    shown = date_long(day)
    match warning:
        case DayWarning.ON_WEEKEND:
            return _("{day} is on a weekend.").format(day=shown)
        case DayWarning.ON_HOLIDAY:
            if holiday:
                return _("{day} is a day off: {holiday}.").format(
                    day=shown, holiday=harmless_line(holiday)
                )
            return _("{day} is a day off.").format(day=shown)
        case DayWarning.OUTSIDE_HOURS:
            return _("The time lies outside calling hours.")
        case DayWarning.YEAR_NOT_PUBLISHED:
            return _("The holidays of {year} are not published yet.").format(year=day.year)
