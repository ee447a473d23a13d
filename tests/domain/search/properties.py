"""Customers and queries as hypothesis makes them: plain, mixed, and hostile."""

from hypothesis import strategies as st

from tests.support.hostile import NAUGHTY
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.text import clean_line

any_text = st.text(max_size=40)
latin = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
accented = st.text("aeiouéöüßøłđñçABCÉÖ'-.", min_size=1, max_size=8)
chinese = st.text(
    "张三李四王小明单曾解区朴盖查乐吕国国國榮后後里裏发髮深圳市科技有限公司", min_size=1, max_size=8
)
digits = st.text("0123456789", min_size=1, max_size=13)
signs = st.text(" -()+*\"':.&／。，　", max_size=3)
word = st.one_of(latin, accented, chinese, digits, signs, st.text(max_size=6))
line = st.lists(word, max_size=5).map(" ".join) | st.lists(word, max_size=4).map("".join)
stored_line = (line | st.sampled_from(NAUGHTY)).map(clean_line)
phone = st.one_of(
    digits,
    st.sampled_from(
        ["138-0013-8000", "+8613800138000", "(021) 5555 1234 转 801", "０７５５－８８８８"]
    ),
    st.text("0123456789 -()+x转", max_size=18),
)
fields = st.builds(
    SearchFields,
    name=stored_line,
    company=stored_line,
    phones=st.lists(phone, max_size=3).map(tuple),
    contacts=st.lists(stored_line, max_size=2).map(tuple),
    address=stored_line,
    email=stored_line,
    wechat=stored_line,
)
query_text = st.one_of(
    line,
    any_text,
    st.sampled_from(NAUGHTY),
    st.lists(
        st.one_of(
            word,
            st.sampled_from(
                ['"', "owner:", "owner:li", "AND", "OR", "NOT", "*", "(", ")", "^", ":", "{", "}"]
            ),
            word.map(lambda each: f"-{each}"),
            line.map(lambda each: f'"{each}"'),
        ),
        max_size=5,
    ).map(" ".join),
)
