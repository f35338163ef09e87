"""The kinds of content: which facts each stands on, and what its text may be filled with."""

from __future__ import annotations

from heliograph.extensions.packs.islamic.types.collect import facts_for
from heliograph.extensions.packs.islamic.types.plan import plan_for

__all__ = ["facts_for", "plan_for"]
