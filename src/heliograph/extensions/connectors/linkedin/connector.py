"""LinkedIn: upload the files, post once, and take the refusal of a repeat as the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from heliograph.extensions.connectors.linkedin.client import LinkedInClient
from heliograph.extensions.connectors.linkedin.errors import DuplicateFound
from heliograph.extensions.connectors.linkedin.mapping import (
    BY_QUERY,
    COMMENT,
    ORGANISATION,
    PERSON,
    encoded,
    entity_of,
    files_of,
    find_ours,
    slug,
    to_comment,
    to_metrics,
    to_payload,
)
from heliograph.extensions.connectors.linkedin.uploads import Uploads, uploaded
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Follows,
    Found,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
    Unclear,
)
from heliograph.sdk.errors import ContentRefused, ReconnectNeeded
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

CLOCK_TOLERANCE = timedelta(minutes=2)
AT_ONCE = 20
ONE_ANSWER = Problem(
    "poll.several",
    "poll.several",
    "several answers",
    "one answer",
    "Let people choose one answer only",
)


class LinkedInConnector:
    """One member, or one organisation that a member administers."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = LinkedInClient(access)
        self._uploads = Uploads(access, self._client)

    async def identify(self) -> Account:
        """Ask whose token this is; for an organisation, whether the token opens it."""
        author = self._access.secrets.get("author", "")
        if author.startswith(ORGANISATION):
            return await self._organisation(author)
        user = await self._client.userinfo()
        if author and author != f"{PERSON}{user.sub}":
            raise ReconnectNeeded(f"The access token does not belong to {author}.")
        name = user.name or user.sub
        handle = f"@{slug(name) or user.sub}"
        return Account(f"{PERSON}{user.sub}", handle, name, avatar_url=user.picture)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Find out who posts, upload the files, wait until they may be used."""
        refuse_broken_rules(self.manifest, post)
        if post.poll and post.poll.several:
            raise ContentRefused("LinkedIn's polls take one answer.", [ONE_ANSWER])
        if not self._access.secrets.get("author") and "author" not in memory:
            memory = {**memory, "author": await self._author(memory)}
        files = () if post.follows else files_of(post)
        # Files of a post that was sent already are part of what LinkedIn compares: they stay.
        if not files or (post.resend and uploaded(memory)):
            return memory
        return await self._uploads.ready(files, await self._author(memory), memory)

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Make the one call. Where an earlier one may have worked, a refusal of the repeat says
        that it did."""
        author = await self._author(memory)
        if post.follows:
            return await self._comment(post, post.follows, author)
        payload = to_payload(post, author, uploaded(memory))
        try:
            urn = await self._client.create_post(payload, self.manifest.call_seconds)
        except DuplicateFound as known:
            if not post.resend:
                raise
            urn = known.urn
        return self._receipt(urn)

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """An organisation's posts can be read; of a member's only the refusal of a repeat tells."""
        if post.first_sent_at is None:
            return Absent()
        author = await self._author(memory)
        if post.follows:
            return await self._look_for_comment(post, post.follows, author)
        if not author.startswith(ORGANISATION):
            # A repeat is about to be allowed: first see that LinkedIn is there and still lets us.
            await self._client.userinfo()
            return Absent(only_same_key=True)
        since = post.first_sent_at - CLOCK_TOLERANCE
        found = find_ours(post, await self._client.posts_of(author), since)
        return Found(self._receipt(found.id)) if found else Absent(only_same_key=True)

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Read the counts: of an organisation many posts at once, of a member one by one."""
        urns = [urn for urn in remote_ids if not COMMENT.fullmatch(urn)]
        author = await self._author({})
        found: dict[str, Metrics] = {}
        if not author.startswith(ORGANISATION):
            counted = {urn: await self._member_counts(entity_of(urn)) for urn in urns}
            return {urn: counts for urn, counts in counted.items() if counts}
        for start in range(0, len(urns), AT_ONCE):
            rows = await self._client.share_statistics(author, urns[start : start + AT_ONCE])
            for row in rows.elements if rows else ():
                found[row.share or row.ugc] = to_metrics(row.totals)
        return {urn: counts for urn, counts in found.items() if urn in urns}

    async def delete(self, remote_id: str) -> None:
        """Take a post or a comment down."""
        comment = COMMENT.fullmatch(remote_id)
        if comment is None:
            await self._client.delete(f"/rest/posts/{encoded(remote_id)}")
            return
        author = encoded(await self._author({}))
        target = f"/rest/socialActions/{encoded(comment[1])}/comments/{comment[2]}"
        await self._client.delete(f"{target}?actor={author}")

    async def account_metrics(self) -> Metrics:
        """The organisation's followers, page views and posts in sum, or the member's posts."""
        author = await self._author({})
        if not author.startswith(ORGANISATION):
            return await self._member_counts()
        rows = await self._client.share_statistics(author)
        counts = dict(to_metrics(rows.elements[0].totals)) if rows and rows.elements else {}
        for name, count in (
            ("followers", await self._client.followers(author)),
            ("profile_views", await self._client.page_views(author)),
        ):
            if count is not None:
                counts[name] = count
        return counts

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """No choice depends on the account."""
        return {}

    async def _author(self, memory: Memory) -> str:
        known = self._access.secrets.get("author") or memory.get("author")
        return known or f"{PERSON}{(await self._client.userinfo()).sub}"

    async def _organisation(self, author: str) -> Account:
        page = await self._client.organisation(author.removeprefix(ORGANISATION))
        handle = page.vanity or str(page.id)
        url = f"{self.manifest.website}/company/{handle}"
        followers = await self._client.followers(author)
        return Account(author, f"@{handle}", page.name or handle, url, followers=followers)

    async def _comment(self, post: OutgoingPost, follows: Follows, author: str) -> Receipt:
        target = follows.root.remote_id
        payload = to_comment(post, author, target)
        made = await self._client.comment(target, payload, self.manifest.call_seconds)
        return self._comment_receipt(target, made.id)

    async def _look_for_comment(
        self, post: OutgoingPost, follows: Follows, author: str
    ) -> Sighting:
        target = follows.root.remote_id
        found = await self._client.comments(target)
        if found is None:
            return Unclear("LinkedIn lets nobody but organisations read comments.")
        for one in found.elements:
            if one.actor == author and one.message.text.split() == post.text.split():
                return Found(self._comment_receipt(target, one.id))
        return Absent()

    async def _member_counts(self, entity: str = "") -> Metrics:
        """One call per metric; nothing where LinkedIn gives none, as for a post that is gone."""
        counts: dict[str, int] = {}
        for query, name in BY_QUERY.items():
            count = await self._client.member_count(query, entity)
            if count is None:
                return counts
            counts[name] = count
        return counts

    def _receipt(self, urn: str) -> Receipt:
        return Receipt("published", urn, self._place(urn))

    def _comment_receipt(self, target: str, comment_id: str) -> Receipt:
        urn = f"urn:li:comment:({target},{comment_id})"
        return Receipt("published", urn, self._place(target))

    def _place(self, urn: str) -> str:
        return self.manifest.address(self._access.base_url, "web", f"/feed/update/{urn}")
