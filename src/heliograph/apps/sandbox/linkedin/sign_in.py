"""Who is calling LinkedIn, in which version, for which authors."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote_plus

from starlette.requests import Request

from heliograph.apps.sandbox.accounts import Account, Token, find_account
from heliograph.apps.sandbox.bearers import is_expired, shown_token
from heliograph.apps.sandbox.linkedin.manners import denied, refused, too_many
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import world_of

PAGE = "-page"
"""An account whose handle ends so is an organisation; the member before it administers it."""
OLDEST, NEWEST = 202512, 202607
CALLS = Rule("calls", 1000, 86_400)


@dataclass(frozen=True)
class Caller:
    """A checked call: whose token, which scopes."""

    account: Account
    scopes: tuple[str, ...]

    def needs(self, *scopes: str, what: str) -> None:
        """Refuse unless one of the scopes was granted."""
        if not set(scopes) & set(self.scopes):
            raise denied(what)


def is_page(account: Account) -> bool:
    """Whether the account is an organisation."""
    return account.handle.endswith(PAGE)


def urn_of(account: Account) -> str:
    """The account as an author."""
    return f"urn:li:{'organization' if is_page(account) else 'person'}:{account.id}"


def pages_of(db: Connection, account: Account) -> list[Account]:
    """The organisations that the caller administers."""
    if is_page(account):
        return [account]
    found = find_account(db, "linkedin", f"{account.handle}{PAGE}")
    return [found] if found else []


async def signed_in(request: Request, *, versioned: bool = True) -> Caller:
    """The caller of a valid token; versioned paths want their two headers as well."""
    if versioned:
        _check_headers(request)
    token = await _living_token(request)
    world = world_of(request)
    now = world.clock.seconds()
    if world.rates.take("linkedin", token.account.id, CALLS, now).exceeded:
        raise too_many()
    return Caller(token.account, token.scopes)


async def author_of(request: Request, caller: Caller, urn: str) -> Account:
    """The author a caller may speak for, with the scope it takes."""
    pages = await world_of(request).store.read(lambda db: pages_of(db, caller.account))
    for account in (caller.account, *pages):
        if urn_of(account) == urn:
            scope = "w_organization_social" if is_page(account) else "w_member_social"
            caller.needs(scope, what="partnerApiPostsExternal.CREATE.20260701")
            return account
    raise denied(f"{urn or 'an author'} as author")


def raw_query(request: Request) -> dict[str, str]:
    """The query with its values still encoded: in Rest.li `(`, `,` and `:` have a meaning."""
    pairs = request.scope["query_string"].decode().split("&")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def listed(raw: str) -> list[str]:
    """The members of an encoded `List(a,b)`."""
    if not (raw.startswith("List(") and raw.endswith(")")):
        raise refused(400, "ILLEGAL_ARGUMENT", f"Invalid list parameter: {raw}", 100)
    return [_urn(part) for part in raw[5:-1].split(",") if part]


def _urn(raw: str) -> str:
    if ":" in raw:
        raise refused(400, "ILLEGAL_ARGUMENT", "Urns in a query must be encoded", 100)
    return unquote_plus(raw)


def _check_headers(request: Request) -> None:
    version = request.headers.get("linkedin-version", "")
    if not version:
        raise refused(
            400, "VERSION_MISSING", "A version must be present. Please specify a version by "
            "adding the LinkedIn-Version header.",
        )  # fmt: skip
    if not (version.isdigit() and OLDEST <= int(version) <= NEWEST):
        raise refused(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active")
    if request.headers.get("x-restli-protocol-version") != "2.0.0":
        raise refused(400, "ILLEGAL_ARGUMENT", "Rest.li protocol version 2.0.0 is required", 100)
    if b"urn:" in request.scope.get("raw_path", b""):
        raise refused(400, "ILLEGAL_ARGUMENT", "Urns in a path must be encoded", 100)


async def _living_token(request: Request) -> Token:
    token = await shown_token(request, "linkedin")
    if token is None:
        raise refused(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600)
    if token.revoked_at is not None:
        raise refused(
            401, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by "
            "the user", 65601,
        )  # fmt: skip
    if is_expired(world_of(request), token):
        raise refused(
            401, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired", 65602
        )
    return token
