"""What a run is making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from heliograph.modules.content.values import JSON, fingerprint, plan_from
from heliograph.sdk.packs import Brief, Pack, Plan


@dataclass(frozen=True)
class Making:
    """What a run is making, and what its steps have made so far."""

    content: Mapping[str, Any]
    brand: Mapping[str, Any]
    pack: Pack
    request: JSON
    outputs: dict[str, JSON] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The local date that the content is about."""
        day: date = self.content["target_date"]
        return day

    @property
    def zone(self) -> ZoneInfo:
        """The audience's time zone."""
        return ZoneInfo(self.brand["time_zone"])

    @property
    def brief(self) -> Brief:
        """What the pack is asked for."""
        content = self.content
        return Brief(
            subject=content["subject"],
            type=content["type"],
            day=self.day,
            zone=self.zone,
            language=content["language"],
            series=str(content["brand_id"]),
            options=self.brand["options"] | self.request.get("options", {}),
            notes=tuple(self.request.get("notes", ())),
        )

    @property
    def plan(self) -> Plan:
        """The plan that an earlier step made."""
        return plan_from(self.outputs["plan"]["plan"])

    @property
    def seed(self) -> str:
        """The same for the same piece at the same revision."""
        content = self.content
        parts = (
            content["workspace_id"],
            content["brand_id"],
            content["type"],
            content["subject"],
            content["target_date"],
            content["revision"],
        )
        return fingerprint([str(part) for part in parts])


def forbidden_words(pack: Pack, brand: Mapping[str, Any]) -> tuple[str, ...]:
    """What neither the pack nor the brand wants to read."""
    rules = pack.folder / "rules.yaml"
    listed = _forbidden(rules, rules.stat().st_mtime_ns) if rules.exists() else ()
    return (*listed, *brand["forbidden"])


@lru_cache(maxsize=32)
def _forbidden(rules: Path, _changed: int) -> tuple[str, ...]:
    read = yaml.safe_load(rules.read_text(encoding="utf-8")) or {}
    return tuple(read.get("forbidden", ()))


def shown(brief: Brief) -> JSON:
    """A brief as it is kept with a step."""
    return {
        "subject": brief.subject,
        "type": brief.type,
        "language": brief.language,
        "series": brief.series,
        "options": brief.options,
        "notes": list(brief.notes),
    }
