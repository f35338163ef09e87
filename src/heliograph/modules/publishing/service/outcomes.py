"""What an attempt's ending means for its post. Pure functions."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from heliograph.kit.settings import DeliverySettings
from heliograph.modules.publishing.repository import Finish, Note
from heliograph.modules.scheduling import Claim, Outcome
from heliograph.sdk.connectors import Receipt
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.manifest import ConnectorManifest

Problem = dict[str, str]
PROCESSING_LOOK = timedelta(seconds=15)
ANEW_FIRST = timedelta(minutes=30)
ANEW_GROWTH = 6
"""A post that used up its tries is planned anew after half an hour, then three, then eighteen."""


@dataclass(frozen=True)
class Verdict:
    """What to write: how the attempt ended, how the post goes on, and the words for it."""

    finish: Finish
    outcome: Outcome
    note: Note
    receipt: Receipt | None = None
    """The platform's yes, where it gave one."""


def partly(verdict: Verdict, stand: int, parts: int) -> Verdict:
    """The same verdict, told of a post of which some parts stand already."""
    told = f"{stand} of {parts} parts stand."
    problem = verdict.outcome.problem
    if problem:
        problem = problem | {"detail": f"{told} {problem['detail']}"}
    return replace(
        verdict,
        outcome=replace(verdict.outcome, problem=problem),
        note=replace(verdict.note, sentence=f"{told} {verdict.note.sentence}"),
    )


def published(receipt: Receipt, platform: str, reconciled: bool) -> Verdict:
    """It stands: by the platform's answer, or because the look found it."""
    found = f"Looked on {platform}: it is there. Published once, nothing sent again."
    answered = f"{platform} accepted it. Published."
    return Verdict(
        Finish("published", remote_id=receipt.remote_id, url=receipt.url),
        Outcome("published", remote_id=receipt.remote_id, url=receipt.url),
        Note("published", found if reconciled else answered, {"url": receipt.url}),
        receipt,
    )


def accepted(
    receipt: Receipt, memory: Mapping[str, str], platform: str, held: timedelta
) -> Verdict:
    """The platform took it and works on it, or holds it for its time: it is looked for, and never
    sent again meanwhile."""
    wait = max(receipt.after or PROCESSING_LOOK, held)
    does = "holds it until its time" if held > timedelta() else "is working on it"
    return Verdict(
        Finish("accepted", memory=memory, remote_id=receipt.remote_id, url=receipt.url),
        Outcome("retrying", in_doubt=True, wait=wait),
        Note("accepted", f"{platform} took it and {does}. Looks again{_in(wait)}."),
    )


def unclear(claim: Claim, reason: str, platform: str, limits: DeliverySettings) -> Verdict:
    """The look could not tell: look again later, and in the end ask a person."""
    if claim.failures + 1 >= limits.attempts:
        return ask_person(reason, platform)
    wait = delay_after(claim.failures, limits)
    return Verdict(
        Finish("unknown", error={"reason": reason}),
        Outcome("retrying", in_doubt=True, failed=True, wait=wait),
        Note("looked", f"Looked on {platform}: not clear yet ({reason}). Looks again{_in(wait)}."),
    )


def ask_person(reason: str, platform: str) -> Verdict:
    """Nobody can tell but a person: it is held, and never sent again by itself."""
    return Verdict(
        Finish("unknown", error={"reason": reason}),
        Outcome("unknown", in_doubt=True, failed=True, problem=_unknown_problem(platform)),
        Note("held", f"{platform} cannot tell whether it is there ({reason}). Held for a person."),
    )


def unreached(claim: Claim, platform: str, wait: timedelta) -> Verdict:
    """Nobody tried: the platform cannot be reached, and another post is trying it."""
    return Verdict(
        Finish("retry"),
        Outcome("retrying", in_doubt=claim.in_doubt, wait=wait),
        Note("waiting", f"{platform} cannot be reached at the moment. Waits{_for(wait)}."),
    )


def lost(
    claim: Claim, reason: str, manifest: ConnectorManifest, limits: DeliverySettings
) -> Verdict:
    """The committing call went out and no answer settled it: look before anything else."""
    if claim.failures + 1 >= limits.attempts * 2:
        return unclear(claim, reason, manifest.name, limits)
    wait = timedelta(seconds=max(manifest.settle_seconds, 1))
    return Verdict(
        Finish("unknown", error={"reason": reason}),
        Outcome("retrying", in_doubt=True, failed=True, wait=wait),
        Note(
            "no_answer",
            f"No answer from {manifest.name}. "
            f"Looks there{_in(wait)} before anything is sent again.",
            {"reason": reason},
        ),
    )


def crashed(claim: Claim, crashes: int, platform: str) -> Verdict:
    """Its worker died again and again: set aside, so that it cannot take others down."""
    problem = {
        "code": "publishing.crashes",
        "detail": f"The worker died {crashes} times while publishing it.",
        "remedy": "Look into the worker's log, then press “Try again”.",
    }
    status = "unknown" if claim.in_doubt else "failed"
    return _stopped(status, "unknown" if claim.in_doubt else "refused", claim, problem, platform)


