"""Who is calling Facebook: a person, or a Page in its own name."""

from __future__ import annotations

import hashlib
import hmac

from starlette.requests import Request

from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.codes import app_of, trusted_app
from heliograph.apps.sandbox.facebook.calling import send_due
from heliograph.apps.sandbox.facebook.manners import PRODUCT
from heliograph.apps.sandbox.facebook.settling import settle
from heliograph.apps.sandbox.graph import callers
from heliograph.apps.sandbox.graph.callers import Call
from heliograph.apps.sandbox.world import World, world_of

SCOPES = (
    "pages_show_list", "pages_manage_posts", "pages_read_engagement", "pages_manage_engagement",
    "pages_manage_metadata", "read_insights", "pages_read_user_content", "publish_video",
    "business_management",
)  # fmt: skip
# The first word of a token's scopes tells whose token it is.
PERSON, PAGE = "person", "page"


def is_page(call: Call) -> bool:
    """Whether the Page itself is calling."""
    return call.scopes[0] == PAGE


async def signed_in(request: Request) -> Call:
    """The caller, by a token in the query, the form or the header; what is due happens first."""
    call = await callers.signed_in(PRODUCT, request)
    world = world_of(request)
    now = world.clock.seconds()
    await world.store.write(lambda db: settle(db, now))
    await send_due(world)
    proof = call.text("appsecret_proof")
    if proof:
        await _check_proof(world, request, call, proof)
    return call


async def page_call(request: Request) -> Call:
    """The same for paths below a Page's id, which must be the caller's own Page."""
    call = await signed_in(request)
    wanted = str(request.path_params["id"])
    if wanted not in ("me", call.account.id):
        raise PRODUCT.no_object(wanted)
    if not is_page(call):
        words = "(#210) A page access token is required to request this resource."
        raise PRODUCT.envelope(403, 210, words)
    return call


async def check_app_token(request: Request, text: str) -> str:
    """The id of the app whose `id|secret` this is."""
    app_id, _, secret = text.partition("|")
    app = await trusted_app(request, "facebook", app_id, secret)
    if app is None:
        raise PRODUCT.bad_token(467, "Invalid OAuth access token - Cannot parse access token")
    return app.client_id


async def _check_proof(world: World, request: Request, call: Call, proof: str) -> None:
    app = await world.store.read(lambda db: app_of(db, "facebook"))
    token = text_of(call.parameters.get("access_token"))
    token = token or request.headers.get("authorization", "").partition(" ")[2].strip()
    wanted = hmac.new(app.client_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(proof.encode(), wanted.encode()):
        raise PRODUCT.bad_parameter("Invalid appsecret_proof provided in the API argument")
