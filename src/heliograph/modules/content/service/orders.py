"""What people ask of content: make, follow, redo, edit, find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from heliograph.kit.database import UnitOfWork
from heliograph.kit.events import tell_live
from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels import ChannelsService
from heliograph.modules.content import events
from heliograph.modules.content.errors import (
    ContentChanged,
    ContentNotFound,
    ContentNotReady,
    PlatformUnknown,
    RunNotFound,
    StepUnknown,
    VersionNotFound,
)
from heliograph.modules.content.gate import is_quoted
from heliograph.modules.content.looks.service import check_background
from heliograph.modules.content.repository import ContentRepository, RunRepository
from heliograph.modules.content.search import ContentIndex
from heliograph.modules.content.service.judging import Judging
from heliograph.modules.content.service.steps import STEPS
from heliograph.modules.content.service.tools import ContentTools
from heliograph.modules.content.service.wishes import check_wish, options_of
from heliograph.modules.content.values import plan_from
from heliograph.modules.content.variants.repository import VariantRepository
from heliograph.sdk.packs import Pack
from heliograph.sdk.text import opening_of

MAKE_JOB = "content.make"
Content = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What to make: for which brand, of which type, about which day, in which style."""

    brand_id: UUID
    type: str
    day: date
    tone: str | None = None
    length: str = "medium"
    platform: str | None = None
    channel_ids: Sequence[UUID] = ()
    when: str = "next_slot"
    language: str | None = None
    notes: Sequence[str] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    background: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Wording:
    """A person's change to a text."""

    version: int
    text: str | None = None
    hashtags: Sequence[str] | None = None
    author: UUID | None = None


