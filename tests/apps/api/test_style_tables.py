"""The colour table of a style over HTTP: a .cube file in, the same file out."""

from __future__ import annotations

from urllib.parse import quote

from heliograph.sdk.style.cubes import MOST_BYTES
from tests.apps.api.support import Client, RunningAPI

TABLE = b"LUT_3D_SIZE 2\n" + b"0.9 0.1 0.1\n" * 8
NAME = "ضوء الفجر.cube"


async def own(client: Client) -> str:
    """The address of the table of a style of one's own."""
    made = await client.post("/api/v1/styles", json={"name": "Dawn", "base": "nocturne"})
    return f"/api/v1/styles/{made.json()['data']['id']}/table"


async def test_a_table_goes_in_comes_out_and_is_taken_away(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as client:
        address = await own(client)
        computed = await client.get(address)
        sent = {"Content-Type": "application/octet-stream"}
        given = await client.put(address, params={"name": NAME}, content=TABLE, headers=sent)
        assert (given.status_code, given.json()["data"]["document"]["look"]["cube"]) == (200, NAME)

        out = await client.get(address)
        assert (out.status_code, out.content) == (200, TABLE)
        assert out.headers["content-type"] == "text/plain; charset=utf-8"
        told = f"attachment; filename*=UTF-8''{quote(NAME, safe='')}"
        assert out.headers["content-disposition"] == told

        assert [(await client.delete(address)).status_code for _ in range(2)] == [204, 204]
        again = await client.get(address)
        shipped = await client.get("/api/v1/styles/nocturne/table")
    assert again.content == computed.content == shipped.content != TABLE
    assert again.headers["content-disposition"].endswith("''Dawn.cube")


async def test_what_is_no_table_is_refused_with_a_remedy(api: RunningAPI) -> None:
    async with api.with_key(api.owner_key) as client:
        address = await own(client)
        refused = await client.put(address, params={"name": "a.cube"}, content=b"hello")
        large = await client.put(address, content=b"# a note\n" * (MOST_BYTES // 9 + 1))
        style = await client.get(address.removesuffix("/table"))
    error = refused.json()["errors"][0]
    assert (refused.status_code, error["code"]) == (422, "videos.table_refused")
    assert error["detail"].startswith("a.cube: no LUT_3D_SIZE")
    assert error["remedy"].startswith("Export it again")
    assert "larger than 32 MB" in large.json()["errors"][0]["detail"]
    assert style.json()["data"]["document"]["look"]["cube"] == ""


async def test_neither_strangers_nor_viewers_give_a_table(api: RunningAPI) -> None:
    viewer = (await api.member("viewer"))["access_token"]
    async with api.with_key(api.owner_key) as client:
        address = await own(client)
        shipped = await client.put("/api/v1/styles/nocturne/table", content=TABLE)
    async with api.with_key(viewer) as client:
        seen = [(await client.get(address)).status_code]
        seen += [(await client.put(address, content=TABLE)).status_code]
        seen += [(await client.delete(address)).status_code]
    async with api.with_key(await api.other_workspace()) as rival:
        away = [(await rival.get(address)).status_code]
        away += [(await rival.put(address, content=TABLE)).status_code]
        away += [(await rival.delete(address)).status_code]
    assert shipped.status_code == 422
    assert seen == [200, 403, 403]
    assert away == [404, 404, 404]
