"""In which encoding a file is: told rightly from a few names among thousands of ASCII rows."""

import random
from pathlib import Path

import pytest

from tui_crm.domain.errors import CrmError
from tui_crm.files.charsets import detect_encoding, named_encoding

CHINESE = (
    "深圳市腾讯计算机系统有限公司",
    "张伟",
    "李娜",
    "王小明",
    "欧阳婷婷",
    "徐州市飞环环保科技",
)
TRADITIONAL = ("臺北市信義區", "陳怡君", "林志豪", "統一企業股份有限公司")
WESTERN = ("Müller GmbH", "José García", "Société Générale", "Åsa Öberg", "Calle Mayor, 26 5º")
JAPANESE = ("株式会社トヨタ", "東京都港区", "カタカナ")


def _list_of(names: tuple[str, ...], *, ascii_rows: int) -> str:
    """Return a list that is ASCII but for its last rows, as exports of CRMs are."""
    rows = [f"{number},row {number},2026-01-01" for number in range(ascii_rows)]
    rows += [f"{number},{name},x" for number, name in enumerate(names)]
    return "id,name,created\r\n" + "\r\n".join(rows) + "\r\n"


@pytest.mark.parametrize("ascii_rows", [0, 30, 20_000])
@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "gb18030"),
        (CHINESE[:1], "gb18030"),
        (CHINESE, "utf-16"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (TRADITIONAL, "big5"),
        (WESTERN, "latin-1"),
        (WESTERN[:1], "latin-1"),
        ((*WESTERN, "O’Brien – 5 €"), "cp1252"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_encodings_are_recognised(
    tmp_path: Path, names: tuple[str, ...], encoding: str, ascii_rows: int
) -> None:
    """The encoding found gives the text back, however few of the rows tell it."""
    text = _list_of(names, ascii_rows=ascii_rows)
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    found = detect_encoding(path)
    assert found == encoding
    assert path.read_bytes().decode(found) == text


def test_any_few_chinese_names_are_gb18030(tmp_path: Path) -> None:
    """Three names out of a list of customers are enough, whichever they are."""
    listed = Path("tests/data/duplicates/zh_customers.csv")
    rows = (Path(__file__).parents[1] / listed.relative_to("tests")).read_text("utf-8").split("\n")
    names = [row.split(",")[3] for row in rows[1:] if row.count(",") >= 6]
    chance = random.Random(7)
    path = tmp_path / "few.csv"
    wrong = 0
    for _attempt in range(100):
        path.write_bytes(_list_of(tuple(chance.sample(names, 3)), ascii_rows=3).encode("gb18030"))
        wrong += detect_encoding(path) != "gb18030"
    assert wrong <= 1


def test_plain_ascii_is_utf_8(tmp_path: Path) -> None:
    """Without a byte beyond ASCII there is nothing to tell."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert detect_encoding(path) == "utf-8"


def test_one_damaged_sequence_does_not_change_the_encoding(tmp_path: Path) -> None:
    """A long UTF-8 text with one broken character is damaged UTF-8, not another encoding."""
    path = tmp_path / "a.csv"
    path.write_bytes("\n".join(CHINESE * 20).encode() + b"\xe5\xbc\n")
    assert detect_encoding(path) == "utf-8"


@pytest.mark.parametrize(
    ("name", "codec"),
    [("GBK", "gb18030"), ("gb2312", "gb18030"), ("UTF8", "utf-8"), ("latin1", "latin-1")],
)
def test_users_names_of_encodings(name: str, codec: str) -> None:
    """An encoding has many names; GBK and GB2312 are parts of GB18030."""
    assert named_encoding(name) == codec


@pytest.mark.parametrize("name", ["klingon", "base64", "", "a\0b"])
def test_an_unknown_encoding_is_refused(name: str) -> None:
    """Neither nonsense nor a codec that makes no text is an encoding."""
    with pytest.raises(CrmError, match="unknown_encoding"):
        named_encoding(name)