class ContentReader:
    """Reads contents of one workspace, for modules downstream."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    async def get(self, content_id: UUID) -> Content:
        """One content; raises `ContentNotFound`."""
        async with self._work.transaction() as session:
            row = await ContentRepository(session, self._work.workspace_id).get(content_id)
        if row is None:
            raise ContentNotFound(f"There is no content {content_id}")
        return dict(row)

    async def counts(self) -> dict[str, int]:
        """How many contents were made, on how many computed facts."""
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            made, facts = await rows.counts()
        return {"facts": facts, "content_made": made}

    async def ready(self, content_id: UUID) -> Content:
        """One content that passed the gate, with the `forms` of it that were chosen for platforms.
        `is_whole` is whether its pictures quote one text together, which no network may cut.

        Raises `ContentNotFound`, `ContentNotReady`.
        """
        content = await self.get(content_id)
        if content["status"] == "refused":
            failed = [
                f"{check['name']}: {check['detail']}"
                for check in content["quality"].get("checks", [])
                if check["must"] and not check["passed"]
            ]
            raise ContentNotReady(f"The gate refused it. {'; '.join(failed)}")
        if content["status"] != "ready":
            raise ContentNotReady(f"The content is {content['status']}")
        async with self._work.transaction() as session:
            variants = VariantRepository(session, self._work.workspace_id)
            content["forms"] = await variants.chosen_forms(content_id)
        cards = [one.get("text", "") for one in content["images"]]
        content["is_whole"] = any(is_quoted(one, plan_from(content["plan"])) for one in cards)
        return content


class ContentService(ContentReader):
    """Contents and runs of one workspace."""

    def __init__(self, work: UnitOfWork, tools: ContentTools) -> None:
        super().__init__(work)
        self._tools = tools

    def _check_platform(self, platform: str | None) -> None:
        known = [one.id for one in self._tools.catalogue.connectors()]
        if platform is not None and platform not in known:
            raise PlatformUnknown(
                f"{platform!r} is not installed; there are {', '.join(known)}", pointer="/platform"
            )

    async def make(self, wish: Wish, *, wake: bool = True) -> UUID:
        """Start a run and give its id; a worker carries it on unless `wake` is off.

        Raises `BrandNotFound`, `TypeUnknown`, `DateUnreachable`, `PlatformUnknown`,
        `ChannelNotFound`, `AssetNotFound`, `LicenceMissing`.
        """
        async with self._work.transaction() as session:
            brand = await BrandsService(self._work, self._tools.brands).get(wish.brand_id)
            pack = self._tools.catalogue.pack(brand["pack"])
            check_wish(pack, brand["language"], wish)
            self._check_platform(wish.platform)
            await ChannelsService.check_all_exist(self._work, wish.channel_ids)
            await check_background(self._work, self._tools, wish.background)
            content, run = self._begun(brand, pack, wish)
            await ContentRepository(session, self._work.workspace_id).add(content)
            await RunRepository(session, self._work.workspace_id).add(run, STEPS)
            run_id: UUID = run["id"]
            if wake:
                await self._wake(run_id, "first")
        return run_id

    def _begun(self, brand: Content, pack: Pack, wish: Wish) -> tuple[Content, Content]:
        """The rows of a content that is about to be made, and of its run."""
        now = self._tools.clock.now()
        content_id, run_id = new_id(), new_id()
        content = {
            "id": content_id,
            "brand_id": brand["id"],
            "pack": brand["pack"],
            "subject": brand["subject"],
            "type": wish.type,
            "target_date": wish.day,
            "language": wish.language or brand["language"],
            "status": "making",
            "run_id": run_id,
            "created_at": now,
            "updated_at": now,
        }
        request = {
            "platform": wish.platform,
            "style": {"tone": wish.tone, "length": wish.length},
            "notes": list(wish.notes),
            "options": options_of(pack, wish.type, wish.options),
            "background": wish.background,
            "then": {"channel_ids": [str(one) for one in wish.channel_ids], "when": wish.when},
        }
        run = {
            "id": run_id,
            "content_id": content_id,
            "status": "waiting",
            "request": request,
            "created_at": now,
        }
        return content, run

    async def has(self, wish: Wish) -> bool:
        """Whether the brand has a content of that type about that day."""
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            return await rows.exists(wish.brand_id, wish.type, wish.day)

    async def make_for_subject(self, pack: str, subject: str, wish: dict[str, Any]) -> UUID:
        """The same for the oldest brand of a subject; raises `PackUnknown`, `BrandNotFound`."""
        brand = await BrandsService(self._work, self._tools.brands).for_subject(pack, subject)
        return await self.make(Wish(brand_id=brand["id"], **wish))

    async def run(self, run_id: UUID) -> dict[str, Any]:
        """A run with its steps; raises `RunNotFound`."""
        async with self._work.transaction() as session:
            rows = RunRepository(session, self._work.workspace_id)
            run = await rows.get(run_id)
            if run is None:
                raise RunNotFound(f"There is no run {run_id}")
            steps = await rows.steps(run_id)
        return dict(run) | {"steps": [dict(step) for step in steps]}

    async def redo(self, run_id: UUID, step: str) -> dict[str, Any]:
        """Do a step again and all after it; words and pictures come out anew.

        Raises `RunNotFound`, `StepUnknown`, `ContentNotReady` while the run is under way.
        """
        if step not in STEPS:
            raise StepUnknown(f"{step} is none of {', '.join(STEPS)}")
        async with self._work.transaction() as session:
            run = await self.run(run_id)
            if run["status"] in ("waiting", "running"):
                raise ContentNotReady("The run is still under way")
            content = await self.get(run["content_id"])
            rows = ContentRepository(session, self._work.workspace_id)
            await rows.keep_version(content, None)
            revision = content["revision"] + 1
            await rows.change(
                content["id"],
                {
                    "status": "making",
                    "revision": revision,
                    "version": content["version"] + 1,
                    "quality": {},
                    "score": None,
                },
            )
            runs = RunRepository(session, self._work.workspace_id)
            await runs.reset_from(run_id, STEPS.index(step))
            await runs.change(run_id, {"status": "waiting", "error": None, "finished_at": None})
            await self._wake(run_id, str(revision))
            ids = {"run_id": str(run_id)}
            await tell_live(session, self._work.workspace_id, events.RUN_CHANGED, ids)
        return await self.run(run_id)

    async def reword(self, content_id: UUID, wording: Wording) -> Content:
        """Take over a person's wording; the gate looks at it and may refuse it.

        Raises `ContentNotFound`, `ContentNotReady`, `ContentChanged`.
        """
        async with self._work.transaction() as session:
            content = await self.get(content_id)
            if content["status"] == "making":
                raise ContentNotReady("The content is still being made")
            rows = ContentRepository(session, self._work.workspace_id)
            changed = dict(content)
            if wording.text is not None:
                changed["text"] = wording.text
            if wording.hashtags is not None:
                changed["hashtags"] = list(wording.hashtags)
            quality = await self.judged(changed)
            await rows.keep_version(content, wording.author)
            values = {
                "text": changed["text"],
                "hashtags": changed["hashtags"],
                "opening": opening_of(changed["text"]),
                "version": wording.version + 1,
                "quality": quality,
                "score": quality["score"],
                "status": "ready" if quality["passed"] else "refused",
            }
            if not await rows.change(content_id, values, wording.version):
                raise ContentChanged(f"It is at version {content['version']}")
            await self._reindex(content_id)
        return await self.get(content_id)

    async def restore(
        self, content_id: UUID, number: int, version: int, author: UUID | None
    ) -> Content:
        """Bring an earlier wording back; what stands now is kept as a version.

        Raises `ContentNotFound`, `VersionNotFound`, `ContentChanged`.
        """
        earlier = await self.version(content_id, number)
        wording = Wording(version, earlier["text"], earlier["hashtags"], author)
        return await self.reword(content_id, wording)

    async def version(self, content_id: UUID, number: int) -> Mapping[str, Any]:
        """One earlier wording; raises `ContentNotFound`, `VersionNotFound`."""
        for one in await self.versions(content_id):
            if one["version"] == number:
                return one
        raise VersionNotFound(f"The content had no version {number}")

    async def archive(self, content_id: UUID) -> None:
        """Put a content away; its posts and versions stay. Raises `ContentNotFound`."""
        async with self._work.transaction() as session:
            rows = ContentRepository(session, self._work.workspace_id)
            if not await rows.change(content_id, {"status": "archived"}):
                raise ContentNotFound(f"There is no content {content_id}")
            await self._reindex(content_id)

    async def versions(self, content_id: UUID) -> Sequence[Mapping[str, Any]]:
        """Earlier wordings, newest first; raises `ContentNotFound`."""
        async with self._work.transaction() as session:
            await self.get(content_id)
            return await ContentRepository(session, self._work.workspace_id).versions(content_id)

    async def judged(self, content: Content) -> dict[str, Any]:
        """What the gate says of a content's words as they are given; nothing is stored."""
        brand = await BrandsService(self._work, self._tools.brands).get(content["brand_id"])
        run = await self.run(content["run_id"])
        drawn = next(step["outputs"] for step in run["steps"] if step["name"] == "picture")
        return await Judging(self._work, self._tools).report(content, brand, drawn)

    async def _reindex(self, content_id: UUID) -> None:
        await ContentIndex(self._work, self._tools.embedder).refresh(content_id)

    async def _wake(self, run_id: UUID, round_name: str) -> None:
        await self._tools.queue.enqueue(
            self._work.session,
            MAKE_JOB,
            {"run_id": str(run_id), "workspace_id": str(self._work.workspace_id)},
            key=f"make:{run_id}:{round_name}",
        )
