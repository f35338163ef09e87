"""Pictures, their words for those who cannot see them, and the right to show them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from heliograph.modules.content.gate import Licensed, PictureFile, measure_alone
from heliograph.sdk.files import MediaFacts
from tests.modules.content.pieces import BOX, GOOD, PICTURE, check_of, failed, names

CARD = "Say the short version first, and let somebody finish it"


@pytest.mark.parametrize(
    "alt",
    [
        "Image of a card with the words Leo and daily on it.",
        "A card in gold and black with a drawn lion on it.",
        " ".join(["word"] * 101),
    ],
)
def test_a_poor_alt_text_is_named(alt: str) -> None:
    assert "alt_text_quality" in failed(replace(GOOD, alt_text=alt, card_text=CARD))


def test_an_alt_text_that_reads_the_words_out_passes() -> None:
    alt = f"A card in gold and black. It says: {CARD}."

    assert not failed(replace(GOOD, alt_text=alt, card_text=CARD))


def test_the_words_of_the_boxes_count_where_the_report_has_them() -> None:
    boxed = replace(GOOD, picture=replace(PICTURE, boxes=(replace(BOX, text=CARD),)))

    assert "alt_text_quality" in failed(boxed)
    assert "alt_text_quality" not in failed(replace(boxed, alt_text=f"A card: {CARD}"))


def test_a_piece_without_a_picture_needs_no_alt_text() -> None:
    assert not failed(replace(GOOD, picture=None, alt_text=""))


@pytest.mark.parametrize("licence", ["", "unknown", "All rights reserved", "CC BY-NC 4.0"])
def test_an_asset_that_may_not_be_published_refuses_the_piece(licence: str) -> None:
    piece = replace(GOOD, licences=[Licensed("lion.jpg", licence), Licensed("Cinzel", "OFL-1.1")])

    check = check_of(piece, "licences")

    assert not check.passed
    assert check.must
    assert "lion.jpg" in check.found


def test_assets_with_a_licence_pass_and_unknown_assets_are_not_judged() -> None:
    assert check_of(replace(GOOD, licences=[Licensed("lion.jpg", "cc_by")]), "licences").passed
    assert "licences" not in names(GOOD)


def picture(kind: str = ".png", side: int = 800, *, blank: bool = False) -> bytes:
    """A picture file: squares of dark and light, or one colour all over."""
    image = np.full((side, side), 200, np.uint8)
    if not blank:
        image[: side // 2, : side // 2] = 20
    return bytes(cv2.imencode(kind, image)[1])


@pytest.mark.parametrize("kind", [".png", ".jpg", ".webp"])
def test_a_picture_file_is_measured_and_what_was_not_is_said(kind: str) -> None:
    piece = replace(GOOD, picture=None, file=measure_alone(picture(kind)))

    assert not failed(piece)
    assert "not measured" in check_of(piece, "picture_words_read").found
    assert "800 × 800" in check_of(piece, "picture_size").found


def test_a_blank_picture_is_refused() -> None:
    piece = replace(GOOD, picture=None, file=measure_alone(picture(blank=True)))

    assert failed(piece) == {"picture_blank"}
    assert check_of(piece, "picture_blank").must


def test_a_small_picture_is_named() -> None:
    assert failed(replace(GOOD, picture=None, file=measure_alone(picture(side=300)))) == {
        "picture_size"
    }


@pytest.mark.parametrize("data", [b"no picture at all", picture(".png")[:60], b""])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert "picture_format" in failed(replace(GOOD, picture=None, file=measure_alone(data)))


def test_a_bomb_is_judged_by_its_head_and_not_opened() -> None:
    head = picture(".png")[:16]
    bomb = head + (50_000).to_bytes(4) * 2 + b"\x08\x00\x00\x00\x00" + b"\x00" * 100

    seen = measure_alone(bomb)

    assert (seen.facts.width, seen.facts.height) == (50_000, 50_000)


def test_type_is_measured_against_the_width_of_its_picture() -> None:
    wide = PICTURE.__class__(boxes=(replace(BOX, size=40),), safe_area=(120, 60, 2040, 1290))

    assert "type_size" in failed(replace(GOOD, picture=wide))
    assert "type_size" not in failed(
        replace(GOOD, picture=replace(wide, boxes=(replace(BOX, size=70),)))
    )


def test_a_picture_file_of_unknown_size_is_not_judged_by_it() -> None:
    file = PictureFile(MediaFacts("image/jpeg", 1000), 100.0)

    assert "picture_size" not in names(replace(GOOD, picture=None, file=file))


def test_an_alt_text_may_leave_out_quoted_arabic_and_nothing_else() -> None:
    said = "A verse in Arabic letters with the reference 12:86, Surah Yusuf."
    assert GOOD.picture is not None
    box = replace(GOOD.picture.boxes[0], text="one two three four five six seven")
    for layer, is_missed in (("arabic", False), ("body", True)):
        picture = replace(GOOD.picture, boxes=(replace(box, layer=layer),))
        found = failed(replace(GOOD, picture=picture, alt_text=said))
        assert ("alt_text_quality" in found) is is_missed
