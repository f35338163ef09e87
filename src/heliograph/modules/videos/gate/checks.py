"""The checks, each with what was found, what is allowed and how to mend it. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from heliograph.modules.videos.gate.moments import MOST_MOMENTS, moments_of, runs_of, starts_of
from heliograph.sdk.timeline import Drawn, Scene, Timeline, seconds_of, spans
from heliograph.sdk.timeline.captions import cues_of
from heliograph.sdk.video import MOST_FLASHES, Stretch, VideoFacts

LOUDNESS, LOUDNESS_OFF, PEAK = -14.0, 0.5, -1.0
MOST_BLACK, MOST_FROZEN, MOST_SILENCE = 0.5, 2.5, 4.0
CONTRAST = 4.5
DRIFT = 0.12
"""Seconds by which a caption may miss its word."""
SHORTEST_CUE = 0.8
MOST_APART = 0.25
"""Seconds by which picture and sound of a video from elsewhere may end apart."""
FOREIGN_MUST = frozenset({"flashing"})
"""What keeps a video from elsewhere from going out: it may hurt somebody."""
_NOTHING = Timeline(scenes=(Scene(id="none", seconds=1.0, shot=Drawn(scene="gradient")),))
"""Stands for the document that a video from elsewhere does not have."""
_SOFT = 0.004
"""How far the soft edge of a letter may reach out of the safe area, in parts of the frame."""
ALIKE, MOST_ALIKE = 6, 0.6
"""Bits in which two frames may differ and still be the same picture; and how much of a video may
have been seen in an earlier one."""


@dataclass(frozen=True)
class Case:
    """What is judged: the document, what was found in the file, the prints of other videos by
    their titles, and how much of the reference of its style is in it."""

    timeline: Timeline
    facts: VideoFacts
    others: Mapping[str, Sequence[str]]
    copied: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Foreign:
    """A video that was not made here: what was found in it, and the prints of other videos."""

    facts: VideoFacts
    others: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Check:
    """One check's answer. `must` says that a failure refuses the video; `moments` are when in the
    film what failed begins, in seconds: the first few, in order, where they are known."""

    name: str
    passed: bool
    found: str
    allowed: str
    remedy: str
    must: bool = True
    moments: tuple[float, ...] = ()

    @property
    def score(self) -> float:
        """1 for passed, 0 for not."""
        return 1.0 if self.passed else 0.0


def lengths(case: Case) -> Check:
    """Picture and sound end together, and the file is as long as its document."""
    facts = case.facts
    wanted, frame = seconds_of(case.timeline), 1 / case.timeline.fps
    sound = facts.seconds if facts.audio_seconds is None else facts.audio_seconds
    off = max(abs(facts.seconds - wanted), abs(sound - facts.seconds))
    return Check(
        "length",
        off <= frame + 0.025,
        f"picture {facts.seconds:.3f} s, sound {sound:.3f} s, document {wanted:.3f} s",
        "equal to within a frame",
        "Render it again; if it stays so, report it with the timeline.",
    )


def loudness(case: Case) -> Check:
    """As loud as the networks play, without clipping."""
    facts = case.facts
    if facts.loudness is None or facts.peak is None:
        return Check("loudness", True, "no sound", "-14 LUFS, at most -1 dBTP", "")
    near = abs(facts.loudness - LOUDNESS) <= LOUDNESS_OFF
    return Check(
        "loudness",
        near and facts.peak <= PEAK,
        f"{facts.loudness:.1f} LUFS, peak {facts.peak:.1f} dBTP",
        f"{LOUDNESS:g} ± {LOUDNESS_OFF:g} LUFS, at most {PEAK:g} dBTP",
        "Lower the gain of the music or the voice, and render again.",
    )


def silence(case: Case) -> Check:
    """A video with a voice does not fall silent in the middle."""
    if case.timeline.narration is None or case.facts.audio_seconds is None:
        return Check("silence", True, "no voice", "", "", must=False)
    longest = case.facts.longest_silence
    return Check(
        "silence",
        longest <= MOST_SILENCE,
        f"{longest:.1f} s without any sound",
        f"at most {MOST_SILENCE:g} s",
        "Add music, or shorten the scene in which nothing is heard.",
        moments=_silent_from(case.facts),
    )


def black(case: Case) -> Check:
    """No stretch of black."""
    return _stretches(
        "black frames", case.facts.black, MOST_BLACK, "Give the scene there a picture."
    )


def frozen(case: Case) -> Check:
    """The picture never stands still for long, where nobody meant it to."""
    meant = [
        (span.start / case.timeline.fps, span.end / case.timeline.fps)
        for span in spans(case.timeline)
        if span.scene.move == "still"
    ]
    found = [
        one
        for one in case.facts.frozen
        if not any(a - 0.1 <= one[0] and one[1] <= b + 0.1 for a, b in meant)
    ]
    return _stretches("frozen frames", found, MOST_FROZEN, "Give the scene there a camera move.")


def flashing(case: Case) -> Check:
    """Nothing that may bring on a seizure."""
    return Check(
        "flashing",
        case.facts.flashes <= MOST_FLASHES,
        f"{case.facts.flashes} flashes within a second",
        f"at most {MOST_FLASHES} (WCAG 2.3.1)",
        "Take calmer transitions, or a calmer clip.",
        moments=starts_of(case.facts.flashing),
    )


def captions(case: Case) -> Check:
    """Every caption stands with its words, and long enough to be read."""
    worst, short, wrong = 0.0, [], []
    for span in spans(case.timeline):
        heard = span.scene.speech.words if span.scene.speech else ()
        for cue in cues_of(span, case.timeline):
            off = min((abs(word.start - cue.start) for word in heard), default=0.0)
            worst, is_short = max(worst, off), cue.end - cue.start < SHORTEST_CUE - 0.01
            if is_short:
                short.append(cue.text)
            if is_short or off > DRIFT:
                wrong.append(span.start / case.timeline.fps + cue.start)
    found = f"{worst:.2f} s beside its words"
    if short:
        found += f"; too short: {short[0]!r}"
    return Check(
        "caption drift",
        worst <= DRIFT and not short,
        found,
        f"at most {DRIFT:g} s beside, on screen at least {SHORTEST_CUE:g} s",
        "Correct the times of the captions, or let them be laid by themselves; smaller letters "
        "give each more words and more time.",
        moments=moments_of(wrong),
    )


def text_places(case: Case) -> Check:
    """No words under a network's buttons."""
    left, top, right, bottom = case.facts.safe
    outside = [
        one
        for one in case.facts.texts
        if min(one.left - left, one.top - top, right - one.right, bottom - one.bottom) < -_SOFT
    ]
    return Check(
        "safe area",
        not outside,
        f"{outside[0].text[:40]!r} in scene {outside[0].scene}" if outside else "all inside",
        "inside of what no network covers",
        "Make the text shorter or smaller, or put it elsewhere.",
        moments=moments_of(one.at for one in outside),
    )


