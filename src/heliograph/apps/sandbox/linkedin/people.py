"""Who is behind a token, which organisations they administer, and how many follow those."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.counting import followers_of
from heliograph.apps.sandbox.linkedin.manners import refused
from heliograph.apps.sandbox.linkedin.sign_in import (
    Caller,
    author_of,
    is_page,
    pages_of,
    raw_query,
    signed_in,
    urn_of,
)
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

ADMINS = ("rw_organization_admin", "r_organization_admin", "r_organization_social")


async def userinfo(request: Request) -> Response:
    """GET /v2/userinfo: the only call that needs no version."""
    caller = await signed_in(request, versioned=False)
    caller.needs("profile", "openid", what="GET /userinfo")
    account = caller.account
    origin = f"{request.url.scheme}://{request.url.netloc}"
    first, _, last = account.name.partition(" ")
    return JSONResponse({
        "sub": account.id, "name": account.name, "given_name": first, "family_name": last,
        "picture": f"{origin}/avatar/linkedin/{account.handle}.svg", "locale": "en_US",
        "email": f"{account.handle}@example.com", "email_verified": True,
    })  # fmt: skip


async def organization_acls(request: Request) -> Response:
    """GET /rest/organizationAcls?q=roleAssignee."""
    caller = await signed_in(request)
    caller.needs(*ADMINS, what="organizationAcls.FINDER-roleAssignee")
    query = raw_query(request)
    if query.get("q") != "roleAssignee":
        raise refused(400, "ILLEGAL_ARGUMENT", "Only the finder roleAssignee is offered", 100)
    world = world_of(request)
    pages = await world.store.read(lambda db: pages_of(db, caller.account))
    elements = [
        {"role": "ADMINISTRATOR", "state": "APPROVED", "organization": urn_of(page),
         "roleAssignee": f"urn:li:person:{caller.account.id}"}
        for page in pages
    ]  # fmt: skip
    wanted = query.get("role", "ADMINISTRATOR") == "ADMINISTRATOR"
    return JSONResponse({
        "elements": elements if wanted else [],
        "paging": {"start": 0, "count": 10, "links": []},
    })  # fmt: skip


async def organization(request: Request) -> Response:
    """GET /rest/organizations/{id}."""
    caller = await signed_in(request)
    page = await _page(request, caller, f"urn:li:organization:{request.path_params['id']}")
    return JSONResponse({
        "id": int(page.id), "localizedName": page.name, "vanityName": page.handle,
        "primaryOrganizationType": "NONE",
    })  # fmt: skip


async def network_size(request: Request) -> Response:
    """GET /rest/networkSizes/{urn}?edgeType=COMPANY_FOLLOWED_BY_MEMBER."""
    caller = await signed_in(request)
    if request.query_params.get("edgeType") != "COMPANY_FOLLOWED_BY_MEMBER":
        raise refused(400, "ILLEGAL_ARGUMENT", "Unknown edgeType", 100)
    page = await _page(request, caller, str(request.path_params["urn"]))
    size: dict[str, JSON] = {"firstDegreeSize": followers_of(world_of(request), page)}
    return JSONResponse(size)


async def _page(request: Request, caller: Caller, urn: str) -> Account:
    caller.needs(*ADMINS, what="organizations.GET")
    page = await author_of(request, caller, urn)
    if not is_page(page):
        raise refused(404, "NOT_FOUND", f"{urn} is no organization", 100)
    return page
