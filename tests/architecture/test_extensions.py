"""Promises about connectors, packs and providers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from heliograph.sdk.manifest import (
    load_connector_manifest,
    load_pack_manifest,
    load_provider_manifest,
)
from tests.architecture.tree import ROOT, SOURCE

EXTENSIONS = SOURCE / "extensions"
CONNECTOR_FILES = {
    "manifest.toml",
    "connector.py",
    "client.py",
    "mapping.py",
    "errors.py",
    "README.md",
    "icon.svg",
}


def folders(kind: str, manifest: str) -> list[Path]:
    """The extensions of one kind."""
    return sorted(file.parent for file in (EXTENSIONS / kind).glob(f"*/{manifest}"))


CONNECTORS = folders("connectors", "manifest.toml")


def names(of: list[Path]) -> list[str]:
    """Their ids, for the names of the tests."""
    return [folder.name for folder in of]


def test_there_are_connectors_to_judge() -> None:
    assert {"mastodon", "bluesky", "instagram"} <= set(names(CONNECTORS))


@pytest.mark.parametrize("folder", CONNECTORS, ids=names(CONNECTORS))
def test_a_connector_has_the_files_of_its_kind(folder: Path) -> None:
    missing = CONNECTOR_FILES - {file.name for file in folder.iterdir()}
    assert missing == set()


@pytest.mark.parametrize("folder", CONNECTORS, ids=names(CONNECTORS))
def test_a_connector_runs_the_contract(folder: Path) -> None:
    tests = ROOT / "tests/extensions/connectors" / folder.name
    held = [file for file in tests.glob("test_*_contract.py") if _runs_every_claim(file, folder)]
    assert held, f"{folder.name} has no test that subclasses EveryClaim"


@pytest.mark.parametrize("folder", CONNECTORS, ids=names(CONNECTORS))
def test_a_connector_knows_nothing_of_the_sandbox(folder: Path) -> None:
    knowing = [
        file.name
        for file in folder.rglob("*")
        if file.suffix in {".py", ".toml"} and "sandbox" in file.read_text("utf-8").lower()
    ]
    assert knowing == []


def test_every_manifest_is_valid_and_named_like_its_folder() -> None:
    packs = folders("packs", "pack.toml")
    providers = folders("providers", "manifest.toml")
    assert packs
    assert providers
    assert [load_connector_manifest(one).id for one in CONNECTORS] == names(CONNECTORS)
    assert [load_pack_manifest(one).id for one in packs] == names(packs)
    assert [load_provider_manifest(one).id for one in providers] == names(providers)


def _runs_every_claim(file: Path, folder: Path) -> bool:
    tree = ast.parse(file.read_text("utf-8"))
    is_ours = any(
        isinstance(node, ast.ImportFrom) and (node.module or "").endswith(folder.name)
        for node in ast.walk(tree)
    )
    claims = any(
        isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "EveryClaim" for base in node.bases)
        for node in ast.walk(tree)
    )
    return is_ours and claims