def contrast(case: Case) -> Check:
    """Words that can be read."""
    pale = sorted(case.facts.texts, key=lambda one: one.contrast)
    worst = pale[0] if pale else None
    return Check(
        "contrast",
        worst is None or worst.contrast >= CONTRAST,
        f"{worst.contrast:.1f}:1 at {worst.text[:40]!r}" if worst else "no words",
        f"at least {CONTRAST:g}:1",
        "Choose another colour, or a box behind the words.",
        moments=moments_of(one.at for one in pale[:MOST_MOMENTS] if one.contrast < CONTRAST),
    )


def licences(case: Case) -> Check:
    """Every file has a licence that somebody stated."""
    missing = [
        key
        for key, source in case.timeline.sources.items()
        if source.kind != "lut" and source.licence in ("", "unknown")
    ]
    return Check(
        "licences",
        not missing,
        f"none for {', '.join(missing)}" if missing else "stated for every file",
        "a licence for every picture, clip and sound",
        "State the licence of the file in the library and choose it again, or take another.",
    )


def originality(case: Case) -> Check:
    """Not what was seen before."""
    found = [(_seen(case.facts.prints, prints), title) for title, prints in case.others.items()]
    alike, title = max(found, key=lambda one: sum(one[0]), default=([], ""))
    share = sum(alike) / len(alike) if alike else 0.0
    return Check(
        "seen before",
        share <= MOST_ALIKE,
        f"{share:.0%} of it is in {title!r}" if title and share else "nothing alike",
        f"at most {MOST_ALIKE:.0%} of an earlier video",
        "Choose other pictures, another style, or another piece.",
        moments=runs_of(alike) if share > MOST_ALIKE else (),
    )


