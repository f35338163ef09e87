"""The daily card, drawn for real: ink, contrast, overflow, bytes."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from heliograph.extensions.providers.canvas import CanvasProvider, FontsMissing
from heliograph.extensions.providers.canvas.drawing import BACKGROUNDS
from heliograph.sdk.artwork.symbols import ORDER
from heliograph.sdk.pictures import Picture, PictureBrief
from heliograph.sdk.typesetting.fonts import face

Briefs = Callable[..., PictureBrief]
Pixels = npt.NDArray[np.uint8]
BODIES = {
    "en": "“Quietly,” says July: jog, play, try again.",
    "ar": "قُلْ لِلشَّمْسِ: صَبَاحُ الخَيْرِ، وَٱنْتَظِرْ ۖ جَوَابًا.",
}
SIZES = ((1080, 1350), (1080, 1080), (1080, 1920), (1200, 675))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("sign", ORDER)
def test_thirty_words_are_readable_inside_the_safe_area_of_every_shape(
    provider: CanvasProvider, brief_for: Briefs, sign: str, size: tuple[int, int]
) -> None:
    report = provider.draw(brief_for(sign, width=size[0], height=size[1])).report
    left, top, right, bottom = report.safe_area
    assert {box.layer for box in report.boxes} == {"title", "dateline", "body", "footer"}
    for box in report.boxes:
        assert left <= box.left < box.right <= right, box
        assert top <= box.top < box.bottom <= bottom, box
        assert box.contrast >= 4.5, box
        assert box.size >= 34 * size[0] / 1080, box
    assert report.overflowing == ()
    assert report.missing_glyphs == ()
    assert {box.layer: box.words for box in report.boxes}["body"] == 30


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_two_texts_touch(
    provider: CanvasProvider, brief_for: Briefs, size: tuple[int, int]
) -> None:
    brief = brief_for("sagittarius", width=size[0], height=size[1])
    boxes = sorted(provider.draw(brief).report.boxes, key=lambda box: box.top)
    gaps = [below.top - above.bottom for above, below in pairwise(boxes)]
    assert min(gaps) > 8


def test_text_that_cannot_fit_is_reported(provider: CanvasProvider, brief_for: Briefs) -> None:
    report = provider.draw(brief_for("leo", "word and another word " * 40)).report
    assert "body" in report.overflowing


def test_a_title_too_long_for_its_line_is_reported(
    provider: CanvasProvider, brief_for: Briefs
) -> None:
    brief = brief_for("leo")
    words = {**brief.words, "title": "Sagittarius and Capricorn together"}
    assert "title" in provider.draw(replace(brief, words=words)).report.overflowing


def test_the_reported_contrast_is_what_the_pixels_show(
    provider: CanvasProvider, brief_for: Briefs, pixels_of: Callable[[Picture], Pixels]
) -> None:
    drawn = provider.draw(brief_for("aries", mime="image/png"))
    behind = pixels_of(provider.draw(brief_for("aries", " ", mime="image/png")))
    box = next(box for box in drawn.report.boxes if box.layer == "body")
    rows, columns = slice(int(box.top), int(box.bottom)), slice(int(box.left), int(box.right))
    with_text = pixels_of(drawn)[rows, columns].reshape(-1, 3)
    ground = behind[rows, columns].reshape(-1, 3)
    ink = np.median(with_text[np.abs(with_text - ground.astype(int)).sum(axis=1) > 300], axis=0)
    against = (_luminance(ink[None]) + 0.05) / (_luminance(ground) + 0.05)
    assert np.percentile(against, 5) >= 4.5
    assert box.contrast == pytest.approx(float(np.percentile(against, 5)), rel=0.06)


def _luminance(pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
    value = pixels.astype(np.float64) / 255
    light = np.where(value <= 0.03928, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    return np.asarray(light @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_reported_box_holds_all_of_the_ink_and_nothing_is_clipped(
    provider: CanvasProvider,
    brief_for: Briefs,
    pixels_of: Callable[[Picture], Pixels],
    language: str,
) -> None:
    brief = brief_for("cancer", BODIES[language], mime="image/png", language=language)
    drawn = provider.draw(brief)
    empty = provider.draw(brief_for("cancer", " ", mime="image/png", language=language))
    changed = np.abs(pixels_of(drawn).astype(int) - pixels_of(empty)).sum(axis=2) > 60
    box = next(box for box in drawn.report.boxes if box.layer == "body")
    # The rule over the body goes where the body goes.
    changed[: int(box.top) - 12] = False
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    seen = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    assert seen == pytest.approx((box.left, box.top, box.right, box.bottom), abs=2.0)


@pytest.mark.parametrize(
    "palette",
    [
        {
            "background": "#f4efe6",
            "support": "#d9a441",
            "accent": "#b5482a",
            "ink": "#1d1a16",
            "paper": "#fffaf0",
        },
        {
            "background": "#777777",
            "support": "#808080",
            "accent": "#888888",
            "ink": "#7a7a7a",
            "paper": "#828282",
        },
    ],
    ids=["pale", "grey on grey"],
)
def test_any_palette_ends_readable(
    provider: CanvasProvider, brief_for: Briefs, palette: dict[str, str]
) -> None:
    report = provider.draw(brief_for("leo", palette=palette)).report
    assert min(box.contrast for box in report.boxes) >= 4.5


def test_the_same_brief_gives_the_same_bytes_cached_or_not(
    provider: CanvasProvider, brief_for: Briefs
) -> None:
    first = provider.draw(brief_for("virgo"))
    kept = provider.draw(brief_for("virgo"))
    BACKGROUNDS.clear()
    afresh = provider.draw(brief_for("virgo"))
    assert first.data == kept.data == afresh.data
    assert first.report == afresh.report


def output_of(program: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own program, in a fresh interpreter
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_another_process_draws_the_same_bytes(provider: CanvasProvider, brief_for: Briefs) -> None:
    brief = brief_for("pisces")
    program = (
        "import hashlib, pathlib\n"
        "from heliograph.extensions.providers.canvas import CanvasProvider\n"
        "from heliograph.sdk.pictures import PictureBrief\n"
        "from pathlib import PosixPath\n"
        f"print(hashlib.sha256(CanvasProvider().draw({brief!r}).data).hexdigest())"
    )
    printed = output_of(program)
    assert printed == hashlib.sha256(provider.draw(brief).data).hexdigest()


def test_another_seed_gives_another_sky(provider: CanvasProvider, brief_for: Briefs) -> None:
    one, other = provider.draw(brief_for()), provider.draw(brief_for(seed=7))
    assert one.data != other.data
    assert [b.size for b in one.report.boxes] == [b.size for b in other.report.boxes]


def test_a_letter_no_face_can_draw_is_named(provider: CanvasProvider, brief_for: Briefs) -> None:
    report = provider.draw(brief_for("leo", "Read 漢 twice, then write it down.")).report
    assert report.missing_glyphs == ("漢",)


def test_planet_signs_come_from_the_symbol_face(
    provider: CanvasProvider, brief_for: Briefs
) -> None:
    picture = provider.draw(brief_for("leo", "☿ meets ♄ before noon."))
    assert picture.report.missing_glyphs == ()
    assert picture.licences["Noto Sans Symbols Regular"] == "SIL Open Font License 1.1"


def test_only_the_fonts_used_are_listed_with_their_licence(
    provider: CanvasProvider, brief_for: Briefs
) -> None:
    assert provider.draw(brief_for()).licences == {
        "Cinzel Medium": "SIL Open Font License 1.1",
        "EB Garamond Medium": "SIL Open Font License 1.1",
        "EB Garamond Medium Italic": "SIL Open Font License 1.1",
    }


def test_a_card_without_a_date_closes_the_gap(provider: CanvasProvider, brief_for: Briefs) -> None:
    brief = brief_for()
    undated = provider.draw(replace(brief, words={**brief.words, "date": ""})).report
    layers = {box.layer: box for box in undated.boxes}
    dated = {box.layer: box for box in provider.draw(brief).report.boxes}
    assert "dateline" not in layers
    assert layers["body"].top < dated["body"].top


def test_jpeg_keeps_colour_at_full_resolution(provider: CanvasProvider, brief_for: Briefs) -> None:
    data = provider.draw(brief_for(width=540, height=675)).data
    assert data.startswith(b"\xff\xd8\xff")
    frame = next(
        data.index(bytes((0xFF, kind))) for kind in (0xC0, 0xC2) if bytes((0xFF, kind)) in data
    )
    height, width = struct.unpack(">HH", data[frame + 5 : frame + 9])
    samplings = [data[frame + 11 + 3 * index] for index in range(3)]
    assert (width, height) == (540, 675)
    assert samplings == [0x11, 0x11, 0x11]


def test_png_has_the_size_asked_for(provider: CanvasProvider, brief_for: Briefs) -> None:
    picture = provider.draw(brief_for(width=600, height=600, mime="image/png"))
    assert picture.data.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", picture.data[16:24]) == (600, 600)
    assert (picture.mime, picture.width, picture.height) == ("image/png", 600, 600)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"design": "no-such-card"}, "it has: .*daily-card"),
        ({"design": "../profiles"}, "There is no design"),
        ({"symbol": "ophiuchus"}, "there are: aries"),
        ({"mime": "image/webp"}, "not image/webp"),
        ({"palette": {"background": "#000000"}}, "lacks: support, accent, ink, paper"),
        (
            {"palette": dict.fromkeys(("background", "support", "accent", "ink", "paper"), "red")},
            "write it as #rrggbb",
        ),
    ],
)
def test_a_brief_that_makes_no_sense_is_refused_with_what_would(
    provider: CanvasProvider, brief_for: Briefs, change: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        provider.draw(brief_for(**change))


def test_a_design_with_a_misspelt_key_is_refused(
    provider: CanvasProvider, brief_for: Briefs, tmp_path: Path
) -> None:
    brief = brief_for()
    text = (brief.pack_folder / "templates/daily-card.yaml").read_text(encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/daily-card.yaml").write_text(
        text.replace("min_contrast", "min_contrst"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match="min_contrst"):
        provider.draw(replace(brief, pack_folder=tmp_path))


def test_a_symbol_may_be_given_as_its_character(
    provider: CanvasProvider, brief_for: Briefs
) -> None:
    assert provider.draw(brief_for(symbol="♌")).data == provider.draw(brief_for()).data


def test_missing_fonts_are_one_sentence_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(
        FontsMissing, match=r"Cinzel_500Medium\.ttf is not installed; run `make fonts`"
    ):
        face("cinzel", tmp_path)


def test_importing_the_provider_loads_no_drawing_library() -> None:
    program = (
        "import sys\n"
        "from heliograph.extensions.providers.canvas import CanvasProvider\n"
        "CanvasProvider().manifest\n"
        "print(sorted({'skia', 'cv2', 'numpy', 'uharfbuzz'} & set(sys.modules)))"
    )
    printed = output_of(program)
    assert printed == "[]"
