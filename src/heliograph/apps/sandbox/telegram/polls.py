"""Polls: a question, two to twelve answers, and a time to answer in."""

from __future__ import annotations

from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.telegram.calls import BotCall
from heliograph.apps.sandbox.telegram.entities import units
from heliograph.apps.sandbox.telegram.manners import refused

QUESTION, ANSWER = 300, 100
LEAST, MOST = 2, 12
SHORTEST_S, LONGEST_S = 5, 2_628_000


def read_poll(call: BotCall) -> dict[str, JSON]:
    """The poll as its message shows it."""
    question = call.text("question").strip()
    if not question:
        raise refused(400, "poll question must be non-empty")
    if units(question) > QUESTION:
        raise refused(400, f"poll question length must not exceed {QUESTION}")
    if "is_anonymous" in call.values and not call.yes("is_anonymous"):
        raise refused(400, "non-anonymous polls can't be sent to channel chats")
    now = call.world.clock.seconds()
    lasts = call.number("open_period")
    if lasts is not None and not SHORTEST_S <= lasts <= LONGEST_S:
        raise refused(400, "poll open period is out of range")
    timed = {"open_period": lasts, "close_date": int(now) + lasts} if lasts else {}
    return {
        "id": str(int(now * 1000)), "question": question, "options": _answers(call),
        "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": call.text("type", "regular"),
        "allows_multiple_answers": call.yes("allows_multiple_answers"), "allows_revoting": False,
        "members_only": False, **timed,
    }  # fmt: skip


def _answers(call: BotCall) -> list[dict[str, JSON]]:
    given = call.structure("options")
    words = [_words(one) for one in given] if isinstance(given, list) else []
    if len(words) < LEAST:
        raise refused(400, f"poll must have at least {LEAST} option")
    if len(words) > MOST:
        raise refused(400, f"poll can't have more than {MOST} options")
    if any(not one for one in words):
        raise refused(400, "poll options must be non-empty")
    if any(units(one) > ANSWER for one in words):
        raise refused(400, f"poll options length must not exceed {ANSWER}")
    return [
        {"persistent_id": str(place), "text": one, "voter_count": 0}
        for place, one in enumerate(words)
    ]


def _words(option: JSON) -> str:
    return str(option.get("text") if isinstance(option, dict) else option).strip()
