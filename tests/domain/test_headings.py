"""Columns find their fields, and none is lost (SPEC 10)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.customer import FIELD_CODES
from tui_crm.domain.errors import CrmError
from tui_crm.domain.headings import ColumnMapping, propose_mapping
from tui_crm.domain.mapping_choice import MappingChoice, choose, parse_choice
from tui_crm.domain.vocabulary import Vocabulary, fold_heading

LISTED = tomllib.loads((Path(__file__).parents[2] / "data" / "headings.toml").read_text("utf-8"))
VOCABULARY = Vocabulary(LISTED)


def _proposed(*heading: str, rows: tuple[tuple[str, ...], ...] = ()) -> dict[str, str]:
    return propose_mapping(heading, rows, VOCABULARY).as_json()


def _mapping(*heading: str) -> ColumnMapping:
    return propose_mapping(heading, (), VOCABULARY)


@pytest.mark.parametrize("code", FIELD_CODES)
def test_every_code_is_its_own_heading(code: str) -> None:
    """What was exported under a code comes back under it."""
    assert _proposed(code) == {code: code}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓名", "name"),
        ("客户名称", "company"),
        ("公司名称(必填)", "company"),
        ("*联系人", "name"),
        ("手機號碼", "phones"),
        ("聯絡電話", "phones"),
        ("行動電話", "phones"),
        ("电话 3", "phones"),
        ("手机/电话", "phones"),
        ("Mobile or Tel", "phones"),
        ("手机/微信", "custom.手机/微信"),
        ("Ｅ－ｍａｉｌ", "email"),
        ("E-mail Address", "email"),
        ("e_mail", "email"),
        ("Adress", "address"),
        ("Telefone", "custom.Telefone"),
        ("下次联系时间", "next_contact"),
        ("Callback date", "next_contact"),
        ("跟单人", "owner"),
        ("备注【内部】", "note"),
        ("序号", "ignore"),
        ("No.", "ignore"),
        ("免打扰", "dnc"),
        ("QQ号", "custom.QQ号"),
        ("职务", "custom.职务"),
        ("统一社会信用代码", "custom.统一社会信用代码"),
        ("创建时间", "custom.创建时间"),
        ("custom.VIP", "custom.VIP"),
        ("Custom. 老客户 ", "custom.老客户"),
        ("随便什么", "custom.随便什么"),
    ],
)
def test_a_heading_alone_tells_its_field(heading: str, field: str) -> None:
    """Listed headings in any form, near misses, and free fields for all the rest."""
    assert _proposed(heading) == {heading: field}


def test_the_list_leads_to_itself() -> None:
    """Every listed heading means the word that lists it; of two words the first has it."""
    elsewhere = {
        (heading, word)
        for word, headings in LISTED.items()
        for heading in headings
        if (meaning := VOCABULARY.meaning(heading)) is None or meaning.word != word
    }
    assert elsewhere == set()


def test_traditional_headings_are_simplified() -> None:
    """The small table covers what occurs in headings."""
    assert fold_heading("公司電話 / 傳真（國際）") == fold_heading("公司电话传真国际")
    assert fold_heading("客戶級別、業務狀態") == "客户级别业务状态"


def test_the_users_titles_are_headings() -> None:
    """A renamed classification is known under its new name."""
    vocabulary = Vocabulary(LISTED, {"level": "意向", "area": "商圈"})
    mapping = propose_mapping(("姓名", "意向", "商圈"), (), vocabulary)
    assert mapping.as_json() == {"姓名": "name", "意向": "level", "商圈": "area"}


def test_the_customer_is_a_company_or_a_person() -> None:
    """客户名称 means the company, but the name where another column is the company."""
    assert _proposed("客户名称", "手机") == {"客户名称": "company", "手机": "phones"}
    assert _proposed("客户名称", "公司名称")["客户名称"] == "name"
    assert _proposed("公司名称", "客户名称", "联系人") == {
        "公司名称": "company",
        "客户名称": "custom.客户名称",
        "联系人": "name",
    }


def test_first_and_last_names_make_the_name() -> None:
    """Unless a column holds the whole name."""
    assert _proposed("First Name", "Last Name") == {"First Name": "name", "Last Name": "name"}
    assert _proposed("Name", "First Name") == {"Name": "name", "First Name": "custom.First Name"}


def test_parts_make_the_address_where_there_is_none() -> None:
    """Country to postcode join; a whole address makes them free fields."""
    assert set(_proposed("国家", "省份", "城市", "区县", "邮编").values()) == {"address"}
    numbered = ("street_number", "address_1", "address_2", "suburb", "postcode", "state")
    assert set(_proposed(*numbered).values()) == {"address"}
    assert _proposed("详细地址", "城市") == {"详细地址": "address", "城市": "custom.城市"}
    assert _proposed("城市", "详细地址")["城市"] == "custom.城市"


def test_no_two_columns_share_a_field() -> None:
    """The second e-mail address is kept beside the first, numbers are all numbers."""
    mapping = _mapping("邮箱", "电子邮箱", "手机", "电话", "备用电话")
    assert mapping.as_json() == {
        "邮箱": "email",
        "电子邮箱": "custom.电子邮箱",
        "手机": "phones",
        "电话": "phones",
        "备用电话": "phones",
    }
    assert [each.label for each in mapping.columns_for("phones")] == ["mobile", "work", "other"]


def test_the_more_certain_column_gets_the_field() -> None:
    """A code beats a listed heading, that a near miss, and that a look at the cells."""
    rows = (("a@example.com", "b@example.com"),)
    assert _proposed("x", "email", rows=rows) == {"x": "custom.x", "email": "email"}
    assert _proposed("邮箱", "email") == {"邮箱": "custom.邮箱", "email": "email"}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("13800138000", "0755-88888888", "+1 650 253 0000"), "phones"),
        (("0769-8888 6666 转 801", "(0755) 888-8888"), "phones"),
        (("a@b.cn", "c@d.com", "?"), "email"),
        (("www.a.cn", "https://b.com/x"), "website"),
        (("腾讯科技有限公司", "Acme Inc."), "company"),
        (("张三", "欧阳修", "李小明"), "name"),
        (("2027-01-01", "2027-02-01"), "custom.x"),
        (("1", "2", "3"), "custom.x"),
        (("12345678", "87654321"), "custom.x"),
        (("a@b.cn", "x", "y"), "custom.x"),
        (("", ""), "custom.x"),
    ],
)
def test_cells_tell_what_the_heading_does_not(cells: tuple[str, ...], field: str) -> None:
    """Three of five cells must look alike; numbers and dates could be anything."""
    assert _proposed("x", rows=tuple((cell,) for cell in cells)) == {"x": field}


def test_a_column_without_heading_and_cells_is_ignored() -> None:
    """Spreadsheets have blank columns; with something in them they are kept."""
    assert _proposed("#1", rows=(("",),)) == {"#1": "ignore"}
    assert _proposed("#1", rows=(("x",),)) == {"#1": "custom.#1"}


def test_another_programs_numbers_are_not_ours() -> None:
    """`id` is ours where all headings are; elsewhere it is kept as a free field."""
    assert _proposed("id", "name", "custom.VIP")["id"] == "id"
    assert _proposed("id", "company", "contact")["id"] == "custom.id"
    assert _proposed("客户编号", "姓名")["客户编号"] == "custom.客户编号"


def test_a_type_that_is_neither_lead_nor_customer_is_kept() -> None:
    """类型 may hold anything; only lead and customer are kinds."""
    assert _proposed("类型", "姓名", rows=(("潜在客户", "a"), ("客户", "b")))["类型"] == "kind"
    assert _proposed("类型", "姓名", rows=(("民企", "a"), ("国企", "b")))["类型"] == "custom.类型"


def test_a_file_of_nobody_is_told_apart() -> None:
    """Without a name, company, number or e-mail address there is nobody to import."""
    assert not _mapping("a", "b", "c").has_identity
    assert not _mapping("first", "last", "address", "city", "zip").has_identity
    for heading in ("姓名", "Company", "手机", "e-mail", "surname"):
        assert _mapping(heading).has_identity


@given(st.lists(st.text(max_size=12) | st.sampled_from(sorted(LISTED["name"])), unique=True))
def test_every_column_goes_somewhere(heading: list[str]) -> None:
    """Each column has a field, and single-valued ones have one column."""
    mapping = propose_mapping(heading, (), VOCABULARY)
    assert [each.column for each in mapping.columns] == heading
    single = [
        (each.field, each.part)
        for each in mapping.columns
        if each.field not in ("phones", "ignore")
    ]
    assert len(single) == len(set(single))


@pytest.mark.parametrize(
    ("text", "column", "field"),
    [
        ("姓名=name", "姓名", "name"),
        ("a=b=name", "a=b", "name"),
        ("VIP = custom.a=b", "VIP", "custom.a=b"),
        (" 3=phones ", "3", "phones"),
    ],
)
def test_choices_are_split_at_their_last_sign(text: str, column: str, field: str) -> None:
    """A heading may hold `=`; a field holds one in the title of a free field only."""
    assert parse_choice(text) == MappingChoice(column=column, field=field)


@pytest.mark.parametrize("text", ["name", "=name", "a=", "", "="])
def test_half_a_choice_is_refused(text: str) -> None:
    """Both sides are needed."""
    with pytest.raises(CrmError, match="bad_mapping"):
        parse_choice(text)


def _chosen(mapping: ColumnMapping, *texts: str) -> dict[str, str]:
    return choose(mapping, [parse_choice(text) for text in texts], VOCABULARY).as_json()


def test_columns_are_chosen_by_heading_number_or_letter() -> None:
    """A heading comes first: a column called B is B, wherever it stands."""
    mapping = _mapping("x", "y", "B 列")
    assert _chosen(mapping, "x=name")["x"] == "name"
    assert _chosen(mapping, "2=name")["y"] == "name"
    assert _chosen(mapping, "c=name")["B 列"] == "name"
    assert _chosen(_mapping("b", "a"), "a=name")["a"] == "name"


def test_a_proposal_gives_way_to_a_choice() -> None:
    """The column that had the field becomes a free field, not a second holder."""
    mapping = _mapping("姓名", "昵称", "手机")
    assert _chosen(mapping, "昵称=name", "手机=ignore") == {
        "姓名": "custom.姓名",
        "昵称": "name",
        "手机": "ignore",
    }


def test_a_choice_of_a_free_field_displaces_nothing() -> None:
    """Two columns never write one free field."""
    assert _chosen(_mapping("a", "b"), "a=custom.b") == {"a": "custom.b", "b": "custom.b #2"}


def test_the_mapping_printed_can_be_given_back() -> None:
    """What `--json` prints as mapping is what `--map` takes."""
    mapping = _mapping("姓名", "省份", "城市", "手机", "座机", "序号", "免打扰", "级别", "x")
    texts = [f"{column}={field}" for column, field in mapping.as_json().items()]
    assert _chosen(mapping, *texts) == mapping.as_json()


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("姓=name", "unknown_column", ""),
        ("phonne=phones", "unknown_column", "phone"),
        ("9=name", "unknown_column", ""),
        ("0=name", "unknown_column", ""),
        ("phone=emial", "unknown_field", "email"),
        ("phone=custom.", "unknown_field", ""),
    ],
)
def test_what_is_mistyped_is_answered_with_the_nearest(
    text: str, code: str, suggestion: str
) -> None:
    """Neither a wrong column nor a wrong field is passed over."""
    with pytest.raises(CrmError) as refusal:
        _chosen(_mapping("phone", "name"), text)
    assert refusal.value.code == code
    assert refusal.value.params["suggestion"] == suggestion


def test_a_field_of_one_value_is_chosen_once() -> None:
    """Texts may be put together, a date may not."""
    mapping = _mapping("a", "b")
    assert _chosen(mapping, "a=note", "b=note") == {"a": "note", "b": "note"}
    with pytest.raises(CrmError, match="field_mapped_twice"):
        _chosen(mapping, "a=next_contact", "b=next_contact")
