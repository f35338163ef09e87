"""All claims of a text against its plan."""

from __future__ import annotations

from collections.abc import Sequence

from heliograph.extensions.packs.islamic.claims.dates import date_claims
from heliograph.extensions.packs.islamic.claims.held import Held, western
from heliograph.extensions.packs.islamic.claims.names import name_claims
from heliograph.extensions.packs.islamic.claims.numbers import number_claims
from heliograph.sdk.packs import Plan


def unsupported_claims(text: str, plan: Plan) -> Sequence[str]:
    """The words of every claim the plan does not hold; empty when all are held."""
    held = Held(plan)
    own = western(text)
    for quote in held.quotes:
        own = own.replace(quote, " ")
    found = (*number_claims(own, held), *date_claims(own, held), *name_claims(own, held))
    return tuple(dict.fromkeys(found))
