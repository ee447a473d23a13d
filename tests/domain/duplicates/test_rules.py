"""What single fields say: for (more than 0), against (less), or next to nothing."""

import pytest

from tui_crm.domain.duplicates.addresses import address_of, compare_addresses
from tui_crm.domain.duplicates.companies import company_of, compare_companies
from tui_crm.domain.duplicates.days import compare_birthdays
from tui_crm.domain.duplicates.emails import compare_emails, email_of
from tui_crm.domain.duplicates.identifiers import compare_identifiers, identifier_of
from tui_crm.domain.duplicates.names import compare_names, name_of
from tui_crm.domain.duplicates.numbers import compare_numbers, number_of
from tui_crm.domain.duplicates.record import Record, features
from tui_crm.domain.text import fold

STRONG, SOME = 5.0, 2.0


def _company_bits(a: str, b: str) -> float:
    one, other = company_of(fold(a)), company_of(fold(b))
    assert one is not None
    assert other is not None
    return compare_companies(one, other).bits


def _name_bits(a: str, b: str) -> float:
    one, other = name_of(fold(a)), name_of(fold(b))
    assert one is not None
    assert other is not None
    return compare_names(one, other).bits


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("徐州市飞环环保科技有限公司", "徐州飞环环保科技股份有限公司"),
        ("徐州市飞环环保科技有限公司", "飞环环保科技（徐州）有限公司"),
        ("江苏飞环环保科技有限公司", "【重点】飛環環保科技有限責任公司"),
        ("凉山彝族自治州爱丽尔装饰工程有限公司", "凉山爱丽尔装饰工程"),
        ("固原富贵一生物流集团", "固原富贵蚁生物流集团有限公司"),
        ("玉林宝贝元素教育咨询有限公司", "玉宝林贝元素教育咨询有限公司"),
        ("苏州华成商贸有限公司", "苏州华成国际贸易有限公司"),
        ("苏州华成服装有限公司", "苏州华成服饰有限公司"),
        ("苏州华成装饰工程有限公司", "苏州华成装修公司"),
        ("苏州华成汽车配件有限公司", "苏州华成汽配"),
        ("苏州华成科技有限公司", "苏州华成电子科技有限公司"),
        ("苏州华成机械设备有限公司", "苏州华成机械制造有限公司"),
        ("苏州华成医疗器械有限公司", "苏州华成医疗科技有限公司"),
        ("苏州华成文化传媒有限公司", "苏州华成文化传播有限公司"),
        ("苏州华成茶叶有限公司", "苏州华成茶业"),
        ("Acme Widgets, Inc.", "ACME Widgets Co., Ltd."),
        ("The Müller Werke GmbH & Co. KG", "Muller Werke"),
        ("Bel Air Imports LLC", "Belair Imports"),
    ],
)
def test_one_company_is_known_by_its_core(a: str, b: str) -> None:
    """Legal form, place, brackets, script, sounds and spaces are folded."""
    assert _company_bits(a, b) >= STRONG


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("徐州飞环环保科技有限公司", "徐州时尚天使环保科技有限公司"),
        ("深圳市博泰电子有限公司", "深圳市奥克赛电子有限公司"),
        ("Acme Logistics Ltd", "Globex Logistics Ltd"),
    ],
)
def test_another_brand_in_the_same_trade_is_another_company(a: str, b: str) -> None:
    """Place, trade and legal form are shared by thousands."""
    assert _company_bits(a, b) < -STRONG


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("长治长空教育咨询有限公司", "四平长空教育咨询有限公司"),
        ("苏州华成建筑工程有限公司", "苏州华成食品有限公司"),
        ("苏州华成电子科技有限公司", "苏州华成生物科技有限公司"),
        ("苏州华成包装材料有限公司", "苏州华成建材有限公司"),
        ("苏州华成包装材料有限公司", "苏州华成服装有限公司"),
        ("苏州华成生物科技有限公司", "苏州华成物流有限公司"),
        ("苏州华成物流有限公司", "苏州华成物业有限公司"),
        ("苏州华成金属有限公司", "苏州华成金融有限公司"),
        ("苏州华成科技有限公司", "苏州华成食品有限公司"),
        ("苏州华成实业有限公司", "苏州华成食品有限公司"),
        ("肯德基（徐州）有限公司", "肯德基（合肥）有限公司"),
        ("Hathaway Logistics Ltd", "Hathaway Bakery Ltd"),
    ],
)
def test_sisters_clash(a: str, b: str) -> None:
    """One brand in two cities or two trades is never merged without asking."""
    one, other = company_of(fold(a)), company_of(fold(b))
    assert one is not None
    assert other is not None
    assert compare_companies(one, other).is_clash