def nothing_copied(case: Case) -> Check:
    """A style is a manner: nothing of the video it was learned from is in a new one."""
    found = {what: count for what, count in case.copied.items() if count}
    told = ", ".join(f"{count} {what}" for what, count in found.items())
    return Check(
        "copied",
        not found,
        told or "nothing of a reference",
        "no frame, no line and no sound of the video that the style was learned from",
        "Take away what came from the reference: its picture, its words or its sound.",
    )


CHECKS: tuple[Callable[[Case], Check], ...] = (
    lengths,
    loudness,
    silence,
    black,
    frozen,
    flashing,
    captions,
    text_places,
    contrast,
    licences,
    originality,
    nothing_copied,
)


def foreign_lengths(case: Foreign) -> Check:
    """Picture and sound end together, as well as one hears it."""
    facts = case.facts
    sound = facts.seconds if facts.audio_seconds is None else facts.audio_seconds
    ends_together = abs(sound - facts.seconds) <= MOST_APART
    return Check(
        "length",
        ends_together,
        f"picture {facts.seconds:.2f} s, sound {sound:.2f} s",
        f"ends within {MOST_APART:g} s of each other",
        "Cut the longer of the two where the other ends.",
        must=False,
        moments=() if ends_together else moments_of((min(sound, facts.seconds),)),
    )


def _foreign_silence(case: Foreign) -> Check:
    longest = case.facts.longest_silence
    return Check(
        "silence",
        case.facts.audio_seconds is None or longest <= MOST_SILENCE,
        "no sound" if case.facts.audio_seconds is None else f"{longest:.1f} s without any sound",
        f"at most {MOST_SILENCE:g} s",
        "Add music, or cut the part in which nothing is heard.",
        must=False,
        moments=_silent_from(case.facts),
    )


FOREIGN_REMEDIES = {
    "loudness": "Bring its sound to -14 LUFS in the program it was made with.",
    "black frames": "Cut the black part out.",
    "frozen frames": "Cut the part out in which nothing moves, or post a picture instead.",
    "flashing": "Take the flashing part out, or make it slower or darker.",
    "seen before": "Post another video, or the earlier post again.",
}


def foreign_report(case: Foreign) -> Iterator[Check]:
    """Every check that needs nothing but the file. Only flashes keep a video of somebody else's
    making from going out; the rest is told."""
    yield foreign_lengths(case)
    yield _foreign_silence(case)
    seen = Case(_NOTHING, case.facts, case.others)
    for check in (loudness, black, frozen, flashing, originality):
        found = check(seen)
        remedy = FOREIGN_REMEDIES.get(found.name, found.remedy)
        yield replace(found, remedy=remedy, must=found.name in FOREIGN_MUST)


def report(case: Case) -> Iterator[Check]:
    """Every check's answer."""
    for check in CHECKS:
        yield check(case)


def _stretches(name: str, found: Sequence[Stretch], most: float, remedy: str) -> Check:
    long = [one for one in found if one[1] - one[0] > most]
    told = ", ".join(f"{start:.1f} to {end:.1f} s" for start, end in long)
    allowed = f"at most {most:g} s at a time"
    return Check(name, not long, told or "none", allowed, remedy, moments=starts_of(long))


def _silent_from(facts: VideoFacts) -> tuple[float, ...]:
    return starts_of(one for one in facts.silences if one[1] - one[0] > MOST_SILENCE)


def _seen(prints: Sequence[str], others: Sequence[str]) -> list[bool]:
    """Which frames of a video have their like in another."""
    known = [int(one, 16) for one in others]
    return [any((int(one, 16) ^ other).bit_count() <= ALIKE for other in known) for one in prints]
