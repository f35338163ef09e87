"""What an owner sets for a platform reaches its connector."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.flows.instance import Instance
from heliograph.kit.database import Database
from heliograph.kit.ids import new_id
from heliograph.kit.settings import load_settings
from tests.doubles.sandbox import SandboxProcess
from tests.support.stage import Stage, stage_settings


async def test_a_fact_that_changed_can_be_set_without_a_new_version(
    tmp_path: Path, database: Database, sandbox: SandboxProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELIOGRAPH_CONNECTORS__LINKEDIN__LINKEDIN_VERSION", "200001")
    given = load_settings(home=tmp_path).connectors
    assert given == {"linkedin": {"linkedin_version": "200001"}}
    settings = stage_settings(tmp_path, database, sandbox).model_copy(update={"connectors": given})
    instance = Instance(settings, database, processes=0)
    stage = Stage(instance, new_id(), sandbox)

    channel = await instance.channels.service(stage.work).open(await stage.channel("linkedin"))

    version = channel.connector._client._common["LinkedIn-Version"]  # type: ignore[attr-defined]  # reason: what is really sent
    assert version == "200001"
    await instance.close()
