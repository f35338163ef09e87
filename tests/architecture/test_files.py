"""Promises about files that linters do not keep."""

from __future__ import annotations

import json
import re

from tests.architecture.tree import ROOT, SOURCE, lines_with, ours, texts

LONGEST = 400
REGISTRIES = ("pypi." + "org", "python" + "hosted", "npmjs." + "org", "npmjs." + "com")
LEFT_OPEN = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
# A path of somebody's machine: not /api/v1/home, and not a path that a test made up.
MACHINE_PATH = re.compile(r"(?<![\w.\-/}\])])/(?:(?:work|Users)/|root/[\w.]{2,}|home/\w+/)")


def test_no_source_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(file.relative_to(ROOT)): count
        for file in ours(SOURCE)
        if file.suffix == ".py" and (count := len(file.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_module_and_extension_has_a_readme_of_about_ten_lines() -> None:
    folders = [file.parent for file in (SOURCE / "modules").glob("*/__init__.py")]
    for kind in ("connectors", "providers", "sources", "packs"):
        folders += [file.parent for file in (SOURCE / "extensions" / kind).glob("*/*.toml")]
    assert len(folders) > 10
    wrong = {}
    for folder in folders:
        readme = folder / "README.md"
        count = len(readme.read_text("utf-8").splitlines()) if readme.exists() else 0
        if not 5 <= count <= 30:
            wrong[folder.name] = count
    assert wrong == {}


def test_nothing_is_left_to_do() -> None:
    found = [line for line in lines_with(LEFT_OPEN) if "package-lock.json" not in line]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{file}: {match.group()}"
        for file, text in texts()
        if file.name != "test_files.py"
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_lock_files_hold_hashes_and_no_address() -> None:
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert {lock.stem for lock in locks} >= {"base", "dev", "build", "node"}
    for lock in locks:
        text = lock.read_text("utf-8")
        assert "://" not in text, lock.name
        packages = re.findall(r"^[A-Za-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:", text, re.M)
        assert len(packages) == len(re.findall(r"^[A-Za-z0-9]", text, re.M)), lock.name


def test_node_lock_files_hold_hashes_and_no_address() -> None:
    locks = [file for file in ours() if file.name == "package-lock.json"]
    assert len(locks) >= 3
    for lock in locks:
        packages = json.loads(lock.read_text("utf-8"))["packages"]
        installed = [one for name, one in packages.items() if name and not one.get("link")]
        assert not [one for one in installed if "://" in one.get("resolved", "")], lock
        # What comes inside another package is covered by that package's hash.
        own = [one for one in installed if not one.get("inBundle")]
        assert not [one for one in own if "integrity" not in one], lock


def test_node_lock_files_name_the_parts_of_every_platform() -> None:
    """`npm ci` refuses a lock file that leaves out what other machines would install."""
    for lock in (file for file in ours() if file.name == "package-lock.json"):
        packages = json.loads(lock.read_text("utf-8"))["packages"]
        known = {name.rpartition("node_modules/")[2] for name in packages}
        asked = {
            one for package in packages.values() for one in package.get("optionalDependencies", ())
        }
        assert sorted(asked - known) == [], lock.relative_to(ROOT)


def test_the_packages_of_tests_hold_the_versions_people_run() -> None:
    base, dev = (_versions(name) for name in ("base", "dev"))
    assert base
    assert {name: dev.get(name) for name in base} == base


def _versions(name: str) -> dict[str, str]:
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text, re.M))
