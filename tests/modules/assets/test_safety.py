"""Files that would harm whoever opens them are refused, and what is kept tells no secrets."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import skia  # type: ignore[import-not-found,import-untyped,unused-ignore]  # ships no types
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.modules.assets.cleaning import cleaner_for
from heliograph.modules.assets.cleaning.cleaner import MOST_FRAMES
from heliograph.modules.assets.cleaning.drawings import sanitised, size_of
from heliograph.modules.assets.errors import FileRefused, FileTooLarge
from tests.apps.api.support import Client, RunningAPI
from tests.modules.assets.making import chunk, files_under, kept, saved, scene
from tests.support.videos import write_video

SECRET = b"52.5200 N 13.4050 E, by Nobody"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)


def huge_png() -> bytes:
    """Fifty thousand pixels each way, in a few bytes."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(50_001), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def office(entries: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, data in entries.items():
            package.writestr(name, data)
    return packed.getvalue()


def endless_gif() -> bytes:
    image = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    head = b"GIF89a\x01\0\x01\0\x80\0\0" + b"\0\0\0\xff\xff\xff"
    return head + image * 100_000 + b"\x3b"


def endless_apng() -> bytes:
    plain = saved(scene(width=20, height=20))
    return plain[:33] + chunk(b"acTL", struct.pack(">II", 1_000_000, 0)) + plain[33:]


def endless_webp() -> bytes:
    frame = b"ANMF" + struct.pack("<I", 16) + bytes(16)
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + bytes(6)
    body += frame * (MOST_FRAMES + 1)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wide_gif() -> bytes:
    """A canvas of one pixel with a picture of four billion."""
    head = b"GIF89a\x01\0\x01\0\x80\0\0" + b"\0\0\0\xff\xff\xff"
    return head + b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0\x3b"


def late_jpeg() -> bytes:
    """Its size, which is absurd, stands behind a long profile."""
    profile = b"\xff\xe2" + struct.pack(">H", 65_535) + bytes(65_533)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, 65_535, 65_535, 3) + bytes(9)
    return b"\xff\xd8" + profile * 6 + frame + b"\xff\xda\0\x08" + bytes(5000)


def long_table() -> bytes:
    """A document whose table of contents says it is a hundred megabytes long."""
    ending = b"PK\x05\x06" + bytes(8) + struct.pack("<IIH", 100_000_000, 0, 0)
    return office({"word/a.xml": b"x"})[:-22] + ending