def refused(claim: Claim, error: ContentRefused, platform: str) -> Verdict:
    """The platform will not have it. That also settles a doubt: had an earlier attempt of the
    same key worked, the platform would have said so."""
    certain = replace(claim, in_doubt=False)
    return _stopped("failed", "refused", certain, _refusal(error), platform)


def failed(claim: Claim, error: ConnectorError, platform: str, limits: DeliverySettings) -> Verdict:
    """The platform said no, or not now, and nothing was committed by this attempt."""
    if isinstance(error, ContentRefused):
        if claim.in_doubt:
            return unclear(claim, error.detail, platform, limits)
        return refused(claim, error, platform)
    if isinstance(error, ReconnectNeeded):
        problem = {
            "code": "publishing.reconnect_needed",
            "detail": f"{platform} no longer accepts the channel's secrets. {error.detail}",
            "remedy": "Reconnect the channel; this post then goes out by itself.",
        }
        return _stopped("needs_reconnect", "retry", claim, problem, platform)
    if isinstance(error, ChannelClosed):
        problem = {
            "code": "publishing.channel_closed",
            "detail": f"{platform} has closed or restricted the account. {error.detail}",
            "remedy": f"Sign in on {platform} to see why, then reconnect the channel.",
        }
        return _stopped("needs_reconnect", "refused", claim, problem, platform)
    after = error.after if isinstance(error, TryLater) else None
    return _again(claim, error, after, platform, limits)


def delay_after(failures: int, limits: DeliverySettings) -> timedelta:
    """Exponential backoff with full jitter on its upper half (AWS Architecture Blog, 2015)."""
    ceiling = min(limits.first_delay_seconds * 2**failures, limits.max_delay_seconds)
    return timedelta(seconds=random.uniform(ceiling / 2, ceiling))  # noqa: S311 - jitter


def is_lost(error: BaseException) -> bool:
    """Whether an error from the committing call leaves its outcome open."""
    return isinstance(error, OutcomeUnknown) or not isinstance(error, ConnectorError)


def _again(
    claim: Claim,
    error: ConnectorError,
    after: timedelta | None,
    platform: str,
    limits: DeliverySettings,
) -> Verdict:
    if after is None and claim.failures + 1 >= limits.attempts:
        if claim.in_doubt:
            return unclear(claim, error.detail, platform, limits)
        if claim.reschedules < claim.auto_retries:
            return _anew(claim, error, platform, limits)
        problem = {
            "code": "publishing.gave_up",
            "detail": f"{platform} could not take it in {limits.attempts} tries: {error.detail}",
            "remedy": "Check the platform's status, then press “Try again”.",
        }
        return _stopped("failed", "refused", claim, problem, platform)
    wait = after or delay_after(claim.failures, limits)
    memory = error.memory if isinstance(error, TryLater) else None
    return Verdict(
        Finish("retry", memory=memory, error={"reason": error.detail}),
        Outcome("retrying", in_doubt=claim.in_doubt, failed=after is None, wait=wait),
        Note("retry", f"{platform} cannot take it now: {error.detail}. Tries again{_in(wait)}."),
    )


def _anew(claim: Claim, error: ConnectorError, platform: str, limits: DeliverySettings) -> Verdict:
    """All tries are used up and nothing was committed: the post is given another time."""
    wait = ANEW_FIRST * ANEW_GROWTH**claim.reschedules
    times = f"{claim.reschedules + 1} of {claim.auto_retries}"
    return Verdict(
        Finish("retry", error={"reason": error.detail}),
        Outcome("scheduled", failed=True, anew=wait),
        Note(
            "replanned",
            f"{platform} could not take it in {limits.attempts} tries: {error.detail}. "
            f"Planned anew by itself ({times}), for the next free slot{_in(wait)} or later, "
            "or for then where no slot is near.",
        ),
    )


def _stopped(status: str, finish: str, claim: Claim, problem: Problem, platform: str) -> Verdict:
    return Verdict(
        Finish(finish, error=problem),
        Outcome(status, in_doubt=claim.in_doubt, failed=True, problem=problem),
        Note("refused", _sentences(problem), {"platform": platform}),
    )


def _sentences(problem: Problem) -> str:
    detail = problem["detail"].rstrip()
    stop = "" if detail.endswith((".", "!", "?", "…")) else "."
    return f"{detail}{stop} {problem['remedy']}".strip()


def _refusal(error: ContentRefused) -> Problem:
    remedy = " ".join(problem.remedy for problem in error.problems)
    return {
        "code": "publishing.refused",
        "detail": error.detail,
        "remedy": remedy or "Change the post so that the platform accepts it, then try again.",
    }


def _unknown_problem(platform: str) -> Problem:
    return {
        "code": "publishing.outcome_unknown",
        "detail": f"It is not known whether the post stands on {platform}.",
        "remedy": f"Look at the account on {platform}, then say whether it is there.",
    }


def _for(wait: timedelta) -> str:
    return _in(wait).replace(" in ", " for ", 1)


def _in(wait: timedelta) -> str:
    seconds = round(wait.total_seconds())
    if seconds < 90:
        return f" in {max(seconds, 1)} s"
    if seconds < 5400:
        return f" in {round(seconds / 60)} min"
    return f" in {round(seconds / 3600)} h"
