"""Connecting by consent: ask at the platform, take the answer, choose the account, connect it.

The state that travels through the browser is random, serves once, and opens only the consent of
the person who began it; only its hash is stored.
"""

from __future__ import annotations

import hashlib
import secrets as random_secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from heliograph.kit.database import Row, UnitOfWork
from heliograph.kit.errors import AppError
from heliograph.kit.http import HTTPTrouble
from heliograph.kit.ids import new_id
from heliograph.modules.brands import BrandsService
from heliograph.modules.channels.consents import ConsentRepository
from heliograph.modules.channels.errors import (
    ConsentEnded,
    ConsentNotFound,
    ConsentNotOffered,
    ConsentRefused,
    PlatformUnreachable,
)
from heliograph.modules.channels.service.apps import AppBook, AppKeys
from heliograph.modules.channels.service.channels import ChannelsService
from heliograph.modules.channels.service.parts import ChannelParts
from heliograph.modules.channels.service.values import NewChannel, laid_over
from heliograph.sdk.errors import ConnectorError
from heliograph.sdk.sign_in import Choice, SignIn, SignInRefused

LIVES = timedelta(minutes=30)
TOO_LATE = "The time for the answer is over."
AGAIN = "Start again and allow the access."


@dataclass(frozen=True)
class ConsentOrder:
    """Which account shall be connected, and by which program."""

    platform: str
    base_url: str | None = None
    keys: AppKeys = field(default_factory=AppKeys)
    hint: str = ""
    brand_ids: Sequence[UUID] = ()


@dataclass(frozen=True)
class Consented:
    """Where a consent stands."""

    id: UUID
    platform: str
    status: str
    expires_at: Any
    choices: Sequence[Mapping[str, str]] = ()
    channel_id: UUID | None = None
    detail: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Begun:
    """A consent that waits for a person."""

    id: UUID
    url: str
    expires_at: Any