def ages_long(path: Path) -> bytes:
    """Two pictures that stand eleven days apart."""
    slow = {"video_track_timescale": "1"}
    with av.open(str(path), "w", format="mp4", options=slow) as film:
        stream = film.add_stream("libx264", rate=1, options={"bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1)
        for moment in (0, 1_000_000, 1_000_001):
            frame = av.VideoFrame.from_ndarray(scene(width=64, height=64), format="bgr24")
            frame.pts, frame.time_base = moment, Fraction(1, 1)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return path.read_bytes()


BOMBS: dict[str, Callable[[], bytes]] = {
    "a PNG of 50,000 pixels": huge_png,
    "a GIF of 100,000 pictures": endless_gif,
    "an animated PNG of a million pictures": endless_apng,
    "an animated WebP of too many pictures": endless_webp,
    "a document that unpacks to a gigabyte": lambda: office({"word/a.xml": bytes(1_000_000_100)}),
    "a document that packs a thousand times": lambda: office({"word/a.xml": bytes(60_000_000)}),
    "a document of very many files": lambda: office({f"word/{n}": b"" for n in range(10_100)}),
    "a GIF with one gigantic picture": wide_gif,
    "a JPEG that says its size late": late_jpeg,
    "a document with a gigantic table": long_table,
    "a drawing of many parts": lambda: SVG.format("", "<g/>" * 20_100).encode(),
    "a deep drawing": lambda: SVG.format("", "<g>" * 100_000 + "</g>" * 100_000).encode(),
    "a drawing that repeats itself": lambda: laughing(12).encode(),
    "a drawing too large": lambda: SVG.format('width="90000" height="90000"', "").encode(),
}
STRANGERS: dict[str, tuple[bytes, str]] = {
    "a gzip archive": (gzip.compress(bytes(1000)), "gzip"),
    "a zip archive": (b"PK\x03\x04" + bytes(60), "zip"),
    "a page": (b"<html><svg/></html>", "no picture"),
    "a program": (b"\x7fELF" + bytes(100), "no picture"),
    "a playlist": (b"#EXTM3U\nfile:///etc/passwd\n", "no picture"),
    "a drawing with entities": (
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>', "entities",
    ),
    "a drawing that is none": (b"<svg><g></svg>", "not well-formed"),
    "a document that leads out": (office({"word/../../etc/x": b"x"}), "unpacked elsewhere"),
}  # fmt: skip


def laughing(levels: int) -> str:
    """Each level shows the one below ten times."""
    groups = ['<g id="l0"><rect width="1" height="1"/></g>']
    groups += [
        f'<g id="l{level}">' + f'<use href="#l{level - 1}"/>' * 10 + "</g>"
        for level in range(1, levels)
    ]
    return SVG.format("", f"<defs>{''.join(groups)}</defs><use href='#l{levels - 1}'/>")


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_and_nothing_of_it_is_left(
    owner: Client, api: RunningAPI, name: str
) -> None:
    answer = await owner.post("/api/v1/assets", files={"file": ("a", BOMBS[name]())})

    assert answer.status_code == 413, answer.text
    error = answer.json()["errors"][0]
    assert error["code"] == "assets.too_large"
    assert (
        any(letter.isdigit() for letter in error["detail"]) or "without an end" in error["detail"]
    )
    assert files_under(api) == []


@pytest.mark.parametrize("name", STRANGERS)
async def test_what_is_not_known_is_refused_in_plain_words(
    owner: Client, api: RunningAPI, name: str
) -> None:
    data, said = STRANGERS[name]

    answer = await owner.post("/api/v1/assets", files={"file": ("a.png", data)})

    assert answer.status_code == 415, answer.text
    assert said in answer.json()["errors"][0]["detail"]
    assert files_under(api) == []


async def test_a_film_that_claims_to_last_for_ages_is_refused(
    owner: Client, api: RunningAPI, tmp_path: Path
) -> None:
    film = ages_long(tmp_path / "film.mp4")

    answer = await owner.post("/api/v1/assets", files={"file": ("a", film)})

    assert answer.status_code == 413, answer.text
    assert "12 h" in answer.json()["errors"][0]["detail"]
    assert files_under(api) == []


HOSTILE = """
<script>alert(1)</script><g onclick="alert(1)" id="a"><rect width="4" height="4" fill="red"/></g>
<a href="javascript:alert(1)"><text>Lantern &amp; light</text></a>
<image href="http://trap.example/x.png"/><image href="file:///etc/passwd"/>
<use xlink:href="http://trap.example/x.svg#a"/><use xlink:href="#a" x="3"/>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="x"/></body></foreignObject>
<style>.b{fill:#0f0;background:url(http://trap.example)} @import url(http://trap.example/c.css);
</style><rect class="b" style="fill:blue;filter:url(http://trap.example/f)" width="1" height="1"/>
<animate attributeName="href" values="javascript:alert(1)"/><set onbegin="alert(1)"/>
<rect fill="url(#a)" stroke="url('http://trap.example')" width="2" height="2"/>
<feImage href="http://trap.example/y"/><metadata>52.5200 N</metadata>
<rect style="fill:u\\72l(http://trap.example)" width="1" height="1"/>
"""


async def test_a_drawing_is_kept_without_anything_that_acts(owner: Client, api: RunningAPI) -> None:
    drawing = SVG.format('viewBox="0 0 200 100" onload="alert(1)"', HOSTILE).encode()

    asset = await kept(owner, drawing)
    answer = await api.client.get(asset["url"])

    body = answer.text
    for word in ("trap.example", "script", "javascript", "onload", "onclick", "onbegin", "file:",
                 "iframe", "import", "52.5200", "foreignObject", "animate"):  # fmt: skip
        assert word not in body, word
    for word in ('fill="red"', ".b{fill:#0f0}", 'href="#a"', 'fill="url(#a)"'):
        assert word in body, word
    assert (asset["mime"], asset["width"], asset["height"]) == ("image/svg+xml", 200, 100)
    assert answer.headers["content-disposition"] == "attachment"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_only_draws_is_drawn_the_same() -> None:
    shapes = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/>'
        '<stop offset="1" stop-color="#00f"/></linearGradient></defs>'
        '<rect width="100" height="60" fill="url(#g)"/>'
        '<g transform="translate(20 10)"><circle cx="20" cy="20" r="15" style="fill:#ff0"/></g>'
        '<path d="M0 0L50 30" stroke="#fff" stroke-width="3"/>'
    )
    before = SVG.format('width="100" height="60"', shapes).encode()

    after = sanitised(before)

    assert size_of(after) == (100, 60)
    assert np.array_equal(drawn(before), drawn(after))
    assert drawn(after).std() > 20, "something is to be seen"


def drawn(data: bytes) -> np.ndarray:
    surface = skia.Surface(100, 60)
    picture = skia.SVGDOM.MakeFromStream(skia.MemoryStream(data))
    picture.setContainerSize(skia.Size(100, 60))
    picture.render(surface.getCanvas())
    return np.array(surface.makeImageSnapshot())


def described_png() -> bytes:
    plain = saved(scene())
    told = chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", b"MM\0*" + SECRET)
    told += chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET) + chunk(b"caBX", SECRET)
    return plain[:33] + told + plain[33:-12] + chunk(b"tIME", bytes(7)) + plain[-12:] + SECRET


