"""How a product of the Graph API classifies its calls and words its refusals."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.product import Product
from heliograph.apps.sandbox.networks import Call


class GraphManners:
    """See `gate.Manners`. A child names the paths whose POST an audience sees at once."""

    name: str
    product: Product
    committing: tuple[str, ...]

    def kind_of(self, call: Call) -> str:
        """Sign-in, reading, deleting, publishing; all else is an upload."""
        method, path = call.method, call.path
        if path.startswith("/oauth") or path.endswith("access_token"):
            return "auth"
        if method == "GET":
            return "read"
        if method == "DELETE":
            return "delete"
        return "publish" if path.endswith(self.committing) else "upload"

    def trouble(self, name: str, now: float) -> Refusal:
        """The platform's own words for a fault."""
        if name == "token_expired":
            return self.product.expired()
        if name == "rate_limited":
            return self.product.too_many(4, 0)
        if name == "refused":
            return self.refused()
        refusal = self.broken()
        refusal.status = 503 if name == "error_503" else 500
        return refusal

    def refused(self) -> Refusal:
        """A lasting no to a post."""
        return self.product.bad_parameter("The post is not accepted as it is.")

    def broken(self) -> Refusal:
        """The server failed."""
        return self.product.envelope(500, 1, "An unknown error occurred", transient=True)

    def refusal(self, which: str) -> Refusal:
        """See `networks.Particular`."""
        return self.product.named(which)

    def not_found(self) -> Refusal:
        """There is no such path."""
        return self.product.envelope(400, 2500, "Unknown path components")
