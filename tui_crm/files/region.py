"""Where this computer stands: its time zone, and the country that follows (SPEC 3)."""

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_crm import paths
from tui_crm.domain.region import FALLBACK_COUNTRY, territory_of_locale

FALLBACK_ZONE = "UTC"
LOCALE_VARIABLES = ("LC_ALL", "LC_TELEPHONE", "LC_ADDRESS", "LANG", "LC_MESSAGES")
"""The first one set tells the country: what is said of numbers and addresses before the language.

A Chinese computer with English menus has LANG=zh_CN and LC_MESSAGES=en_US.
"""

_ETC = Path("/etc")
_ZONE_FOLDER = "/zoneinfo/"
_VARIANTS = ("posix/", "right/")
"""Folders that hold the zones once more, with and without leap seconds."""
_NO_ZONES = ("localtime", "posixrules", "Factory")
"""Names in the zone folder that stand for no place."""
_POSIX_ZONE = re.compile(r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]+>)(?P<sign>[+-]?)(?P<hours>[0-9]{1,2})")


def default_zone(environ: Mapping[str, str], *, etc: Path = _ETC) -> str:
    """Return the name of this computer's time zone: of TZ, else of the system, else "UTC".

    The system's is where `etc`/localtime points, else what `etc`/timezone says. `ZoneInfo` knows
    the name that is returned. A POSIX rule without daylight saving (CST-8) is Etc/GMT-8.
    """
    candidates = (environ.get("TZ", ""), _linked_zone(etc / "localtime"), _read(etc / "timezone"))
    for candidate in candidates:
        if (name := zone_name(candidate)) is not None:
            return name
    return FALLBACK_ZONE


def default_country(environ: Mapping[str, str], *, etc: Path = _ETC) -> str:
    """Return the ISO 3166 country of the locale, else of the time zone, else CN."""
    locale = next((environ[name] for name in LOCALE_VARIABLES if environ.get(name)), "")
    return (
        territory_of_locale(locale)
        or country_of_zone(default_zone(environ, etc=etc))
        or FALLBACK_COUNTRY
    )


def country_of_zone(name: str) -> str | None:
    """Return the ISO 3166 country that a zone lies in, by its IANA name or an old one."""
    return _countries_by_zone().get(name)


def zone_name(text: str) -> str | None:
    """Return the IANA name in a value of TZ or a path into a zone folder; None if there is none."""
    name = text.strip().removeprefix(":")
    if _ZONE_FOLDER in name:
        name = name.rpartition(_ZONE_FOLDER)[2]
    for variant in _VARIANTS:
        name = name.removeprefix(variant)
    if name and name not in _NO_ZONES and _is_zone(name):
        return name
    if rule := _POSIX_ZONE.fullmatch(name):
        # POSIX and Etc/GMT agree on the odd sign: CST-8 is eight hours ahead of UTC.
        fixed = f"Etc/GMT{rule['sign'] or '+'}{int(rule['hours'])}"
        return fixed if _is_zone(fixed) else None
    return None


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _linked_zone(link: Path) -> str:
    """Return the path that `link` leads to, "" where it is no link or cannot be read."""
    try:
        return os.path.realpath(link) if link.is_symlink() else ""
    except OSError:
        return ""


def _read(file: Path) -> str:
    """Return the first line of a file, "" where it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return next(iter(text.splitlines()), "")


@cache
def _countries_by_zone() -> Mapping[str, str]:
    """Return the country of each zone: the shipped table, made from IANA's zone.tab and links."""
    table = (paths.shipped_data() / "zones.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in table.splitlines() if line and line[0] != "#")
    return {zone: country for country, zones in lines for zone in zones.split()}