def described_webp() -> bytes:
    plain = saved(scene(), ".webp", cv2.IMWRITE_WEBP_QUALITY, 80)
    size = struct.pack("<I", 639)[:3] + struct.pack("<I", 479)[:3]
    head = b"VP8X" + struct.pack("<I", 10) + b"\x0c\0\0\0" + size
    told = b"EXIF" + struct.pack("<I", len(SECRET)) + SECRET
    told += b"XMP " + struct.pack("<I", len(SECRET)) + SECRET
    body = b"WEBP" + head + plain[12:] + told
    return b"RIFF" + struct.pack("<I", len(body)) + body


def described_gif() -> bytes:
    plain = saved(scene(width=64, height=64), ".gif")
    comment = b"\x21\xfe" + bytes((len(SECRET),)) + SECRET + b"\0"
    note = b"\x21\xff\x0bXMP DataXMP" + bytes((len(SECRET),)) + SECRET + b"\0"
    return plain[:-1] + comment + note + plain[-1:] + SECRET


def described_jpeg() -> bytes:
    return saved(scene(), ".jpg") + b"\0\0\0\x18ftypmp42" + SECRET


PICTURES = {
    "image/png": described_png,
    "image/webp": described_webp,
    "image/gif": described_gif,
    "image/jpeg": described_jpeg,
}


@pytest.mark.parametrize("mime", PICTURES)
async def test_a_picture_is_kept_without_what_is_said_in_it(owner: Client, mime: str) -> None:
    described = PICTURES[mime]()

    asset = await kept(owner, described)

    plain = (await owner.get(asset["url"])).content
    assert asset["mime"] == mime
    assert SECRET in described
    assert SECRET not in plain
    assert np.array_equal(pixels_of(described), pixels_of(plain))


def pixels_of(data: bytes) -> np.ndarray:
    codec = skia.Codec.MakeFromData(data)
    size = codec.dimensions()
    pixels = np.zeros((size.height(), size.width(), 4), np.uint8)
    info = skia.ImageInfo.MakeN32(size.width(), size.height(), skia.kUnpremul_AlphaType)
    assert codec.getPixels(info, pixels, pixels.strides[0]) == skia.Codec.kSuccess
    return pixels


async def test_a_film_is_kept_without_title_place_and_time(owner: Client, tmp_path: Path) -> None:
    write_video(tmp_path / "plain.mp4", seconds=1)
    told = {
        "title": SECRET.decode(), "location": "+52.5200+013.4050/", "comment": SECRET.decode(),
        "creation_time": "2026-03-01T07:00:00Z", "artist": "Nobody",
    }  # fmt: skip
    remuxed(tmp_path / "plain.mp4", tmp_path / "told.mp4", told)
    described = (tmp_path / "told.mp4").read_bytes()

    asset = await kept(owner, described)

    plain = (await owner.get(asset["url"])).content
    assert SECRET in described
    assert b"loci" in described
    assert SECRET not in plain
    assert b"loci" not in plain
    assert len(plain) == len(described)
    (tmp_path / "kept.mp4").write_bytes(plain)
    before, after = (frames(tmp_path / name) for name in ("told.mp4", "kept.mp4"))
    assert before[0] == after[0]
    assert "creation_time" in before[1]
    assert not {"title", "location", "comment", "artist"} & set(after[1])
    assert after[1].get("creation_time", "1904-01-01").startswith("1904-01-01")


def remuxed(source: Path, target: Path, told: dict[str, str]) -> None:
    with av.open(str(source)) as film, av.open(str(target), "w", format="mp4") as copy:
        copy.metadata.update(told)
        streams = {one.index: copy.add_stream_from_template(one) for one in film.streams}
        for packet in film.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                copy.mux(packet)


def frames(path: Path) -> tuple[list[bytes], dict[str, str]]:
    with av.open(str(path)) as film:
        told = dict(film.metadata)
        return [one.to_ndarray().tobytes() for one in film.decode(video=0)][:10], told


@settings(max_examples=150)
@given(
    mime=st.sampled_from(sorted([*PICTURES, "video/mp4"])),
    cuts=st.lists(st.integers(1, 5000), min_size=1, max_size=30),
    hurt=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
)
def test_damaged_files_neither_stop_nor_grow_however_they_arrive(
    mime: str, cuts: list[int], hurt: list[tuple[int, int]]
) -> None:
    source = PICTURES.get(mime, PICTURES["image/png"])()
    head = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x60moov" if mime == "video/mp4" else b""
    data = bytearray(head + source)
    for place, value in hurt:
        data[place % len(data)] = value
    try:
        whole, once = cleaner_for(mime), cleaner_for(mime)
        expected = once.feed(bytes(data)) + once.end()
        got, at = b"", 0
        while at < len(data):
            for cut in cuts:
                got += whole.feed(bytes(data[at : at + cut]))
                at += cut
        got += whole.end()
    except (FileRefused, FileTooLarge):
        return
    assert got == expected
    assert len(got) <= len(data) + 40
