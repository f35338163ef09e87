"""Captions laid from spoken words: by sense, by what fits, and on time."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.sdk.timeline import (
    Captions,
    Cue,
    Narration,
    Scene,
    Speech,
    SpokenWord,
    Still,
    Timeline,
    Transition,
    spans,
)
from heliograph.sdk.timeline.captions import CaptionCue, cues_of, room_of, to_srt, to_vtt
from heliograph.sdk.timeline.document import Aspect
from heliograph.sdk.timeline.sense import ends_sentence, leans_on_next, width_of
from heliograph.sdk.typesetting.shaping import shape_line

ENGLISH = (
    "Tonight the Moon meets Saturn at 14:20, and the week slows down. Say the hard thing once, "
    "kindly, then let it rest until Friday because the answer needs a night."
)
ARABIC = (
    "في هذه الليلة يلتقي القمر بزحل، ويهدأ الأسبوع قليلا. قل ما يجب قوله مرة واحدة بلطف، "
    "ثم دعه يستريح حتى يوم الجمعة لأن الجواب يحتاج إلى ليلة."
)
TEXTS = {"en": ENGLISH, "ar": ARABIC}


def spoken(text: str, pace: float = 0.32) -> tuple[SpokenWord, ...]:
    """The words as a voice tells them: without their punctuation, with breaths."""
    words, now = [], 0.3
    for token in text.split():
        end = now + pace * (0.4 + len(token) / 7)
        words.append(SpokenWord(text=token.strip(".,،"), start=now, end=end))
        now = end + (0.35 if token[-1] in "." else 0.15 if token[-1] in ",،" else 0.02)
    return tuple(words)


def scene(text: str, number: int = 0, **more: object) -> Scene:
    words = spoken(text)
    values = {
        "id": f"s{number}",
        "seconds": words[-1].end + 0.6,
        "shot": Still(source="x"),
        "line": text,
        "speech": Speech(source="v", words=words),
        **more,
    }
    return Scene.model_validate(values)


def film(
    text: str, language: str = "en", aspect: Aspect = "9:16", captions: Captions | None = None
) -> Timeline:
    return Timeline(
        language=language,
        aspect=aspect,
        scenes=(scene(text),),
        captions=captions or Captions(),
    )


def laid(timeline: Timeline) -> tuple[CaptionCue, ...]:
    return cues_of(spans(timeline)[0], timeline)


@pytest.mark.parametrize("language", TEXTS)
def test_every_word_is_shown_once_in_order_and_spelled_as_written(language: str) -> None:
    cues = laid(film(TEXTS[language], language))
    assert [word.text for cue in cues for word in cue.words] == TEXTS[language].split()


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("aspect", ["9:16", "4:5", "1:1", "16:9"])
def test_a_cue_begins_with_its_first_word_and_stays_long_enough(
    language: str, aspect: Aspect
) -> None:
    cues = laid(film(TEXTS[language], language, aspect))
    assert all(cue.start == cue.words[0].start for cue in cues)
    assert all(cue.end - cue.start >= 0.8 for cue in cues)
    assert all(one.end <= other.start for one, other in pairwise(cues))


def test_quick_words_are_gathered_until_a_cue_can_be_read() -> None:
    words = tuple(
        SpokenWord(text=f"word{n}.", start=n * 0.25, end=n * 0.25 + 0.2) for n in range(12)
    )
    timeline = film(ENGLISH)
    quick = timeline.scenes[0].model_copy(
        update={"speech": Speech(source="v", words=words), "line": "", "seconds": 4.0}
    )
    cues = laid(timeline.model_copy(update={"scenes": (quick,)}))
    # Each word is a sentence of its own: cut at every one of them, no cue could be read.
    assert all(ends_sentence(word.text) for word in words)
    assert len(cues) > 1
    assert min(cue.end - cue.start for cue in cues) >= 0.8


@pytest.mark.parametrize("language", TEXTS)
def test_a_cue_never_ends_on_a_word_that_leans_on_the_next(language: str) -> None:
    cues = laid(film(TEXTS[language], language))
    assert not [cue.text for cue in cues[:-1] if leans_on_next(cue.words[-1].text)]
    tokens = TEXTS[language].split()
    # Cut after every so many words instead, some cue would end so.
    steps = [range(size - 1, len(tokens), size) for size in (2, 3, 4, 5)]
    assert any(leans_on_next(tokens[at]) for step in steps for at in step)


@pytest.mark.parametrize("language", TEXTS)
def test_sentences_do_not_share_a_cue(language: str) -> None:
    cues = laid(film(TEXTS[language], language))
    assert not [cue.text for cue in cues for word in cue.words[:-1] if ends_sentence(word.text)]


@pytest.mark.parametrize("language", TEXTS)
def test_no_cue_leaves_one_word_alone_on_its_last_line(language: str) -> None:
    for aspect in ("9:16", "16:9"):
        text = to_srt(film(TEXTS[language], language, aspect))
        blocks = [block.split("\n")[2:] for block in text.strip().split("\n\n")]
        assert all(len(lines) == 1 or " " in lines[-1] for lines in blocks)
        assert max(len(line) for lines in blocks for line in lines) <= 32
        assert max(len(lines) for lines in blocks) <= 2


words_said = st.lists(
    st.tuples(
        st.text("abcdefgh ،.", min_size=1, max_size=14).filter(lambda text: text.strip()),
        st.floats(0, 0.8),
        st.floats(0.01, 0.9),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(said=words_said, lines=st.integers(1, 3), characters=st.integers(12, 60))
def test_whatever_is_said_no_word_is_lost_and_no_cue_lies_over_another(
    said: list[tuple[str, float, float]], lines: int, characters: int
) -> None:
    words, now = [], 0.0
    for text, gap, length in said:
        words.append(SpokenWord(text=text, start=now + gap, end=now + gap + length))
        now += gap + length
    one = Scene(
        id="a",
        seconds=now + 0.5,
        shot=Still(source="x"),
        speech=Speech(source="v", words=tuple(words)),
    )
    captions = Captions(lines=lines, characters=characters)
    timeline = Timeline(scenes=(one,), captions=captions)
    cues = laid(timeline)
    shown = "".join(word.text for cue in cues for word in cue.words)
    assert "".join(shown.split()) == "".join("".join(word.text.split()) for word in words)
    assert all(first.end <= later.start for first, later in pairwise(cues))


@pytest.mark.parametrize(("role", "text"), [("strong", ENGLISH), ("strong", ARABIC)])
def test_the_estimate_of_a_words_width_is_near_what_the_face_sets(role: str, text: str) -> None:
    base = 1 if text is ARABIC else 0
    measured = sum(shape_line(word, role, base).width for word in text.split())
    assert sum(map(width_of, text.split())) == pytest.approx(measured, rel=0.15)
    assert sum(map(width_of, text.split())) != pytest.approx(2 * measured, rel=0.15)


def test_a_cue_somebody_wrote_is_kept_and_its_words_follow_the_voice() -> None:
    heard = spoken("Say the hard thing once")
    cue = Cue(text="Say the hard thing once.", start=heard[0].start, end=heard[-1].end)
    timeline = film("Say the hard thing once")
    kept = timeline.scenes[0].model_copy(update={"cues": (cue,)})
    (found,) = laid(timeline.model_copy(update={"scenes": (kept,)}))
    assert found.text == cue.text
    assert [word.start for word in found.words] == [word.start for word in heard]


def test_a_cue_in_other_words_than_the_voice_is_timed_by_its_letters() -> None:
    timeline = film(ENGLISH)
    cue = Cue(text="A incomprehensible summary", start=1.0, end=3.0)
    kept = timeline.scenes[0].model_copy(update={"cues": (cue,)})
    (found,) = laid(timeline.model_copy(update={"scenes": (kept,)}))
    lengths = [word.end - word.start for word in found.words]
    assert lengths[1] > lengths[2] > lengths[0] > 0
    assert found.words[-1].end == pytest.approx(3.0)


def test_the_last_words_of_a_scene_stay_while_its_picture_does() -> None:
    short = "Read this one slowly."
    long = film(short).model_copy(update={"scenes": (scene(short, seconds=7.0),)})
    cue = laid(long)[-1]
    assert spoken(short)[-1].end < 3
    assert cue.end - cue.words[-1].end > 3.5, "nobody looks at an empty picture"
    # Where a cue follows, the one before still makes room in time.
    first, *_, last = laid(film(ENGLISH))
    assert first.end - first.words[-1].end < 0.5
    assert last.end <= spans(film(ENGLISH))[0].frames / 30


def two_scenes() -> Timeline:
    fading = Transition(kind="dissolve", seconds=0.5)
    later = scene("Then <let> it rest & wait.", 1, transition=fading)
    return Timeline(scenes=(scene(ENGLISH), later))


def test_subtitles_count_from_the_start_of_the_whole_video() -> None:
    timeline = two_scenes()
    later = spans(timeline)[1]
    assert later.overlap == 15
    times = re.findall(r"(\d\d):(\d\d):(\d\d),(\d{3}) -->", to_srt(timeline))
    starts = [int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000 for h, m, s, ms in times]
    assert starts == sorted(starts)
    assert starts[-1] == pytest.approx(later.start / timeline.fps + 0.3, abs=0.001)


def test_webvtt_escapes_what_would_be_markup() -> None:
    text = to_vtt(two_scenes())
    assert text.startswith("WEBVTT\n\n00:00:00.300 --> ")
    assert "&lt;let&gt;" in text
    assert "rest\u00a0&amp; wait." in text
    assert "<let>" in to_srt(two_scenes())


def test_a_video_without_a_voice_is_captioned_at_a_readers_pace() -> None:
    one = Scene(id="a", seconds=12, shot=Still(source="x"), line=ENGLISH)
    cues = cues_of(spans(Timeline(scenes=(one,)))[0], Timeline(scenes=(one,)))
    assert " ".join(cue.text for cue in cues).split() == ENGLISH.split()
    assert all(first.end <= second.start for first, second in pairwise(cues))
    assert (cues[0].start, cues[-1].end <= 12) == (0.25, True)


def test_what_is_not_said_yet_or_says_nothing_has_no_subtitles() -> None:
    line = Scene(id="a", seconds=3, shot=Still(source="x"), line="Unsaid")
    for silent in (
        Timeline(scenes=(line,), narration=Narration()),
        Timeline(scenes=(line.model_copy(update={"line": ""}),)),
    ):
        assert to_srt(silent) == ""
        assert to_vtt(silent) == "WEBVTT\n"


def test_ten_thousand_words_are_cut_in_seconds() -> None:
    words = tuple(
        SpokenWord(text=f"word{n % 97}", start=n * 0.05, end=n * 0.05 + 0.04) for n in range(10_000)
    )
    one = Scene(id="a", seconds=510, shot=Still(source="x"), speech=Speech(source="v", words=words))
    timeline = Timeline(scenes=(one,))
    started = time.process_time()
    cues = laid(timeline)
    assert time.process_time() - started < 40
    assert sum(len(cue.words) for cue in cues) == 10_000
    assert room_of(timeline).lines == 2
