"""Fictional Chinese customers: who they are, before anybody has called."""

from collections.abc import Mapping

from tui_crm.domain.demo.numbers import ChineseNumbers
from tui_crm.domain.demo.pools import Chance, pick, spread
from tui_crm.domain.demo.tables import ChineseCity, ChineseTables, GivenNames, Surname, Trade
from tui_crm.domain.demo.values import DemoPhone, Identity

MALE_SHARE = 0.58
SINGLE_GIVEN_SHARE = 0.14
WHOLE_GIVEN_SHARE = 0.6
HONORIFIC_SHARE = 0.12
SHOP_SHARE = 0.17
LANDLINE_SHARE = 0.34
ONLY_LANDLINE_SHARE = 0.08


class ChineseIdentities:
    """Draws names, companies, numbers and addresses that belong together."""

    def __init__(
        self,
        tables: ChineseTables,
        labels: Mapping[str, str],
        budgets: tuple[str, ...],
        *,
        is_home: bool,
    ) -> None:
        self._surnames = spread((each.weight, each) for each in tables.surnames)
        self._sexes = (tables.male, tables.female)
        self._accounts = tables.account_words
        self._brands = tuple(
            (first + second, first_pinyin + second_pinyin)
            for first, first_pinyin in tables.brand_first
            for second, second_pinyin in tables.brand_second
            if first != second and first + second not in tables.avoid
        )
        self._forms = spread(tables.forms)
        self._shop_form = tables.shop_form
        self._trades = spread((each.weight, each) for each in tables.trades)
        self._cities = spread((each.weight, each) for each in tables.cities)
        self._buildings = tables.buildings
        self._budgets = budgets
        self._numbers = ChineseNumbers(tables, labels, is_home=is_home)

    def draw(self, chance: Chance, index: int, *, is_listed: bool, is_single: bool) -> Identity:
        """Return the customer at `index`; `is_single`: with one number only."""
        city = pick(chance, self._cities)
        trade = pick(chance, self._trades)
        surname = pick(chance, self._surnames)
        district, street = pick(chance, city.streets)
        brand, brand_pinyin = pick(chance, self._brands)
        is_shop = chance() < SHOP_SHARE
        return Identity(
            language="zh",
            name=self._name(chance, surname),
            company=self._company(chance, brand, trade, city, district if is_shop else ""),
            industry=trade.industry,
            area=city.area,
            address=self._address(chance, city, district, street, is_shop=is_shop),
            time_zone="",
            phones=self._phones(chance, index, city, is_listed=is_listed, is_single=is_single),
            email=self._email(chance, surname, brand_pinyin),
            wechat=self._wechat(chance, surname),
            website=f"www.{brand_pinyin}.example" if not is_shop and chance() < 0.25 else "",
            budget=pick(chance, self._budgets) if chance() < 0.12 else "",
        )

    def person(self, chance: Chance) -> str:
        """Return the name of somebody."""
        return self._name(chance, pick(chance, self._surnames))

    def _name(self, chance: Chance, surname: Surname) -> str:
        names = self._sexes[chance() >= MALE_SHARE]
        if chance() < HONORIFIC_SHARE:
            return pick(chance, names.honorifics).format(surname=surname.text)
        return surname.text + _given(chance, names)

    def _company(
        self, chance: Chance, brand: str, trade: Trade, city: ChineseCity, district: str
    ) -> str:
        if district:
            return self._shop_form.format(
                district=district, brand=brand, shop=pick(chance, trade.shops)
            )
        return pick(chance, self._forms).format(
            seat=city.seat, city=city.name, brand=brand, trade=pick(chance, trade.trades)
        )

    def _address(
        self, chance: Chance, city: ChineseCity, district: str, street: str, *, is_shop: bool
    ) -> str:
        if chance() < 0.28:
            return ""
        number = 1 + int(chance() * 260)
        place = f"{city.seat}{district}{street}{number}号"
        if is_shop or chance() < 0.4:
            return place
        floor = 2 + int(chance() * 20)
        room = f"{pick(chance, 'ABC')}座{floor}{int(chance() * 20) + 1:02d}室"
        return f"{place}{pick(chance, self._buildings)}{room}"

    def _phones(
        self, chance: Chance, index: int, city: ChineseCity, *, is_listed: bool, is_single: bool
    ) -> tuple[DemoPhone, ...]:
        kind = chance()
        if kind < ONLY_LANDLINE_SHARE:
            return (self._numbers.landline(chance, index, city, is_listed=is_listed),)
        mobile = self._numbers.mobile(chance, index, is_listed=is_listed)
        if is_single or kind > ONLY_LANDLINE_SHARE + LANDLINE_SHARE:
            return (mobile,)
        return (mobile, self._numbers.landline(chance, index, city, is_listed=is_listed))

    def _email(self, chance: Chance, surname: Surname, brand_pinyin: str) -> str:
        kind = chance()
        if kind < 0.2:
            return f"{surname.pinyin}{pick(chance, self._accounts)}@{brand_pinyin}.example"
        return f"sales@{brand_pinyin}.example" if kind < 0.3 else ""

    def _wechat(self, chance: Chance, surname: Surname) -> str:
        if chance() < 0.45:
            return f"{surname.pinyin}_{pick(chance, self._accounts)}{int(chance() * 900) + 100}"
        return ""


def _given(chance: Chance, names: GivenNames) -> str:
    kind = chance()
    if kind < SINGLE_GIVEN_SHARE:
        return pick(chance, names.single)
    if kind < SINGLE_GIVEN_SHARE + WHOLE_GIVEN_SHARE:
        return pick(chance, names.whole)
    first, second = pick(chance, names.first), pick(chance, names.second)
    return first + second if first != second else first
