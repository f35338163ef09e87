"""The configured providers of a workspace: set up, change, look after, remove."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.ids import new_id
from heliograph.modules.providers.errors import (
    ProviderInvalid,
    ProviderNameTaken,
    ProviderNotFound,
)
from heliograph.modules.providers.repository import ProviderRepository
from heliograph.modules.providers.service.checks import (
    check_key,
    check_tier,
    check_url,
    host_of,
    is_near,
)
from heliograph.modules.providers.service.parts import ProviderParts
from heliograph.modules.providers.values import Configured, Price, price_of
from heliograph.sdk.generating import ModelAccess
from heliograph.sdk.manifest import ProviderManifest

SECONDS = {"text": 60, "image": 120, "voice": 60}
MAX_TOKENS = 1500
UNTRIED: Mapping[str, Any] = {
    "health": "untried",
    "health_detail": "",
    "failures": 0,
    "retry_at": None,
}


class ProviderBook:
    """Providers of one workspace. Nothing it shows holds a key."""

    def __init__(self, work: UnitOfWork, parts: ProviderParts) -> None:
        self._work = work
        self._parts = parts

    def kinds(self) -> Sequence[ProviderManifest]:
        """What can be configured."""
        return self._parts.catalogue.model_providers()

    async def all(self) -> list[dict[str, Any]]:
        """Every provider as it is shown."""
        async with self._work.transaction() as session:
            rows = await ProviderRepository(session, self._work.workspace_id).all()
        return [shown(row) for row in rows]

    async def get(self, provider_id: UUID) -> dict[str, Any]:
        """One provider as it is shown; raises `ProviderNotFound`."""
        return shown(await self.row(provider_id))

    async def row(self, provider_id: UUID) -> Row:
        """One provider as it is stored; raises `ProviderNotFound`."""
        async with self._work.transaction() as session:
            row = await ProviderRepository(session, self._work.workspace_id).get(provider_id)
        if row is None:
            raise ProviderNotFound(f"There is no provider {provider_id}")
        return row

    async def add(self, order: Mapping[str, Any], key: str) -> dict[str, Any]:
        """Set a provider up; raises `ProviderInvalid`, `ProviderNameTaken`."""
        manifest = self._manifest(str(order["kind"]))
        now = self._parts.clock.now()
        provider_id = new_id()
        values = {
            "id": provider_id,
            "kind": manifest.id,
            "step": manifest.kind,
            "name": order.get("name") or manifest.name,
            "tier": order.get("tier") or manifest.tier,
            "base_url": _base_url(manifest, order.get("base_url")),
            "model": order["model"],
            "timeout_seconds": order.get("timeout_seconds") or SECONDS[manifest.kind],
            "max_tokens": order.get("max_tokens") or MAX_TOKENS,
            "options": order.get("options") or {},
            "is_enabled": order.get("is_enabled", True),
            "created_at": now,
            "updated_at": now,
            **UNTRIED,
        }
        values |= self._price(manifest, order.get("price"), values["base_url"])
        self._check(manifest, values, key)
        values["secret"] = self._sealed(provider_id, key)
        try:
            async with self._work.transaction() as session:
                await ProviderRepository(session, self._work.workspace_id).add(values)
        except IntegrityError as error:
            raise ProviderNameTaken(f"{values['name']} is taken", pointer="/name") from error
        return await self.get(provider_id)

    async def change(
        self, provider_id: UUID, changes: Mapping[str, Any], key: str | None
    ) -> dict[str, Any]:
        """Change what is given; what calls have found is forgotten, so that they try again.

        A new address takes a new key: the stored one is for the server it was given for.
        """
        row = await self.row(provider_id)
        manifest = self._manifest(row["kind"])
        values = {name: value for name, value in changes.items() if name != "price"}
        price = changes.get("price")
        if price is not None:
            values |= _price_values(price)
        merged = {**row, **values}
        has_stored = bool(row["secret"])
        if key is None and has_stored and host_of(merged["base_url"]) != host_of(row["base_url"]):
            raise ProviderInvalid("Another server needs its key given again", pointer="/key")
        stored = self.key_of(row) if key is None else key
        self._check(manifest, merged, stored)
        if key is not None:
            values["secret"] = self._sealed(provider_id, key)
        values |= {**UNTRIED, "updated_at": self._parts.clock.now()}
        try:
            async with self._work.transaction() as session:
                rows = ProviderRepository(session, self._work.workspace_id)
                found = await rows.change(provider_id, values)
        except IntegrityError as error:
            raise ProviderNameTaken(f"{merged['name']} is taken", pointer="/name") from error
        if not found:
            raise ProviderNotFound(f"There is no provider {provider_id}")
        return await self.get(provider_id)

    async def remove(self, provider_id: UUID) -> None:
        """Remove a provider with its key; its lines in the ledger stay."""
        async with self._work.transaction() as session:
            rows = ProviderRepository(session, self._work.workspace_id)
            if not await rows.delete(provider_id):
                raise ProviderNotFound(f"There is no provider {provider_id}")

    def opened(self, row: Row) -> Configured:
        """A row with its key, ready for calls."""
        return Configured(
            id=row["id"],
            kind=row["kind"],
            step=row["step"],
            name=row["name"],
            tier=row["tier"],
            base_url=row["base_url"],
            model=row["model"],
            key=self.key_of(row),
            price=price_of(row),
            timeout_seconds=row["timeout_seconds"],
            max_tokens=row["max_tokens"],
            options=row["options"],
        )

    def access(self, provider: Configured, seconds: float) -> ModelAccess:
        """The way to a provider's model, within a limit of time."""
        return ModelAccess(
            http=self._parts.connect(),
            base_url=provider.base_url,
            model=provider.model,
            key=provider.key,
            seconds=seconds,
            max_tokens=provider.max_tokens,
            options=provider.options,
            folder=self._parts.models_folder,
        )

    def key_of(self, row: Row) -> str:
        """The stored key; empty where there is none."""
        if not row["secret"]:
            return ""
        return str(self._parts.vault.decrypt(row["secret"], self._binding(row["id"])))

    def _sealed(self, provider_id: UUID, key: str) -> str:
        clean = key.strip()
        return self._parts.vault.encrypt(clean, self._binding(provider_id)) if clean else ""

    def _binding(self, provider_id: UUID) -> str:
        return f"provider:{self._work.workspace_id}:{provider_id}"

    def _manifest(self, kind: str) -> ProviderManifest:
        known = {one.id: one for one in self.kinds()}
        if kind not in known:
            raise ProviderInvalid(
                f"{kind[:40]!r} is no kind of provider; there are: {', '.join(sorted(known))}",
                pointer="/kind",
            )
        return known[kind]

    def _price(
        self, manifest: ProviderManifest, price: Mapping[str, Any] | None, base_url: str
    ) -> dict[str, Any]:
        if price is not None:
            return _price_values(price)
        if manifest.key == "none" or is_near(base_url):
            return _price_values({"as_of": self._parts.clock.now().date()})
        # Without a price no cap could hold.
        raise ProviderInvalid(
            f"Say what {manifest.name} costs, from its price page", pointer="/price"
        )

    @staticmethod
    def _check(manifest: ProviderManifest, values: Mapping[str, Any], key: str) -> None:
        check_tier(values["tier"])
        check_key(manifest, key)
        if manifest.default_base_url or values["base_url"]:
            check_url(values["base_url"], has_key=bool(key))


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A provider for people: whether a key is stored, never which."""
    prices = {"price_input", "price_output", "price_picture", "price_characters", "priced_on"}
    hidden = {"workspace_id", "secret", *prices}
    price = price_of(row)
    return {
        **{name: value for name, value in row.items() if name not in hidden},
        "has_key": bool(row["secret"]),
        "price": {
            "input_per_1k": float(price.input),
            "output_per_1k": float(price.output),
            "per_picture": float(price.picture),
            "per_1k_characters": float(price.characters),
            "as_of": row["priced_on"],
        },
    }


def _base_url(manifest: ProviderManifest, given: str | None) -> str:
    """The given address, the one of a known service by its name, or the manifest's own."""
    url = manifest.addresses.get(given or "", given) or manifest.default_base_url
    return url.strip().rstrip("/")


def _price_values(price: Mapping[str, Any]) -> dict[str, Any]:
    none = Price()
    return {
        "price_input": price.get("input_per_1k") or none.input,
        "price_output": price.get("output_per_1k") or none.output,
        "price_picture": price.get("per_picture") or none.picture,
        "price_characters": price.get("per_1k_characters") or none.characters,
        "priced_on": price["as_of"],
    }
