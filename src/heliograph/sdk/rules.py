"""The rules engine: what a manifest allows, checked before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from heliograph.sdk.connectors import MediaFile, OptionValue, OutgoingPost, Poll
from heliograph.sdk.counting import HASHTAG, MENTION, URL, count_text
from heliograph.sdk.errors import ContentRefused
from heliograph.sdk.files import MediaFacts, check_file
from heliograph.sdk.manifest import (
    ConnectorManifest,
    KindRules,
    MediaRules,
    OptionField,
    PollRules,
    TextRules,
)
from heliograph.sdk.problems import Problem, plural

MEDIA_BY_KIND: dict[str, tuple[int, int | None]] = {
    "text": (0, 0),
    "image": (1, None),
    "carousel": (2, None),
    "story": (1, 1),
    "reel": (1, 1),
    "video": (1, 1),
    "document": (1, 1),
    "poll": (0, 0),
}
"""How many files a kind of post carries, at least and at most, whatever the platform."""

MOVING_KINDS = frozenset({"reel", "video"})
STILL_KINDS = frozenset({"image"})
SAME_SHAPE = 0.02
"""Ratios that differ by less count as one."""


@dataclass(frozen=True)
class Piece:
    """A post, or a later step of one, as the rules see it. `step` names the step's action."""

    text: str
    media: tuple[MediaFacts, ...] = ()
    kind: str = "text"
    title: str = ""
    link: str | None = None
    poll: Poll | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    step: str | None = None


@dataclass(frozen=True)
class Allowed:
    """The rules of one platform that hold for one kind of post."""

    text: TextRules
    title: TextRules | None
    media: MediaRules
    animation: MediaRules | None
    video: MediaRules | None
    mixed: bool

    def for_file(self, file: MediaFacts) -> MediaRules:
        """The rules for one file, by what it is."""
        if file.mime.startswith("video/"):
            return self.video or self.media
        if file.mime == "image/gif":
            return self.animation or self.media
        return self.media


def rules_for(manifest: ConnectorManifest, kind: str) -> Allowed:
    """What the platform allows for a kind of post."""
    own = manifest.by_kind.get(kind) or KindRules()
    return Allowed(
        own.text or manifest.text,
        own.title or manifest.title,
        own.media or manifest.media,
        own.animation or manifest.animation,
        own.video or manifest.video,
        manifest.mixed if own.mixed is None else own.mixed,
    )


def check(manifest: ConnectorManifest, piece: Piece) -> list[Problem]:
    """Every rule of the platform that the piece breaks; an empty list when it may go."""
    if piece.step is not None:
        return _check_step(manifest, piece)
    allowed = rules_for(manifest, piece.kind)
    return [
        *_check_kind(manifest, piece),
        *_check_text(allowed.text, piece.text),
        *_check_title(allowed.title, piece.title),
        *_check_count(allowed, piece),
        *_check_form(allowed, piece),
        *_check_shapes(allowed, piece),
        *(
            problem
            for index, file in enumerate(piece.media)
            for problem in check_file(allowed.for_file(file), file, f"media[{index}]")
        ),
        *_check_link(piece),
        *_check_poll(manifest, piece),
        *_check_options(manifest, piece),
    ]


def facts_of(file: MediaFile) -> MediaFacts:
    """The file as the rules see it."""
    return MediaFacts(
        file.mime,
        file.size,
        file.width,
        file.height,
        file.alt,
        file.duration_ms,
        file.fps,
        file.video_codec,
        file.audio_codec,
        file.pixel_format,
        file.audio_rate,
        file.audio_channels,
        file.is_streamable,
    )


def piece_of(post: OutgoingPost) -> Piece:
    """The post as the rules see it."""
    return Piece(
        text=post.text,
        media=tuple(facts_of(file) for file in post.media),
        kind=post.kind,
        title=post.title,
        link=post.link,
        poll=post.poll,
        options=post.options,
        step=post.follows.action if post.follows else None,
    )


def refuse_broken_rules(manifest: ConnectorManifest, post: OutgoingPost) -> None:
    """Raise `ContentRefused` with every broken rule, before the platform is bothered."""
    refuse_with(check(manifest, piece_of(post)), manifest.name)


