"""HTTP in, one service call, HTTP out."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from heliograph.kit.clock import Clock
from heliograph.kit.settings import Settings
from heliograph.kit.web.context import passage_of
from heliograph.kit.web.envelope import Failure, Many, One, many, one
from heliograph.kit.web.permissions import Caller, Work, offered, public, requires
from heliograph.modules.workspaces.cookies import clear_cookies, set_cookies
from heliograph.modules.workspaces.errors import SessionEnded
from heliograph.modules.workspaces.passwords import Passwords
from heliograph.modules.workspaces.schemas import (
    APIKeyOut,
    APIKeyRequest,
    LoginRequest,
    MemberChange,
    MemberOut,
    MemberRequest,
    NewAPIKey,
    NewMember,
    PasswordChange,
    Person,
    PersonChange,
    PublicKeys,
    RefreshRequest,
    SignedIn,
    SignInLinkRequest,
)
from heliograph.modules.workspaces.service import (
    Device,
    Gatekeeper,
    Keyring,
    KeyService,
    PeopleService,
    SessionService,
    SignInService,
)

router = APIRouter(tags=["workspaces"])
root_router = APIRouter(tags=["workspaces"])

Configured = Annotated[Settings, offered(Settings)]
Time = Annotated[Clock, offered(Clock)]
Sessions = Annotated[SessionService, offered(SessionService)]
SignIn = Annotated[SignInService, offered(SignInService)]


async def people(
    work: Work,
    caller: Caller,
    passwords: Annotated[Passwords, offered(Passwords)],
    gatekeeper: Annotated[Gatekeeper, offered(Gatekeeper)],
    clock: Time,
) -> PeopleService:
    """The people of the caller's workspace."""
    return PeopleService(work, caller, passwords, gatekeeper, clock)


async def keys(
    work: Work,
    caller: Caller,
    gatekeeper: Annotated[Gatekeeper, offered(Gatekeeper)],
    clock: Time,
) -> KeyService:
    """The caller's keys."""
    return KeyService(work, caller, gatekeeper, clock)


async def device(request: Request) -> Device:
    """Where the request comes from; a forwarded address is not believed."""
    address = request.client.host if request.client else "unknown"
    return Device(address, request.headers.get("user-agent", ""))


People = Annotated[PeopleService, Depends(people)]
Keys = Annotated[KeyService, Depends(keys)]
From = Annotated[Device, Depends(device)]


@router.post("/auth/login", dependencies=[public()])
async def login(
    wanted: LoginRequest, sign_in: SignIn, device: From, settings: Configured, response: Response
) -> One[SignedIn]:
    """Sign in with an e-mail address and a password."""
    signed_in = await sign_in.with_password(wanted.email, wanted.password, device)
    set_cookies(response, signed_in, settings)
    return one(signed_in)


@router.post(
    "/auth/sign-in-link",
    dependencies=[public()],
    responses={410: {"model": Failure, "description": "The link was used or is too old"}},
)
async def use_sign_in_link(
    wanted: SignInLinkRequest,
    sign_in: SignIn,
    device: From,
    settings: Configured,
    response: Response,
) -> One[SignedIn]:
    """Sign in with a one-time link."""
    signed_in = await sign_in.with_link(wanted.token, device)
    set_cookies(response, signed_in, settings)
    return one(signed_in)


@router.post("/auth/refresh", dependencies=[public()])
async def refresh(
    request: Request,
    sessions: Sessions,
    settings: Configured,
    gatekeeper: Annotated[Gatekeeper, offered(Gatekeeper)],
    response: Response,
    wanted: RefreshRequest | None = None,
) -> One[SignedIn]:
    """Get new tokens for a refresh token, which is used up by it."""
    given = wanted.refresh_token if wanted else None
    token = given or request.cookies.get(gatekeeper.cookie_names[1])
    if not token:
        raise SessionEnded("no refresh token came with the request")
    signed_in = await sessions.renew(token)
    set_cookies(response, signed_in, settings)
    return one(signed_in)


@router.post("/auth/logout", status_code=204, dependencies=[public()])
async def logout(
    request: Request,
    sessions: Sessions,
    settings: Configured,
    gatekeeper: Annotated[Gatekeeper, offered(Gatekeeper)],
    response: Response,
) -> None:
    """End the session on the server and in the browser."""
    principal = passage_of(request.scope).principal
    token = request.cookies.get(gatekeeper.cookie_names[1])
    if principal is not None and principal.kind == "token":
        await sessions.end(principal.credential_id)
    if token:
        await sessions.end_by_refresh_token(token)
    clear_cookies(response, settings)


@router.get("/me", dependencies=[requires("profile:manage")])
async def read_me(people: People) -> One[Person]:
    """Who is signed in, where, and what they may do."""
    return one(await people.me())


@router.patch("/me", dependencies=[requires("profile:manage")])
async def change_me(change: PersonChange, people: People) -> One[Person]:
    """Change one's own profile; what is not sent stays."""
    return one(await people.change_me(change))


@router.post("/me/password", status_code=204, dependencies=[requires("profile:manage")])
async def change_password(change: PasswordChange, people: People) -> None:
    """Set a new password; every other session ends."""
    await people.change_password(change)


@router.get("/api-keys", dependencies=[requires("profile:manage")])
async def list_keys(keys: Keys) -> Many[APIKeyOut]:
    """One's own API keys."""
    return many(await keys.all())


@router.post("/api-keys", status_code=201, dependencies=[requires("profile:manage")])
async def create_key(wanted: APIKeyRequest, keys: Keys) -> One[NewAPIKey]:
    """Make an API key; it is shown this once."""
    return one(await keys.create(wanted))


@router.delete("/api-keys/{key_id}", status_code=204, dependencies=[requires("profile:manage")])
async def revoke_key(key_id: UUID, keys: Keys) -> None:
    """End an API key at once."""
    await keys.revoke(key_id)


@router.get("/members", dependencies=[requires("team:manage")])
async def list_members(people: People) -> Many[MemberOut]:
    """Everybody in the workspace."""
    return many(await people.members())


@router.post("/members", status_code=201, dependencies=[requires("team:manage")])
async def add_member(wanted: MemberRequest, people: People, settings: Configured) -> One[NewMember]:
    """Take somebody into the workspace."""
    return one(await people.add(wanted, settings.media_url))


@router.patch("/members/{member_id}", dependencies=[requires("team:manage")])
async def change_member(member_id: UUID, change: MemberChange, people: People) -> One[MemberOut]:
    """Give a member another role."""
    return one(await people.change_role(member_id, change.role))


@router.delete("/members/{member_id}", status_code=204, dependencies=[requires("team:manage")])
async def remove_member(member_id: UUID, people: People) -> None:
    """Take a member out of the workspace; their sessions and keys end at once."""
    await people.remove(member_id)


@root_router.get("/.well-known/jwks.json", dependencies=[public()])
async def published_keys(keyring: Annotated[Keyring, offered(Keyring)]) -> PublicKeys:
    """The public keys that access tokens are checked with."""
    return PublicKeys(keys=await keyring.published())