def test_a_place_in_brackets_adds_nothing_where_the_other_names_none() -> None:
    """It adds where both name it: two cities have companies of one name."""
    bare, placed = "飞环环保科技", "飞环(徐州)环保科技"
    assert _company_bits(placed, bare) == _company_bits(bare, placed) == _company_bits(bare, bare)
    assert _company_bits(placed, placed) > _company_bits(bare, bare)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("环保科技有限公司", "德阳市沈苏环保科技有限公司"),
        ("飞电子商务集团有限公司", "福州市余大飞电子商务集团有限公司"),
    ],
)
def test_a_name_that_lost_its_beginning_is_heard_in_the_whole_one(a: str, b: str) -> None:
    """It speaks for one company, though less than a brand does."""
    assert 0 < _company_bits(a, b) == _company_bits(b, a) < _company_bits(b, b)


@pytest.mark.parametrize("text", ["", "()", "有限公司", "公司", "-", "无", "\u0301"])
def test_a_legal_form_alone_is_no_company(text: str) -> None:
    """It is put in where nobody knows the name, and would make one of all who have it."""
    assert features(Record(company=text)).company is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("薛浩欣", "薛浩欣(采购)"),
        ("Muhammad Clark", "Mamhauad Clakr"),
        ("欧阳小明", "歐陽小明"),
        ("彭然鹏", "彭然朋"),
        ("李小明", "小明李"),
        ("张小明", "Zhang Xiaoming"),
        ("Robert Blackwood", "Blackwood, Bob"),
        ("Siobhán O'Brien", "siobhan obrien"),
        ("Zachary Kirkpatrick", "Zachery Kirkpatrik"),
        ("Dr. Odette Vandermeer", "Odette van der Meer"),
        ("Bel Aire Fox", "Fox, Belair"),
    ],
)
def test_one_person_is_known_by_his_name(a: str, b: str) -> None:
    """Titles, order, short forms, accents, slips, pinyin."""
    assert _name_bits(a, b) >= STRONG


def test_words_with_the_spaces_elsewhere_are_one() -> None:
    """In another order, and with a slip too."""
    assert _name_bits("Bel Aire Fox", "Fox, Belair") > _name_bits("Bel Aire Fox", "Fox, Belinda")
    assert _name_bits("Bel Aire", "Belair") >= 4


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("王伟", "李秀英"),
        ("欧阳小明", "王小红"),
        ("罗素芳", "Baptiste Faure"),
        ("Mary Fairbanks", "Peter Fairbanks"),
        ("John Smith", "Jane Doe"),
    ],
)
def test_two_persons_have_two_names(a: str, b: str) -> None:
    """A family name alone does not make them one."""
    assert _name_bits(a, b) <= 0


def test_rare_names_say_more_than_common_ones() -> None:
    """Half of China has one of twenty family names."""
    assert _name_bits("谌浩欣", "谌浩欣") > _name_bits("王浩欣", "王浩欣")
    assert _name_bits("Odette Quigley", "Odette Quigley") > _name_bits("John Smith", "John Smith")
    assert _name_bits("薛先生", "薛浩欣") < SOME


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("+8613800138000", "+8613800138000", 12, 12),
        ("+862140228303", "+862140228303", 9, 9),
        ("+862140228303x801", "+862140228303x802", 5, 5),
        ("+862140228303x801", "+862140228303", 9, 9),
        ("+12125550123", "2125550123", 7, 10),
        ("+12125550123", "5550123", 7, 7),
        ("+8613800138000", "+8613800318000", 5, 5),
        ("+862140228303", "+862140228304", -3, 0),
        ("+8613800138000", "+8613912345678", -3, -3),
    ],
)
def test_numbers(a: str, b: str, least: float, most: float) -> None:
    """Mobiles say most; extensions, slips and missing area codes say less; neighbours nothing."""
    one, other = number_of(a), number_of(b)
    assert one is not None
    assert other is not None
    assert least <= compare_numbers((one,), (other,)).bits <= most


