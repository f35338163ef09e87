"""The plan of an adaptation keeps the platform's rules, tells the truth and never distorts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.sdk.adapting import Wish, plan_file
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.manifest import MediaRules
from heliograph.sdk.reshaping import reshape

FEED = MediaRules(
    max_count=10, mimes=("image/jpeg",), max_bytes=8_388_608, min_ratio=0.8, max_ratio=1.91
)
FILMS = MediaRules(
    max_count=1,
    mimes=("video/mp4",),
    max_bytes=50_000_000,
    max_width=1280,
    max_height=1280,
    max_pixels=1_310_720,
    max_seconds=140,
    max_fps=60,
    video_codecs=("h264",),
    audio_codecs=("aac",),
)
PICTURE = MediaFacts("image/jpeg", 900_000, 1080, 1350)
FILM = MediaFacts(
    "video/mp4", 20_000_000, 1080, 1920, "", 30_000, 30.0, "h264", "aac"
)  # fmt: skip
sides = st.integers(20, 6000)
fits = st.sampled_from(["auto", "crop", "pad"])


def plan(rules: MediaRules, file: MediaFacts, wish: Wish | None = None):  # type: ignore[no-untyped-def]
    return plan_file("Example", rules, file, "media[0]", wish or Wish())


def test_a_file_that_fits_is_left_alone() -> None:
    planned = plan(FEED, PICTURE)

    assert planned.recipe is None
    assert planned.facts == PICTURE
    assert planned.adaptations == ()


def test_an_upright_picture_is_padded_rather_than_beheaded() -> None:
    planned = plan(FEED, replace(PICTURE, width=1080, height=1920))

    assert planned.recipe is not None
    assert (planned.recipe.way, planned.recipe.width, planned.recipe.height) == ("pad", 1536, 1920)
    (told,) = planned.adaptations
    assert told.field == "media[0]"
    assert told.what == "Put whole on a background of 1536 × 1920"
    assert told.why == "Example takes a width of 0.80 to 1.91 times the height"


def test_a_picture_a_little_too_tall_is_cropped() -> None:
    planned = plan(FEED, replace(PICTURE, width=1000, height=1333))

    assert planned.recipe is not None
    assert (planned.recipe.way, planned.recipe.width, planned.recipe.height) == ("crop", 1000, 1250)
    assert planned.adaptations[0].what == "Cropped from 1000 × 1333 to 1000 × 1250"


def test_what_the_author_wishes_is_done() -> None:
    tall = replace(PICTURE, width=1080, height=1920)

    cropped = plan(FEED, tall, Wish("crop")).recipe
    padded = plan(FEED, replace(tall, height=1400), Wish("pad", "#102030")).recipe

    assert cropped is not None
    assert (cropped.way, cropped.background) == ("crop", "")
    assert padded is not None
    assert (padded.way, padded.background) == ("pad", "#102030")


def test_another_type_is_converted_and_the_sentence_says_so() -> None:
    planned = plan(FEED, replace(PICTURE, mime="image/webp"))

    assert planned.facts.mime == "image/jpeg"
    assert planned.adaptations[0].what == "Saved as JPEG instead of WebP"
    assert planned.adaptations[0].why == "Example takes image/jpeg"


def test_an_animation_the_platform_takes_is_not_made_a_still_picture_for_its_weight() -> None:
    rules = FEED.model_copy(update={"mimes": ("image/jpeg", "image/gif"), "max_bytes": 1000})

    assert plan(rules, MediaFacts("image/gif", 5000, 800, 800)).recipe is None
    assert plan(FEED, MediaFacts("image/gif", 5000, 800, 800)).recipe is not None


def test_a_video_that_is_too_long_is_refused_and_never_cut() -> None:
    long = replace(FILM, duration_ms=200_000)

    planned = plan(FILMS, long)

    assert planned.facts.duration_ms == 200_000
    assert "media.seconds" in {one.rule for one in check_file(FILMS, planned.facts, "media[0]")}


def test_a_video_that_is_too_large_gets_fewer_pixels_and_its_codecs_stay() -> None:
    planned = plan(FILMS, replace(FILM, video_codec="hevc", fps=120.0))

    assert planned.recipe is not None
    assert (planned.recipe.width, planned.recipe.height) == (720, 1280)
    assert planned.recipe.fps == 60
    assert planned.facts.video_codec == "h264"
    assert check_file(FILMS, planned.facts, "media[0]") == []


def test_a_video_that_is_encoded_anyway_is_not_larger_than_telephones_show_it() -> None:
    large = replace(FILM, width=2160, height=3840, video_codec="hevc", fps=57.3)
    rules = FILMS.model_copy(update={"max_width": None, "max_height": None, "max_pixels": None})

    planned, kept = plan(rules, large), plan(rules, replace(large, video_codec="h264"))

    assert planned.recipe is not None
    assert (planned.recipe.width, planned.recipe.height) == (1080, 1920)
    assert planned.recipe.fps == pytest.approx(60, abs=0.1), (
        "an uneven rate becomes the steady one that is nearest"
    )
    assert kept.recipe is None, "what fits is sent as it is"


@pytest.mark.parametrize(
    ("change", "way"),
    [
        ({"is_streamable": False}, "copy"),
        ({"mime": "video/quicktime"}, "copy"),
        ({"mime": "video/x-matroska"}, "encode"),
        ({"is_streamable": False, "pixel_format": "yuv420p10le"}, "encode"),
        ({"is_streamable": False, "audio_codec": "mp3"}, "encode"),
        ({"audio_channels": 6}, "encode"),
        ({"audio_rate": 96_000}, "encode"),
    ],
)
def test_only_what_is_wrong_of_a_video_is_made_anew(change: dict[str, object], way: str) -> None:
    rules = FILMS.model_copy(
        update={
            "max_width": 1920,
            "max_height": 1920,
            "max_pixels": None,
            "streamable": True,
            "pixel_formats": ("yuv420p",),
            "max_audio_rate": 48_000,
            "max_audio_channels": 2,
        }
    )
    film = replace(
        FILM, pixel_format="yuv420p", audio_rate=48_000, audio_channels=2, is_streamable=True
    )
    assert plan(rules, film).recipe is None

    planned = plan(rules, replace(film, **change))  # type: ignore[arg-type]

    assert planned.recipe is not None
    assert planned.recipe.way == way
    assert check_file(rules, planned.facts, "media[0]") == []
    assert all(one.what and one.why for one in planned.adaptations)


def test_a_video_no_bitrate_can_save_stays_too_heavy() -> None:
    rules = FILMS.model_copy(update={"max_bytes": 200_000})

    planned = plan(rules, replace(FILM, duration_ms=139_000))

    assert "media.max_bytes" in {one.rule for one in check_file(rules, planned.facts, "media[0]")}


def test_a_description_that_is_too_long_is_shortened_at_a_sentence() -> None:
    rules = FEED.model_copy(update={"max_alt": 20})

    planned = plan(rules, replace(PICTURE, alt="A red lantern. It hangs over the harbour."))

    assert planned.facts.alt == "A red lantern."
    assert planned.adaptations[0].field == "media[0].alt"


def test_a_picture_where_a_video_belongs_stays_a_broken_rule() -> None:
    planned = plan(FILMS, PICTURE)

    assert planned.recipe is None
    assert "media.mime" in {one.rule for one in check_file(FILMS, planned.facts, "media[0]")}


def test_the_same_recipe_has_the_same_key_and_another_limit_another() -> None:
    tall = replace(PICTURE, width=1080, height=1920)
    lighter = FEED.model_copy(update={"max_bytes": 1_000_000})

    one, two, other = (plan(rules, tall).recipe for rules in (FEED, FEED, lighter))

    assert one is not None
    assert two is not None
    assert other is not None
    assert one.key == two.key != other.key


@given(width=sides, height=sides, fit=fits, low=st.floats(0.2, 1.0), span=st.floats(1.05, 5.0))
def test_a_new_shape_keeps_the_bounds_to_the_letter(
    width: int, height: int, fit: str, low: float, span: float
) -> None:
    rules = FEED.model_copy(update={"min_ratio": low, "max_ratio": low * span, "max_width": 2000})

    shape = reshape(rules, width, height, fit)  # type: ignore[arg-type]

    assert shape.width <= 2000
    if shape.way in ("crop", "pad") and min(shape.width, shape.height) > 50:
        assert low <= shape.width / shape.height <= low * span
    if shape.way == "scale":
        # One pixel of rounding on each side is all that scaling may change.
        assert abs(shape.width / width * height - shape.height) <= 1 + height / width


@pytest.mark.parametrize("fit", ["auto", "crop", "pad"])
@given(width=sides, height=sides)
def test_a_video_has_even_sides(fit: str, width: int, height: int) -> None:
    shape = reshape(FILMS, width, height, fit, 2)  # type: ignore[arg-type]

    assert shape.width % 2 == shape.height % 2 == 0
    assert shape.width * shape.height <= 1_310_720
