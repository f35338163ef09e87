"""The conventions by which dawn and night are told, as their authorities publish them."""

from __future__ import annotations

from dataclasses import dataclass

from heliograph.extensions.packs.islamic.errors import NoSuchPlace


@dataclass(frozen=True)
class Method:
    """One convention: how far the Sun stands below the horizon at Fajr and at Isha, or how many
    minutes after Maghrib Isha is; `code` is its name in the library."""

    id: str
    name: str
    name_ar: str
    code: str
    fajr_angle: float
    isha_angle: float | None = None
    isha_minutes: int | None = None
    ramadan_minutes: int = 0
    """What Ramadan adds to Isha."""


METHODS = {
    method.id: method
    for method in (
        Method(
            "mwl", "Muslim World League", "رابطة العالم الإسلامي", "MUSLIM_WORLD_LEAGUE", 18.0, 17.0
        ),
        Method(
            "north_america",
            "North America (ISNA)",
            "الجمعية الإسلامية لأمريكا الشمالية",
            "NORTH_AMERICA",
            15.0,
            15.0,
        ),
        Method(
            "egypt",
            "Egyptian General Authority of Survey",
            "الهيئة المصرية العامة للمساحة",
            "EGYPTIAN",
            19.5,
            17.5,
        ),
        Method(
            "umm_al_qura",
            "Umm al-Qura University, Makkah",
            "جامعة أم القرى بمكة المكرمة",
            "UMM_AL_QURA",
            18.5,
            isha_minutes=90,
            ramadan_minutes=30,
        ),
        Method(
            "karachi",
            "University of Islamic Sciences, Karachi",
            "جامعة العلوم الإسلامية بكراتشي",
            "KARACHI",
            18.0,
            18.0,
        ),
        Method("dubai", "Dubai", "دبي", "DUBAI", 18.2, 18.2),
        Method("kuwait", "Kuwait", "الكويت", "KUWAIT", 18.0, 17.5),
        Method("qatar", "Qatar", "قطر", "QATAR", 18.0, isha_minutes=90),
        Method("singapore", "Singapore", "سنغافورة", "SINGAPORE", 20.0, 18.0),
        Method(
            "moonsighting",
            "Moonsighting Committee",
            "لجنة رؤية الهلال",
            "MOON_SIGHTING_COMMITTEE",
            18.0,
            18.0,
        ),
        Method(
            "uoif",
            "Musulmans de France (UOIF)",
            "اتحاد المنظمات الإسلامية في فرنسا",
            "UOIF",
            12.0,
            12.0,
        ),
    )
}
_ALIASES = {
    "muslim_world_league": "mwl",
    "isna": "north_america",
    "egyptian": "egypt",
    "makkah": "umm_al_qura",
    "ummalqura": "umm_al_qura",
    "moonsighting_committee": "moonsighting",
    "france": "uoif",
}


def method_of(name: str) -> Method:
    """A method by its id or a common name of it; raises `NoSuchPlace`."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    found = METHODS.get(_ALIASES.get(plain, plain))
    if found is None:
        raise NoSuchPlace(f"There is no method {name!r}", f"Choose one of: {', '.join(METHODS)}.")
    return found
