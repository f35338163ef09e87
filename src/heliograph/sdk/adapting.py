"""What is changed by itself so that a platform takes a file, planned before anything is made.

The plan is pure: it says what the file will be like, in which words a person is told, and gives
the recipe by which it is made. What no recipe can mend stays a broken rule: a video that is too
long is refused with a remedy, never cut in silence.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

from heliograph.sdk.counting import shorten
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.manifest import ConnectorManifest, MediaRules, TextRules
from heliograph.sdk.problems import Problem
from heliograph.sdk.reshaping import Fit, Shape, reshape
from heliograph.sdk.rules import Piece, rules_for

VERSION = 2
"""Part of every recipe's key: raise it when the same recipe shall give another result."""

PICTURES = ("image/jpeg", "image/png", "image/webp")
FILM = "video/mp4"
MENDABLE = frozenset(
    {
        "mime",
        "max_bytes",
        "ratio",
        "min_size",
        "max_size",
        "fps",
        "bit_rate",
        "video_codec",
        "audio_codec",
        "pixel_format",
        "audio_rate",
        "audio_channels",
        "streamable",
    }
)
LAID_OUT = frozenset({"media.mime", "media.streamable"})
"""What is mended by putting the same pictures and sounds into another file."""
COPIED = ("h264", "hevc")
"""Pictures that an MP4 of ours carries as they are, where the platform takes them."""
STEADY = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 48.0, 50.0, 60000 / 1001, 60.0)
"""Rates of pictures that players expect; what is far from all of them stays as it is."""
SHARP = 1080
"""The shorter side of a video that is encoded anew, at most."""
SOUND_RATE, SOUND_HZ = 128_000, 48_000
FULL = 0.92
"""The part of a limit in bytes that is aimed at: what is coded comes out a little over or under."""
PLENTY = 20_000_000
"""Bits a second that no picture needs more of."""
LEAST_BITS = 0.02
"""For each pixel of each picture; less than this is not worth looking at."""
NAMES = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP", "image/gif": "GIF",
    "video/quicktime": "QuickTime", "video/webm": "WebM", "video/x-matroska": "Matroska",
    "video/x-msvideo": "AVI",
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """How a person wants files adapted that do not fit as they are."""

    fit: Fit = "auto"
    background: str = "blur"


@dataclass(frozen=True)
class Adaptation:
    """One thing that is changed by itself: which part, what is done, and why."""

    field: str
    what: str
    why: str


