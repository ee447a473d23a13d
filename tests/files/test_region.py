"""Where this computer stands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tui_crm.files.region import country_of_zone, default_country, default_zone, zone_name


@pytest.fixture
def etc(tmp_path: Path) -> Path:
    """Return an empty folder in place of /etc."""
    return tmp_path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        (":Asia/Shanghai", "Asia/Shanghai"),
        ("Asia/Shanghai\n", "Asia/Shanghai"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/posix/Asia/Tokyo", "Asia/Tokyo"),
        ("PRC", "PRC"),
        ("CST-8", "Etc/GMT-8"),
        ("<+08>-8", "Etc/GMT-8"),
        ("EET-2EEST", None),
        ("CST-99", None),
        ("localtime", None),
        ("Asia", None),
        ("../etc/passwd", None),
        ("/etc/localtime", None),
        ("Mars/Olympus", None),
        ("", None),
        ("a\0b", None),
        ("\ud800", None),
        ("x" * 10_000, None),
    ],
)
def test_a_zone_is_named_by_what_zoneinfo_knows(text: str, name: str | None) -> None:
    assert zone_name(text) == name


def test_a_posix_offset_keeps_its_direction() -> None:
    """CST-8 is eight hours ahead of UTC, in POSIX and as the zone that is found."""
    noon = datetime(2026, 11, 18, 12, tzinfo=UTC)
    zone = ZoneInfo(default_zone({"TZ": "CST-8"}))
    assert noon.astimezone(zone).utcoffset() == timedelta(hours=8)


def test_tz_goes_before_the_system(etc: Path) -> None:
    (etc / "timezone").write_text("Europe/Berlin\n", encoding="utf-8")
    assert default_zone({"TZ": "Asia/Tokyo"}, etc=etc) == "Asia/Tokyo"
    assert default_zone({"TZ": ""}, etc=etc) == "Europe/Berlin"
    assert default_zone({"TZ": "nonsense"}, etc=etc) == "Europe/Berlin"


def test_the_link_goes_before_the_written_name(etc: Path) -> None:
    (etc / "timezone").write_text("Europe/Berlin\n", encoding="utf-8")
    (etc / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Shanghai")
    assert default_zone({}, etc=etc) == "Asia/Shanghai"


def test_a_copied_localtime_leaves_the_written_name(etc: Path) -> None:
    (etc / "localtime").write_bytes(b"TZif2")
    (etc / "timezone").write_bytes(b"Asia/Shanghai")
    assert default_zone({}, etc=etc) == "Asia/Shanghai"


def test_utc_is_the_zone_of_a_computer_that_does_not_know_its_own(etc: Path) -> None:
    assert default_zone({}, etc=etc) == "UTC"
    (etc / "localtime").symlink_to(etc / "localtime")
    (etc / "timezone").write_bytes(b"\xff\xfe\x00")
    assert default_zone({}, etc=etc) == "UTC"


@pytest.mark.parametrize(
    ("environ", "country"),
    [
        ({"LANG": "de_CH.UTF-8", "TZ": "Asia/Tokyo"}, "CH"),
        ({"LC_ALL": "en_SG", "LANG": "de_CH.UTF-8"}, "SG"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "CN"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "zh_CN.UTF-8"}, "CN"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_CH.UTF-8", "TZ": "Asia/Tokyo"}, "JP"),
        ({"LANG": "C", "TZ": "Asia/Calcutta"}, "IN"),
        ({"LANG": "C", "TZ": "CST-8"}, "CN"),
        ({"LANG": "C", "TZ": "UTC"}, "CN"),
    ],
)
def test_the_country_is_the_locales_else_the_zones_else_china(
    environ: dict[str, str], country: str, etc: Path
) -> None:
    assert default_country(environ, etc=etc) == country


def test_every_zone_with_a_place_has_its_country() -> None:
    placeless = {
        name
        for name in available_timezones()
        if "/" not in name or name.startswith(("Etc/", "SystemV/"))
    }
    without = {name for name in available_timezones() - placeless if country_of_zone(name) is None}
    assert without == set()
    assert country_of_zone("PRC") == "CN"
    assert country_of_zone("Iceland") == "IS"
    assert country_of_zone("Etc/GMT-8") is None
