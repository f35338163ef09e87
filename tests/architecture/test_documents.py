"""What the documents say exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.reference.commands import commands

from tests.architecture.tree import ROOT, ours

DOCUMENTS = [file for file in ours() if file.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"^    (?:\$ )?(.+)$|`([^`\n]+)`", re.M)


def code_of(document: Path, first: str) -> list[str]:
    """The code in a document that starts with a word, without what stands before it."""
    text = document.read_text("utf-8")
    found = (one or other for one, other in CODE.findall(text))
    bare = (re.sub(r"^(?:[A-Z_]+=\S* )+", "", line.strip()) for line in found)
    return [line for line in bare if line.startswith(f"{first} ")]


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "GLOSSARY.md", "CHANGELOG.md"])
def test_a_document_everybody_looks_for_is_there(name: str) -> None:
    assert len((ROOT / name).read_text("utf-8")) > 1000


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text("utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_task_that_is_named_exists() -> None:
    tasks = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    missing = [
        f"{document.relative_to(ROOT)}: {line}"
        for document in DOCUMENTS
        for line in code_of(document, "make")
        if line.split()[1] not in tasks | {"TASK"}
    ]
    assert missing == []


def test_every_task_is_explained_by_make_help() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    listed = re.search(r"^\.PHONY: (help .+)$", text, re.M)
    assert listed is not None
    explained = set(re.findall(r"^([a-z-]+):.*  ## ", text, re.M))
    assert set(listed[1].split()) == explained


def test_every_command_that_is_named_exists() -> None:
    known = {one.words for one in commands()}
    starts = {" ".join(words.split()[:count]) for words in known for count in (2, 3)}
    named = [
        (document, line.split())
        for document in DOCUMENTS
        for line in code_of(document, "heliograph")
        if re.match(r"[a-z]", line.split()[1])
    ]
    assert len(named) > 10
    missing = [
        f"{document.relative_to(ROOT)}: {' '.join(words)}"
        for document, words in named
        if " ".join(words[:2]) not in starts
        or (_is_group(" ".join(words[:2]), known) and " ".join(words[:3]) not in starts)
    ]
    assert missing == []


def _is_group(words: str, known: set[str]) -> bool:
    return words not in known
