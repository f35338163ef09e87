"""What one server allows, as it says itself: our rules with its figures in them."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.counting import count_text
from heliograph.sdk.manifest import ConnectorManifest, MediaRules, PollRules
from heliograph.sdk.problems import Problem, plural
from heliograph.sdk.rules import check, piece_of, refuse_with


class StatusLimits(Wire):
    """Of words and of how many files."""

    characters: int | None = Field(None, alias="max_characters")
    files: int | None = Field(None, alias="max_media_attachments")
    per_url: int | None = Field(None, alias="characters_reserved_per_url")


class MediaLimits(Wire):
    """Of files."""

    types: tuple[str, ...] = Field((), alias="supported_mime_types")
    description: int | None = Field(None, alias="description_limit")
    image_bytes: int | None = Field(None, alias="image_size_limit")
    image_pixels: int | None = Field(None, alias="image_matrix_limit")
    video_bytes: int | None = Field(None, alias="video_size_limit")
    video_pixels: int | None = Field(None, alias="video_matrix_limit")
    video_fps: float | None = Field(None, alias="video_frame_rate_limit")


class PollLimits(Wire):
    """Of polls."""

    options: int | None = Field(None, alias="max_options")
    characters: int | None = Field(None, alias="max_characters_per_option")
    shortest: int | None = Field(None, alias="min_expiration")
    longest: int | None = Field(None, alias="max_expiration")


class Configuration(Wire):
    """What /api/v2/instance says of its limits."""

    statuses: StatusLimits = Field(default_factory=lambda: StatusLimits.model_validate({}))
    media: MediaLimits = Field(
        default_factory=lambda: MediaLimits.model_validate({}), alias="media_attachments"
    )
    polls: PollLimits = Field(default_factory=lambda: PollLimits.model_validate({}))


class Instance(Wire):
    """What a server says of itself."""

    configuration: Configuration = Field(default_factory=lambda: Configuration.model_validate({}))


def with_limits(manifest: ConnectorManifest, told: Configuration) -> ConnectorManifest:
    """The manifest with one server's figures; what the server leaves out stays as it is."""
    text: Mapping[str, object] = {
        "max": told.statuses.characters,
        "url_counts": told.statuses.per_url,
    }
    changed: dict[str, object] = {
        "text": manifest.text.model_copy(update=_said(text)),
        "media": _media(manifest.media, told, "image/"),
    }
    if manifest.video is not None:
        changed["video"] = _media(manifest.video, told, "video/")
    if manifest.poll is not None:
        changed["poll"] = _polls(manifest.poll, told.polls)
    return manifest.model_copy(update=changed)


def refuse_broken_limits(manifest: ConnectorManifest, post: OutgoingPost) -> None:
    """Raise `ContentRefused` with every rule of this server that the post breaks."""
    problems = [*check(manifest, piece_of(post)), *_check_warning(manifest, post)]
    refuse_with(problems, manifest.name)


def _check_warning(manifest: ConnectorManifest, post: OutgoingPost) -> list[Problem]:
    """A warning before the text counts as text."""
    warning = str(post.options.get("content_warning") or "")
    length = count_text(post.text, manifest.text) + count_text(warning, manifest.text)
    over = length - manifest.text.max
    if not warning or over <= 0:
        return []
    remedy = f"Shorten the text or the warning by {plural(over, 'character')}"
    allowed = f"{manifest.text.max} characters together"
    field = "options.content_warning"
    return [Problem(field, "text.max", f"{length} characters", allowed, remedy)]


def _media(rules: MediaRules, told: Configuration, family: str) -> MediaRules:
    is_video, media = family == "video/", told.media
    types = tuple(one for one in rules.mimes if one in media.types)
    said = {
        "mimes": types or None,
        "max_alt": media.description,
        "max_bytes": media.video_bytes if is_video else media.image_bytes,
        "max_pixels": media.video_pixels if is_video else media.image_pixels,
        "max_fps": media.video_fps if is_video else None,
        "max_count": None if is_video else told.statuses.files,
    }
    return rules.model_copy(update=_said(said))


def _polls(rules: PollRules, told: PollLimits) -> PollRules:
    said = {
        "max_answers": told.options,
        "max_answer": told.characters,
        "min_seconds": told.shortest,
        "max_seconds": told.longest,
    }
    return rules.model_copy(update=_said(said))


def _said(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
