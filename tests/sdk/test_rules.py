"""The rules engine: counting as platforms count, checking, shortening."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.extensions.connectors.bluesky import Connector as Bluesky
from heliograph.extensions.connectors.instagram import Connector as Instagram
from heliograph.extensions.connectors.mastodon import Connector as Mastodon
from heliograph.sdk.counting import count_text, shorten
from heliograph.sdk.files import MediaFacts
from heliograph.sdk.manifest import TextRules
from heliograph.sdk.rules import Piece, check

FAMILY = "👩‍👩‍👧‍👦"
JPEG = MediaFacts("image/jpeg", 100_000, 1080, 1350, "A sign of the zodiac")


def rules(unit: str, limit: int = 100, **more: int) -> TextRules:
    return TextRules.model_validate({"max": limit, "unit": unit, **more})


@pytest.mark.parametrize(
    ("unit", "length"), [("characters", 7), ("graphemes", 1), ("utf16", 11), ("bytes", 25)]
)
def test_an_emoji_family_is_as_long_as_its_unit_says(unit: str, length: int) -> None:
    assert count_text(FAMILY, rules(unit)) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Read https://example.com/a/very/long/path?with=things", 5 + 23),
        ("https://a.io https://b.io", 23 + 1 + 23),
        ("(see https://example.com/page).", 5 + 23 + 2),
        ("http://short.er!", 23 + 1),
        ("Hello @alice@example.social, and @bob", 6 + 6 + 6 + 4),
        ("mail me@example.com", 19),
        ("no links: example.com", 21),
    ],
)
def test_mastodon_prices_links_and_drops_the_server_of_a_mention(text: str, length: int) -> None:
    assert count_text(text, Mastodon.manifest.text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("plain words", 11),
        (FAMILY, 2),
        ("日本語", 6),
        ("صباح", 4),
        ("“so” – it’s", 11),
        ("e\u0301", 1),
        ("7", 1),
        ("https://example.com/a/very/long/path and on", 23 + 7),
    ],
)
def test_x_weighs_signs_and_not_letters(text: str, length: int) -> None:
    assert count_text(text, rules("weighted", url_counts=23)) == length


@given(st.text())
def test_characters_graphemes_and_bytes_stand_in_order(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    graphemes, characters, size = (
        count_text(clean, rules(unit)) for unit in ("graphemes", "characters", "bytes")
    )
    assert graphemes <= characters <= size


@given(st.text(st.characters(codec="utf-8")), st.integers(0, 60))
def test_a_shortened_text_fits_and_stays_as_it_is(text: str, limit: int) -> None:
    allowed = rules("graphemes", limit, max_bytes=90)
    short = shorten(text, allowed)
    assert count_text(short, allowed) <= limit
    assert len(short.encode()) <= 90
    assert shorten(short, allowed) == short
    assert text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("One here. Two here. Three here.", 20, "One here. Two here."),
        ("Venus is at 3.5 degrees. Mars follows.", 30, "Venus is at 3.5 degrees."),
        ("It fits.", 20, "It fits."),
        ("“Is it so?” He said no.", 12, "“Is it so?”"),
        ("الشمس في الأسد. القمر في الثور.", 18, "الشمس في الأسد."),
        ("A first line\nand then a second one", 20, "A first line"),
        ("no end of sentence in this text", 12, "no end of…"),
        ("uninterrupted", 6, "unint…"),
        (FAMILY * 4, 3, FAMILY * 2 + "…"),
    ],
)
def test_shortening_ends_after_a_sentence_where_one_fits(text: str, limit: int, short: str) -> None:
    assert shorten(text, rules("graphemes", limit)) == short


def test_a_link_is_shortened_at_its_price_not_its_length() -> None:
    text = "Read this. https://example.com/a/path/that/is/much/longer/than/its/price"
    assert shorten(text, Mastodon.manifest.text) == text
    assert shorten(text, rules("graphemes", 33, url_counts=23)) == "Read this."


def test_a_piece_that_keeps_every_rule_has_no_problems() -> None:
    assert check(Instagram.manifest, Piece("Leo shines. #leo", (JPEG,), "image")) == []
    assert check(Mastodon.manifest, Piece("Leo shines.")) == []


def test_every_broken_rule_is_told_with_its_own_remedy() -> None:
    tall = MediaFacts("image/png", 9_000_000, 1080, 1920, "a" * 1003)
    text = "x" * 2200 + " #a" * 31 + " @b" * 21
    found = {one.rule: one.remedy for one in check(Instagram.manifest, Piece(text, (tall,)))}
    assert found == {
        "kind.known": "Make it one of these kinds for Instagram: "
        + ", ".join(Instagram.manifest.kinds),
        "text.max": "Shorten the text by 156 characters",
        "text.max_hashtags": "Take out 1 hashtag",
        "text.max_mentions": "Take out 1 mention",
        "media.mime": "Convert it to image/jpeg",
        "media.max_bytes": "Make the file smaller than 8388608 bytes",
        "media.max_alt": "Shorten the picture description by 3 characters",
        "media.ratio": ("Crop the picture so that it is wider: width by height from 0.80 to 1.91"),
        "media.max_count": "Take out 1 file",
    }


@pytest.mark.parametrize(
    ("kind", "count", "remedy"),
    [
        ("image", 0, "Add 1 file"),
        ("carousel", 1, "Add 1 file"),
        ("carousel", 11, "Take out 1 file"),
    ],
)
def test_a_kind_needs_its_number_of_files(kind: str, count: int, remedy: str) -> None:
    problems = check(Instagram.manifest, Piece("Leo.", (JPEG,) * count, kind))
    assert [problem.remedy for problem in problems] == [remedy]


def test_a_text_post_carries_no_files() -> None:
    problems = check(Mastodon.manifest, Piece("Leo.", (JPEG,), "text"))
    assert [problem.rule for problem in problems] == ["media.max_count"]


def test_bluesky_minds_bytes_as_well_as_graphemes() -> None:
    text = FAMILY * 130
    problems = check(Bluesky.manifest, Piece(text))
    assert [(one.rule, one.found) for one in problems] == [("text.max_bytes", "3250 bytes")]
    assert problems[0].remedy == "Shorten the text by 250 bytes"


def test_a_missing_text_is_told_where_one_is_required() -> None:
    manifest = Mastodon.manifest
    needy = manifest.model_copy(
        update={"text": manifest.text.model_copy(update={"required": True})}
    )
    assert [problem.rule for problem in check(needy, Piece(" \n"))] == ["text.required"]


@pytest.mark.parametrize(("width", "height"), [(1080, 1350), (1080, 1351), (1910, 1000), (4, 5)])
def test_a_pixel_of_rounding_does_not_break_the_ratio(width: int, height: int) -> None:
    picture = MediaFacts("image/jpeg", 1, width, height)
    assert check(Instagram.manifest, Piece("Leo.", (picture,), "image")) == []
