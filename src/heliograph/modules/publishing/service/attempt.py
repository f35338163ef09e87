"""What one attempt works with, and what is said of it. Pure parts of delivering."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from heliograph.modules.channels import OpenChannel
from heliograph.modules.publishing.repository import Begun, Note
from heliograph.modules.publishing.service import outcomes
from heliograph.modules.publishing.service.circuit import OPEN, Road
from heliograph.modules.publishing.service.outcomes import Verdict
from heliograph.modules.publishing.service.stages import Later
from heliograph.modules.scheduling import Claim, carried_by
from heliograph.sdk.connectors import MediaFile, OutgoingPost, Receipt
from heliograph.sdk.errors import TryLater

WHILE_SENDING = timedelta(minutes=1)
"""What may pass until the platform reads when the post shall appear."""


@dataclass(frozen=True)
class Attempt:
    """Everything one attempt works with."""

    claim: Claim
    begun: Begun
    channel: OpenChannel
    outgoing: OutgoingPost
    memory: Mapping[str, str]
    first: OutgoingPost
    later: tuple[Later, ...] = ()
    done: tuple[Receipt, ...] = ()
    road: Road = OPEN
    looked: bool = False
    """A look in this attempt said that nothing of it stands."""

    @property
    def is_absent(self) -> bool:
        """Whether the look leaves no doubt: where only the refusal of a repeat can tell, another
        refusal of the repeat says nothing of the first call."""
        only_repeats_tell = self.channel.manifest.strategy == "duplicate_error"
        return self.looked and not (self.claim.in_doubt and only_repeats_tell)

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after what goes out now."""
        return len(self.done) >= len(self.later)

    @property
    def platform(self) -> str:
        """The network's name as people know it."""
        return self.channel.manifest.name


def first_post(
    taken: Claim, key: str, media: tuple[MediaFile, ...], cover: MediaFile | None
) -> OutgoingPost:
    """The post itself, as the connector gets it."""
    carried = carried_by(taken.extras)
    return OutgoingPost(
        id=taken.post_id,
        key=key,
        kind=taken.kind,  # type: ignore[arg-type]  # reason: checked when the post was made
        text=taken.text,
        intended_at=taken.due_at,
        media=media,
        language=taken.language,
        first_sent_at=taken.first_sent_at,
        resend=taken.in_doubt,
        title=carried.title,
        link=carried.link,
        poll=carried.poll,
        cover=cover,
        options=carried.options,
        publish_at=taken.due_at if is_held(taken) else None,
    )


def is_held(taken: Claim) -> bool:
    """Whether the platform itself shall hold the post until its time."""
    return bool(taken.extras.get("on_platform"))


def to_send(attempt: Attempt) -> OutgoingPost:
    """What goes out in this attempt. What the platform was to hold goes out at its time when it
    is too late to be held: `TryLater` until then."""
    taken, rules = attempt.claim, attempt.channel.manifest.native_schedule
    if attempt.outgoing.publish_at is None:
        return attempt.outgoing
    ahead = taken.due_at - taken.taken_at
    if ahead <= timedelta():
        return replace(attempt.outgoing, publish_at=None)
    if rules is None or ahead < timedelta(seconds=rules.min_seconds) + WHILE_SENDING:
        raise TryLater("its time is too near for the platform to hold it", ahead)
    return attempt.outgoing


def of_the_whole(attempt: Attempt, verdict: Verdict | None) -> Verdict | None:
    """A verdict on the last stage, or on the one that did not go out, as one on the post."""
    if verdict is None or not attempt.later:
        return verdict
    if verdict.receipt is not None:
        first = attempt.done[0]
        return replace(
            verdict,
            finish=replace(verdict.finish, remote_id=first.remote_id, url=first.url),
            outcome=replace(verdict.outcome, remote_id=first.remote_id, url=first.url),
        )
    return outcomes.partly(verdict, len(attempt.done), len(attempt.later) + 1)


def key_of(taken: Claim, wording: str, looks: bool) -> str:
    """What names all attempts to send a post with one wording."""
    key = f"{taken.post_id.hex}-{wording[:16]}"
    # The negative control behaves like a sender that remembers nothing of earlier tries.
    return key if looks else f"{key}-{taken.attempt}"


def wording_hash(taken: Claim) -> str:
    parts = [taken.text, taken.kind, *(str(medium["asset_id"]) for medium in taken.media)]
    if taken.extras:
        parts.append(json.dumps(taken.extras, sort_keys=True))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def claimed_note(taken: Claim, owner: str) -> Note:
    worker = owner.rsplit("-", 1)[0]
    if taken.taken_over:
        return Note("claimed", f"Taken over by {worker}: the one before it died or stood still.")
    return Note("claimed", f"Taken by {worker}, attempt {taken.attempt}.")
