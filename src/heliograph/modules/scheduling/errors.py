"""What can go wrong while planning a post."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.kit.errors import AppError
from heliograph.sdk.problems import Problem


class PostNotFound(AppError):
    """There is no such post in this workspace."""

    code = "scheduling.post_not_found"
    status = 404
    title = "No such post"
    remedy = "Check the id, or list the posts to find it."
    exit_code = 4


class PostMoved(AppError):
    """The post changed since it was read."""

    code = "scheduling.post_moved"
    status = 409
    title = "The post has changed since you read it"
    remedy = "Read it again, then repeat your change with its new revision."


class PostBusy(AppError):
    """The post is past the point where this can be done."""

    code = "scheduling.post_busy"
    status = 409
    title = "That cannot be done with the post now"
    remedy = "Open the post: its history says what is happening and what comes next."


class RulesBroken(AppError):
    """The platform would refuse the post."""

    code = "scheduling.rules_broken"
    status = 422
    title = "The platform would refuse this post"
    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            f"{first.field}: found {first.found}, allowed {first.allowed}",
            pointer=f"/{first.field}",
        )
        self.problems = tuple(problems)
        self.remedy = " ".join(f"{problem.remedy.rstrip('.')}." for problem in problems)


class PacksApart(AppError):
    """The account carries a pack that does not go beside this post's."""

    code = "scheduling.packs_apart"
    status = 409
    title = "These two do not share an account"
    remedy = (
        "Use an account of its own, or let the owner set `shares_account` in the brand's options."
    )


class SlotTaken(AppError):
    """This content already has a post on that channel at that time."""

    code = "scheduling.slot_taken"
    status = 409
    title = "This content is already planned there at that time"
    remedy = "Pick another time, or change the post that exists."


class NoSlots(AppError):
    """The channel has no repeating times."""

    code = "scheduling.no_slots"
    status = 409
    title = "The channel has no slots"
    remedy = "Give the channel at least one slot, or name a time."


class BadTime(AppError):
    """The time cannot be used."""

    code = "scheduling.bad_time"
    status = 422
    title = "That time cannot be used"
    remedy = "Give an ISO 8601 time with its zone, for example 2026-11-22T07:00:00+02:00."
    exit_code = 2
