"""What a column's heading means: folded, looked up, and forgiven a slip (SPEC 10)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from tui_crm.domain.customer import FIELD_CODES
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.text import clean_line, fold

FUZZY_RATIO = 85
"""Similarity, of 100, from which two headings are taken for one (SPEC: `headings.toml`)."""
SHORTEST_FUZZY = 3
"""Characters of a heading below which one letter changes the word, not its spelling."""

_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|【[^【】]*】|〔[^〔〕]*〕|「[^「」]*」")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_TRAILING_NUMBER = re.compile(r"\d{1,2}$")
_OR = re.compile(r"[/|、,&+或和与]|\b(?:or|and)\b")
"""Stands between two names of one column, as in 手机/电话."""

# Traditional characters that occur in headings, each before its simplified form.
_PAIRS = (
    "業业爭争產产傳传別别務务動动協协單单歷历參参員员圍围國国備备頭头實实對对崗岗庫库歸归錄录録录"
    "態态總总戶户擾扰護护數数時时碼码規规觸触記记計计訊讯訪访識识話话詳详說说謂谓負负貨货質质購购"
    "資资贏赢進进郵邮採采銷销門门問问間间陽阳陰阴階阶際际項项顧顾預预額额類类顯显稱称稅税競竞簽签"
    "簡简級级納纳線线組组細细織织紹绍經经絕绝統统編编網网職职聯联獲获營营號号機机標标來来電电狀状"
    "個个會会價价創创決决辦办區区縣县開开報报離离內内冊册農农團团場场處处學学屬属層层師师帶带應应"
    "張张當当換换滿满潛潜點点熱热種种筆笔約约績绩維维綜综節节補补見见觀观認认設设證证評评詞词調调"
    "談谈賬账帳账費费貿贸車车轉转達达過过還还遠远連连選选長长隊队隨随頁页須须領领題题齡龄範范薦荐"
    "溝沟權权構构跡迹復复後后繫系係系於于微微檔档與与關关優优責责權权買买賣卖儲储銀银絡络發发萬万"
)
_SIMPLIFIED = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


class Certainty(IntEnum):
    """How a column's meaning is known; the more certain column gets the field."""

    NONE = 0
    CONTENT = 1
    FUZZY = 2
    LISTED = 3
    OWN = 4
    GIVEN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a heading means: a field code, `custom.<title>`, or a word of the list of headings."""

    word: str
    certainty: Certainty


@lru_cache(maxsize=4096)
def fold_heading(heading: str) -> str:
    """Return `heading` as it is compared: folded, simplified, letters and digits only."""
    return _NOT_A_LETTER.sub("", fold(heading).translate(_SIMPLIFIED))


def _foldings(heading: str) -> Iterable[str]:
    """Yield the forms under which a heading is looked up: whole, without hints, without number."""
    whole = fold_heading(heading)
    without_hint = fold_heading(_HINT.sub("", fold(heading)))
    for form in (whole, without_hint, _TRAILING_NUMBER.sub("", without_hint)):
        if form:
            yield form


class Vocabulary:
    """The headings that are known: the codes, the user's own titles, and a list of headings."""

    def __init__(
        self, listed: Mapping[str, Iterable[str]], titles: Mapping[str, str] | None = None
    ) -> None:
        """Take the list of headings by their word, and the user's titles by field code."""
        self.words = frozenset(listed) | frozenset(FIELD_CODES)
        self._own = {code: code for code in FIELD_CODES}
        for code, title in (titles or {}).items():
            if folded := fold_heading(title):
                self._own.setdefault(folded, code)
        self._listed: dict[str, str] = {}
        for word, headings in listed.items():
            for heading in headings:
                self._listed.setdefault(fold_heading(heading), word)
        for word in listed:
            self._listed.setdefault(fold_heading(word), word)

    def meaning(self, heading: str) -> Meaning | None:
        """Return what `heading` means, or None where it is not known."""
        line = clean_line(heading)
        if fold(line).startswith(CUSTOM_PREFIX) and (title := line[len(CUSTOM_PREFIX) :].strip()):
            return Meaning(word=CUSTOM_PREFIX + title, certainty=Certainty.OWN)
        own = self._own.get(fold(line)) or self._own.get(fold_heading(line))
        if own is not None:
            return Meaning(word=own, certainty=Certainty.OWN)
        for form in _foldings(line):
            if (word := self._listed.get(form)) is not None:
                return Meaning(word=word, certainty=Certainty.LISTED)
        if self._are_numbers(line):
            return Meaning(word="phones", certainty=Certainty.LISTED)
        return self._similar(fold_heading(line))

    def is_known(self, heading: str) -> bool:
        """Whether the heading stands in a list: the sign of a row of headings."""
        meaning = self.meaning(heading)
        return meaning is not None and meaning.certainty >= Certainty.LISTED

    def _are_numbers(self, line: str) -> bool:
        """Whether a heading names several kinds of numbers: they stand in one column."""
        kinds = _OR.split(fold(line).translate(_SIMPLIFIED))
        words = [self._listed.get(fold_heading(kind), "") for kind in kinds]
        return len(words) > 1 and all(word.startswith("phones") for word in words)

    def _similar(self, folded: str) -> Meaning | None:
        if len(folded) < SHORTEST_FUZZY:
            return None
        # Costs 24 ms and is needed for unknown headings only.
        from rapidfuzz import fuzz, process

        found = process.extractOne(
            folded, self._listed.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_RATIO
        )
        if found is None:
            return None
        return Meaning(word=self._listed[found[0]], certainty=Certainty.FUZZY)
