"""What may stand in one sentence."""

from __future__ import annotations

import pytest
from evaluations.text_runs import PACK

from heliograph.extensions.providers.embedded.chooser import Chooser, Turn
from heliograph.extensions.providers.embedded.errors import NothingFits
from heliograph.extensions.providers.embedded.grammar import Template, load_grammar
from heliograph.extensions.providers.embedded.pattern import parse
from heliograph.extensions.providers.embedded.writer import Source, Writer
from heliograph.sdk.packs import Plan


def said(plan: Plan, *sources: str, **slots: str) -> str:
    """The sentence that a writer makes of these templates."""
    pool = tuple(Template(one, one, parse(one), frozenset(slots)) for one in sources)
    chooser = Chooser("seed", 0, "plain", Turn("series", 1, 0, 1))
    writer = Writer(load_grammar(PACK.folder / "grammar"), plan, chooser)
    return writer.choose("pair", Source(pool, sources, slots, "self"), ()).text


def test_a_slot_that_ends_as_the_template_goes_on_makes_no_sentence(plan: Plan) -> None:
    stammer, sound = "Leave it, and {do} yourself.", "Rather {do}."
    promise = "keep one promise to yourself"
    assert said(plan, stammer, sound, do=promise) == "Rather keep one promise to yourself."
    with pytest.raises(NothingFits):
        said(plan, stammer, do=promise)


def test_a_slot_without_that_word_is_welcome(plan: Plan) -> None:
    assert said(plan, "Leave it, and {do} yourself.", do="sing") == "Leave it, and sing yourself."


def test_a_word_doubled_on_purpose_stays(plan: Plan) -> None:
    assert said(plan, "Say bye bye to {it}.", it="the list") == "Say bye bye to the list."
