"""The rules for one file: its type, its weight, its shape, its length and what it is coded in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from heliograph.sdk.manifest import MediaRules
from heliograph.sdk.problems import Problem, plural


@dataclass(frozen=True)
class MediaFacts:
    """What the rules need to know of a file."""

    mime: str
    size: int
    width: int | None = None
    height: int | None = None
    alt: str = ""
    duration_ms: int | None = None
    fps: float | None = None
    video_codec: str | None = None
    audio_codec: str | None = None
    pixel_format: str | None = None
    audio_rate: int | None = None
    audio_channels: int | None = None
    is_streamable: bool | None = None
    """Whether a video starts to play before all of it has come."""


def check_file(rules: MediaRules, file: MediaFacts, field: str) -> list[Problem]:
    """Every rule the file breaks; what is not known of it breaks none."""
    return [
        *_check_weight(rules, file, field),
        *_check_alt(rules, file, field),
        *_check_ratio(rules, file, field),
        *_check_sides(rules, file, field),
        *_check_time(rules, file, field),
        *_check_codecs(rules, file, field),
        *_check_sound(rules, file, field),
        *_check_layout(rules, file, field),
    ]


def _check_weight(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if file.mime not in rules.mimes:
        allowed = ", ".join(rules.mimes)
        yield Problem(field, "media.mime", file.mime, allowed, f"Convert it to {rules.mimes[0]}")
    if file.size > rules.max_bytes:
        found, allowed = f"{file.size} bytes", f"{rules.max_bytes} bytes"
        remedy = f"Make the file smaller than {rules.max_bytes} bytes"
        yield Problem(field, "media.max_bytes", found, allowed, remedy)
    if file.size < rules.min_bytes:
        found, allowed = f"{file.size} bytes", f"{rules.min_bytes} bytes"
        remedy = f"Take a file of at least {rules.min_bytes} bytes"
        yield Problem(field, "media.min_bytes", found, allowed, remedy)


def _check_alt(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if rules.max_alt is not None and len(file.alt) > rules.max_alt:
        over = plural(len(file.alt) - rules.max_alt, "character")
        remedy = f"Shorten the picture description by {over}"
        found, allowed = str(len(file.alt)), str(rules.max_alt)
        yield Problem(f"{field}.alt", "media.max_alt", found, allowed, remedy)


def _check_ratio(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if not file.width or not file.height:
        return
    ratio = file.width / file.height
    low, high = rules.min_ratio or 0.0, rules.max_ratio or float("inf")
    # A pixel more or less comes from rounding, and no platform minds it.
    slack = 1 / file.height
    if not low - slack <= ratio <= high + slack:
        wish = "wider" if ratio < low else "taller"
        allowed = f"{low:.2f} to {high:.2f}"
        remedy = f"Crop the picture so that it is {wish}: width by height from {allowed}"
        yield Problem(field, "media.ratio", f"{ratio:.2f}", allowed, remedy)


def _check_sides(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if not file.width or not file.height:
        return
    sides = f"{file.width} × {file.height}"
    if file.width < (rules.min_width or 0) or file.height < (rules.min_height or 0):
        allowed = f"at least {rules.min_width or 1} × {rules.min_height or 1}"
        yield Problem(field, "media.min_size", sides, allowed, f"Take a larger one: {allowed}")
    wide = rules.max_width is not None and file.width > rules.max_width
    tall = rules.max_height is not None and file.height > rules.max_height
    if wide or tall:
        allowed = f"at most {rules.max_width or 'any'} × {rules.max_height or 'any'}"
        yield Problem(field, "media.max_size", sides, allowed, f"Make it smaller: {allowed}")
    for most, found, words in (
        (rules.max_pixels, file.width * file.height, "at most {} pixels"),
        (rules.max_short, min(file.width, file.height), "at most {} on the shorter side"),
        (rules.max_sum, file.width + file.height, "at most {} as width and height together"),
    ):
        if most is not None and found > most:
            allowed = words.format(most)
            yield Problem(field, "media.max_size", sides, allowed, f"Make it smaller: {allowed}")


def _check_time(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if file.duration_ms is not None:
        seconds = file.duration_ms / 1000
        low, high = rules.min_seconds or 0.0, rules.max_seconds or float("inf")
        if not low <= seconds <= high:
            allowed = f"{low:g} to {high:g} s"
            wish = "Make it longer" if seconds < low else "Cut it shorter"
            yield Problem(field, "media.seconds", f"{seconds:g} s", allowed, f"{wish}: {allowed}")
        rate = file.size * 8 / max(seconds, 0.001)
        if rules.max_bit_rate is not None and rate > rules.max_bit_rate:
            found, allowed = f"{rate / 1e6:.1f} Mbit/s", f"{rules.max_bit_rate / 1e6:g} Mbit/s"
            remedy = f"Encode it with at most {allowed}"
            yield Problem(field, "media.bit_rate", found, allowed, remedy)
    if file.fps is not None:
        low, high = rules.min_fps or 0.0, rules.max_fps or float("inf")
        if not low - 0.1 <= file.fps <= high + 0.1:
            allowed = f"{low:g} to {high:g} pictures a second"
            yield Problem(field, "media.fps", f"{file.fps:g}", allowed, f"Encode it with {allowed}")


def _check_codecs(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    for word, allowed, found in (
        ("video_codec", rules.video_codecs, file.video_codec),
        ("audio_codec", rules.audio_codecs, file.audio_codec),
        ("pixel_format", rules.pixel_formats, file.pixel_format),
    ):
        if allowed and found and found not in allowed:
            names = ", ".join(allowed)
            remedy = f"Encode it anew with {allowed[0]}"
            yield Problem(field, f"media.{word}", found, names, remedy)


def _check_sound(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    for word, most, found, unit in (
        ("audio_rate", rules.max_audio_rate, file.audio_rate, "samples a second"),
        ("audio_channels", rules.max_audio_channels, file.audio_channels, "channels of sound"),
    ):
        if most is not None and found is not None and found > most:
            allowed = f"at most {most} {unit}"
            remedy = f"Encode its sound anew with {allowed}"
            yield Problem(field, f"media.{word}", str(found), allowed, remedy)


def _check_layout(rules: MediaRules, file: MediaFacts, field: str) -> Iterator[Problem]:
    if rules.streamable and file.is_streamable is False:
        found, allowed = "its layout comes last", "its layout first"
        remedy = "Save it for the web, with fast start"
        yield Problem(field, "media.streamable", found, allowed, remedy)
