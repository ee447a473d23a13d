"""Reads the tables of the demo from the shipped TOML files."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tui_crm.domain.demo.tables import (
    ChineseCity,
    ChineseTables,
    Country,
    DemoTables,
    GivenNames,
    Move,
    NumberPattern,
    OfficeTables,
    Origin,
    Rep,
    Surname,
    Trade,
    Weighted,
    WesternCity,
    WesternTables,
    WesternTrade,
    Words,
)

Toml = Mapping[str, Any]


def read_demo_tables(folder: Path) -> DemoTables:
    """Return the tables in `folder`, the shipped `data/demo`.

    Raises OSError where a file is missing; a damaged one is a fault of the installation and
    raises what it raises.
    """
    files = {path.stem: _toml(path) for path in sorted(folder.glob("*.toml"))}
    follow_ups = files["follow_ups"]
    return DemoTables(
        chinese=_chinese(
            files["chinese_people"], files["chinese_companies"], files["chinese_places"]
        ),
        western=_western(
            files["western_people"], files["western_companies"], files["western_places"]
        ),
        office=_office(files["office"]),
        labels=follow_ups["labels"],
        moves={name: _move(name, each) for name, each in follow_ups["moves"].items()},
    )


def _toml(path: Path) -> Toml:
    with path.open("rb") as file:
        return tomllib.load(file)


def _words(table: Toml) -> Words:
    return {language: tuple(texts) for language, texts in table.items()}


def _weighted(lines: Iterable[str]) -> Weighted:
    """Read `5 {last} {trade} Ltd`: a weight, then the text."""
    split = (line.split(" ", 1) for line in lines)
    return tuple((int(weight), text) for weight, text in split)


def _pairs(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Read `宏 hong`: a character and its pinyin."""
    split = (line.split() for line in lines)
    return tuple((character, pinyin) for character, pinyin in split)


def _chinese(people: Toml, companies: Toml, places: Toml) -> ChineseTables:
    return ChineseTables(
        surnames=tuple(_surname(line) for line in people["surnames"]),
        male=_given_names(people, "male"),
        female=_given_names(people, "female"),
        account_words=tuple(people["account_words"]),
        brand_first=_pairs(companies["brand_first"]),
        brand_second=_pairs(companies["brand_second"]),
        avoid=frozenset(companies["avoid"]),
        forms=_weighted(companies["forms"]),
        shop_form=companies["shop_form"],
        trades=tuple(
            Trade(
                industry=code,
                weight=each["weight"],
                trades=tuple(each["trades"]),
                shops=tuple(each["shops"]),
            )
            for code, each in companies["industries"].items()
        ),
        mobile_prefixes=tuple(places["mobile_prefixes"]),
        landline_digits=places["landline_digits"],
        buildings=tuple(places["buildings"]),
        cities=tuple(_chinese_city(each) for each in places["cities"]),
    )


def _surname(line: str) -> Surname:
    text, pinyin, weight = line.split()
    return Surname(text=text, pinyin=pinyin, weight=int(weight))


def _given_names(people: Toml, sex: str) -> GivenNames:
    return GivenNames(
        whole=tuple(people[f"given_{sex}"]),
        single=people[f"given_single_{sex}"],
        first=people[f"first_{sex}"],
        second=people[f"second_{sex}"],
        honorifics=tuple(people[f"honorifics_{sex}"]),
    )


def _chinese_city(city: Toml) -> ChineseCity:
    return ChineseCity(
        name=city["name"],
        seat=city.get("seat", f"{city['name']}市"),
        code=city["code"],
        area=city["area"],
        weight=city["weight"],
        streets=tuple(
            (district, street)
            for district, streets in city["districts"].items()
            for street in streets.split()
        ),
    )


def _western(people: Toml, companies: Toml, places: Toml) -> WesternTables:
    return WesternTables(
        origins={
            name: Origin(first=tuple(each["first"]), last=tuple(each["last"]))
            for name, each in people["origins"].items()
        },
        coined=tuple(companies["coined"]),
        trades=tuple(_western_trade(*item) for item in companies["industries"].items()),
        countries=tuple(_country(each) for each in places["countries"]),
    )


def _western_trade(code: str, table: Toml) -> WesternTrade:
    words = {language: tuple(each) for language, each in table.items() if language != "weight"}
    return WesternTrade(industry=code, weight=table["weight"], words=words)


def _country(country: Toml) -> Country:
    return Country(
        code=country["code"],
        language=country["language"],
        area=country["area"],
        weight=country["weight"],
        origins=tuple((weight, name) for name, weight in country["origins"].items()),
        companies=_weighted(country["companies"]),
        honorifics=tuple(country["honorifics"]),
        address=country["address"],
        streets=tuple(country["streets"]),
        budgets=tuple(country["budgets"]),
        cities=tuple(_western_city(each) for each in country["cities"]),
    )


def _western_city(city: Toml) -> WesternCity:
    return WesternCity(
        name=city["name"],
        time_zone=city.get("time_zone", ""),
        postcodes=tuple(city["postcodes"]),
        numbers=tuple(_number_pattern(line) for line in city["numbers"]),
    )


def _number_pattern(line: str) -> NumberPattern:
    """Read `+1312555 01XX | +1 312-555-01XX | (312) 555-01XX`."""
    e164, abroad, at_home = (part.strip() for part in line.split("|"))
    return NumberPattern(e164=e164.replace(" ", ""), abroad=abroad, at_home=at_home)


def _office(office: Toml) -> OfficeTables:
    return OfficeTables(
        reps=tuple(Rep(login=each["login"], name=each["name"]) for each in office["reps"]),
        products=_words(office["products"]),
        competitors=_words(office["competitors"]),
        sources=_words(office["sources"]),
        budgets=tuple(office["budgets"]["zh"]),
        notes=_words(office["notes"]),
        archive_reasons=_words(office["archive_reasons"]),
        phone_labels=office["phone_labels"],
        areas=office["areas"],
    )


def _move(name: str, move: Toml) -> Move:
    return Move(
        name=name,
        outcome=move["outcome"],
        method=move["method"],
        plain_percent=move["plain"],
        weight=move["after"],
        texts={"zh": tuple(move["zh"]), "en": tuple(move["en"])},
    )
