"""What two names or two companies must have alike to be taken for one."""

import re
from functools import lru_cache

from tui_crm.domain.text import fold

_BETWEEN_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def agreeing_form(text: str) -> str:
    """Return what two names or companies must have alike to agree: letters and digits, folded."""
    folded = fold(text)
    if folded.isalnum():
        return folded
    return _BETWEEN_LETTERS.sub("", folded) or folded.strip()
