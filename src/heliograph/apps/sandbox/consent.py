"""The page on which a person allows a program to use one of the sandbox's accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from heliograph.apps.sandbox.accounts import Account, all_accounts, find_account
from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.codes import Grant, issue_code, with_query
from heliograph.apps.sandbox.store import Connection
from heliograph.apps.sandbox.world import world_of

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


@dataclass(frozen=True)
class Ask:
    """A checked request for permission, and what is said to the answers it may get.

    `grant` is what a yes is worth, still without the account. `denial` is what a no tells the
    program, `nobody` the refusal where the person names an account that is not there.
    """

    question: Question
    grant: Grant
    denial: Mapping[str, str]
    nobody: Refusal


async def page_or_no(
    request: Request, ask: Ask, may_pick: Callable[[Account], bool] = lambda _: True
) -> Response | None:
    """The page for a GET, the way back for a no; nothing once the person said yes."""
    question = ask.question
    if request.method == "GET":
        platform = question.platform
        everyone = await world_of(request).store.read(lambda db: all_accounts(db, platform))
        return consent_page(question, [account for account in everyone if may_pick(account)])
    if question.fields.get("decision") != "allow":
        return back_to(ask.grant.redirect_uri, ask.denial)
    return None


async def allow(request: Request, ask: Ask) -> str:
    """A code for the person's yes."""
    world = world_of(request)
    now, platform = world.clock.seconds(), ask.question.platform
    return await world.store.write(lambda db: issue_code(db, platform, granted(db, ask), now))


def granted(db: Connection, ask: Ask) -> Grant:
    """The grant, with the account that the person picked."""
    question = ask.question
    account = find_account(db, question.platform, question.fields.get("account", ""))
    if account is None:
        raise ask.nobody
    return replace(ask.grant, account_id=account.id)


def back_to(address: str, told: Mapping[str, str], fragment: str = "") -> RedirectResponse:
    """Send the browser back to the program."""
    return RedirectResponse(with_query(address, told) + fragment, 303)


def consent_page(question: Question, accounts: list[Account]) -> HTMLResponse:
    """Ask the person."""
    page = pages.get_template("consent.html").render(question=question, accounts=accounts)
    return HTMLResponse(page)


def code_page(code: str) -> HTMLResponse:
    """Show the code to a person whose program cannot be redirected to."""
    return HTMLResponse(pages.get_template("code.html").render(code=code))
