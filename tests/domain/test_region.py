"""What a locale's name and a country tell."""

import pytest

from tui_crm.domain.region import territory_of_locale, weekend_of


@pytest.mark.parametrize(
    ("name", "territory"),
    [
        ("zh_CN.UTF-8", "CN"),
        ("en_US", "US"),
        ("zh-TW", "TW"),
        ("zh_Hant_HK.UTF-8", "HK"),
        ("sr_RS@latin", "RS"),
        ("de_AT.ISO-8859-15@euro", "AT"),
        ("ZH_cn", "CN"),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("zh", None),
        ("es_419", None),
        ("", None),
        ("zh_CN\n../x", None),
        ("z" * 10_000, None),
    ],
)
def test_the_territory_of_a_locale_is_its_country(name: str, territory: str | None) -> None:
    assert territory_of_locale(name) == territory


def test_weekends_follow_the_country() -> None:
    assert weekend_of("CN") == {5, 6}
    assert weekend_of("SA") == {4, 5}
    assert weekend_of("IR") == {4}
    assert weekend_of("ZZ") == {5, 6}