def test_service_numbers_are_nobodys() -> None:
    """95588 is a bank's, 110 the police's."""
    assert number_of("95588") is None


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("jo.fox@acme.test", "Jo Fox <JO.FOX@acme.test>", 14, 14),
        ("jo.fox@acme.test", "jo.fox@acne.test", 11, 11),
        ("jo.fox@acme.test", "jo@foxacme.test", 11, 11),
        ("fu52@mengsen.com", "fu52@zongkun.com", 1, 3),
        ("odette.fox@acme.test", "odete.fox@amce.test", 5, 7),
        ("jo@foxacme.test", "jo.fox@acne.test", 6, 6),
        ("jo.fx@acme.io", "jo.fox@acme.de", 6, 6),
        ("zhang17@acme.test", "zhang7@acne.test", 5, 7),
        ("zhang17@acme.test", "zhang7@acme.test", 1, 4),
        ("info@acme.test", "info@acme.test", 1, 8),
        ("odette.fox@acme.test", "odete.fox@acme.test", 7, 7),
        ("jo.fox@acme.test", "mia.lee@acme.test", 1, 4),
        ("zhang1@qq.com", "zhang2@qq.com", -2, 0),
        ("-@-", "_@_", -2, 0),
        ("a@bc.io", "ab@c.io", -2, 0),
        ("zhang@vip.163.com", "zhangvip@163.com", -2, 0),
        ("jo.fox@gmail.com", "mia.lee@gmail.com", -2, 0),
    ],
)
def test_mail(a: str, b: str, least: float, most: float) -> None:
    """A person's address says much, an office's less, a provider's nothing."""
    one, other = email_of(fold(a)), email_of(fold(b))
    assert one is not None
    assert other is not None
    assert least <= compare_emails(one, other) <= most


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("1971-06-24", "1971-06-24", 9, 14),
        ("1971-01-01", "1971-01-01", 1, 6),
        ("1971-06-24", "06-24", 5, 8),
        ("1971-06-24", "1971-05-24", 4, 8),
        ("1971-04-06", "1971-06-04", 4, 8),
        ("1971-06-24", "1917-06-24", 4, 8),
        ("1980-03-04", "1951-11-20", -9, -4),
        ("1971-06-24", "1981-07-02", 0, 0),
        ("1971-06-24", "1981-09-24", 4, 4),
        ("2004-02-08", "2005-03-11", 0, 0),
        ("1971-06-24", "1984-07-02", -3, -3),
        ("1971-06-24", "1988-09-02", -6, -3),
        ("no day", "1951-11-20", -4, 0),
    ],
)
def test_birthdays(a: str, b: str, least: float, most: float) -> None:
    """Slips and swapped days and months speak for, another generation against."""
    assert least <= compare_birthdays(a, b) <= most


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        ("江苏省徐州市丰县建设路984号29层11室", "徐州市豐縣建设路９８４号29层11室", 7, 14),
        ("江苏省徐州市丰县建设路984号", "江苏省徐州市丰县建设路12号", -6, 0),
        ("江苏省徐州市丰县建设路984号", "四川省绵阳市建设路984号", -9, 0),
        ("6 Rose Street, Kuma, 4011", "6 rose st kuma 4011", 7, 20),
        ("102 Fifth Ave. between 15th and 16th", "102 5th ave", 4, 20),
        ("6 Rose Street, Kuma, 4011", "99 Elm Road, Upwey, 2460", -12, -4),
        ("London", "Lodnon", 1, 5),
        ("Oakdale, 27917", "Oakdale, 27977", 3, 5),
        ("9 Dayton Way", "8 Dayton Way", -3, 1),
        ("12501 Main St, 90210", "12503 Main St, 90210", -3, 1),
        ("SW1A 2AA", "sw1a 2aa", 6, 8),
        ("12 High Street, Leeds", "High Street, Leeds", 3, 4),
        ("5th Avenue, Springfield", "Fifth Ave, Springfield", 3, 4),
    ],
)
def test_addresses(a: str, b: str, least: float, most: float) -> None:
    """Road with number says much, a town little, another town or house speaks against."""
    one, other = address_of(fold(a)), address_of(fold(b))
    assert one is not None
    assert other is not None
    found = compare_addresses(one, other)
    assert least <= found.words + found.numbers <= most


@pytest.mark.parametrize(
    ("title", "a", "b", "least", "most"),
    [
        ("统一社会信用代码", "91320321MA1N0001", "91320321 ma1n0001", 10, 15),
        ("Tax ID", "91-3203-21", "91-3203-12", 5, 9),
        ("ssn", "1092994", "8051408", -6, -2),
        ("Reference", "7788991", "7788991", 3, 8),
        ("Reference", "7788991", "5566442", 0, 0),
    ],
)
def test_identifiers(title: str, a: str, b: str, least: float, most: float) -> None:
    """Known titles say more, and only they speak against."""
    one, other = identifier_of(title, a), identifier_of(title, b)
    assert one is not None
    assert other is not None
    assert least <= compare_identifiers(one, other) <= most


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("created", "2024-01-01"),
        ("注册资本", "1000000"),
        ("rec_id", "1496-00017"),
        ("price", "12345.67"),
        ("note", "called on 2024 and 2025, no answer"),
        ("level", "A1"),
    ],
)
def test_days_amounts_and_row_numbers_identify_nobody(title: str, value: str) -> None:
    """Many share them, or they are another in each file."""
    assert identifier_of(title, value) is None
