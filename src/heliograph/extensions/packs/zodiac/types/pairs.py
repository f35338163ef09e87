"""Compatibility: two signs by element, modality and the angle between them."""

from __future__ import annotations

from heliograph.extensions.packs.zodiac.content import profiles
from heliograph.extensions.packs.zodiac.signs import SIGNS, with_article
from heliograph.extensions.packs.zodiac.types.base import Asked, made
from heliograph.sdk.manifest import SubjectProfile
from heliograph.sdk.packs import Fact, Plan, Theme

# By how many signs lie between them, counted the short way round.
ANGLES = ("same", "next", "sextile", "square", "trine", "five", "opposition")
ASPECT_OF = {"same": "conjunction", "sextile": "sextile", "square": "square",
             "trine": "trine", "opposition": "opposition"}  # fmt: skip
SOURCE = "tropical zodiac, twelve signs of thirty degrees"


def plan_pair(asked: Asked) -> Plan:
    """The sign with its partner of the day. In twelve days each sign meets all twelve, and on one
    day the two of a pair meet each other."""
    own = asked.profile
    place = SIGNS.index(own.name)
    partner = list(profiles().values())[(asked.day.toordinal() - place) % 12]
    fact = pair_fact(own, partner)
    slots = {
        "partner": partner.name,
        "partner_figure": partner.facts["figure"],
        "partner_element": partner.facts["element"],
        "partner_modality": partner.facts["modality"],
        "partner_ruler": with_article(partner.facts["ruler"]),
        "angle": str(fact.detail["relation"]),
        "elements": _joined(own, partner, "element"),
        "modes": _joined(own, partner, "modality"),
        "own_key": own.id,
        "partner_key": partner.id,
        "pair": "_".join(sorted((own.id, partner.id), key=list(profiles()).index)),
    }
    return made(asked, [fact], [Theme(f"pair.{slots['angle']}", fact.id, slots)], {})


def pair_fact(own: SubjectProfile, partner: SubjectProfile) -> Fact:
    """What the two signs are to each other; always true, so it has no date."""
    apart = (SIGNS.index(partner.name) - SIGNS.index(own.name)) % 12
    steps = min(apart, 12 - apart)
    relation = ANGLES[steps]
    both = " and ".join((own.name, partner.name))
    text = (
        f"{both} lie {steps * 30} degrees apart: {own.facts['element']} and "
        f"{partner.facts['element']}, {own.facts['modality']} and {partner.facts['modality']}"
    )
    detail: dict[str, str | int | float | bool | None] = {
        "signs": f"{own.name},{partner.name}",
        "bodies": f"{own.facts['ruler']},{partner.facts['ruler']},Sun",
        "relation": relation,
        "steps": steps,
        "degree": steps * 30,
        "about": ASPECT_OF.get(relation, ""),
    }
    return Fact(f"pair:{own.id}-{partner.id}", "pair", text, SOURCE, 1.0, detail)


def _joined(own: SubjectProfile, partner: SubjectProfile, part: str) -> str:
    return "_".join(sorted((own.facts[part], partner.facts[part])))
