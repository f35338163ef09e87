"""What a caller wants to post, checked as Mastodon checks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from heliograph.apps.sandbox.answers import is_yes, iso_milliseconds, parse_moment, text_of
from heliograph.apps.sandbox.mastodon.files import find_extra
from heliograph.apps.sandbox.mastodon.manners import invalid, refused
from heliograph.apps.sandbox.mastodon.text import measure
from heliograph.apps.sandbox.media import Medium, find_medium
from heliograph.apps.sandbox.store import JSON, Connection

MAX_CHARACTERS = 500
MAX_ATTACHMENTS = 4
QUOTERS = ("public", "followers", "nobody")
VISIBILITIES = ("public", "unlisted", "private", "direct")


@dataclass(frozen=True)
class Draft:
    """A checked wish."""

    text: str
    media_ids: tuple[str, ...]
    extra: dict[str, JSON]
    scheduled_at: float | None = None


def read_draft(parameters: Mapping[str, JSON], now: float) -> Draft:
    """Check all that can be checked without looking at stored things."""
    text = text_of(parameters.get("status"))
    media_ids = tuple(str(item) for item in parameters.get("media_ids") or ())
    poll = parameters.get("poll")
    spoiler = text_of(parameters.get("spoiler_text"))
    if not text.strip() and not media_ids:
        raise invalid("Text can't be blank", "text", "ERR_BLANK")
    if measure(text) + measure(spoiler) > MAX_CHARACTERS:
        raise invalid(f"Text character limit of {MAX_CHARACTERS} exceeded", "text", "ERR_TOO_LONG")
    if len(media_ids) > MAX_ATTACHMENTS:
        raise refused(422, f"Cannot attach more than {MAX_ATTACHMENTS} files")
    if poll and media_ids:
        raise refused(422, "Cannot attach media to a post with a poll")
    policy = text_of(parameters.get("quote_approval_policy"), "public")
    if policy not in QUOTERS:
        raise invalid("Quote approval policy is not included in the list", "quote_approval_policy")
    scheduled_at = _scheduled_at(parameters, now)
    begins = now if scheduled_at is None else scheduled_at
    extra = {
        "spoiler_text": spoiler, "sensitive": is_yes(parameters.get("sensitive")),
        "visibility": _visibility(text_of(parameters.get("visibility"), "public")),
        "language": parameters.get("language"),
        "in_reply_to_id": parameters.get("in_reply_to_id"),
        "poll": _poll(poll, begins) if isinstance(poll, Mapping) else None, "quote_policy": policy,
    }  # fmt: skip
    return Draft(text, media_ids, extra, scheduled_at)


def find_attachments(
    db: Connection, account_id: str, media_ids: tuple[str, ...], now: float
) -> tuple[Medium, ...]:
    """The uploads named, all there and finished, and of kinds that go together."""
    found = [find_medium(db, account_id, medium_id) for medium_id in media_ids]
    media = tuple(medium for medium in found if medium is not None)
    if len(media) != len(media_ids):
        missing = [
            medium_id for medium_id, medium in zip(media_ids, found, strict=True) if not medium
        ]
        raise refused(422, f"Media with IDs {', '.join(missing)} not found")
    if any(medium.ready_at > now or find_extra(db, medium.id).failure for medium in media):
        raise refused(
            422, "Cannot attach files that have not finished processing. Try again in a moment!"
        )
    moving = [medium for medium in media if not medium.mime.startswith("image/")]
    if moving and len(media) > 1:
        raise refused(422, "Cannot attach a video to a post that already contains images")
    return media


def _visibility(wanted: str) -> str:
    if wanted not in VISIBILITIES:
        raise invalid("Visibility is not included in the list", "visibility", "ERR_INCLUSION")
    return wanted


def _scheduled_at(parameters: Mapping[str, JSON], now: float) -> float | None:
    wanted = text_of(parameters.get("scheduled_at"))
    if not wanted:
        return None
    seconds = parse_moment(wanted)
    if seconds is None or seconds < now + 300:
        raise invalid("Scheduled at The scheduled date must be in the future", "scheduled_at")
    return seconds


def _poll(wanted: Mapping[str, JSON], now: float) -> dict[str, JSON]:
    options = [str(option) for option in wanted.get("options") or ()]
    lasts = int(text_of(wanted.get("expires_in"), "0") or 0)
    if not 2 <= len(options) <= 4:
        raise invalid("Poll Options must have between 2 and 4 items", "poll")
    if any(not option.strip() for option in options):
        raise invalid("Poll Options can't be blank", "poll")
    if len(set(options)) < len(options):
        raise invalid("Poll Options contain duplicate items", "poll")
    if any(len(option) > 50 for option in options):
        raise invalid("Poll Options can't be longer than 50 characters each", "poll")
    if not 300 <= lasts <= 2_629_746:
        raise invalid("Poll Expires at is too far into the future or too soon", "poll")
    return {
        "id": str(int(now * 1000)), "expires_at": iso_milliseconds(now + lasts), "expired": False,
        "multiple": is_yes(wanted.get("multiple")),
        "hide_totals": is_yes(wanted.get("hide_totals")),
        "votes_count": 0, "voters_count": 0,
        "options": [{"title": option, "votes_count": 0} for option in options], "emojis": [],
    }  # fmt: skip
