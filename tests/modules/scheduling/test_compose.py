"""A content becomes a text that the platform takes, and keeps what matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.flows.catalogue import InstalledExtensions
from heliograph.modules.scheduling.compose import compose, composed
from heliograph.sdk.counting import count_text
from heliograph.sdk.manifest import ConnectorManifest
from heliograph.sdk.rules import Piece, check

MANIFESTS = {one.id: one for one in InstalledExtensions().connectors()}
platforms = pytest.mark.parametrize("platform", sorted(MANIFESTS))

words = st.text("abc déö שלום مرحبا 😀👩‍👩‍👧 .,!?\n", min_size=1, max_size=40)
sentences = st.lists(words, min_size=1, max_size=80).map(". ".join).filter(str.strip)
hashtags = st.lists(
    st.text("abcdeéxyz", min_size=1, max_size=20).map(lambda word: f"#{word}"),
    max_size=40,
    unique=True,
)


@platforms
@given(text=sentences, tags=hashtags)
def test_what_is_composed_fits_its_platform(platform: str, text: str, tags: list[str]) -> None:
    manifest = MANIFESTS[platform]

    made = compose(text, tags, manifest.text)

    assert count_text(made, manifest.text) <= manifest.text.max
    assert not text_problems(manifest, made)


@platforms
@given(text=sentences, tags=hashtags)
def test_three_hashtags_stay_and_are_the_first_ones(
    platform: str, text: str, tags: list[str]
) -> None:
    made = compose(text, tags, MANIFESTS[platform].text)

    if tags:
        kept = made.rsplit("\n\n", 1)[-1].split()
        assert kept == tags[: len(kept)]
        assert len(kept) >= min(3, len(tags))


@platforms
def test_a_short_text_is_left_as_it_is(platform: str) -> None:
    made = compose("A quiet day.", ["#calm", "#sky"], MANIFESTS[platform].text)

    assert made == "A quiet day.\n\n#calm #sky"


def test_hashtags_give_way_before_sentences_do() -> None:
    rules = MANIFESTS["bluesky"].text
    text = "One sentence of some length stands here. " * 6
    tags = [f"#hashtag{number}" for number in range(10)]

    made = compose(text.strip(), tags, rules)

    assert made.startswith(text.strip())
    assert 3 <= made.count("#") < 10


def test_a_long_text_ends_with_a_whole_sentence() -> None:
    text = "This is one sentence of the reading. " * 40

    made = compose(text.strip(), ["#a", "#b", "#c"], MANIFESTS["mastodon"].text)

    assert made.split("\n\n", maxsplit=1)[0].endswith("of the reading.")


def text_problems(manifest: ConnectorManifest, text: str) -> list[str]:
    """What the platform would say to the text alone."""
    found = check(manifest, Piece(text=text, media=(), kind="text"))
    return [problem.rule for problem in found if problem.field == "text"]


def test_a_hashtag_the_text_holds_already_is_not_said_twice() -> None:
    made = compose("A #Quiet day.", ["#quiet", "#sky"], MANIFESTS["mastodon"].text)

    assert made == "A #Quiet day.\n\n#sky"


def test_no_more_hashtags_than_the_platform_counts_are_placed_and_that_is_told() -> None:
    rules = MANIFESTS["mastodon"].text.model_copy(update={"max_hashtags": 2})

    made = composed("Example", "A #quiet day.", ["#a", "#b", "#c"], rules)

    assert made.text == "A #quiet day.\n\n#a"
    assert made.adaptations[0].what == "2 hashtags of 3 left out"
    assert made.adaptations[0].why == "Example takes 2 hashtags"


def test_a_platform_without_hashtags_gets_none() -> None:
    rules = MANIFESTS["mastodon"].text.model_copy(update={"max_hashtags": 0})

    assert compose("A quiet day.", ["#a"], rules) == "A quiet day."


def test_a_shortening_is_told_in_the_platforms_own_count() -> None:
    text = ("This is one sentence of the reading. " * 20).strip()

    made = composed("Bluesky", text, ["#a"], MANIFESTS["bluesky"].text)

    (told,) = made.adaptations
    assert told.what == "Shortened from 739 to 295 graphemes, at the end of a sentence"
    assert told.why == "Bluesky takes 300 graphemes"


def test_bytes_are_kept_where_a_platform_counts_both() -> None:
    rules = MANIFESTS["bluesky"].text.model_copy(update={"max_bytes": 400})

    made = compose("مرحبا بكم في قراءة اليوم. " * 12, ["#a", "#b"], rules)

    assert len(made.encode()) <= 400
    assert made.endswith("#a #b")
