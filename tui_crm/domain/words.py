"""The words by which a cell or an argument says yes, no, lead or customer."""

from tui_crm.domain.customer import Kind
from tui_crm.domain.text import fold

_LEAD = frozenset({"lead", "prospect", "潜在客户", "潛在客戶", "潜客", "线索", "線索", "意向客户"})
_CUSTOMER = frozenset({"customer", "client", "客户", "客戶", "正式客户", "成交客户", "老客户"})
_YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "√", "是", "对", "對", "有"})
_NO = frozenset({"no", "n", "false", "f", "0", "-", "×", "否", "不", "不是", "无", "無", ""})


def read_kind(text: str) -> Kind | None:
    """Return the kind that `text` names, or None."""
    word = fold(text).strip()
    if word in _LEAD:
        return Kind.LEAD
    return Kind.CUSTOMER if word in _CUSTOMER else None


def read_yes_or_no(text: str) -> bool | None:
    """Return whether `text` says yes, or None where it says neither; nothing is no."""
    word = fold(text).strip()
    if word in _YES:
        return True
    return False if word in _NO else None
