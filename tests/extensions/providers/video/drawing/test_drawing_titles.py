"""Titles and cards: they fit, keep clear of one another, can be read, and come in as asked."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from tests.extensions.providers.video.drawing.easel import (
    contrast_around,
    film,
    ink_box,
    is_inside,
    laid,
    near,
    size_of,
    with_overlays,
)

from heliograph.extensions.providers.video.drawing import (
    Setting,
    caption_layer,
    open_ground,
    title_layer,
)
from heliograph.extensions.providers.video.drawing.places import caption_band, column, header
from heliograph.extensions.providers.video.drawing.titles import TitleLayer
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.sizes import safe_area
from heliograph.sdk.timeline import Card, Drawn, Look, Overlays, Timeline, Title, spans
from heliograph.sdk.timeline.document import Aspect
from heliograph.sdk.typesetting.setting import QURAN_LEADING

ASPECTS: tuple[Aspect, ...] = ("9:16", "4:5", "1:1", "16:9")
VERSE = "إِنَّ فِى خَلْقِ ٱلسَّمَٰوَٰتِ وَٱلْأَرْضِ وَٱخْتِلَٰفِ ٱلَّيْلِ وَٱلنَّهَارِ لَـَٔايَٰتٍ لِّأُو۟لِى ٱلْأَلْبَٰبِ"
SETS: dict[str, tuple[Title, ...]] = {
    "hook": (
        Title(text="Leo, 21 November", role="reference", face="sans", place="top", size=0.04),
        Title(text="Your week slows down", role="hook", face="heavy", size=0.14, entry="none"),
        Title(text="Mira Haddad, astronomer", role="lower_third", place="lower", box=True),
        Title(text="For entertainment", role="note", face="sans", place="bottom", size=0.035),
    ),
    "verse": (
        Title(text=VERSE, role="verse", place="middle", size=0.09, entry="none"),
        Title(text="Indeed there are signs.", role="translation", place="middle", size=0.05),
        Title(text="Qur’an 3:190", role="reference", place="bottom", face="sans", size=0.036),
    ),
    "arabic": (
        Title(text="أسبوعك يهدأ هذه الليلة", role="hook", face="heavy", size=0.15, entry="none"),
        Title(text="د. ميرا حداد، فلكية", role="lower_third", place="lower", face="strong"),
    ),
}
Box = tuple[float, float, float, float]


def layer_of(timeline: Timeline, share: float = 0.5) -> TitleLayer:
    return title_layer(spans(timeline)[0], timeline, size_of(timeline, share))


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("place", ["lower", "middle", "upper"])
@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("name", SETS)
def test_titles_keep_clear_of_captions_of_one_another_and_of_the_networks(
    name: str, aspect: Aspect, place: str
) -> None:
    timeline = film(
        "ar" if name == "arabic" else "en", "highlight", aspect, SETS[name], place=place
    )
    size = size_of(timeline)
    layer, band = layer_of(timeline), caption_band(timeline, size)
    boxes = [block.panel or block.box for block in layer.blocks]
    assert len(boxes) == len(SETS[name])
    assert not any(meet(one, other) for one, other in combinations(boxes, 2))
    captions = caption_layer(spans(timeline)[0], timeline, size)
    spoken = ink_box(captions.sprites(40), least=128)
    assert not any(meet(box, (band.left, band.top, band.right, band.bottom)) for box in boxes)
    assert not any(meet(box, spoken) for box in boxes)
    assert all(is_inside(box, safe_area(*size), slack=3) for box in boxes)


def test_a_title_at_the_foot_would_lie_under_captions_it_did_not_know_of() -> None:
    title = Title(text="Patience", place="bottom", size=0.12)
    shared = film("en", "highlight", titles=(title,))
    band = caption_band(shared, size_of(shared))
    (careless,) = layer_of(film("en", "none", titles=(title,))).blocks
    (careful,) = layer_of(shared).blocks
    room = (band.left, band.top, band.right, band.bottom)
    assert meet(careless.box, room)
    assert not meet(careful.box, room)


def test_without_captions_titles_may_stand_where_captions_would() -> None:
    clear, shared = (layer_of(film("en", style, titles=SETS["hook"])) for style in ("none", "box"))
    assert clear.blocks[-1].box[3] > shared.blocks[-1].box[3]


def test_titles_begin_below_the_handle() -> None:
    timeline = with_overlays(film("en", titles=SETS["hook"]), Overlays(handle="@leo.daily"))
    size = size_of(timeline)
    assert min(block.box[1] for block in layer_of(timeline).blocks) >= header(timeline, size) - 3
    bare = layer_of(film("en", titles=SETS["hook"]))
    assert min(block.box[1] for block in bare.blocks) < header(timeline, size) - 3


def test_a_long_title_is_set_smaller_until_it_fits() -> None:
    long = Title(text="The sky tonight asks for patience and a second look. " * 5, size=0.2)
    short = Title(text="Patience", size=0.2)
    (crowded,) = layer_of(film(titles=(long,))).blocks
    (roomy,) = layer_of(film(titles=(short,))).blocks
    assert crowded.placed.text.fits
    assert crowded.placed.text.size < roomy.placed.text.size


def test_a_verse_is_set_in_the_face_of_the_quran_with_room_for_its_marks() -> None:
    block = layer_of(film(titles=SETS["verse"]), 1.0).blocks[0]
    faces = {run.face.key for line in block.placed.text.lines for run in line.shaped.runs}
    assert faces == {"amiri-quran"}
    assert block.placed.text.line_height >= QURAN_LEADING * block.placed.text.size
    # The lowest mark of each line ends above the highest mark of the next.
    size = block.placed.text.size
    inks = [
        (y + line.shaped.ink[1] * size, y + line.shaped.ink[3] * size)
        for line, y in zip(block.placed.text.lines, block.placed.baselines, strict=True)
    ]
    assert all(one[1] <= other[0] for one, other in pairwise(inks))


@pytest.mark.parametrize("name", SETS)
def test_no_mark_of_a_title_is_cut_off(name: str) -> None:
    timeline = film("en", "none", titles=SETS[name])
    layer = layer_of(timeline, 1.0)
    shown = ink_box(layer.sprites(60))
    for block in layer.blocks:
        assert is_inside(block.box, shown, slack=2)


@pytest.mark.parametrize("ground", ["#ffffff", "#000000", "#8a8a8a", "#e9d9a8"])
@pytest.mark.parametrize("colour", ["#ffffff", "#1d2a2a", "#f2b84b"])
def test_titles_can_be_read_on_any_ground(colour: str, ground: str) -> None:
    title = Title(text="MOON", size=0.2, colour=colour, entry="none", place="middle", face="strong")
    timeline = film("en", "none", titles=(title,))
    layer = layer_of(timeline, 1.0)
    pixels = laid(layer.sprites(30), size_of(timeline, 1.0), ground)
    left, top, right, bottom = (round(edge) for edge in layer.blocks[0].box)
    part = pixels[top - 6 : bottom + 6, left - 6 : right + 6]
    ink = near(part, layer.blocks[0].asked.ink, 20)
    ink[:3], ink[-3:], ink[:, :3], ink[:, -3:] = 0, 0, 0, 0
    assert contrast_around(part, ink) >= 4.5


def seen(layer: TitleLayer, index: int) -> int:
    return sum(int(one.alpha.sum()) for one in layer.sprites(index))


@pytest.mark.parametrize("entry", ["fade", "rise", "slide", "pop", "typewriter"])
def test_a_title_comes_in_and_then_stands_still(entry: str) -> None:
    title = Title.model_validate(
        {"text": "Patience pays tonight", "entry": entry, "start": 0.5, "size": 0.1}
    )
    timeline = film("en", "none", titles=(title,))
    layer = layer_of(timeline)
    assert layer.sprites(14) == []
    coming = [seen(layer, index) for index in (15, 19, 90)]
    assert 0 < coming[0] < coming[1]
    assert coming[2] > coming[0]
    assert seen(layer, 90) == seen(layer, 91)


def test_a_title_with_an_end_leaves_softly_and_one_without_stays() -> None:
    going = Title(text="Patience", end=2.0, entry="none")
    staying = Title(text="Patience", entry="none")
    one, other = (layer_of(film("en", "none", titles=(each,))) for each in (going, staying))
    assert seen(one, 40) > seen(one, 57) > seen(one, 59) > 0
    assert one.sprites(60) == []
    assert seen(other, 59) == seen(other, 40)


def test_titles_seen_at_different_times_may_share_a_place() -> None:
    first = Title(text="Tonight", place="upper", end=1.0)
    then = Title(text="Tomorrow", place="upper", start=1.0)
    blocks = layer_of(film("en", "none", titles=(first, then))).blocks
    assert meet(blocks[0].box, blocks[1].box)
    both = layer_of(film("en", "none", titles=(first, then.model_copy(update={"start": 0.0}))))
    assert not meet(both.blocks[0].box, both.blocks[1].box)


@pytest.mark.parametrize("entry", ["fade", "rise", "slide", "pop", "typewriter"])
def test_the_first_frame_of_a_video_says_what_it_is_about(entry: str) -> None:
    title = Title.model_validate({"text": "Leo", "entry": entry, "role": "hook", "place": "top"})
    timeline = film("en", "none", titles=(title,))
    first, second = spans(
        timeline.model_copy(
            update={
                "scenes": (
                    timeline.scenes[0],
                    timeline.scenes[0].model_copy(update={"id": "two"}),
                )
            }
        )
    )
    opening, later = (title_layer(one, timeline, size_of(timeline)) for one in (first, second))
    assert seen(opening, 0) > 0.6 * seen(opening, 90)
    assert seen(later, 0) < 0.6 * seen(later, 90), "a later scene's title still comes in"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_titles_of_a_wide_frame_stand_beside_the_picture(language: str) -> None:
    timeline = film(language, "highlight", "16:9", SETS["hook" if language == "en" else "arabic"])
    size = size_of(timeline)
    room = column(size)
    boxes = [block.box for block in layer_of(timeline).blocks]
    assert all(room.left - 3 <= box[0] and box[2] <= room.right + 3 for box in boxes)
    tall = film(language, "highlight", "9:16", SETS["hook"])
    middles = [(b.box[0] + b.box[2]) / 2 for b in layer_of(tall).blocks if b.asked.role == "hook"]
    assert middles == [pytest.approx(size_of(tall)[0] / 2, abs=6)]


def test_a_verse_stays_in_the_middle_of_a_wide_frame() -> None:
    timeline = film("ar", "none", "16:9", SETS["verse"])
    for block in layer_of(timeline).blocks:
        middle = (block.box[0] + block.box[2]) / 2
        assert middle == pytest.approx(size_of(timeline)[0] / 2, abs=12)


@pytest.mark.parametrize(
    ("text", "lines"), [("Full moon", 1), ("Waxing gibbous", 1), ("Waxing gibbous moon", 2)]
)
def test_a_hook_gives_size_before_it_takes_lines_from_the_picture(text: str, lines: int) -> None:
    hook = Title(text=text, role="hook", place="top", size=0.13)
    (block,) = layer_of(film("en", titles=(hook,))).blocks
    assert len(block.placed.text.lines) == lines
    # A hook that has the picture's place for itself stays as large as it was asked for.
    (large,) = layer_of(film("en", titles=(hook.model_copy(update={"place": "middle"}),))).blocks
    assert len(large.placed.text.lines) == len(text.split())


def test_the_words_of_a_card_stand_in_its_first_frame() -> None:
    size = size_of(film("en", "none"))
    ground = open_ground(CARD, Setting(size, Look(), 90, 30))
    first, later = (pixels_of(ground.frame(index))[:, :, ::-1] for index in (0, 80))
    ink = [near(pixels, (1.0, 1.0, 1.0), 60).sum() for pixels in (first, later)]
    assert ink[0] > 0.7 * ink[1]


CARD = Card(heading="Tomorrow the Moon enters Leo", body="Speak first.", footer="@leo.daily")


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("scene", [None, Drawn(scene="pattern")])
def test_the_words_of_a_card_appear_over_its_ground(scene: Drawn | None, aspect: Aspect) -> None:
    card = CARD.model_copy(update={"ground": scene})
    size = size_of(film("en", "none", aspect))
    ground = open_ground(card, Setting(size, Look(), 90, 30))
    pixels = pixels_of(ground.frame(80))[:, :, ::-1]
    ink = near(pixels, (1.0, 1.0, 1.0), 40)
    rows, columns = np.nonzero(ink)
    box = (columns.min(), rows.min(), columns.max(), rows.max())
    assert ink.sum() > 400 * size[0] / 540
    assert is_inside(box, safe_area(*size), slack=4)
    bare = open_ground(Card(ground=scene), Setting(size, Look(), 90, 30))
    assert near(pixels_of(bare.frame(80))[:, :, ::-1], (1.0, 1.0, 1.0), 40).sum() < ink.sum() / 4


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_card_leaves_its_foot_to_the_captions(language: str, aspect: Aspect) -> None:
    timeline = film(language, aspect=aspect)
    size = size_of(timeline)
    ground = open_ground(CARD, Setting(size, Look(), 90, 30))
    pixels = pixels_of(ground.frame(80))[:, :, ::-1]
    accent = near(pixels, (0.949, 0.722, 0.294), 40)
    assert np.nonzero(accent)[0].max() < caption_band(timeline, size).top


def test_a_card_on_a_pale_palette_is_written_in_dark_ink() -> None:
    pale = Look(palette={"background": "#f4ecdf", "support": "#b9a27a", "accent": "#1f6b5c",
                         "ink": "#1d2a2a", "paper": "#fffaf0"})  # fmt: skip
    size = size_of(film())
    pixels = pixels_of(open_ground(CARD, Setting(size, pale, 90, 30)).frame(80))[:, :, ::-1]
    ink = near(pixels, (0x1D / 255, 0x2A / 255, 0x2A / 255), 40)
    assert ink.sum() > 400
    assert contrast_around(pixels, ink) >= 4.5
