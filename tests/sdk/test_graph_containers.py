"""Containers over several attempts, on a platform that does as it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from heliograph.sdk.connectors import Absent, Found, MediaFile, Memory, OutgoingPost, Unclear
from heliograph.sdk.errors import ConnectorError, ContentRefused, OutcomeUnknown, TryLater
from heliograph.sdk.graph.containers import Container, Containers
from heliograph.sdk.graph.publishing import (
    ContainerMissing,
    Published,
    PublishedPage,
    Publishing,
)

NOW = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "image", "Leo shines.", NOW)
SENT = replace(POST, first_sent_at=NOW)
MEMORY = {"container_id": "c0"}


async def _nothing() -> AsyncIterator[bytes]:
    yield b""


FILE = MediaFile(UUID(int=2), "image/jpeg", 1, "sha", _nothing, "https://example.com/a.jpg")


@dataclass
class Studio:
    """A platform that makes containers and publishes them."""

    states: dict[str, Container | None] = field(default_factory=dict)
    pages: tuple[PublishedPage, ...] = (PublishedPage(()),)
    refuses: list[ConnectorError] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    name: str = "Studio"
    is_deaf: bool = False

    async def state(self, container_id: str) -> Container | None:
        if self.is_deaf:
            raise TryLater("no answer")
        return self.states.get(container_id)

    async def make_single(self, post: OutgoingPost) -> str:
        return self._make("single")

    async def make_item(self, file: MediaFile) -> str:
        return self._make("item")

    async def make_carousel(self, post: OutgoingPost, children: Sequence[str]) -> str:
        return self._make(f"carousel of {','.join(children)}")

    def trouble(self, told: str, dropped: Memory) -> ConnectorError:
        return TryLater(told or "gone", None, dropped)

    async def publish(self, container_id: str) -> str:
        if self.refuses:
            raise self.refuses.pop(0)
        return f"post of {container_id}"

    async def published(self, post: OutgoingPost, after: str) -> PublishedPage:
        return self.pages[int(after or 0)]

    async def permalink(self, media_id: str) -> str | None:
        return f"https://example.com/{media_id}"

    def _make(self, what: str) -> str:
        if self.refuses:
            raise self.refuses.pop(0)
        self.made.append(what)
        container_id = f"c{len(self.made)}"
        self.states.setdefault(container_id, Container("FINISHED"))
        return container_id


def waiting(studio: Studio) -> Containers:
    return Containers(studio, pauses=(0.0,))


async def test_a_container_is_made_once_and_kept() -> None:
    studio = Studio()
    memory = await waiting(studio).ready(replace(POST, media=(FILE,)), {})
    assert memory == {"container_id": "c1"}
    assert await waiting(studio).ready(POST, memory) == memory
    assert studio.made == ["single"]


async def test_a_carousel_goes_on_behind_the_items_it_has() -> None:
    studio = Studio(refuses=[])
    post = replace(POST, media=(FILE, FILE))
    studio.made = ["item"]
    studio.states["c1"] = Container("FINISHED")
    memory = await waiting(studio).ready(post, {"children": "c1"})
    assert studio.made == ["item", "item", "carousel of c1,c2"]
    assert memory["container_id"] == "c3"


async def test_a_container_that_takes_long_means_later_and_is_remembered() -> None:
    studio = Studio(states={"c1": Container("IN_PROGRESS")})
    with pytest.raises(TryLater) as slow:
        await waiting(studio).ready(replace(POST, media=(FILE,)), {})
    assert slow.value.memory == {"container_id": "c1"}


@pytest.mark.parametrize("state", ["ERROR", "EXPIRED"])
async def test_a_spent_container_and_its_items_are_replaced(state: str) -> None:
    spent = Container("ERROR" if state == "ERROR" else "EXPIRED")
    studio = Studio(states={"c0": spent})
    post = replace(POST, media=(FILE, FILE))
    memory = await waiting(studio).ready(post, {**MEMORY, "children": "old,older"})
    assert memory["container_id"] == "c3"
    assert memory["children"] == "c1,c2"


async def test_a_container_nobody_knows_is_not_replaced_once_it_was_sent() -> None:
    with pytest.raises(OutcomeUnknown):
        await waiting(Studio()).ready(SENT, MEMORY)


async def test_publishing_gives_a_receipt_with_the_address() -> None:
    receipt = await Publishing(Studio()).publish(SENT, MEMORY)
    assert (receipt.remote_id, receipt.url) == ("post of c0", "https://example.com/post of c0")


async def test_a_refusal_of_what_an_earlier_attempt_published_is_unknown() -> None:
    refusals: list[ConnectorError] = [ContentRefused("used up")]
    studio = Studio(states={"c0": Container("PUBLISHED")}, refuses=refusals)
    with pytest.raises(OutcomeUnknown, match="earlier attempt"):
        await Publishing(studio).publish(SENT, MEMORY)


async def test_a_final_refusal_is_unknown_while_the_container_cannot_be_asked() -> None:
    with pytest.raises(OutcomeUnknown):
        await Publishing(Studio(refuses=[ContentRefused("no")], is_deaf=True)).publish(SENT, MEMORY)
    with pytest.raises(TryLater):
        await Publishing(Studio(refuses=[TryLater("soon")], is_deaf=True)).publish(SENT, MEMORY)


async def test_a_missing_container_that_is_there_after_all_is_kept() -> None:
    studio = Studio(states={"c0": Container("IN_PROGRESS")}, refuses=[ContainerMissing("early")])
    with pytest.raises(TryLater) as early:
        await Publishing(studio).publish(SENT, MEMORY)
    assert early.value.memory == MEMORY


async def test_a_container_that_is_gone_while_our_post_stands_is_unknown() -> None:
    ours = PublishedPage((Published("9", "Leo shines.", NOW),))
    studio = Studio(pages=(ours,), refuses=[ContainerMissing("gone"), ContainerMissing("gone")])
    with pytest.raises(TryLater) as once:
        await Publishing(studio).publish(SENT, MEMORY)
    with pytest.raises(OutcomeUnknown):
        await Publishing(studio).publish(SENT, once.value.memory or {})


@pytest.mark.parametrize(("container", "seen"), [
    (Container("FINISHED"), Absent(only_same_key=True)),
    (Container("IN_PROGRESS"), Absent(only_same_key=True)),
    (Container("ERROR"), Absent()), (Container("EXPIRED"), Absent()),
])  # fmt: skip
async def test_what_is_not_published_is_absent(container: Container, seen: Absent) -> None:
    assert await Publishing(Studio(states={"c0": container})).look(SENT, MEMORY) == seen


async def test_our_post_is_found_on_a_later_page_by_its_words() -> None:
    others = PublishedPage((Published("1", "Virgo.", NOW),), "1")
    ours = PublishedPage((Published("2", "Leo\n shines.", NOW, "https://x/2"),))
    studio = Studio(states={"c0": Container("PUBLISHED")}, pages=(others, ours))
    seen = await Publishing(studio).look(SENT, MEMORY)
    assert isinstance(seen, Found)
    assert (seen.receipt.remote_id, seen.receipt.url) == ("2", "https://x/2")


async def test_a_search_ends_where_all_is_older() -> None:
    old = PublishedPage((Published("1", "Leo shines.", NOW - timedelta(hours=1)),), "7")
    studio = Studio(states={"c0": Container("PUBLISHED")}, pages=(old,))
    assert isinstance(await Publishing(studio).look(SENT, MEMORY), Unclear)


async def test_posts_without_words_are_told_apart_by_nothing_but_their_time() -> None:
    story = replace(SENT, kind="story", text="")
    one = PublishedPage((Published("1", "", NOW), Published("0", "", NOW - timedelta(days=1))))
    studio = Studio(states={"c0": Container("PUBLISHED")}, pages=(one,))
    assert isinstance(await Publishing(studio).look(story, MEMORY), Found)
    studio.pages = (PublishedPage((Published("2", "", NOW), *one.items)),)
    assert isinstance(await Publishing(studio).look(story, MEMORY), Unclear)