def refuse_with(problems: Sequence[Problem], platform: str, what: str = "this post") -> None:
    """Raise `ContentRefused` with what mends each of the problems; silent where there are none."""
    if problems:
        sentences = " ".join(f"{problem.remedy}." for problem in problems)
        raise ContentRefused(f"{platform} would refuse {what}. {sentences}", problems)


def _check_step(manifest: ConnectorManifest, piece: Piece) -> list[Problem]:
    if piece.step not in manifest.steps:
        known = ", ".join(manifest.steps) or "none"
        remedy = f"Leave the {piece.step} out: {manifest.name} offers no such step"
        return [Problem("kind", "step.known", str(piece.step), known, remedy)]
    if piece.step == "comment":
        return list(_check_text(manifest.comment or manifest.text, piece.text))
    if piece.step != "reply":
        return []
    allowed = rules_for(manifest, "thread")
    return [
        *_check_text(allowed.text, piece.text),
        *_check_count(allowed, piece),
        *(
            problem
            for index, file in enumerate(piece.media)
            for problem in check_file(allowed.for_file(file), file, f"media[{index}]")
        ),
    ]


def _check_kind(manifest: ConnectorManifest, piece: Piece) -> Iterator[Problem]:
    if piece.kind not in manifest.kinds:
        known = ", ".join(manifest.kinds)
        remedy = f"Make it one of these kinds for {manifest.name}: {known}"
        yield Problem("kind", "kind.known", piece.kind, known, remedy)


def _check_text(rules: TextRules, text: str, field: str = "text") -> Iterator[Problem]:
    if rules.required and not text.strip():
        yield Problem(field, f"{field}.required", "empty", f"a {field}", f"Write a {field}")
    length = count_text(text, rules)
    if length > rules.max:
        found, allowed = f"{length} {rules.unit}", f"{rules.max} {rules.unit}"
        remedy = f"Shorten the {field} by {plural(length - rules.max, _unit_word(rules))}"
        yield Problem(field, f"{field}.max", found, allowed, remedy)
    size = len(text.encode())
    if rules.max_bytes is not None and size > rules.max_bytes:
        found, allowed = f"{size} bytes", f"{rules.max_bytes} bytes"
        remedy = f"Shorten the {field} by {plural(size - rules.max_bytes, 'byte')}"
        yield Problem(field, f"{field}.max_bytes", found, allowed, remedy)
    yield from _check_marks("hashtag", HASHTAG, text, rules.max_hashtags)
    yield from _check_marks("mention", MENTION, text, rules.max_mentions)


def _check_marks(
    word: str, pattern: re.Pattern[str], text: str, allowed: int | None
) -> Iterator[Problem]:
    found = len(pattern.findall(URL.sub(" ", text)))
    if allowed is not None and found > allowed:
        remedy = f"Take out {plural(found - allowed, word)}"
        yield Problem("text", f"text.max_{word}s", str(found), str(allowed), remedy)


def _check_title(rules: TextRules | None, title: str) -> Iterator[Problem]:
    if rules is not None:
        yield from _check_text(rules, title, "title")


def _check_count(allowed: Allowed, piece: Piece) -> Iterator[Problem]:
    count = len(piece.media)
    moving = sum(1 for file in piece.media if file.mime.startswith("video/"))
    rules = allowed.video if allowed.video and moving == count and count else allowed.media
    least, most = MEDIA_BY_KIND.get(piece.kind, (0, None))
    least = max(least, rules.min_count)
    most = rules.max_count if most is None else min(most, rules.max_count)
    if count < least:
        remedy = f"Add {plural(least - count, 'file')}"
        yield Problem("media", "media.min_count", str(count), str(least), remedy)
    if count > most:
        remedy = f"Take out {plural(count - most, 'file')}"
        yield Problem("media", "media.max_count", str(count), str(most), remedy)


def _check_form(allowed: Allowed, piece: Piece) -> Iterator[Problem]:
    """Whether pictures and videos are where they belong."""
    moving = [file.mime.startswith("video/") for file in piece.media]
    if piece.kind in MOVING_KINDS and not all(moving):
        remedy = f"Put a video in place of the picture, or make it another kind than {piece.kind}"
        yield Problem("media", "media.form", "a picture", "a video", remedy)
    if piece.kind in STILL_KINDS and any(moving):
        remedy = "Put a picture in place of the video, or make it a video post"
        yield Problem("media", "media.form", "a video", "a picture", remedy)
    if any(moving) and not all(moving) and not allowed.mixed:
        remedy = "Keep only the pictures or only the video"
        yield Problem("media", "media.mixed", "pictures and a video", "one of the two", remedy)


