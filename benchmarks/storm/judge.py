"""The verdict: what the sandbox says stands, beside what was planned and what we say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import text
from tests.support.arena import Arena

from benchmarks.planning import NAME, Planned
from benchmarks.report import say

OPEN = ("scheduled", "retrying", "publishing")
REFUSED = "publishing.refused"
BLIND = "none"

_POSTS = text("SELECT id, text, status, problem ->> 'code' AS code FROM scheduling_posts")
# A resend is a second committing call. Where nothing can be looked up there may be none unless
# the first one was answered.
_SENT = text(
    """
    SELECT post_id, count(*) - 1 AS again FROM publishing_deliveries
    WHERE sent_at IS NOT NULL AND state <> 'retry' GROUP BY 1 HAVING count(*) > 1
    """
)
_HELD = text(
    """
    SELECT d.post_id, extract(epoch FROM min(h.at) - max(d.sent_at))::float8 AS seconds
    FROM publishing_deliveries d JOIN publishing_history h ON h.post_id = d.post_id
    WHERE h.kind = 'held' AND d.sent_at IS NOT NULL AND d.sent_at < h.at GROUP BY 1
    """
)
_TOLD = text(
    """
    SELECT CASE WHEN sentence LIKE 'Taken over%' THEN 'taken over'
                WHEN sentence LIKE '%: it is there%' THEN 'found by a look'
                WHEN sentence LIKE '%: it is not there%' THEN 'not found, sent again'
                ELSE kind END AS kind, count(*) AS times
    FROM publishing_history GROUP BY 1 ORDER BY 1
    """
)


@dataclass
class Count:
    """What became of the posts on one network.

    `published` stand once, `refused` were told to their author, `unknown` wait for a person.
    `lost` neither stand nor are told of; `doubled` stand twice; `wrong` are those of which we
    say something else than what is. `resent_blind` are resends where nothing can be looked up.
    """

    posts: int = 0
    published: int = 0
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    refused: int = 0
    wrong: int = 0
    resent_blind: int = 0
    unknown_after_s: float = 0.0

    @property
    def bad(self) -> int:
        """Broken promises."""
        return self.lost + self.doubled + self.wrong + self.resent_blind


@dataclass
class Verdict:
    """All networks together, and the posts that something was wrong with."""

    by_platform: dict[str, Count] = field(default_factory=dict)
    strange: list[Planned] = field(default_factory=list)

    def total(self, name: str) -> int:
        """A count over all networks."""
        return sum(int(getattr(count, name)) for count in self.by_platform.values())

    @property
    def kept(self) -> bool:
        """Whether every promise held."""
        return not any(count.bad for count in self.by_platform.values())

    def line(self) -> dict[str, Any]:
        """The figures for programs."""
        names = ("published", "lost", "doubled", "unknown", "refused", "wrong", "resent_blind")
        slowest = max((one.unknown_after_s for one in self.by_platform.values()), default=0.0)
        return {
            **{name: self.total(name) for name in names},
            "unknown_after_s": slowest,
            "by_platform": {name: asdict(count) for name, count in self.by_platform.items()},
        }


async def judge(arena: Arena, planned: Sequence[Planned]) -> Verdict:
    """Compare the sandbox's own list with what was planned, by the posts' words."""
    standing = Counter(_name(str(post["text"])) for post in arena.sandbox.posts())
    async with arena.work.transaction() as session:
        rows = {row.text: row for row in await session.execute(_POSTS)}
        again = {row.post_id: int(row.again) for row in await session.execute(_SENT)}
        held = {row.post_id: float(row.seconds) for row in await session.execute(_HELD)}
    verdict = Verdict()
    for one in planned:
        count = verdict.by_platform.setdefault(one.platform, Count())
        before = count.bad
        row, stands = rows.get(one.words), standing.pop(one.words, 0)
        sort(count, row, stands)
        if _is_blind(arena, one.platform):
            count.resent_blind += again.get(one.id, 0)
            if row is not None and row.status == "unknown":
                slow = round(held.get(one.id, 0.0), 1)
                count.unknown_after_s = max(count.unknown_after_s, slow)
        if count.bad > before:
            verdict.strange.append(one)
    for words, times in standing.items():
        say(f"Stands although nobody planned it, {times} times: {words}")
        verdict.by_platform[planned[0].platform].doubled += times
    return verdict


def sort(count: Count, row: Any, stands: int) -> None:
    """Count one post: what stands of it, and what we say."""
    count.posts += 1
    if stands > 1:
        count.doubled += 1
    elif row is not None and row.status == "unknown":
        count.unknown += 1
    elif stands == 1 and (row is None or row.status != "published"):
        count.wrong += 1
    elif stands == 1:
        count.published += 1
    elif row is not None and row.status == "failed" and row.code == REFUSED:
        count.refused += 1
    else:
        count.lost += 1


def _is_blind(arena: Arena, platform: str) -> bool:
    return arena.instance.catalogue.connector_manifest(platform).strategy == BLIND


def _name(words: str) -> str:
    """The name in a post's words: networks add titles and links."""
    found = NAME.search(words)
    return found.group() if found else words


async def tell(arena: Arena, verdict: Verdict, platforms: Sequence[str]) -> None:
    """What the histories say, what the sandbox did, and all about the posts that went wrong."""
    async with arena.work.transaction() as session:
        told = {row.kind: row.times for row in await session.execute(_TOLD)}
    say(f"History: {told}")
    for platform in platforms:
        done = arena.sandbox.control("GET", f"/faults/{platform}")["injected"]
        say(f"{platform}: {done} {asdict(verdict.by_platform[platform])}")
    for one in verdict.strange[:8]:
        post = await arena.instance.scheduling.service(arena.work).get(one.id)
        say(f"-- {one.words}: {post['status']} {post['problem'] or ''}")
        for sentence in await arena.sentences(one.id):
            say(f"   {sentence}")


async def counts(arena: Arena) -> Counter[str]:
    """How many posts are in which state."""
    return Counter(await arena.instance.scheduling.service(arena.work).counts())


def still_open(states: Counter[str]) -> int:
    """How many posts are still on their way."""
    return sum(states[state] for state in OPEN)
