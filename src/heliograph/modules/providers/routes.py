"""Providers over HTTP: set up, try out, remove."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import SecretStr

from heliograph.kit.web.envelope import Many, One, answers, listed_response, many, one_response
from heliograph.kit.web.permissions import Work, offered, requires
from heliograph.modules.providers.schemas import (
    ProviderChange,
    ProviderKindOut,
    ProviderOrder,
    ProviderOut,
    TrialOut,
)
from heliograph.modules.providers.service import ProvidersService, ProviderTools

router = APIRouter(tags=["providers"])


async def providers(
    work: Work, tools: Annotated[ProviderTools, offered(ProviderTools)]
) -> ProvidersService:
    """The service for this request."""
    return tools.service(work)


Providers = Annotated[ProvidersService, Depends(providers)]


@router.get("/providers/kinds", dependencies=[requires("providers:read")])
async def list_provider_kinds(providers: Providers) -> Many[ProviderKindOut]:
    """What can be set up, with what each needs."""
    found = providers.book.kinds()
    return many(
        [ProviderKindOut.model_validate(one.model_dump() | {"step": one.kind}) for one in found]
    )


@router.get(
    "/providers",
    dependencies=[requires("providers:read")],
    responses=answers(Many[ProviderOut]),
)
async def list_providers(providers: Providers) -> Response:
    """The providers of the workspace."""
    return listed_response(await providers.book.all(), None)


@router.post(
    "/providers",
    status_code=201,
    dependencies=[requires("providers:write")],
    responses=answers(One[ProviderOut], 201),
)
async def create_provider(order: ProviderOrder, providers: Providers) -> Response:
    """Set a provider up. Its key is stored encrypted."""
    values = order.model_dump(exclude={"key"})
    return one_response(await providers.book.add(values, _plain(order.key) or ""), 201)


@router.get(
    "/providers/{provider_id}",
    dependencies=[requires("providers:read")],
    responses=answers(One[ProviderOut]),
)
async def get_provider(provider_id: UUID, providers: Providers) -> Response:
    """One provider."""
    return one_response(await providers.book.get(provider_id))


@router.patch(
    "/providers/{provider_id}",
    dependencies=[requires("providers:write")],
    responses=answers(One[ProviderOut]),
)
async def change_provider(
    provider_id: UUID, change: ProviderChange, providers: Providers
) -> Response:
    """Change what is given; what earlier calls have found is forgotten."""
    given = change.model_dump(exclude={"key"}, exclude_none=True)
    changed = await providers.book.change(provider_id, given, _plain(change.key))
    return one_response(changed)


@router.delete(
    "/providers/{provider_id}", status_code=204, dependencies=[requires("providers:delete")]
)
async def delete_provider(provider_id: UUID, providers: Providers) -> None:
    """Remove a provider with its key; its lines in the ledger stay."""
    await providers.book.remove(provider_id)


@router.post(
    "/providers/{provider_id}/test",
    dependencies=[requires("providers:write")],
    responses=answers(One[TrialOut]),
)
async def test_provider(provider_id: UUID, providers: Providers) -> Response:
    """Ask the service for its models: is it there, is the key good? Nothing is paid for it. A voice
    says a short line instead, which stands in the ledger."""
    return one_response(await providers.trial.run(provider_id))


def _plain(key: SecretStr | None) -> str | None:
    return None if key is None else key.get_secret_value()
