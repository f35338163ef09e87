"""Brands: make from a profile, change, find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy.exc import IntegrityError

from heliograph.kit.clock import Clock
from heliograph.kit.database import UnitOfWork
from heliograph.kit.errors import InvalidInput
from heliograph.kit.ids import new_id
from heliograph.modules.brands.errors import BrandNotFound, HandleTaken, PackUnknown
from heliograph.modules.brands.repository import BrandRepository
from heliograph.modules.brands.schemas import BrandOrder
from heliograph.sdk.catalogue import Catalogue
from heliograph.sdk.manifest import SubjectProfile
from heliograph.sdk.options import as_field, unfit
from heliograph.sdk.packs import Pack, UnknownSubject

Brand = dict[str, Any]
JudgesPolicy = Callable[[Mapping[str, object], Sequence[str]], Sequence[str]]
"""Says what is wrong with a policy, given the ids of the installed platforms."""


def _any_policy(policy: Mapping[str, object], platforms: Sequence[str]) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class BrandTools:
    """What every brands service works with, and how one is made for a unit of work.

    The gate stands downstream of brands, so what it says of a policy is given.
    """

    catalogue: Catalogue
    clock: Clock
    policy_problems: JudgesPolicy = _any_policy

    def service(self, work: UnitOfWork) -> BrandsService:
        """The service over one unit of work."""
        return BrandsService(work, self)


class BrandsService:
    """Brands of one workspace."""

    def __init__(self, work: UnitOfWork, tools: BrandTools) -> None:
        self._work = work
        self._tools = tools

    @property
    def _rows(self) -> BrandRepository:
        return BrandRepository(self._work.session, self._work.workspace_id)

    def packs(self) -> Sequence[Pack]:
        """Every installed pack."""
        return self._tools.catalogue.packs()

    async def create(self, order: BrandOrder) -> Brand:
        """Make a brand; raises `PackUnknown`, `HandleTaken`."""
        profile = self._profile(order.pack, order.subject)
        self._check_policy(order.policy)
        _check_zone(order.time_zone)
        now = self._tools.clock.now()
        values = order.model_dump() | {"id": new_id(), "created_at": now, "updated_at": now}
        values["options"] = self._options(order.pack, order.options)
        values["voice"] = _voice(order, profile)
        values["kit"] = _kit(order, profile)
        async with self._work.transaction() as session:
            try:
                async with session.begin_nested():
                    await self._rows.add(values)
            except IntegrityError as error:
                raise HandleTaken(f"@{order.handle} is taken", pointer="/handle") from error
        return await self.get(values["id"])

    async def get(self, brand_id: UUID) -> Brand:
        """One brand; raises `BrandNotFound`."""
        async with self._work.transaction():
            row = await self._rows.get(brand_id)
        if row is None:
            raise BrandNotFound(f"There is no brand {brand_id}")
        return dict(row)

    async def for_subject(self, pack: str, subject: str) -> Brand:
        """The oldest brand that speaks for a subject; raises `PackUnknown`, `BrandNotFound`."""
        self._profile(pack, subject)
        async with self._work.transaction():
            row = await self._rows.find(pack, subject)
        if row is None:
            raise BrandNotFound(f"No brand speaks for {subject} yet")
        return dict(row)

    async def page(self, limit: int, offset: int) -> tuple[list[Mapping[str, Any]], int]:
        """One page of brands and how many there are."""
        async with self._work.transaction():
            rows, total = await self._rows.page(limit, offset)
        return list(rows), total

    async def change(self, brand_id: UUID, changes: Mapping[str, Any]) -> Brand:
        """Change what is given and not None; raises `BrandNotFound`, `HandleTaken`."""
        values = {name: value for name, value in changes.items() if value is not None}
        if "time_zone" in values:
            _check_zone(values["time_zone"])
        if "policy" in values:
            self._check_policy(values["policy"])
        if "kit" in values:
            # The logo and the background are set apart, and stay.
            values["kit"] = (await self.get(brand_id))["kit"] | values["kit"]
        if "options" in values:
            brand = await self.get(brand_id)
            values["options"] = self._options(brand["pack"], values["options"])
        async with self._work.transaction() as session:
            try:
                async with session.begin_nested():
                    found = not values or await self._rows.change(brand_id, values)
            except IntegrityError as error:
                raise HandleTaken(f"@{values['handle']} is taken", pointer="/handle") from error
        if not found:
            raise BrandNotFound(f"There is no brand {brand_id}")
        return await self.get(brand_id)

    async def dress(self, brand_id: UUID, look: Mapping[str, Any]) -> Brand:
        """Set parts of the kit as they are to be kept: `palette`, `logo_asset_id`, `background`.

        Raises `BrandNotFound`.
        """
        return await self.change(brand_id, {"kit": dict(look)})

    async def delete(self, brand_id: UUID) -> None:
        """Remove a brand; what it published stays. Raises `BrandNotFound`."""
        async with self._work.transaction():
            if not await self._rows.delete(brand_id):
                raise BrandNotFound(f"There is no brand {brand_id}")

    @staticmethod
    async def check_all_exist(work: UnitOfWork, brand_ids: Sequence[UUID]) -> None:
        """Raise `BrandNotFound` unless every id is a brand of the workspace."""
        async with work.transaction() as session:
            known = await BrandRepository(session, work.workspace_id).known(brand_ids)
        if missing := [brand_id for brand_id in brand_ids if brand_id not in known]:
            raise BrandNotFound(f"There is no brand {missing[0]}")

    @staticmethod
    async def names(work: UnitOfWork, brand_ids: Collection[UUID]) -> dict[UUID, str]:
        """What each of these brands is called, by id."""
        async with work.transaction() as session:
            return await BrandRepository(session, work.workspace_id).names(brand_ids)

    @staticmethod
    async def with_packs(work: UnitOfWork, packs: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Every brand of the workspace that has one of these packs: `id`, `name`, `pack`,
        `options`."""
        async with work.transaction() as session:
            return await BrandRepository(session, work.workspace_id).with_packs(packs)

    def _check_policy(self, policy: Mapping[str, object]) -> None:
        """Raise `InvalidInput` unless the gate can do what the policy says."""
        platforms = [one.id for one in self._tools.catalogue.connectors()]
        if problems := self._tools.policy_problems(policy, platforms):
            raise InvalidInput("; ".join(problems), pointer="/policy")

    def _options(self, pack_id: str, options: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as the pack wants them; raises `InvalidInput` for one it cannot take."""
        found: dict[str, Any] = {}
        fields = {one.name: one for one in self._tools.catalogue.pack(pack_id).manifest.options}
        for name, value in options.items():
            if name not in fields:
                known = ", ".join(fields) or "none"
                raise InvalidInput(
                    f"The pack {pack_id} has no option {name!r}; it has: {known}",
                    pointer=f"/options/{name}",
                )
            found[name] = as_field(fields[name], value)
            if wrong := unfit(fields[name], found[name]):
                raise InvalidInput(wrong, pointer=f"/options/{name}")
        return found

    def _profile(self, pack_id: str, subject_id: str) -> SubjectProfile:
        try:
            return self._tools.catalogue.pack(pack_id).subject(subject_id)
        except LookupError as error:
            raise PackUnknown(str(error), pointer="/pack") from error
        except UnknownSubject as error:
            raise PackUnknown(str(error), pointer="/subject") from error


def _check_zone(name: str) -> None:
    if name not in available_timezones():
        raise InvalidInput(f"{name} is no time zone", pointer="/time_zone")


def _voice(order: BrandOrder, profile: SubjectProfile) -> dict[str, Any]:
    if order.voice is not None:
        return order.voice.model_dump()
    return {"tone": list(profile.traits[:4]), "do": [], "dont": [], "samples": []}


def _kit(order: BrandOrder, profile: SubjectProfile) -> dict[str, Any]:
    given = order.kit.model_dump() if order.kit is not None else {"palette": {}, "symbol": None}
    return {
        "palette": profile.palette | given["palette"],
        "symbol": given["symbol"] or profile.id,
    }
