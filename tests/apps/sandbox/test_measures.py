"""How the networks count and recognise: characters, addresses, pictures, identifiers."""

from __future__ import annotations

import pytest
import regex  # type: ignore[import-untyped]  # the package ships no types
from hypothesis import given
from hypothesis import strategies as st

from heliograph.apps.sandbox.bluesky.cids import cid_of_bytes
from heliograph.apps.sandbox.graphemes import count_graphemes
from heliograph.apps.sandbox.mastodon.text import measure, to_html
from heliograph.apps.sandbox.numbers import media_id_of, shortcode, tid
from heliograph.apps.sandbox.pictures import sniff
from tests.apps.sandbox.pictures import picture

PARTS = [
    "a",
    "ب",
    " ",
    "\n",
    "e\u0301",
    "👍🏽",
    "👩‍👩‍👧",
    "🇪🇬",
    "🇩🇪",
    "한",
    "각",
    "1️⃣",
    "☀️",
    "न",
    "ा",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_graphemes_are_counted_as_the_unicode_rules_count_them(parts: list[str]) -> None:
    text = "".join(parts)
    assert count_graphemes(text) == len(regex.findall(r"\X", text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("see https://example.org/" + "x" * 200, 27),
        ("hi @someone@example.social", 11),
        ("two https://a.example and https://b.example/long/path", 55),
        ("👩‍👩‍👧‍👦" * 3, 3),
    ],
)
def test_mastodon_counts_addresses_as_23_and_mentions_by_their_local_part(
    text: str, count: int
) -> None:
    assert measure(text) == count


def test_mastodon_html_keeps_paragraphs_and_escapes_markup() -> None:
    html = to_html("One <b>\ntwo\n\nthree #Tag", "http://m")
    assert html.startswith("<p>One &lt;b&gt;<br />two</p><p>three ")
    assert 'href="http://m/tags/tag"' in html


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_pictures_are_recognised_with_their_size(kind: str) -> None:
    sniffed = sniff(picture(321, 123, kind))
    assert sniffed.mime == f"image/{kind.replace('jpg', 'jpeg')}"
    assert (sniffed.width, sniffed.height) == (321, 123)


@given(st.binary(max_size=200))
def test_any_bytes_are_looked_at_without_falling_over(data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF....WEBPVP8X"):
        assert sniff(start + data).mime


def test_a_blob_has_the_cid_it_has_everywhere() -> None:
    # The cid of "hello world" as raw bytes is well known.
    known = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"
    assert cid_of_bytes(b"hello world") == known


@given(st.integers(17 * 10**15, 18 * 10**15))
def test_a_shortcode_leads_back_to_its_medium(number: int) -> None:
    assert media_id_of(shortcode(str(number))) == str(number)


@given(st.floats(1.7e9, 1.9e9), st.floats(0.001, 1e6))
def test_timestamp_ids_sort_by_time(moment: float, later: float) -> None:
    assert tid(moment) < tid(moment + later)
    assert len(tid(moment)) == 13
