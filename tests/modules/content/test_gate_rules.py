"""Networks, originality against everything, a pack's own rules, and what a brand makes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from heliograph.extensions.packs.zodiac import PACK
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.content import gate
from heliograph.modules.content.gate import (
    Alike,
    PictureFile,
    decide,
    judge,
    policy_problems,
)
from heliograph.modules.content.gate.policy import KNOWN, REPORTED
from heliograph.sdk.files import MediaFacts
from heliograph.sdk.judging import Judged, JudgingPack
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.packs import Plan
from heliograph.sdk.problems import Problem
from tests.modules.content.pieces import GOOD, TEXT, check_of, failed

CATALOGUE = InstalledExtensions()


def on(*platforms: str) -> list[ConnectorManifest]:
    """The manifests of some networks."""
    return [CATALOGUE.connector_manifest(one) for one in platforms]


def test_a_text_too_long_for_a_chosen_network_is_refused_with_the_excess() -> None:
    long = replace(GOOD, text=f"{TEXT} {TEXT}", platforms=on("x", "mastodon"))

    check = check_of(long, "platform_x")

    assert failed(long) == {"platform_x"}
    assert check.must
    assert "280" in check.allowed
    assert "Shorten the text" in check.remedy


def test_a_text_that_fits_passes_on_every_network() -> None:
    every = [manifest.id for manifest in CATALOGUE.connectors()]

    assert not failed(replace(GOOD, platforms=on(*every)))


def test_hashtags_that_do_not_fit_are_a_warning() -> None:
    full = replace(GOOD, text=(TEXT + " x" * 60)[:278], platforms=on("x"))

    check = check_of(full, "platform_x_hashtags")

    assert not check.passed
    assert not check.must


def test_a_picture_that_can_be_cut_anew_is_no_fault_of_the_piece() -> None:
    tall = PictureFile(MediaFacts("image/png", 2_000_000, 1080, 3000), 120.0)

    assert "platform_instagram" not in failed(replace(GOOD, file=tall, platforms=on("instagram")))


def test_a_copy_of_anything_the_brand_made_is_refused_and_named() -> None:
    alike = Alike("c0ffee", date(2021, 3, 4), words=0.62, meaning=0.7, compared=1000)

    check = check_of(replace(GOOD, alike=alike), "originality")

    assert not check.passed
    assert "2021-03-04" in check.found
    assert check_of(replace(GOOD, alike=replace(alike, words=0.2)), "originality").passed


def test_the_same_thought_in_other_words_is_a_warning() -> None:
    near = Alike("c0ffee", date(2021, 3, 4), words=0.1, meaning=0.9, compared=10)

    check = check_of(replace(GOOD, alike=near), "originality_meaning")

    assert not check.passed
    assert not check.must
    assert check_of(replace(GOOD, alike=replace(near, meaning=0.6)), "originality_meaning").passed


class StrictPack:
    """The zodiac pack with a rule of its own and a type that a person has to see."""

    folder: Path = PACK.folder
    manifest = PACK.manifest.model_copy(
        update={
            "types": tuple(
                kind.model_copy(update={"needs_person": True}) for kind in PACK.manifest.types
            )
        }
    )

    def unsupported_claims(self, text: str, plan: Plan) -> Sequence[str]:
        """As the zodiac pack."""
        return PACK.unsupported_claims(text, plan)

    def judge(self, piece: Judged) -> Sequence[Problem]:
        """No piece names a king."""
        if "king" not in piece.text:
            return ()
        return [
            Problem("text", "strict.king", "a king", "nobody of rank", "Leave the king out."),
            Problem("text", "strict.king", "another king", "nobody of rank", "Leave him out."),
        ]


STRICT = StrictPack()


def test_a_packs_own_rule_refuses_and_no_policy_softens_it() -> None:
    assert isinstance(STRICT, JudgingPack)
    piece = replace(GOOD, text=f"{TEXT} Ask the king.")

    report = judge(piece, STRICT, {"strict.king": "warn"})  # type: ignore[arg-type]  # a part

    found = [check for check in report.checks if check.name == "strict.king"]
    assert not report.passed
    assert [(check.found, check.remedy) for check in found] == [
        ("a king; another king", "Leave the king out.")
    ]


def test_a_piece_that_keeps_the_packs_rules_is_told_so() -> None:
    report = judge(GOOD, STRICT)  # type: ignore[arg-type]  # reason: the parts that the gate asks

    assert report.passed
    assert "pack_rules" in {check.name for check in report.checks}


def test_a_type_that_needs_a_person_waits_for_their_yes() -> None:
    waiting = judge(GOOD, STRICT)  # type: ignore[arg-type]  # reason: the parts the gate asks
    approved = judge(replace(GOOD, approved_by="Mina"), STRICT)  # type: ignore[arg-type]  # same

    assert waiting.passed
    assert waiting.needs_person
    assert not approved.needs_person
    assert not judge(GOOD, PACK).needs_person


@pytest.mark.parametrize(
    ("step", "passed", "needs_person"),
    [("warn", True, False), ("block", False, False), ("needs_person", True, True)],
)
def test_a_brand_decides_what_a_failed_check_means(
    step: str, passed: bool, needs_person: bool
) -> None:
    question = replace(GOOD, hashtags=("#leo", "#Leo"))

    report = judge(question, PACK, {"hashtags": step})  # type: ignore[dict-item]  # from a table

    assert (report.passed, report.needs_person) == (passed, needs_person)


def test_false_facts_are_refused_whatever_the_brand_wants() -> None:
    false = replace(GOOD, text=TEXT.replace("Leo", "Virgo"))

    assert not judge(false, PACK, {"facts_in_plan": "warn"}).passed
    assert not judge(false, PACK, {"facts_in_plan": "needs_person"}).passed


def test_a_policy_that_cannot_be_is_explained() -> None:
    assert policy_problems({"hook": "block", "emoji": "needs_person"}) == []
    assert "hook" in policy_problems({"hook": "explode"})[0]
    assert "softened" in policy_problems({"facts_in_plan": "warn"})[0]


def test_a_report_without_checks_passes_nothing_wrongly() -> None:
    assert decide([], {}).score == 0.0


def test_every_check_that_is_made_can_be_named_in_a_policy() -> None:
    folder = Path(gate.__file__).parent
    made = {
        name
        for file in folder.glob("*.py")
        for name in re.findall(r'Check\(\s*"([a-z_]+)"', file.read_text(encoding="utf-8"))
    }
    assert len(made) > 30
    assert made - REPORTED == set(KNOWN)