class ConsentService:
    """Consents of one workspace."""

    def __init__(self, work: UnitOfWork, parts: ChannelParts) -> None:
        self._work = work
        self._parts = parts
        self._channels = ChannelsService(work, parts)
        self._apps = AppBook(work, parts)

    @property
    def _rows(self) -> ConsentRepository:
        return ConsentRepository(self._work.session, self._work.workspace_id)

    async def begin(self, order: ConsentOrder, user_id: UUID) -> Begun:
        """Prepare a consent; gives the address to send the person to.

        Raises `PlatformUnknown`, `ConsentNotOffered`, `AppKeysMissing`, `ConsentRefused`,
        `PlatformUnreachable`.
        """
        base_url = self._channels.address(order.platform, order.base_url)
        async with self._work.transaction():
            await BrandsService.check_all_exist(self._work, order.brand_ids)
        keys = await self._keys(order, base_url)
        state = random_secrets.token_urlsafe(32)
        question = await self._asked(order, base_url, keys, state)
        consent_id, now = new_id(), self._parts.clock.now()
        memory = {
            "memory": dict(question.memory),
            "client_id": keys.client_id,
            "client_secret": keys.client_secret,
        }
        async with self._work.transaction():
            await self._rows.forget_before(now - LIVES)
            self._rows.add(
                {
                    "id": consent_id,
                    "user_id": user_id,
                    "platform": order.platform,
                    "base_url": base_url,
                    "state_hash": _hashed(state),
                    "status": "waiting",
                    "sealed": self._sealed(consent_id, memory),
                    "choices": [],
                    "brand_ids": [str(one) for one in order.brand_ids],
                    "created_at": now,
                    "expires_at": now + LIVES,
                }
            )
        return Begun(consent_id, question.url, now + LIVES)

    async def answer(self, user_id: UUID, answer: Mapping[str, str]) -> UUID:
        """Take what the browser brought back; gives the consent it belongs to.

        Raises `ConsentNotFound` for a state that is not this person's, `ConsentEnded` for one
        that has served already. What the platform or the person refused stands in the consent.
        """
        hashed = _hashed(answer.get("state", ""))
        now = self._parts.clock.now()
        async with self._work.transaction():
            row = await self._rows.by_state(hashed, user_id)
            if row is None:
                raise ConsentNotFound("The answer belongs to no consent of this session.")
            if not await self._rows.take_turn(row["id"], now):
                raise ConsentEnded("The answer was used already, or came too late.")
        try:
            await self._redeem(row, answer)
        except SignInRefused as error:
            await self._refuse(row["id"], error.detail, error.remedy)
        except ConnectorError as error:
            await self._refuse(row["id"], error.detail, AGAIN)
        except HTTPTrouble as error:
            await self._refuse(row["id"], str(error), AGAIN)
        except AppError as error:
            await self._refuse(row["id"], error.detail, error.remedy)
        found: UUID = row["id"]
        return found

    async def choose(self, consent_id: UUID, choice_id: str, user_id: UUID) -> Consented:
        """Connect the account that was chosen; raises `ConsentEnded` when nothing is to choose."""
        row = await self._found(consent_id, user_id)
        kept = self._opened(row) if row["status"] == "choose" else {}
        chosen = next((one for one in kept.get("choices", ()) if one["id"] == choice_id), None)
        if chosen is None or row["expires_at"] < self._parts.clock.now():
            raise ConsentEnded(f"There is no choice {choice_id} here", pointer="/choice_id")
        await self._connect(row, laid_over(kept["secrets"], chosen["secrets"]))
        return await self.get(consent_id, user_id)

    async def get(self, consent_id: UUID, user_id: UUID) -> Consented:
        """Where a consent stands; raises `ConsentNotFound`."""
        row = await self._found(consent_id, user_id)
        names = ("id", "platform", "status", "expires_at", "choices", "channel_id", "detail")
        stands = Consented(**{name: row[name] for name in names}, remedy=row["remedy"])
        is_late = row["expires_at"] < self._parts.clock.now()
        if is_late and row["status"] in ("waiting", "choose"):
            return replace(stands, status="refused", choices=(), detail=TOO_LATE, remedy=AGAIN)
        return stands

    async def _keys(self, order: ConsentOrder, base_url: str) -> AppKeys:
        if order.keys.client_id:
            await self._apps.keep(order.platform, base_url, order.keys)
        rules = self._channels.manifest(order.platform).sign_in.oauth
        if rules is not None and rules.needs_app:
            return await self._apps.needed(order.platform, base_url)
        return await self._apps.stored(order.platform, base_url)

    async def _asked(self, order: ConsentOrder, base_url: str, keys: AppKeys, state: str) -> Any:
        try:
            return await self._flow(order.platform, base_url, keys).ask(state, order.hint)
        except SignInRefused as error:
            raise ConsentRefused(error.detail) from error
        except (ConnectorError, HTTPTrouble) as error:
            raise PlatformUnreachable(str(error), pointer="/base_url") from error

    async def _redeem(self, row: Row, answer: Mapping[str, str]) -> None:
        kept = self._opened(row)
        keys = AppKeys(kept["client_id"], kept["client_secret"])
        flow = self._flow(row["platform"], row["base_url"], keys)
        grant = await flow.redeem(kept["memory"], answer)
        choices = await flow.choices(grant)
        if len(choices) > 1:
            await self._offer(row["id"], dict(grant.secrets), choices)
            return
        secrets = dict(grant.secrets)
        await self._connect(row, laid_over(secrets, choices[0].secrets) if choices else secrets)

    async def _offer(
        self, consent_id: UUID, secrets: dict[str, str], choices: Sequence[Choice]
    ) -> None:
        kept = [{"id": one.id, "secrets": dict(one.secrets)} for one in choices]
        shown = [
            {"id": one.id, "name": one.name, "kind": one.kind, "handle": one.handle}
            for one in choices
        ]
        sealed = self._sealed(consent_id, {"secrets": secrets, "choices": kept})
        await self._change(consent_id, {"status": "choose", "choices": shown, "sealed": sealed})

    async def _connect(self, row: Row, secrets: Mapping[str, str]) -> None:
        order = NewChannel(
            platform=row["platform"],
            secrets=secrets,
            base_url=row["base_url"],
            brand_ids=[UUID(one) for one in row["brand_ids"]],
        )
        channel_id = await self._channels.connect_granted(order)
        done = {"status": "connected", "channel_id": channel_id, "sealed": "", "choices": []}
        await self._change(row["id"], done)

    async def _refuse(self, consent_id: UUID, detail: str, remedy: str) -> None:
        said = {"status": "refused", "detail": detail, "remedy": remedy, "sealed": ""}
        await self._change(consent_id, said)

    async def _change(self, consent_id: UUID, values: Mapping[str, Any]) -> None:
        async with self._work.transaction():
            await self._rows.change(consent_id, values)

    async def _found(self, consent_id: UUID, user_id: UUID) -> Row:
        async with self._work.transaction():
            row = await self._rows.get(consent_id, user_id)
        if row is None:
            raise ConsentNotFound(f"There is no consent {consent_id}")
        return row

    def _flow(self, platform: str, base_url: str, keys: AppKeys) -> SignIn:
        app = self._parts.app_access(base_url, keys.client_id, keys.client_secret)
        found = self._parts.catalogue.sign_in(platform, app)
        if found is None:
            raise ConsentNotOffered(f"{platform} has no consent in the browser")
        return found

    def _sealed(self, consent_id: UUID, kept: Mapping[str, Any]) -> str:
        return self._parts.vault.encrypt(kept, self._binding(consent_id))

    def _opened(self, row: Row) -> dict[str, Any]:
        return dict(self._parts.vault.decrypt(row["sealed"], self._binding(row["id"])))

    def _binding(self, consent_id: UUID) -> str:
        return f"consent:{self._work.workspace_id}:{consent_id}"


def _hashed(state: str) -> bytes:
    return hashlib.sha256(state.encode()).digest()
