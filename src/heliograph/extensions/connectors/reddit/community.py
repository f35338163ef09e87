"""What one subreddit asks of posts, checked before anything is sent to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from heliograph.extensions.connectors.reddit.client import RedditClient
from heliograph.extensions.connectors.reddit.mapping import Requirements
from heliograph.sdk.connectors import OutgoingPost
from heliograph.sdk.errors import ContentRefused, ReconnectNeeded
from heliograph.sdk.problems import Problem, plural
from heliograph.sdk.rules import refuse_with

PLACE = "options.subreddit"
ELSEWHERE = "or choose another subreddit"


def tidy_name(name: str) -> str:
    """A subreddit's name without r/ and slashes."""
    return re.sub(r"^/?r/", "", name.strip(), flags=re.IGNORECASE).strip("/")


async def check_community(client: RedditClient, post: OutgoingPost, subreddit: str) -> None:
    """Raise `ContentRefused` with everything the subreddit would not take."""
    # A wrong token must be told as such, not as a subreddit that keeps us out.
    await client.me()
    try:
        about = await client.about(subreddit)
        wishes = await client.requirements(subreddit) if about else Requirements()
    except ReconnectNeeded as refused:
        remedy = f"Ask its moderators to let the account in, {ELSEWHERE}"
        problem = Problem(PLACE, "reddit.private", subreddit, "an open subreddit", remedy)
        raise ContentRefused(f"r/{subreddit} is closed to this account.", [problem]) from refused
    if about is None:
        remedy = "Check how the subreddit is spelled"
        problem = Problem(PLACE, "reddit.noexist", subreddit, "a subreddit", remedy)
        raise ContentRefused(f"There is no subreddit r/{subreddit}.", [problem])
    problems = [
        *_check_form(post, about.data.submission_type or "any"),
        *_check_title(post, wishes),
        *_check_body(post, wishes),
    ]
    refuse_with(problems, f"r/{subreddit}")


def _check_form(post: OutgoingPost, takes: str) -> Iterator[Problem]:
    is_text = post.kind == "text"
    if takes == "self" and not is_text:
        remedy = f"Make it a text post, {ELSEWHERE}"
        yield Problem("kind", "reddit.no_links", post.kind, "text", remedy)
    if takes == "link" and is_text:
        remedy = f"Make it a link post, {ELSEWHERE}"
        yield Problem("kind", "reddit.no_selfs", post.kind, "link", remedy)


def _check_title(post: OutgoingPost, wishes: Requirements) -> Iterator[Problem]:
    length = len(post.title.strip())
    most, least = wishes.title_text_max_length, wishes.title_text_min_length
    if most is not None and length > most:
        remedy = f"Shorten the title by {plural(length - most, 'character')}"
        yield Problem("title", "reddit.title_max", str(length), str(most), remedy)
    if least is not None and length < least:
        remedy = f"Lengthen the title by {plural(least - length, 'character')}"
        yield Problem("title", "reddit.title_min", str(length), str(least), remedy)


def _check_body(post: OutgoingPost, wishes: Requirements) -> Iterator[Problem]:
    if wishes.is_flair_required and not post.options.get("flair_id"):
        remedy = "Choose one of the subreddit's flairs"
        yield Problem("options.flair_id", "reddit.flair", "none", "a flair", remedy)
    written = bool(post.text.strip())
    if wishes.body_restriction_policy == "required" and not written:
        yield Problem("text", "reddit.body", "empty", "a text", "Write a text")
    if wishes.body_restriction_policy == "notAllowed" and written:
        remedy = f"Leave the text out, {ELSEWHERE}"
        yield Problem("text", "reddit.body", "a text", "no text", remedy)
    host = (urlsplit(post.link or "").hostname or "").removeprefix("www.")
    if host and any(host == one or host.endswith(f".{one}") for one in wishes.domain_blacklist):
        remedy = f"Link to another site, {ELSEWHERE}"
        yield Problem("link", "reddit.domain", host, "another site", remedy)