@dataclass(frozen=True)
class Recipe:
    """How a rendition is made of a file. The same file and recipe give the same rendition."""

    mime: str
    width: int | None
    height: int | None
    way: Literal["crop", "pad", "scale", "encode", "copy"]
    background: str
    max_bytes: int
    min_width: int = 1
    min_height: int = 1
    fps: float | None = None
    bit_rate: int | None = None

    @property
    def key(self) -> str:
        """Names the recipe; part of what a rendition is found again by."""
        words = json.dumps([VERSION, asdict(self)], sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class FilePlan:
    """What becomes of one file: what it will be like, and how; no recipe where it stays."""

    facts: MediaFacts
    recipe: Recipe | None = None
    adaptations: tuple[Adaptation, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What becomes of a piece. `piece` is what the rules are then asked about."""

    piece: Piece
    files: tuple[FilePlan, ...]
    adaptations: tuple[Adaptation, ...] = field(default=())


def plan_piece(manifest: ConnectorManifest, piece: Piece, wish: Wish) -> Plan:
    """How the files of a piece are adapted to what the platform takes."""
    allowed = rules_for(manifest, "thread" if piece.step == "reply" else piece.kind)
    files: list[FilePlan] = []
    for index, file in enumerate(piece.media):
        rules = allowed.for_file(file)
        if rules.same_shape and files:
            rules = _like_the_first(rules, files[0].facts)
        files.append(plan_file(manifest.name, rules, file, f"media[{index}]", wish))
    told = tuple(one for file in files for one in file.adaptations)
    return Plan(replace(piece, media=tuple(file.facts for file in files)), tuple(files), told)


def _like_the_first(rules: MediaRules, first: MediaFacts) -> MediaRules:
    if not first.width or not first.height:
        return rules
    ratio = first.width / first.height
    return rules.model_copy(update={"min_ratio": ratio, "max_ratio": ratio})


def plan_file(name: str, rules: MediaRules, file: MediaFacts, place: str, wish: Wish) -> FilePlan:
    """How one file is adapted; `name` is the platform's, `place` the field a person sees."""
    broken = check_file(rules, file, place)
    told = list(_said_of_alt(name, broken))
    if told:
        file = replace(file, alt=shorten(file.alt, _alt_rules(rules)))
    broken = [one for one in broken if one.rule.removeprefix("media.") in MENDABLE]
    mime = _mime_for(rules, file)
    if not broken or mime is None:
        return FilePlan(file, None, tuple(told))
    recipe = _recipe(rules, file, mime, wish)
    if _is_only_laid_out(rules, file, broken, mime):
        recipe = Recipe(mime, file.width, file.height, "copy", "", rules.max_bytes)
    after = _after(rules, file, recipe)
    left = {one.rule for one in check_file(rules, after, place)}
    if all(one.rule in left for one in broken):
        return FilePlan(file, None, tuple(told))
    mended = [one for one in broken if one.rule not in left]
    told += _said(name, file, recipe, mended)
    return FilePlan(after, recipe, tuple(told))


def _alt_rules(rules: MediaRules) -> TextRules:
    return TextRules(max=rules.max_alt or 0, unit="characters")


def _mime_for(rules: MediaRules, file: MediaFacts) -> str | None:
    """What the file is saved as; None where the platform takes nothing of its kind."""
    if file.mime.startswith("video/"):
        return FILM if FILM in rules.mimes else None
    taken = [mime for mime in PICTURES if mime in rules.mimes]
    # An animation the platform takes stays one: it is not made a still picture for its weight.
    is_kept = file.mime == "image/gif" and "image/gif" in rules.mimes
    if not taken or is_kept or not file.mime.startswith("image/"):
        return None
    too_heavy = file.size > rules.max_bytes
    # A photograph is many times smaller as JPEG than as PNG.
    if file.mime in taken and not (too_heavy and file.mime == "image/png"):
        return file.mime
    return taken[0]


def _recipe(rules: MediaRules, file: MediaFacts, mime: str, wish: Wish) -> Recipe:
    is_film = mime == FILM
    width, height, way = file.width, file.height, "encode"
    if width and height:
        # Encoded anew, it is no larger than telephones show it: more costs, and is not seen.
        most = min(rules.max_short or SHARP, SHARP)
        within = rules.model_copy(update={"max_short": most}) if is_film else rules
        shape = reshape(within, width, height, wish.fit, 2 if is_film else 1)
        rate = _bit_rate(rules, file)
        if is_film and rate is not None:
            shape = _smaller(shape, rate / (_fps(rules, file) or 30.0))
        width, height = shape.width, shape.height
        way = "encode" if shape.way == "same" else shape.way
    return Recipe(
        mime=mime,
        width=width,
        height=height,
        way=way,  # type: ignore[arg-type]  # reason: one of the four words by the lines above
        background=wish.background if way == "pad" else "",
        max_bytes=rules.max_bytes,
        min_width=rules.min_width or 1,
        min_height=rules.min_height or 1,
        fps=_fps(rules, file) if is_film else None,
        bit_rate=_bit_rate(rules, file) if is_film else None,
    )


def _is_only_laid_out(
    rules: MediaRules, file: MediaFacts, broken: Sequence[Problem], mime: str
) -> bool:
    """Whether pictures and sounds may stay as they are, and only the file around them may not."""
    return (
        mime == FILM
        and file.mime in (FILM, "video/quicktime")
        and {one.rule for one in broken} <= LAID_OUT
        and file.video_codec in (rules.video_codecs or COPIED[:1])
        and file.video_codec in COPIED
        and file.audio_codec in ("aac", None)
        and (file.pixel_format or "").startswith("yuv")
    )


def _fps(rules: MediaRules, file: MediaFacts) -> float | None:
    """Another rate of pictures where the file's own is not taken, or not steady."""
    if file.fps is None:
        return None
    low, high = rules.min_fps or 0.0, rules.max_fps or float("inf")
    if low <= file.fps <= high:
        taken = [one for one in STEADY if low <= one <= high and abs(one - file.fps) < 6]
        return min(taken, key=lambda one: abs(one - (file.fps or 0.0)), default=file.fps)
    # Doubled pictures look calmer than uneven ones.
    return min(max(30.0, low), high) if file.fps < low else high


def _bit_rate(rules: MediaRules, file: MediaFacts) -> int | None:
    """How many bits a second the pictures of a video may take; None where there is room."""
    if not file.duration_ms:
        return None
    whole = min(rules.max_bytes * 8 / (file.duration_ms / 1000), rules.max_bit_rate or math.inf)
    most = int(whole * FULL) - SOUND_RATE
    return most if most < PLENTY else None


def _smaller(shape: Shape, bits_per_picture: float) -> Shape:
    """Fewer pixels where so few bits would only blur them; at least a third of each side."""
    most = max(bits_per_picture, 0.0) / LEAST_BITS
    factor = min(1.0, max((most / (shape.width * shape.height)) ** 0.5, 1 / 3))
    if factor == 1.0:
        return shape
    width, height = (max(int(one * factor) // 2 * 2, 2) for one in (shape.width, shape.height))
    return Shape(width, height, "scale" if shape.way == "same" else shape.way)


def _after(rules: MediaRules, file: MediaFacts, recipe: Recipe) -> MediaFacts:
    """What the file will be like, as far as it can be known before it is made."""
    after = replace(
        file,
        mime=recipe.mime,
        width=recipe.width,
        height=recipe.height,
        size=min(file.size, rules.max_bytes),
    )
    if recipe.mime != FILM:
        return after
    if recipe.way == "copy":
        return replace(after, size=file.size, is_streamable=True)
    too_little = recipe.bit_rate is not None and _is_too_little(recipe)
    return replace(
        after,
        size=file.size if too_little else min(after.size, _most_bytes(file, recipe)),
        fps=recipe.fps,
        video_codec="h264",
        audio_codec="aac" if file.audio_codec else None,
        pixel_format="yuv420p",
        audio_rate=SOUND_HZ if file.audio_codec else None,
        audio_channels=2 if file.audio_codec else None,
        is_streamable=True,
    )


def _most_bytes(file: MediaFacts, recipe: Recipe) -> int:
    """What the encoded video weighs at most, by the rate it is held to."""
    rate = min(recipe.bit_rate or PLENTY, PLENTY) + SOUND_RATE
    return round(rate * (file.duration_ms or 0) / 8000) or file.size


def _is_too_little(recipe: Recipe) -> bool:
    pixels = (recipe.width or 1) * (recipe.height or 1) * (recipe.fps or 30.0)
    return (recipe.bit_rate or 0) < pixels * LEAST_BITS * 0.9


def _said_of_alt(name: str, broken: Sequence[Problem]) -> Iterator[Adaptation]:
    for one in broken:
        if one.rule == "media.max_alt":
            what = f"The description is shortened from {one.found} to at most {one.allowed}"
            why = f"{name} takes {one.allowed} characters"
            yield Adaptation(one.field, what, why)


def _said(
    name: str, file: MediaFacts, recipe: Recipe, mended: Sequence[Problem]
) -> Iterator[Adaptation]:
    """One sentence for each broken rule that is mended."""
    before = f"{file.width} × {file.height}"
    sides = f"{recipe.width} × {recipe.height}"
    ways = {
        "crop": f"Cropped from {before} to {sides}",
        "pad": f"Put whole on a background of {sides}",
        "scale": f"Scaled from {before} to {sides}",
    }
    shaped = ways.get(recipe.way, f"Saved anew as {sides}")
    encoded = "Encoded anew as H.264 and AAC"
    saved = f"Saved as {NAMES.get(recipe.mime, 'MP4')} instead of {NAMES.get(file.mime, file.mime)}"
    still = ", a still picture of its beginning" if file.mime == "image/gif" else ""
    what = {
        "media.mime": saved + still,
        "media.max_bytes": f"Compressed to less than {_weight(recipe.max_bytes)}",
        "media.bit_rate": "Encoded anew with fewer bits a second",
        "media.fps": f"Brought to {recipe.fps or 0:g} pictures a second",
        "media.video_codec": encoded,
        "media.audio_codec": encoded,
        "media.pixel_format": "Encoded anew in the colours of every player",
        "media.audio_rate": "Its sound brought to 48,000 samples a second",
        "media.audio_channels": "Its sound mixed to two channels",
        "media.streamable": "Laid out so that it starts to play at once",
    }
    for one in mended:
        why = f"{name} takes {_allowed(one)}"
        yield Adaptation(one.field, what.get(one.rule, shaped), why)


def _allowed(broken: Problem) -> str:
    if broken.rule == "media.ratio":
        return f"a width of {broken.allowed} times the height"
    if broken.rule == "media.max_bytes":
        return f"at most {_weight(int(broken.allowed.removesuffix(' bytes')))}"
    return broken.allowed


def _weight(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
