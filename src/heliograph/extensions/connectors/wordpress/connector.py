"""WordPress: files into the library, one post under a slug of our own, a search by that slug."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from heliograph.extensions.connectors.wordpress.client import PAGE, WordPressClient
from heliograph.extensions.connectors.wordpress.mapping import (
    Made,
    names_in,
    same_term,
    slug_of,
    to_account,
    to_payload,
    to_receipt,
    wanted_status,
)
from heliograph.extensions.connectors.wordpress.uploads import (
    Upload,
    ids_in,
    uploads_in,
    with_ids,
    with_uploads,
)
from heliograph.sdk.connectors import (
    Absent,
    Account,
    ChannelAccess,
    Found,
    MediaFile,
    Memory,
    Metrics,
    OutgoingPost,
    Receipt,
    Sighting,
)
from heliograph.sdk.errors import ContentRefused, ReconnectNeeded, TryLater
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.problems import Problem
from heliograph.sdk.rules import refuse_broken_rules

NEEDED = {"publish_posts": "publish posts", "upload_files": "upload files"}
ENDINGS = {
    "image/jpeg": "jpg", "video/quicktime": "mov",
}  # fmt: skip


class WordPressConnector:
    """One user of one site."""

    manifest = load_connector_manifest(Path(__file__).parent)

    def __init__(self, access: ChannelAccess) -> None:
        self._access = access
        self._client = WordPressClient(access)

    async def identify(self) -> Account:
        """Ask the site who this is, and whether they may publish."""
        user = await self._client.me()
        missing = [words for name, words in NEEDED.items() if not user.capabilities.get(name)]
        if missing:
            raise ReconnectNeeded(
                f"The user may not {' or '.join(missing)} on this site. Connect as an author, "
                "an editor or an administrator."
            )
        return to_account(user, self._access.base_url)

    async def prepare(self, post: OutgoingPost, memory: Memory) -> Memory:
        """Fill the library with the files, and find or make the categories and tags."""
        refuse_broken_rules(self.manifest, post)
        _refuse_hidden_schedule(post)
        if post.media:
            memory = await self._uploaded(post, memory, "media", post.media)
        if post.cover:
            memory = await self._uploaded(post, memory, "cover", (post.cover,))
        for taxonomy in ("categories", "tags"):
            names = names_in(post.options, taxonomy)
            if len(ids_in(memory, taxonomy)) < len(names):
                ids = [await self._term(taxonomy, name) for name in names]
                memory = with_ids(memory, taxonomy, ids)
        return memory

    async def publish(self, post: OutgoingPost, memory: Memory) -> Receipt:
        """Make the post; with `publish_at` the site holds it until then.

        The site would store a repeat as a second post, so a resend searches for the first.
        """
        if post.resend and (made := await self._client.by_slug(slug_of(post))):
            return to_receipt(made, self._access.clock.now())
        payload = to_payload(post, memory)
        made = await self._client.make_post(payload, self.manifest.call_seconds)
        return to_receipt(made, self._access.clock.now())

    async def look(self, post: OutgoingPost, memory: Memory) -> Sighting:
        """Search by our slug, whatever the post's status."""
        if post.first_sent_at is None:
            return Absent()
        made = await self._client.by_slug(slug_of(post))
        if made is None:
            return Absent()
        _refuse_withdrawn(post, made)
        return Found(to_receipt(made, self._access.clock.now()))

    async def metrics(self, remote_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """Count the approved comments of every post that still stands."""
        found: dict[str, Metrics] = {}
        for start in range(0, len(remote_ids), PAGE):
            ids = [int(one) for one in remote_ids[start : start + PAGE]]
            there = await self._client.standing(ids)
            for one in [one for one in ids if one in there]:
                found[str(one)] = {"comments": await self._client.count("comments", post=str(one))}
        return found

    async def account_metrics(self) -> Metrics:
        """How many posts of the user are public."""
        user = await self._client.me()
        return {"posts": await self._client.count("posts", author=str(user.id))}

    async def offers(self) -> Mapping[str, Sequence[str]]:
        """The site's categories."""
        terms = await self._client.terms("categories")
        return {"categories": tuple(html.unescape(term.name) for term in terms)}

    async def delete(self, remote_id: str) -> None:
        """Put the post into the site's trash."""
        await self._client.delete(int(remote_id))

    async def _uploaded(
        self, post: OutgoingPost, memory: Memory, name: str, files: Sequence[MediaFile]
    ) -> Memory:
        uploads = await self._still_there(uploads_in(memory, name))
        try:
            await self._upload_rest(f"{slug_of(post)}-{name}", files, uploads)
        except TryLater as trouble:
            kept = with_uploads(memory, name, uploads)
            raise TryLater(trouble.detail, trouble.after, kept) from trouble
        return with_uploads(memory, name, uploads)

    async def _upload_rest(
        self, stem: str, files: Sequence[MediaFile], uploads: list[Upload]
    ) -> None:
        for index, file in enumerate(files):
            if index == len(uploads):
                ending = ENDINGS.get(file.mime, file.mime.rpartition("/")[2])
                medium = await self._client.upload(file, f"{stem}-{index + 1}.{ending}")
                uploads.append(Upload(id=medium.id, url=medium.source_url, described=not file.alt))
            if not uploads[index].described:
                await self._client.describe(uploads[index].id, file.alt)
                uploads[index] = uploads[index].model_copy(update={"described": True})

    async def _still_there(self, uploads: list[Upload]) -> list[Upload]:
        """All of them, or none when a person took one out of the library."""
        if not uploads:
            return []
        there = await self._client.media_there([one.id for one in uploads])
        return uploads if all(one.id in there for one in uploads) else []

    async def _term(self, taxonomy: str, name: str) -> int:
        for term in await self._client.terms(taxonomy, search=name):
            if same_term(term, name):
                return term.id
        made = await self._client.make_term(taxonomy, name)
        if made is None:
            remedy = "Choose one the site has, or let an editor of the site add it"
            problem = Problem(f"options.{taxonomy}", "wordpress.term", name, "a known one", remedy)
            raise ContentRefused(f"The user may not add {taxonomy} to this site.", [problem])
        return made


def _refuse_hidden_schedule(post: OutgoingPost) -> None:
    status = str(post.options.get("status") or "publish")
    if post.publish_at and status != "publish":
        remedy = "Choose publish, or let it go out without the site's own schedule"
        problem = Problem("options.status", "wordpress.schedule", status, "publish", remedy)
        raise ContentRefused("WordPress holds back only what shall be public.", [problem])


def _refuse_withdrawn(post: OutgoingPost, made: Made) -> None:
    """A person on the site took the post back to a draft: it stands, but not before readers."""
    if made.status in ("draft", "pending") and wanted_status(post) not in ("draft", "pending"):
        remedy = "Publish or delete the draft on the site"
        problem = Problem("options.status", "wordpress.draft", made.status, "publish", remedy)
        raise ContentRefused("The post was turned back into a draft on the site.", [problem])
