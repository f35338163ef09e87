"""The subreddits of this Reddit: everybody's own page, and some with rules worth meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import find_account
from heliograph.apps.sandbox.reddit.manners import plain
from heliograph.apps.sandbox.reddit.sign_in import signed_in
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of


@dataclass(frozen=True)
class Community:
    """One subreddit and what it asks of posts."""

    name: str
    submission_type: str = "any"
    flairs: tuple[str, ...] = ()
    flair_required: bool = False
    title_max: int | None = None
    body: str = "none"
    banned_domains: tuple[str, ...] = ()
    shuts_out: str = ""

    def flair_ids(self) -> dict[str, str]:
        """The flairs' texts by their ids."""
        return {f"{self.name}-flair-{place}": text for place, text in enumerate(self.flairs)}


KNOWN = {
    one.name: one
    for one in (
        Community("open"),
        Community("textonly", submission_type="self"),
        Community("linksonly", submission_type="link"),
        Community("flaired", flairs=("Question", "Picture"), flair_required=True),
        Community("shorttitles", title_max=50),
        Community("nobody", body="notAllowed"),
        Community("picky", banned_domains=("example.org",)),
        Community("members", shuts_out="SUBREDDIT_NOTALLOWED"),
        Community("barred", shuts_out="BANNED_FROM_SUBREDDIT"),
    )
}


def find_community(db: Connection, name: str) -> Community | None:
    """A subreddit by its name; a person's page is called u_ and the name."""
    wanted = re.sub(r"^/?r/", "", name.strip().lower())
    if wanted.startswith("u_"):
        person = find_account(db, "reddit", wanted.removeprefix("u_"))
        return Community(wanted) if person else None
    return KNOWN.get(wanted)


async def about(request: Request) -> Response:
    """GET /r/<sr>/about."""
    community = await _wanted(request, "read")
    return JSONResponse({"kind": "t5", "data": {
        "name": f"t5_{community.name}", "id": community.name, "display_name": community.name,
        "display_name_prefixed": f"r/{community.name}", "title": community.name,
        "submission_type": community.submission_type, "subreddit_type": "public",
        "url": f"/r/{community.name}/", "over18": False,
        "link_flair_position": "left" if community.flairs else "",
    }})  # fmt: skip


async def requirements(request: Request) -> Response:
    """GET /api/v1/<sr>/post_requirements."""
    community = await _wanted(request, "submit")
    return JSONResponse({
        "is_flair_required": community.flair_required, "body_restriction_policy": community.body,
        "title_text_max_length": community.title_max, "title_text_min_length": None,
        "domain_blacklist": list(community.banned_domains), "domain_whitelist": [],
        "body_text_max_length": None, "body_text_min_length": None,
        "title_required_strings": [], "title_blacklisted_strings": [],
        "body_required_strings": [], "body_blacklisted_strings": [],
        "link_restriction_policy": "none", "guidelines_text": None,
    })  # fmt: skip


async def flairs(request: Request) -> Response:
    """GET /r/<sr>/api/link_flair_v2."""
    community = await _wanted(request, "flair")
    found: list[dict[str, JSON]] = [
        {"id": flair_id, "text": text, "type": "text", "text_editable": False, "mod_only": False}
        for flair_id, text in community.flair_ids().items()
    ]
    return JSONResponse(found)


async def _wanted(request: Request, scope: str) -> Community:
    await signed_in(request, scope)
    name = str(request.path_params["sr"])
    community = await world_of(request).store.read(lambda db: find_community(db, name))
    if community is None:
        raise plain(404)
    if community.shuts_out == "SUBREDDIT_NOTALLOWED":
        raise plain(403)
    return community
