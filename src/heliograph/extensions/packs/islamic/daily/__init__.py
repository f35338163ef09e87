"""What is true on a day, what to say of it, the words for it, and whether words say more."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.daily.claims import unsupported_claims
from heliograph.extensions.packs.islamic.daily.facts import Setting, facts_of_day
from heliograph.extensions.packs.islamic.daily.plan import KINDS, plan_day
from heliograph.extensions.packs.islamic.daily.texts import write

__all__ = ["KINDS", "Setting", "facts_of_day", "plan_day", "unsupported_claims", "write"]
