"""A secret that a path carries is seen in no log, no error and no answer."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from heliograph.kit.http import HTTPClient, HTTPTrouble

SECRET = "12:ABC-def"


async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
    await writer.drain()
    writer.close()


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.close()


async def test_an_answer_and_the_log_show_the_address_without_it() -> None:
    server = await asyncio.start_server(answers, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, HTTPClient(private_networks=["127.0.0.0/8"]) as client:
        with capture_logs() as events:
            url = f"http://127.0.0.1:{port}/bot{SECRET}/getMe"
            answer = await client.post(url, hidden=SECRET)
    assert answer.url == f"http://127.0.0.1:{port}/bot***/getMe"
    assert events
    assert SECRET not in repr(events)


async def test_no_error_shows_it_nor_what_led_to_the_error() -> None:
    server = await asyncio.start_server(hangs_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, HTTPClient(private_networks=["127.0.0.0/8"]) as client:
        with pytest.raises(HTTPTrouble) as lost:
            await client.post(f"http://127.0.0.1:{port}/bot{SECRET}/getMe", hidden=SECRET)
    told: BaseException | None = lost.value
    while told is not None:
        assert SECRET not in f"{told} {told!r} {vars(told)}"
        told = told.__cause__ or told.__context__
    assert "/bot***/getMe" in str(lost.value)
