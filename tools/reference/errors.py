"""The page of all errors."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator

from heliograph.kit.errors import AppError
from tools.reference.page import PACKAGE, Page


def errors() -> list[type[AppError]]:
    """Every error a person may see, by code."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "heliograph."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    known: set[type[AppError]] = {AppError, *_below(AppError)}
    ours = [one for one in known if one.__module__.startswith("heliograph.")]
    return sorted(ours, key=lambda one: (one.code, one.__module__))


def _below(parent: type[AppError]) -> Iterator[type[AppError]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)


def problems() -> list[dict[str, str]]:
    """The problems a post can carry: written where they arise, as `code`, `detail`, `remedy`."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted((PACKAGE / "modules").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Dict):
                told = _told(node)
                if {"code", "detail", "remedy"} <= told.keys():
                    found.setdefault(told["code"], told)
    return sorted(found.values(), key=lambda one: one["code"])


def _told(node: ast.Dict) -> dict[str, str]:
    told: dict[str, str] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            told[key.value] = _words(value)
    return told


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(one) for one in node.values)
    return "…"


def errors_page() -> Page:
    """Every error code with its remedy."""
    page = Page("Errors")
    page.say(
        "The API answers an error with its HTTP status and its code; the command line prints the "
        "detail and the remedy as one sentence and ends with the exit code."
    )
    rows: list[tuple[object, ...]] = []
    for one in errors():
        row = (f"`{one.code}`", one.status, one.exit_code, one.title, one.remedy)
        if row not in rows:
            rows.append(row)
    page.table(("code", "status", "exit code", "what happened", "what to do"), rows)
    page.say(
        "## Problems of a post",
        "A post that rests says why in its `problem`. The dots stand for the particulars.",
    )
    page.table(
        ("code", "what happened", "what to do"),
        [(f"`{one['code']}`", one["detail"], one["remedy"]) for one in problems()],
    )
    return page
