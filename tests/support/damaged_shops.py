"""Chinese shops, companies and people as a sales team types them: a table for the import to read.

Made by other rules than `damaged_sets`, so that the check is tried on neighbours that those do not
have: branches of a chain with one hotline, families with one mobile, people who changed their
company, one person with two numbers, sisters behind one switchboard, numbers in every form.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.labelled_sets import LabelledSet, clustered, read_records

NAME = "made Chinese shops"
SEED = 20261123
_HEADING = ("编号", "公司名称", "联系人", "手机", "固定电话", "详细地址", "微信号")
_COMPANY, _PERSON, _MOBILE, _LINE, _ADDRESS, _WECHAT = range(6)
_SURNAMES = "王李张刘陈杨黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英玉萍玲燕彬浩宇轩涵欣怡佳琪博思晨曦"
_BRANDS = "鼎恒瑞泽坤旭铭凯嘉禾沃丰蓝盾翔宇骏驰景润森海康源顺达宏图百味佳园优品速易捷创维联众"
_TRADES = (
    *("电子科技", "生物科技", "机电设备", "餐饮管理", "食品", "五金制品", "建材", "包装材料"),
    *("装饰工程", "服装", "物流", "文化传媒", "教育咨询", "医疗器械", "汽车配件", "国际贸易"),
)
_CITIES = {
    "深圳": ("广东省", "0755"),
    "苏州": ("江苏省", "0512"),
    "宁波": ("浙江省", "0574"),
    "青岛": ("山东省", "0532"),
    "成都": ("四川省", "028"),
    "武汉": ("湖北省", "027"),
    "西安": ("陕西省", "029"),
    "上海": ("", "021"),
}
_ROADS = [
    "人民路",
    "中山路",
    "解放路",
    "建设路",
    "和平路",
    "创业大道",
    "长江路",
    "迎宾大道",
    "振兴街",
    "学府路",
    "光明街",
]
_SHOPS = ["超市", "火锅", "烘焙", "眼镜", "大药房", "汽修", "口腔", "母婴"]
_BRANCHES = [
    "万达店",
    "国贸店",
    "人民路店",
    "火车站店",
    "大学城店",
    "城南店",
    "一店",
    "二店",
    "三店",
    "旗舰店",
]
_NOTES = ["老客户", "已成交", "重点", "勿扰", "展会"]
_TITLES = ["经理", "总", "先生", "女士", "老师"]
_TRADITIONAL = str.maketrans(
    "东电车门马贸国张陈刘杨黄吴孙许郑罗谢邓广苏宁丰达务医药园号楼强军杰丽娟艳创维联众驰顺鲜",
    "東電車門馬貿國張陳劉楊黃吳孫許鄭羅謝鄧廣蘇寧豐達務醫藥園號樓強軍傑麗娟艷創維聯眾馳順鮮",
)
_HEARD, _ALIKE = (
    "伟芳静丽强娟涛明玉萍恒瑞泽凯嘉沃翔宏康达创",
    "炜方婧莉祥鹃滔铭钰平横锐择恺佳握祥鸿慷答闯",
)
_HOMOPHONES = dict(zip(_HEARD, _ALIKE, strict=True))
_FORMS = ("有限公司", "有限责任公司", "股份有限公司")

Row = list[str]


def shop_set(count: int = 1_200) -> LabelledSet:
    """Return the set of at least `count` rows, as the import reads them."""
    chance = random.Random(SEED)
    rows: list[Row] = []
    for number, group in enumerate(_customers(chance)):
        if len(rows) >= count:
            break
        rows += [[str(number), *row] for row in group]
    chance.shuffle(rows)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shops.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([_HEADING, *rows])
        return clustered(NAME, read_records(path, "CN", ["编号=ignore"]), str, at=0)


def _customers(chance: random.Random) -> Iterator[list[Row]]:
    """Yield customers, each with his damaged twins; neighbours follow one another."""
    while True:
        city = chance.choice(list(_CITIES))
        kind = chance.choice(
            ("alone",) * 5 + ("chain", "family", "moved", "two numbers", "sisters", "one house")
        )
        if kind == "two numbers":
            row = _row(city, chance)
            yield [row, _with(row, _MOBILE, _mobile(chance)), *_twins(row, city, chance)]
            continue
        for row in _neighbours(kind, city, chance):
            yield [row, *_twins(row, city, chance)]


def _neighbours(kind: str, city: str, chance: random.Random) -> list[Row]:
    """Return those who have much in common and are not one."""
    if kind == "chain":
        brand, hotline = _brand(chance) + chance.choice(_SHOPS), f"400-{_digits(7, chance)}"
        names = [
            chance.choice((f"{brand}({each})", f"{brand}（{each}）", f"{brand}{each}"))
            for each in chance.sample(_BRANCHES, 3)
        ]
        return [_with(_with(_row(city, chance), _COMPANY, name), _LINE, hotline) for name in names]
    if kind == "family":
        surname, mobile, address = chance.choice(_SURNAMES), _mobile(chance), _address(city, chance)
        given = chance.sample(_GIVEN, 2)
        return [["", surname + each, mobile, "", address, ""] for each in given]
    if kind == "moved":
        row = _row(city, chance)
        other = _row(chance.choice(list(_CITIES)), chance)
        return [row, [*other[:_PERSON], row[_PERSON], row[_MOBILE], *other[_LINE:]]]
    if kind == "sisters":
        brand, line = _brand(chance), _line(city, chance)
        trades = chance.sample(_TRADES, 2)
        names = [_company(city, brand, trade, chance) for trade in trades]
        return [_with(_with(_row(city, chance), _COMPANY, name), _LINE, line) for name in names]
    if kind == "one house":
        line, address = _line(city, chance), _address(city, chance)
        return [_with(_with(_row(city, chance), _LINE, line), _ADDRESS, address) for _ in "ab"]
    return [_row(city, chance)]


def _row(city: str, chance: random.Random) -> Row:
    return [
        _company(city, _brand(chance), chance.choice(_TRADES), chance),
        chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.choice((1, 2, 2)))),
        _mobile(chance),
        _line(city, chance) if chance.random() < 0.5 else "",
        _address(city, chance) if chance.random() < 0.8 else "",
        f"wx{_digits(6, chance)}" if chance.random() < 0.25 else "",
    ]


def _with(row: Row, place: int, value: str) -> Row:
    return [*row[:place], value, *row[place + 1 :]]


def _company(city: str, brand: str, trade: str, chance: random.Random) -> str:
    form = chance.choice(_FORMS)
    return chance.choice(
        (
            f"{city}{brand}{trade}{form}",
            f"{city}市{brand}{trade}{form}",
            f"{brand}({city}){trade}{form}",
        )
    )


def _brand(chance: random.Random) -> str:
    return "".join(chance.sample(_BRANDS, chance.choice((2, 3, 3, 4))))


def _digits(count: int, chance: random.Random) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _mobile(chance: random.Random) -> str:
    return f"13{chance.choice('5678')}{_digits(8, chance)}"


def _line(city: str, chance: random.Random) -> str:
    return f"{_CITIES[city][1]}-8{_digits(7, chance)}"


def _address(city: str, chance: random.Random) -> str:
    house = f"{chance.choice(_ROADS)}{chance.randint(1, 999)}号"
    flat = chance.choice(("", f"{chance.randint(1, 30)}楼", f"A座{chance.randint(101, 2999)}室"))
    return f"{_CITIES[city][0]}{city}市高新区{house}{flat}"


def _twins(row: Row, city: str, chance: random.Random) -> list[Row]:
    count = chance.choice((1, 1, 2)) if chance.random() < 0.4 else 0
    return [_damaged(row, city, chance) for _ in range(count)]


def _damaged(row: Row, city: str, chance: random.Random) -> Row:
    """Return the row with one to three of its cells written otherwise, or some of them missing."""
    damaged = list(row)
    for place in chance.sample(range(6), chance.choice((1, 2, 3))):
        if not row[place]:
            continue
        if place == _COMPANY:
            damaged[place] = _other_company(row[place], city, chance)
        elif place == _PERSON:
            damaged[place] = _other_person(row[place], chance)
        elif place in (_MOBILE, _LINE):
            damaged[place] = _other_number(row[place], chance) if chance.random() < 0.8 else ""
        elif place == _ADDRESS:
            damaged[place] = chance.choice(
                (row[place].split("号")[0] + "号", row[place].translate(_TRADITIONAL), "")
            )
        else:
            damaged[place] = ""
    if not (damaged[_MOBILE] or damaged[_LINE] or damaged[_ADDRESS] or damaged[_WECHAT]):
        damaged[_MOBILE] = row[_MOBILE]
    return damaged


def _other_company(company: str, city: str, chance: random.Random) -> str:
    bare = next((company.removesuffix(each) for each in _FORMS[::-1] if company.endswith(each)), "")
    if not bare:
        return chance.choice((company.translate(_TRADITIONAL), f" {company[:3]} {company[3:]}"))
    heard = next((each for each in bare if each in _HOMOPHONES), bare[0])
    return chance.choice(
        (
            bare,
            f"{bare}集团有限公司",
            company.translate(_TRADITIONAL),
            company.replace(heard, _HOMOPHONES.get(heard, heard), 1),
            company.replace(f"{city}市", "").replace(f"({city})", "").replace(city, ""),
            f"{company}（{chance.choice(_NOTES)}）",
        )
    )


def _other_person(person: str, chance: random.Random) -> str:
    last = person[-1]
    return chance.choice(
        (
            person.translate(_TRADITIONAL),
            person + chance.choice(_TITLES),
            person[0] + chance.choice(_TITLES),
            f"{person}（采购）",
            person[:-1] + _HOMOPHONES.get(last, last),
            " ".join(person),
        )
    )


def _other_number(number: str, chance: random.Random) -> str:
    digits = number.replace("-", "")
    wide = "".join(chr(ord(each) + 0xFEE0) for each in number)
    if number.startswith("400"):
        return chance.choice((digits, wide, f"{digits[:3]} {digits[3:6]} {digits[6:]}"))
    if number.startswith("0"):
        area, _, rest = number.partition("-")
        return chance.choice((digits, wide, f"({area}){rest}", f"+86 {area[1:]} {rest}", rest))
    at = chance.randrange(4, 9)
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    spaced = f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return chance.choice((f"+86 {spaced}", f"0086{digits}", wide, f"{digits}.0", spaced, swapped))
