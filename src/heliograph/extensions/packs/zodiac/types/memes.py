"""Memes: the day's strongest fact for a sign, and what that sign would do about it."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.plan import choose_facts
from heliograph.extensions.packs.zodiac.types.base import Asked, made, themes_of, with_slots
from heliograph.sdk.packs import Plan


def plan_meme(asked: Asked) -> Plan:
    """One fact to set the scene; the sign itself is the joke."""
    moon_sign = asked.moon_sign()
    fact = choose_facts(asked.facts, asked.profile, moon_sign)[0]
    (theme,) = themes_of(asked, [fact])
    told = [fact, *asked.of_kind("moon_sign")]
    # "Yourself" is no subject for a third-person joke.
    about = {"yourself": "first impressions"}.get(theme.slots["area_short"])
    own = {"own_key": asked.profile.id, "area_short": about or theme.slots["area_short"]}
    themed = with_slots(theme, own)
    return made(asked, told, [themed], {"moon_sign": moon_sign})
