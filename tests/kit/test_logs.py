"""Log lines carry no secret and cannot be forged by what they report."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from heliograph.kit.logs import configure_logs, request_id

MARK = "s3cr3t-mark"
TOKENS = [
    f"hg_{MARK}_0123456789abcdef",
    f"hs_{MARK}_0123456789abcdef",
    f"eyJhbGciOiJSUzI1NiJ9.eyJ{MARK}.c2ln",
    f"Bearer {MARK}-0123456789",
]


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """The suite's own logging comes back after each test."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def written(shape: Any = "json") -> io.StringIO:
    out = io.StringIO()
    configure_logs("debug", shape, out)
    return out


@pytest.mark.parametrize(
    "name", ["password", "access_token", "Authorization", "client_secret", "set-cookie", "api_key"]
)
def test_values_of_secret_names_are_masked_at_any_depth(name: str) -> None:
    out = written()
    structlog.get_logger().info("x", **{name: MARK}, deep={"list": [{name: MARK}]})
    assert MARK not in out.getvalue()
    assert "***" in out.getvalue()


@pytest.mark.parametrize("token", TOKENS)
def test_texts_that_look_like_tokens_are_masked_everywhere(token: str) -> None:
    out = written()
    structlog.get_logger().info(f"event {token}", field=f"before {token} after")
    logging.getLogger("foreign").warning("library says %s", token)
    assert MARK not in out.getvalue()
    assert "before *** after" in out.getvalue()


def test_harmless_fields_are_kept() -> None:
    out = written()
    structlog.get_logger().info("post.published", post="p-1", code="x.y", count=3, ok=True)
    line = json.loads(out.getvalue())
    assert (line["event"], line["post"], line["code"]) == ("post.published", "p-1", "x.y")
    assert line["count"] == 3
    assert line["ok"] is True


@pytest.mark.parametrize("shape", ["json", "console"])
@pytest.mark.parametrize("evil", ["a\nforged", "a\r\nforged", "a\x1b[2Jforged", "a\u2028forged"])
def test_one_event_is_one_line_whatever_it_reports(shape: str, evil: str) -> None:
    out = written(shape)
    structlog.get_logger().info("x", field=evil)
    text = out.getvalue()
    assert len(text.splitlines()) == 1
    assert "\x1b" not in text
    assert "forged" in text


def test_an_exception_is_one_line_too() -> None:
    out = written()
    try:
        raise ValueError(f"Bearer {MARK}-0123456789")
    except ValueError:
        structlog.get_logger().exception("broke")
    assert len(out.getvalue().splitlines()) == 1
    assert MARK not in out.getvalue()
    assert "ValueError" in out.getvalue()


def test_every_line_of_a_request_carries_its_id() -> None:
    out = written()
    token = request_id.set("req-1")
    structlog.get_logger().info("inside")
    logging.getLogger("foreign").warning("inside too")
    request_id.reset(token)
    structlog.get_logger().info("outside")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line.get("request_id") for line in lines] == ["req-1", "req-1", None]


def test_lines_below_the_level_are_not_written() -> None:
    out = io.StringIO()
    configure_logs("warning", "json", out)
    structlog.get_logger().info("quiet")
    logging.getLogger("foreign").info("quiet too")
    assert out.getvalue() == ""
