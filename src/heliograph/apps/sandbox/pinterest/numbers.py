"""The account, and what became of its pins."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from heliograph.apps.sandbox.answers import moment
from heliograph.apps.sandbox.counting import counts_of, followers_of
from heliograph.apps.sandbox.pinterest.manners import invalid
from heliograph.apps.sandbox.pinterest.pins import my_pin
from heliograph.apps.sandbox.pinterest.sign_in import Call, signed_in
from heliograph.apps.sandbox.posts import count_posts
from heliograph.apps.sandbox.store import JSON, Connection
from heliograph.apps.sandbox.world import world_of

MOST_DAYS = 90


async def user_account(request: Request) -> Response:
    """GET /v5/user_account."""
    call = await signed_in(request, "user_accounts:read")
    world, account = world_of(request), call.account
    origin = f"{request.url.scheme}://{request.url.netloc}"

    def read(db: Connection) -> tuple[int, int]:
        boards = db.execute(
            "select count(*) from pinterest_boards where account_id = ?", (account.id,)
        ).fetchone()[0]
        return count_posts(db, account.id), int(boards)

    pins, boards = await world.store.read(read)
    followers = followers_of(world, account)
    return JSONResponse({
        "id": account.id, "username": account.handle, "business_name": account.name,
        "account_type": "BUSINESS", "follower_count": followers, "following_count": 0,
        "monthly_views": followers * 3, "pin_count": pins, "board_count": boards,
        "profile_image": f"{origin}/avatar/pinterest/{account.handle}.svg", "website_url": "",
    })  # fmt: skip


async def analytics(request: Request) -> Response:
    """GET /v5/pins/<id>/analytics: only the numbers asked for, for at most ninety days."""
    call, post = await my_pin(request, "pins:read", "boards:read")
    world = world_of(request)
    _check_days(call, moment(world.clock.seconds()).date())
    counts = counts_of(world, call.account, post)
    known: dict[str, JSON] = {
        "IMPRESSION": counts.views, "SAVE": counts.saves, "PIN_CLICK": counts.visits,
        "OUTBOUND_CLICK": counts.visits // 3, "TOTAL_COMMENTS": counts.replies,
        "TOTAL_REACTIONS": counts.likes, "USER_FOLLOW": counts.follows,
        "PROFILE_VISIT": counts.visits // 2,
        "SAVE_RATE": counts.saves / counts.views if counts.views else 0.0,
    }  # fmt: skip
    wanted = [name for name in call.text("metric_types").split(",") if name]
    strange = [name for name in wanted if name not in known]
    if strange or not wanted:
        raise invalid("'metric_types' is not one of the allowed values")
    numbers = {name: known[name] for name in wanted}
    # Comments and reactions are counted over the pin's whole life.
    whole = ("TOTAL_COMMENTS", "TOTAL_REACTIONS")
    return JSONResponse({"all": {
        "lifetime_metrics": {name: numbers[name] for name in whole if name in numbers},
        "summary_metrics": {name: numbers[name] for name in numbers if name not in whole},
        "daily_metrics": [{"data_status": "READY", "date": call.text("end_date"),
                           "metrics": numbers}],
    }})  # fmt: skip


def _check_days(call: Call, today: date) -> None:
    try:
        start = date.fromisoformat(call.text("start_date"))
        end = date.fromisoformat(call.text("end_date"))
    except ValueError:
        raise invalid("'start_date' and 'end_date' are required, as YYYY-MM-DD") from None
    if end < start or (today - start).days > MOST_DAYS or (end - today).days > 1:
        raise invalid(f"the dates must lie within the last {MOST_DAYS} days")
