"""Connecting in the browser, and the keys of one's own apps, over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.responses import RedirectResponse

from heliograph.kit.errors import AppError
from heliograph.kit.web.context import offers_of, passage_of
from heliograph.kit.web.envelope import Many, One, answers, listed_response, one_response
from heliograph.kit.web.permissions import (
    Caller,
    Work,
    current_work,
    offered,
    public,
    requires,
)
from heliograph.modules.channels.pages import WHEN_NOT_ALLOWED, refused_page, sent_again_page
from heliograph.modules.channels.schemas import (
    AppIn,
    AppOut,
    BegunOut,
    ChoiceIn,
    ConsentOrderIn,
    ConsentOut,
)
from heliograph.modules.channels.service import ChannelTools, ConsentOrder, ConsentService
from heliograph.modules.channels.service.apps import AppBook, AppKeys

router = APIRouter(tags=["channels"])
PERMISSION = "channels:write"
_LONGEST = 4000


async def consents(
    work: Work, tools: Annotated[ChannelTools, offered(ChannelTools)]
) -> ConsentService:
    """The service for this request."""
    return tools.consents(work)


async def apps(work: Work, tools: Annotated[ChannelTools, offered(ChannelTools)]) -> AppBook:
    """The keys of the workspace's apps."""
    return tools.apps(work)


Consents = Annotated[ConsentService, Depends(consents)]
Apps = Annotated[AppBook, Depends(apps)]


@router.post(
    "/channels/consents",
    status_code=201,
    dependencies=[requires(PERMISSION)],
    responses=answers(One[BegunOut], 201),
)
async def begin_consent(order: ConsentOrderIn, consents: Consents, caller: Caller) -> Response:
    """Begin to connect an account in the browser; gives the address to send the person to."""
    secret = order.client_secret.get_secret_value() if order.client_secret else ""
    wanted = ConsentOrder(
        platform=order.platform,
        base_url=order.base_url,
        keys=AppKeys(order.client_id or "", secret),
        hint=order.hint or "",
        brand_ids=order.brand_ids,
    )
    return one_response(asdict(await consents.begin(wanted, caller.user_id)), 201)


@router.get("/channels/consents/callback", dependencies=[public()], include_in_schema=False)
async def take_answer(request: Request) -> Response:
    """Where a platform sends the person back to, with its answer in the query."""
    principal = passage_of(request.scope).principal
    if principal is None:
        # Our cookie does not travel with a redirect that began at another site; it does when
        # our own page asks again.
        if "again" not in request.query_params:
            return sent_again_page(request.url.query)
        return refused_page(*WHEN_NOT_ALLOWED, 401)
    if not principal.may(PERMISSION):
        return refused_page(*WHEN_NOT_ALLOWED, 403)
    answer = {name: value[:_LONGEST] for name, value in request.query_params.items()}
    service = offers_of(request).get(ChannelTools).consents(current_work.read(request))
    try:
        consent_id = await service.answer(principal.user_id, answer)
    except AppError as error:
        return refused_page(error.detail, error.remedy, error.status)
    return RedirectResponse(f"/channels?consent={consent_id}", 303)


@router.get(
    "/channels/consents/{consent_id}",
    dependencies=[requires("channels:read")],
    responses=answers(One[ConsentOut]),
)
async def get_consent(consent_id: UUID, consents: Consents, caller: Caller) -> Response:
    """Where a consent stands."""
    return one_response(asdict(await consents.get(consent_id, caller.user_id)))


@router.post(
    "/channels/consents/{consent_id}/choose",
    dependencies=[requires(PERMISSION)],
    responses=answers(One[ConsentOut]),
)
async def choose_account(
    consent_id: UUID, choice: ChoiceIn, consents: Consents, caller: Caller
) -> Response:
    """Connect one of the accounts the consent opened."""
    done = await consents.choose(consent_id, choice.choice_id, caller.user_id)
    return one_response(asdict(done))


@router.get(
    "/channels/apps", dependencies=[requires("channels:read")], responses=answers(Many[AppOut])
)
async def list_apps(apps: Apps) -> Response:
    """The apps whose keys are kept."""
    return listed_response([dict(one) for one in await apps.all()], None)


@router.put("/channels/apps", status_code=204, dependencies=[requires(PERMISSION)])
async def keep_app(
    app: AppIn, apps: Apps, tools: Annotated[ChannelTools, offered(ChannelTools)], work: Work
) -> None:
    """Remember the keys of one's own app at a platform."""
    base_url = tools.service(work).address(app.platform, app.base_url)
    keys = AppKeys(app.client_id, app.client_secret.get_secret_value())
    await apps.keep(app.platform, base_url, keys)


@router.delete("/channels/apps", status_code=204, dependencies=[requires(PERMISSION)])
async def forget_app(
    apps: Apps,
    tools: Annotated[ChannelTools, offered(ChannelTools)],
    work: Work,
    platform: Annotated[str, Query(max_length=32)],
    base_url: Annotated[str | None, Query(max_length=2000)] = None,
) -> None:
    """Erase the keys of an app."""
    await apps.forget(platform, tools.service(work).address(platform, base_url))