def _check_shapes(allowed: Allowed, piece: Piece) -> Iterator[Problem]:
    """Whether all files have one ratio, where the platform wants that."""
    if not allowed.media.same_shape:
        return
    ratios = [file.width / file.height for file in piece.media if file.width and file.height]
    if ratios and max(ratios) - min(ratios) > SAME_SHAPE:
        shapes = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        remedy = "Give all files the same shape"
        yield Problem("media", "media.same_shape", shapes, "one ratio for all", remedy)


def _check_link(piece: Piece) -> Iterator[Problem]:
    found = piece.link or ""
    if piece.kind == "link" and not found:
        yield Problem("link", "link.required", "empty", "an address", "Enter the link's address")
    elif found and not re.fullmatch(r"https?://[^\s<>\"]+", found):
        remedy = "Enter the whole address, from https:// on"
        yield Problem("link", "link.form", found[:80], "an address", remedy)


def _check_poll(manifest: ConnectorManifest, piece: Piece) -> Iterator[Problem]:
    poll, rules = piece.poll, manifest.poll
    if piece.kind == "poll" and poll is None:
        yield Problem("poll", "poll.required", "empty", "a poll", "Enter the poll's answers")
    if poll is None or rules is None:
        return
    yield from _check_answers(poll, rules, manifest.text)
    lengths, wanted = rules.durations, poll.seconds
    allowed = ", ".join(f"{one} s" for one in lengths)
    if lengths and wanted not in lengths:
        remedy = "Choose one of the durations the platform offers"
        yield Problem("poll.seconds", "poll.duration", f"{wanted} s", allowed, remedy)
    if rules.max_seconds and not rules.min_seconds <= wanted <= rules.max_seconds:
        allowed = f"{rules.min_seconds} to {rules.max_seconds} s"
        remedy = "Let the poll run for a time the platform offers"
        yield Problem("poll.seconds", "poll.duration", f"{wanted} s", allowed, remedy)


def _check_answers(poll: Poll, rules: PollRules, text: TextRules) -> Iterator[Problem]:
    count = len(poll.answers)
    if not rules.min_answers <= count <= rules.max_answers:
        allowed = f"{rules.min_answers} to {rules.max_answers}"
        remedy = f"Give {allowed} answers"
        yield Problem("poll.answers", "poll.count", str(count), allowed, remedy)
    unit = TextRules(max=rules.max_answer, unit=text.unit, required=True)
    for index, answer in enumerate(poll.answers):
        yield from _check_text(unit, answer, f"poll.answers[{index}]")


def _check_options(manifest: ConnectorManifest, piece: Piece) -> Iterator[Problem]:
    known = {one.name: one for one in manifest.options}
    for name in piece.options:
        if name not in known:
            names = ", ".join(known) or "none"
            remedy = f"Leave it out: {manifest.name} does not know it"
            yield Problem(f"options.{name}", "option.known", name, names, remedy)
    for option in manifest.options:
        if not option.kinds or piece.kind in option.kinds:
            yield from _check_option(option, piece.options.get(option.name))


def _check_option(option: OptionField, value: OptionValue | None) -> Iterator[Problem]:
    field = f"options.{option.name}"
    if value is None or value == "":
        if option.required:
            remedy = f"Say it: {option.label}"
            yield Problem(field, "option.required", "nothing", option.label, remedy)
        return
    if option.choices and str(value) not in option.choices:
        allowed = ", ".join(option.choices)
        yield Problem(field, "option.choice", str(value), allowed, f"Choose one of: {allowed}")
    shapes = {"yes_no": bool, "number": int, "list": tuple}
    if not isinstance(value, shapes.get(option.type, str)):
        words = option.type.replace("_", " or ")
        remedy = f"Give a {words} for: {option.label}"
        yield Problem(field, "option.form", type(value).__name__, words, remedy)
    elif option.max is not None and _size(value) > option.max:
        remedy = f"Make it smaller: {option.label}"
        yield Problem(field, "option.max", str(_size(value)), str(option.max), remedy)


def _size(value: OptionValue) -> int:
    return int(value) if isinstance(value, int) else len(value)


def _unit_word(rules: TextRules) -> str:
    return "byte" if rules.unit == "bytes" else "character"
