"""Captions on the frame: when they come, which word they mark, and that they can be read."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import cv2
import numpy as np
import pytest
import uharfbuzz as hb  # type: ignore[import-untyped,unused-ignore]  # ships no types
from tests.extensions.providers.video.drawing.easel import (
    TEXTS,
    alike,
    contrast_around,
    film,
    ink_box,
    is_inside,
    laid,
    near,
    size_of,
)

from heliograph.extensions.providers.video.drawing import caption_layer
from heliograph.extensions.providers.video.drawing.captions import CaptionLayer
from heliograph.extensions.providers.video.drawing.captions.marks import MANNERS, Mark
from heliograph.extensions.providers.video.drawing.captions.painting import (
    Brush,
    draw_active,
    draw_box,
)
from heliograph.extensions.providers.video.drawing.lettering import words_of
from heliograph.extensions.providers.video.drawing.tones import caption_inks, contrast
from heliograph.sdk.sizes import safe_area
from heliograph.sdk.timeline import Captions, Look, Speech, SpokenWord, Timeline, spans
from heliograph.sdk.timeline.document import Aspect, CaptionStyle

STYLES = [style for style in get_args(CaptionStyle) if style != "none"]
ASPECTS: tuple[Aspect, ...] = ("9:16", "4:5", "1:1", "16:9")


def layer_of(timeline: Timeline, share: float = 0.5) -> CaptionLayer:
    found = caption_layer(spans(timeline)[0], timeline, size_of(timeline, share))
    assert isinstance(found, CaptionLayer)
    return found


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("style", STYLES)
def test_a_caption_comes_with_its_first_word_and_leaves_with_its_cue(
    style: str, language: str
) -> None:
    timeline = film(language, style)
    layer = layer_of(timeline)
    speech = timeline.scenes[0].speech
    assert speech is not None
    first = round(speech.words[0].start * timeline.fps)
    assert layer.sprites(first - 1) == []
    assert layer.sprites(first)
    assert layer.sprites(layer.cues[-1].end) == []
    for cue in layer.cues:
        starts = {round(word.start * timeline.fps) for word in speech.words}
        assert cue.start in starts


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("style", ["highlight", "pop", "slide", "bounce", "typewriter"])
def test_the_marked_word_is_the_one_being_spoken(style: str, language: str) -> None:
    timeline = film(language, style)
    layer = layer_of(timeline)
    spoken = caption_inks(timeline.captions, timeline.look).spoken
    cue = layer.cues[0]
    for place, beat in enumerate(cue.beats):
        pixels = laid(layer.sprites(beat.end - 1), size_of(timeline), "#5a5a5a")
        rows, columns = np.nonzero(near(pixels, spoken))
        middle = (float(np.median(columns)), float(np.median(rows)))
        assert _holds(beat.word.box, middle), (style, place)
        assert not any(_holds(other.word.box, middle) for other in cue.beats if other is not beat)


def _holds(box: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] - 3 <= point[1] <= box[3] + 3


def test_the_box_stands_behind_the_spoken_word() -> None:
    timeline = film("en", "box")
    layer = layer_of(timeline)
    inks = caption_inks(timeline.captions, timeline.look)
    for beat in layer.cues[0].beats:
        pixels = laid(layer.sprites(beat.end - 1), size_of(timeline), "#5a5a5a")
        rows, columns = np.nonzero(near(pixels, inks.box))
        box = (columns.min(), rows.min(), columns.max(), rows.max())
        assert is_inside(beat.word.box, box)


@pytest.mark.parametrize("language", TEXTS)
def test_letters_turn_dark_only_when_the_box_is_wholly_behind_them(language: str) -> None:
    timeline = film(language, "box")
    layer = layer_of(timeline)
    inks = caption_inks(timeline.captions, timeline.look)
    cue = layer.cues[0]
    glides = 0
    for place, beat in enumerate(cue.beats):
        for index in range(beat.start, beat.end):
            frame = MANNERS["box"](cue, place, index)
            if frame.mark != Mark("on") or frame.box is None:
                glides += 1
                continue
            sprite = draw_box(Brush(cue, inks), *frame.box)
            assert sprite is not None
            assert is_inside(beat.word.box, ink_box([sprite], least=200), slack=1.5)
    assert glides, "a box that jumps would prove nothing"


@pytest.mark.parametrize(("language", "side"), [("en", -1), ("ar", 1)])
def test_a_sung_word_fills_from_where_its_reading_begins(language: str, side: int) -> None:
    timeline = film(language, "karaoke")
    layer = layer_of(timeline)
    inks = caption_inks(timeline.captions, timeline.look)
    beat = max(layer.cues[0].beats, key=lambda one: one.word.box[2] - one.word.box[0])
    half = laid(layer.sprites((beat.start + beat.end) // 2), size_of(timeline), "#5a5a5a")
    left, top, right, bottom = (round(edge) for edge in beat.word.box)
    part = half[top:bottom, left:right]
    sung = np.nonzero(near(part, inks.spoken))[1]
    unsung = np.nonzero(near(part, inks.ink, 20))[1]
    assert (float(np.mean(sung)) - float(np.mean(unsung))) * side > 0.2 * (right - left)


def test_typing_shows_more_letters_frame_by_frame() -> None:
    layer = layer_of(film("en", "typewriter"))
    beat = max(layer.cues[0].beats, key=lambda one: one.word.end - one.word.start)
    covered = [
        sum(int(one.alpha.sum()) for one in layer.sprites(index))
        for index in (beat.start, beat.start + 3, beat.end - 1)
    ]
    assert covered[0] < covered[1] < covered[2]


@pytest.mark.parametrize("style", ["pop", "slide", "typewriter"])
def test_words_not_yet_spoken_are_not_yet_seen(style: str) -> None:
    timeline = film("en", style)
    layer, still = layer_of(timeline), layer_of(film("en", "highlight"))
    beat = layer.cues[0].beats[1]
    last = layer.cues[0].beats[-1].word.box
    assert not _shows(layer, beat.end - 1, last)
    assert _shows(still, beat.end - 1, last)


def _shows(layer: CaptionLayer, index: int, box: tuple[float, float, float, float]) -> bool:
    size = size_of(film())
    pixels = laid(layer.sprites(index), size, "#5a5a5a").astype(int)
    left, top, right, bottom = (round(edge) for edge in box)
    return bool((np.abs(pixels[top:bottom, left + 8 : right] - 0x5A) > 40).any())


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_captions_stay_clear_of_what_networks_lay_over_a_video(
    aspect: Aspect, language: str
) -> None:
    for place in ("lower", "middle", "upper"):
        timeline = film(language, "bounce", aspect, place=place)
        size = size_of(timeline)
        layer = layer_of(timeline)
        for cue in layer.cues:
            for beat in cue.beats:
                box = ink_box(layer.sprites(beat.start + 4), least=128)
                assert is_inside(box, safe_area(*size), slack=4), (aspect, place, box)
    # A caption a tenth lower would not pass.
    low = (box[0], box[1] + size[1] * 0.9, box[2], box[3] + size[1] * 0.9)
    assert not is_inside(low, safe_area(*size), slack=4)


@pytest.mark.parametrize("style", STYLES)
def test_edge_box_and_swelling_of_a_full_line_stay_where_nothing_covers_them(style: str) -> None:
    text = "The museum is free and you have no excuse. Wednesday wonders wander westward now."
    words = tuple(
        SpokenWord(text=word, start=0.3 + 0.35 * at, end=0.6 + 0.35 * at)
        for at, word in enumerate(text.split())
    )
    for size in np.arange(0.060, 0.100, 0.004):
        timeline = film("en", style, size=float(size))
        speech = Speech(source="voice", words=words)
        scene = timeline.scenes[0].model_copy(
            update={"speech": speech, "line": text, "seconds": words[-1].end + 1}
        )
        timeline = timeline.model_copy(update={"scenes": (scene,)})
        layer, room = layer_of(timeline), safe_area(*size_of(timeline))
        for cue in layer.cues:
            middles = [(beat.start + beat.end) // 2 for beat in cue.beats]
            boxes = [ink_box(layer.sprites(index), least=60) for index in middles]
            assert min(box[0] for box in boxes) >= room[0] - 1, size
            assert max(box[2] for box in boxes) <= room[2] + 1, size


@pytest.mark.parametrize("ground", ["#ffffff", "#000000", "#808080", "#f2b84b", "#2a3566"])
@pytest.mark.parametrize("style", ["plain", "highlight", "karaoke"])
def test_captions_can_be_read_on_any_ground(style: str, ground: str) -> None:
    timeline = film("en", style)
    layer = layer_of(timeline, 1.0)
    inks = caption_inks(timeline.captions, timeline.look)
    beat = layer.cues[0].beats[2]
    pixels = laid(layer.sprites(beat.end - 1), size_of(timeline, 1.0), ground)
    ink = near(pixels, inks.ink, 24)
    # On a ground of the ink's own colour only what lies within the edge is ink.
    _, labels = cv2.connectedComponents(ink)
    ink[labels == labels[0, 0]] = 0 if ink[0, 0] else ink[labels == labels[0, 0]]
    assert contrast_around(pixels, ink) >= 4.5


def test_letters_without_an_edge_would_not_be_read_on_a_ground_like_them() -> None:
    timeline = film("en", "highlight")
    layer = layer_of(timeline, 1.0)
    inks = replace(caption_inks(timeline.captions, timeline.look), on=(0.8, 0.8, 0.8))
    bare = draw_active(Brush(layer.cues[0], inks), 2, Mark("on"))
    assert bare is not None
    pixels = laid([bare], size_of(timeline, 1.0), "#e6e6e6")
    assert contrast_around(pixels, near(pixels, inks.on, 8)) < 4.5


@pytest.mark.parametrize(
    "captions",
    [
        Captions(ink="#777777", edge="#888888", spoken="#222222"),
        Captions(ink="#ffffff", edge="#ffffff", spoken="#ffff00"),
        Captions(ink="#101010", edge="#000000", spoken="#000080"),
        Captions(ink="nonsense", edge="", spoken="#12"),
    ],
)
def test_colours_that_cannot_be_read_together_are_mended(captions: Captions) -> None:
    inks = caption_inks(captions, Look())
    assert contrast(inks.ink, inks.edge) >= 4.5
    assert contrast(inks.spoken, inks.edge) >= 4.5
    assert contrast(inks.soft, inks.edge) >= 4.5
    assert contrast(inks.on, inks.box) >= 4.5


def test_arabic_is_shaped_as_a_whole_line_however_its_words_are_marked() -> None:
    layer = layer_of(film("ar", "pop"))
    for cue in layer.cues:
        for line in cue.placed.text.lines:
            run = line.shaped.runs[0]
            assert list(run.glyphs) == _harfbuzz(line.text, run.face.shaper)
            assert list(run.glyphs) != [
                glyph for mark in line.text[::-1] for glyph in _harfbuzz(mark, run.face.shaper)
            ]


def test_the_words_of_a_line_share_out_its_glyphs_without_rest() -> None:
    for language in TEXTS:
        placed = layer_of(film(language, "pop")).cues[0].placed
        for index, line in enumerate(placed.text.lines):
            words = [word for word in words_of(placed) if word.line == index]
            for run in line.shaped.runs:
                for start in run.clusters:
                    owners = [word for word in words if word.holds(start)]
                    assert len(owners) == (0 if line.text[start] in " \u00a0" else 1)


def _harfbuzz(text: str, font: hb.Font) -> list[int]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
    hb.shape(font, buffer, {"kern": True, "liga": True})
    return [int(info.codepoint) for info in buffer.glyph_infos]


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_timeline_gives_the_same_captions(language: str) -> None:
    one, other = layer_of(film(language)), layer_of(film(language))
    frames = range(10, 60, 7)
    assert all(alike(one.sprites(index), other.sprites(index)) for index in frames)
    # Asked in another order, too; and other captions would be told apart.
    assert alike(layer_of(film(language)).sprites(38), one.sprites(38))
    loud = layer_of(film(language, capitals=True, face="heavy"))
    assert not alike(loud.sprites(38), one.sprites(38))


def test_a_line_keeps_its_place_while_its_words_come() -> None:
    layer = layer_of(film("en", "pop"))
    cue = layer.cues[0]
    first = cue.beats[0]
    early = laid(layer.sprites(cue.beats[1].end - 1), size_of(film()))
    late = laid(layer.sprites(cue.beats[-1].end - 1), size_of(film()))
    left, top, right, bottom = (round(edge) for edge in first.word.box)
    first_ink, last_ink = (
        near(one[top:bottom, left:right], (1.0, 1.0, 1.0)) for one in (early, late)
    )
    assert first_ink.any()
    assert np.array_equal(first_ink, last_ink)


def test_a_word_too_long_for_the_frame_is_made_to_fit() -> None:
    timeline = film("en")
    words = timeline.scenes[0].speech.words[:1]  # type: ignore[union-attr]  # it is spoken
    long = words[0].model_copy(update={"text": "Donaudampfschifffahrtsgesellschaftskapitaen"})
    speech = timeline.scenes[0].speech.model_copy(update={"words": (long,)})  # type: ignore[union-attr]
    scene = timeline.scenes[0].model_copy(update={"speech": speech, "line": ""})
    layer = layer_of(timeline.model_copy(update={"scenes": (scene,)}))
    size = size_of(timeline)
    assert is_inside(ink_box(layer.sprites(layer.cues[0].start + 3), 128), safe_area(*size), 4)


def test_captions_of_the_style_none_are_not_drawn() -> None:
    timeline = film("en", "none")
    layer = caption_layer(spans(timeline)[0], timeline, size_of(timeline))
    assert layer.sprites(20) == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "text",
    [
        "Hello \U0001f319 <b>world</b> & friends \U0001f469\u200d\U0001f469\u200d\U0001f467",
        "القمر Moon في 14:20 (UTC) «زحل» 100% @leo",
        "\u200f\u202e weird \ufeff control\tchars",
        "x" * 3000,
        "\u4f60\u597d \u0e44\u0e17\u0e22",
    ],
)
def test_whatever_is_said_stays_on_the_frame(text: str, style: str) -> None:
    timeline = film("en", style)
    words = tuple(
        SpokenWord(text=token, start=0.4 * n, end=0.4 * n + 0.3)
        for n, token in enumerate(text.split())
    )
    speech = Speech(source="voice", words=words)
    scene = timeline.scenes[0].model_copy(update={"speech": speech, "line": text})
    layer = layer_of(timeline.model_copy(update={"scenes": (scene,)}))
    size = size_of(timeline)
    shown = layer.sprites(layer.cues[-1].beats[-1].end)
    assert is_inside(ink_box(shown, 128), (0, 0, *size), slack=0)
