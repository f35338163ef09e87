"""Festival and Flite: what they print is read without them; what they say is heard with them."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from heliograph.extensions.providers.festival import FestivalProvider
from heliograph.extensions.providers.festival.reading import times_of, tokens_in, voices_in
from heliograph.extensions.providers.festival.scripts import plain, script, sentences
from heliograph.sdk.sound.loudness import integrated
from heliograph.sdk.speaking import script_of
from heliograph.sdk.voice import NotToBeSpoken, SpeechOrder

# Where the programs lie outside of the path, as they do after being unpacked by hand.
PLACES = os.environ.get("HELIOGRAPH_TEST_FESTIVAL") or None  # noqa: TID251 - not a setting
LINE = "The Moon meets Saturn at 14:20 – near Rashi’s house. Look south!"
PRINTED = """U\t0
W\tThe\t0.165000\t0.245000\t_3
W\tMoon\t0.245000\t0.495000\t_4
W\tat\t0.600000\t0.700000\t_5
W\t14:20\t0.700000\t1.200000\t_6
W\t14:20\t1.200000\t1.700000\t_6
W\tRashi's\t1.800000\t2.200000\t_7
W\tRashi's\t0.000000\t0.000000\t_7
not a line of ours
U\t1
W\tvery\t0.100000\t0.300000\t_3
W\tvery\t0.300000\t0.600000\t_4
"""


def needs(program: str) -> FestivalProvider:
    """The provider, or the test is left out where the program is not installed."""
    if shutil.which(program, path=PLACES) is None:
        pytest.skip(f"{program} is not installed here")
    return FestivalProvider(PLACES)


def program_in(folder: Path, name: str, lines: str) -> None:
    """A program of this name that does what the lines of Python say."""
    file = folder / name
    file.write_text(f"#!{sys.executable}\nimport sys\n{lines}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def test_tokens_are_read_with_all_their_words_and_without_what_has_no_time() -> None:
    first, second = tokens_in(PRINTED)
    assert [(one.text, one.start, one.end) for one in first] == [
        ("The", 0.165, 0.245),
        ("Moon", 0.245, 0.495),
        ("at", 0.6, 0.7),
        ("14:20", 0.7, 1.7),
        ("Rashi's", 1.8, 2.2),
    ]
    assert [one.start for one in second] == [0.1, 0.3]
    assert tokens_in("") == []
    assert tokens_in("W\tlost\t0\t1\t_1") == []


def test_tokens_find_their_words_in_order() -> None:
    first, second = tokens_in(PRINTED)
    words = ["The", "Moon", "at", "14:20,", "-", "Rashi's", "house."]
    assert times_of(first, words) == {
        0: (0.165, 0.245),
        1: (0.245, 0.495),
        2: (0.6, 0.7),
        3: (0.7, 1.7),
        5: (1.8, 2.2),
    }
    assert times_of(second, ["very", "very"]) == {0: (0.1, 0.3), 1: (0.3, 0.6)}


def test_voices_are_names_and_nothing_else() -> None:
    printed = "V\tkal_diphone\nV\tcmu_us_slt_arctic_hts\nV\t(quit)\nhello\n"
    assert voices_in(printed) == ["kal_diphone", "cmu_us_slt_arctic_hts"]


def test_a_text_cannot_become_a_command(tmp_path: Path) -> None:
    evil = 'end") (system "touch x") (print "\\'
    told = script("kal_diphone", 1.0, [plain(evil)], tmp_path)
    line = next(one for one in told.splitlines() if "Utterance Text" in one)
    quoted = '"end\\") (system \\"touch x\\") (print \\"\\\\"'
    assert line == f"(set! utt (utt.synth (Utterance Text {quoted})))"
    assert plain("a\nb\tc “d” – e… é") == 'abc "d" - e... e'


def test_sentences_are_cut_at_their_ends_and_never_endless() -> None:
    words = script_of(SpeechOrder("One two. Three? " + "more " * 90), 10_000).words
    found = sentences(words)
    assert found[:2] == [[0, 1], [2]]
    assert max(len(one) for one in found) == 40
    assert [number for one in found for number in one] == list(range(len(words)))


def test_without_the_programs_there_are_no_voices_and_a_clear_refusal(tmp_path: Path) -> None:
    provider = FestivalProvider(str(tmp_path))
    assert list(provider.voices()) == []
    with pytest.raises(LookupError, match="Neither Festival nor Flite"):
        provider.speak(SpeechOrder(LINE))


def test_a_program_that_fails_is_told_in_its_own_words(tmp_path: Path) -> None:
    lines = "if '-lv' in sys.argv: print('Voices available: slt kal')\n"
    program_in(tmp_path, "flite", lines + "else: sys.exit('no more voices')")
    provider = FestivalProvider(str(tmp_path))
    assert [one.id for one in provider.voices()] == ["flite_slt", "flite_kal"]
    with pytest.raises(ValueError, match="flite failed: no more voices"):
        provider.speak(SpeechOrder(LINE))


def test_another_language_a_verse_and_an_unknown_voice_are_refused(tmp_path: Path) -> None:
    program_in(tmp_path, "flite", "print('Voices available: slt')")
    provider = FestivalProvider(str(tmp_path))
    with pytest.raises(LookupError, match="speak English"):
        provider.speak(SpeechOrder("صباح الخير", language="ar"))
    with pytest.raises(LookupError, match="no voice 'nobody'"):
        provider.speak(SpeechOrder(LINE, voice="nobody"))
    with pytest.raises(ValueError, match="nothing in this text"):
        provider.speak(SpeechOrder("صباح الخير", language="en"))
    with pytest.raises(NotToBeSpoken):
        provider.speak(SpeechOrder("He read it.", quotes=("read it",)))


def test_festival_says_every_word_with_its_own_times() -> None:
    provider = needs("festival")
    voice = next(one for one in provider.voices() if not one.id.startswith("flite_"))
    speech = provider.speak(SpeechOrder(LINE, voice=voice.id))
    assert [word.text for word in speech.words] == LINE.split()
    assert speech.aligned == "events"
    assert speech.sound.rate == 48_000
    assert integrated(speech.sound) == pytest.approx(-16.0, abs=0.3)
    assert all(after.start >= word.end for word, after in pairwise(speech.words))
    assert speech.words[-1].end <= speech.sound.seconds
    number, dash, near = speech.words[5:8]
    assert number.end - number.start > 0.5
    assert dash.start == dash.end
    assert near.end > near.start


@pytest.mark.parametrize("program", ["festival", "flite"])
def test_a_faster_order_is_shorter(program: str) -> None:
    provider = needs(program)
    is_flite = program == "flite"
    voice = next(one.id for one in provider.voices() if one.id.startswith("flite_") == is_flite)
    usual, fast = (
        provider.speak(SpeechOrder(LINE, voice=voice, rate=rate)).sound.seconds
        for rate in (1.0, 1.5)
    )
    assert fast < 0.85 * usual


def test_flites_words_are_estimated() -> None:
    provider = needs("flite")
    speech = provider.speak(SpeechOrder(LINE, voice="flite_slt"))
    assert [word.text for word in speech.words] == LINE.split()
    assert speech.aligned == "estimated"
    assert all(type(word.start) is float for word in speech.words)
