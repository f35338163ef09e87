"""The page on which a person allows a program to use one of the sandbox's accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.responses import HTMLResponse

from heliograph.apps.sandbox.accounts import Account

pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "timeline" / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Question:
    """Which program asks, on which network, for what."""

    platform: str
    program: str
    scopes: str
    fields: Mapping[str, str]


def consent_page(question: Question, accounts: list[Account]) -> HTMLResponse:
    """Ask the person."""
    page = pages.get_template("consent.html").render(question=question, accounts=accounts)
    return HTMLResponse(page)


def code_page(code: str) -> HTMLResponse:
    """Show the code to a person whose program cannot be redirected to."""
    return HTMLResponse(pages.get_template("code.html").render(code=code))
