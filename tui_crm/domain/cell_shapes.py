"""What the cells of a column look like, where its heading says nothing."""

import re
from collections.abc import Callable, Sequence

SAMPLED_CELLS = 50
LONGEST_SHAPE = 200
"""Characters of a cell that are looked at: nothing with a shape is longer."""
ENOUGH = 0.6
"""Share of the sampled cells that must have a shape for the column to have it."""

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_WEBSITE = re.compile(r"(?:https?://|www\.)\S+\.\S+", re.IGNORECASE)
_PHONE = re.compile(
    r"""(?x)
    (?:\+|00)[1-9][\d\ ().\-]{6,18}\d          # international
    | (?:\(?\+?86\)?[\ \-]?)?1[3-9]\d[\ \-]?\d{4}[\ \-]?\d{4}   # Chinese mobile
    | \(?0\d{2,3}\)?[\ \-]?(?:\d{7,8}|\d{3,4}[\ \-]\d{4})(?:[\ \-转x]*\d{1,6})?  # Chinese landline
    | [48]00[\ \-]?\d{3}[\ \-]?\d{4}           # Chinese service number
    | \(\d{3}\)\ ?\d{3}[\-. ]\d{4}             # North America
    | \d{3}[\-. ]\d{3}[\-. ]\d{4}
    """,
    re.ASCII,
)
_ORGANISATION = re.compile(
    r".*(?:公司|集团|工厂|厂|商行|商店|经营部|事务所|合作社|医院|学校|酒店|餐厅)(?:[((].*[))])?"
    r"|.*\b(?:inc|ltd|llc|llp|plc|gmbh|corp|corporation|company|co|s\.?a|b\.?v|pty)\.?",
    re.IGNORECASE,
)
# The hundred commonest surnames cover 85 % of China; compound ones stand apart.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_CHINESE_NAME = re.compile(rf"(?:[{_SURNAMES}]|欧阳|上官|司马|诸葛)[\u4e00-\u9fff]{{1,2}}")


def _phone(cell: str) -> bool:
    return _PHONE.fullmatch(re.split(r"[,;/、,;]", cell, maxsplit=1)[0].strip()) is not None


_SHAPES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("email", lambda cell: _EMAIL.fullmatch(cell) is not None),
    ("website", lambda cell: _WEBSITE.fullmatch(cell) is not None),
    ("phones", _phone),
    ("company", lambda cell: _ORGANISATION.fullmatch(cell) is not None),
    ("name", lambda cell: _CHINESE_NAME.fullmatch(cell) is not None),
)


def field_by_shape(cells: Sequence[str]) -> str | None:
    """Return the field whose values most of `cells` look like, or None.

    At most SAMPLED_CELLS of the cells that hold something are looked at.
    """
    filled = [cell.strip()[:LONGEST_SHAPE] for cell in cells if cell.strip()]
    sampled = filled[:SAMPLED_CELLS]
    if not sampled:
        return None
    for code, has_shape in _SHAPES:
        if sum(map(has_shape, sampled)) >= ENOUGH * len(sampled):
            return code
    return None


def is_contact_detail(cell: str) -> bool:
    """Whether a cell is a number or an e-mail address: data, never a heading."""
    text = cell.strip()[:LONGEST_SHAPE]
    return _phone(text) or _EMAIL.fullmatch(text) is not None
