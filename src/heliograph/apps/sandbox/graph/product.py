"""How one product of the Graph API words its refusals and tells of its rate limits."""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.gate import stamp
from heliograph.apps.sandbox.rates import Rule
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import world_of

# 4,800 calls in 24 hours times the account's impressions, of which a young account has few.
CALLS = Rule("calls", 4800, 86_400)
THROTTLES = frozenset({4, 17, 32, 613, 80001, 80002})


@dataclass(frozen=True)
class Product:
    """One product.

    `error_type` is what its errors call themselves, `use_case` what its usage header names,
    `throttled` the code of an account that called too often. With `page_usage` it also sends the
    header that only Pages have.
    """

    name: str
    error_type: str = "OAuthException"
    use_case: str = ""
    throttled: int = 613
    token_status: int = 401
    page_usage: bool = False

    def envelope(
        self, status: int, code: int | str, message: str, *, subcode: int | None = None,
        title: str = "", transient: bool = False,
    ) -> Refusal:  # fmt: skip
        """Meta's error body."""
        error: dict[str, JSON] = {
            "message": message, "type": self.error_type, "code": code, "is_transient": transient
        }  # fmt: skip
        if subcode is not None:
            error["error_subcode"] = subcode
        if title:
            error |= {"error_user_title": title, "error_user_msg": message}
        error["fbtrace_id"] = "A" + secrets.token_urlsafe(16)
        return Refusal(status, {"error": error})

    def bad_token(self, subcode: int, message: str) -> Refusal:
        """The token does not open anything any more; the person has to act."""
        return self.envelope(self.token_status, 190, message, subcode=subcode)

    def expired(self) -> Refusal:
        """The token ran out."""
        return self.bad_token(463, "Error validating access token: Session has expired.")

    def bad_parameter(self, message: str, subcode: int | None = None) -> Refusal:
        """A parameter that is not taken as it is."""
        return self.envelope(400, 100, f"(#100) {message}", subcode=subcode)

    def missing(self, name: str) -> Refusal:
        """A parameter that must be there is not."""
        return self.bad_parameter(f"The parameter {name} is required.")

    def no_object(self, object_id: str) -> Refusal:
        """There is nothing under this id, or nothing that this caller may see."""
        words = (
            f"Unsupported request. Object with ID '{object_id}' does not exist, cannot be loaded "
            "due to missing permissions, or does not support this operation"
        )
        return self.envelope(400, 100, words, subcode=33)

    def no_scope(self, scope: str) -> Refusal:
        """The person did not allow this."""
        words = f"(#10) Application does not have permission for this action: {scope}"
        return self.envelope(403, 10, words)

    def too_many(self, code: int, minutes: int) -> Refusal:
        """Throttled; code 4 is the whole app, the product's own code one account."""
        refusal = self.envelope(400, code, f"(#{code}) Request limit reached", transient=True)
        usage = {"call_count": 100, "total_cputime": 25, "total_time": 25}
        refusal.headers = self.usage_headers("0", usage, minutes)
        return refusal

    def named(self, which: str) -> Refusal:
        """A refusal by its `code` or `code/subcode`, for scripts that ask for one."""
        first, _, second = which.partition("/")
        code: int | str = int(first) if first.lstrip("-").isdigit() else first
        subcode = int(second) if second.isdigit() else None
        if code == 190:
            return self.bad_token(subcode or 463, "Error validating access token.")
        if code in THROTTLES:
            return self.too_many(int(code), 0)
        status = 403 if code == 10 or (isinstance(code, int) and 200 <= code <= 299) else 400
        words, passing = f"(#{code}) Refused on request", code in {-2, -1, 1, 2}
        return self.envelope(status, code, words, subcode=subcode, transient=passing)

    def usage_headers(
        self, account_id: str, usage: Mapping[str, int], minutes: int
    ) -> dict[str, str]:
        """How near the caller is to being throttled, in percent and minutes."""
        case = self.use_case or self.name
        business = {"type": case, **usage, "estimated_time_to_regain_access": minutes}
        headers = {
            "X-App-Usage": _compact(usage),
            "X-Business-Use-Case-Usage": _compact({account_id: [business]}),
        }
        return headers | ({"X-Page-Usage": _compact(usage)} if self.page_usage else {})

    def spend(self, request: Request, account_id: str) -> None:
        """Count one call of the account, and put the headers on whatever answer it gets."""
        world = world_of(request)
        now = world.clock.seconds()
        standing = world.rates.take(self.name, account_id, CALLS, now)
        if standing.exceeded:
            raise self.too_many(self.throttled, math.ceil((standing.resets_at - now) / 60))
        percent = standing.used_percent
        usage = {"call_count": percent, "total_cputime": percent // 2, "total_time": percent // 2}
        stamp(request, self.usage_headers(account_id, usage, 0))


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
