"""Contact sheets of what is drawn on videos: captions, titles and computed scenes.

    python -m evaluations.video_sheets [FOLDER]

Captions in every style, English beside Arabic, at the same moments of the same words; titles of
every role; every scene at its beginning, in its middle and near its end, in two palettes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
from evaluations.picture_sheets import ROOT, Pixels, joined

from heliograph.extensions.providers.video.drawing import (
    Setting,
    caption_layer,
    open_ground,
    overlay_layer,
    title_layer,
)
from heliograph.extensions.providers.video.laying import lay
from heliograph.extensions.providers.video.planes import pixels_of
from heliograph.sdk.timeline import (
    Captions,
    Card,
    Drawn,
    Look,
    Overlays,
    Scene,
    Speech,
    SpokenWord,
    Timeline,
    Title,
    spans,
)
from heliograph.sdk.timeline.document import CaptionStyle, DrawnScene, Value

SIZE, FPS = (1080, 1920), 30
LARGEST = 900_000
TEXTS = {
    "en": "Tonight the Moon meets Saturn at 14:20, and the week slows down.",
    "ar": "في هٰذه الليلةِ يلتقي القمرُ بزحل، ويهدأ الأسبوع قليلًا.",
}
VALUES: dict[str, dict[str, Value]] = {
    "moon": {"phase": 104.0},
    "pattern": {"order": 12},
    "sky_map": {"sun": 239.2, "moon": 102.0, "mercury": 221.0, "venus": 265.5, "mars": 130.4,
                "jupiter": 112.0, "saturn": 356.1},
}  # fmt: skip
EMBER = Look(palette={"background": "#1a0c08", "support": "#8a2f14", "accent": "#f0a03c",
                      "ink": "#fff4e6", "paper": "#f7eadb"})  # fmt: skip
VERSE = "ٱلشَّمْسُ وَٱلْقَمَرُ بِحُسْبَانٍ"
TITLES: tuple[tuple[str, DrawnScene, tuple[Title, ...]], ...] = (
    ("en", "star_flight", (
        Title(text="Leo · 21 November", role="reference", face="sans", place="top", size=0.04),
        Title(text="Your week slows down", role="hook", face="heavy", size=0.14),
    )),
    ("en", "particles", (
        Title(text="Mira Haddad, astronomer", role="lower_third", place="lower", face="strong",
              size=0.05, box=True),
    )),
    ("en", "aurora", (
        Title(text="Moon meets Saturn", place="middle", size=0.11),
        Title(text="14:20 UTC, in Pisces", role="note", face="italic", place="middle", size=0.055),
    )),
    ("ar", "light_rays", (
        Title(text=VERSE, role="verse", place="middle", size=0.10),
        Title(text="The sun and the moon are made punctual.", role="translation", face="italic",
              place="middle", size=0.05),
        Title(text="Qur’an 55:5", role="reference", face="sans", place="bottom", size=0.036),
    )),
    ("ar", "moon", (Title(text="أسبوعك يهدأ", role="hook", face="heavy", place="top", size=0.12),)),
)  # fmt: skip


def film(language: str, style: str, shot: Drawn | Card, titles: tuple[Title, ...] = ()) -> Timeline:
    """A video of one scene; without a style nothing is spoken."""
    words = tuple(
        SpokenWord(text=token, start=0.3 + n * 0.4, end=0.62 + n * 0.4)
        for n, token in enumerate(TEXTS[language].split())
    )
    scene = Scene(
        id="one",
        seconds=words[-1].end + 0.5,
        shot=shot,
        speech=Speech(source="voice", words=words) if style != "none" else None,
        titles=titles,
    )
    captions = Captions.model_validate({"style": style})
    over = Overlays(progress=True, handle="@leo.daily")
    return Timeline(language=language, captions=captions, scenes=(scene,), overlays=over)


def frames(timeline: Timeline, at: tuple[int, ...]) -> Iterator[Pixels]:
    """Whole frames of a video's only scene, blue first."""
    (span,) = spans(timeline)
    shot = span.scene.shot
    if not isinstance(shot, Drawn | Card):
        raise TypeError("Only drawn scenes and cards are shown here.")
    ground = open_ground(shot, Setting(SIZE, timeline.look, span.frames, FPS, timeline.language))
    layers = (
        title_layer(span, timeline, SIZE),
        caption_layer(span, timeline, SIZE),
        overlay_layer(timeline, SIZE, span.frames, ROOT),
    )
    for index in at:
        planes = ground.frame(index)
        for layer in layers:
            lay(planes, layer.sprites(index))
        yield pixels_of(planes)


def small(pixels: Pixels, width: int) -> Pixels:
    """The same picture at another width."""
    height = round(pixels.shape[0] * width / pixels.shape[1])
    done = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(done, dtype=np.uint8)


def captions_sheet() -> Pixels:
    """A row for each style: three moments in English, the same in Arabic."""
    rows = []
    for style in get_args(CaptionStyle):
        if style == "none":
            continue
        cells = [
            small(np.ascontiguousarray(whole[1180:1480]), 330)
            for language in TEXTS
            for whole in frames(film(language, style, Drawn(scene="light_rays")), (13, 25, 50))
        ]
        rows.append(joined(cells, across=True))
    return joined(rows, across=False)


def titles_sheet() -> Pixels:
    """Every role of a title, and two cards."""
    cells = []
    for language, scene, titles in TITLES:
        shot = Drawn(scene=scene, seed=7, values=VALUES.get(scene, {}))
        style = "none" if titles[0].role == "verse" else "highlight"
        cells += [small(whole, 250) for whole in frames(film(language, style, shot, titles), (75,))]
    card = Card(heading="Leo, every morning", body="The sky as it is.", footer="@leo.daily")
    for ground in (None, Drawn(scene="pattern")):
        shown = film("en", "none", card.model_copy(update={"ground": ground}))
        cells += [small(whole, 250) for whole in frames(shown, (100,))]
    return joined(cells, across=True)


def scenes_sheet() -> Pixels:
    """A column for each scene: three times in the usual palette, once in another."""
    columns = []
    for scene in get_args(DrawnScene):
        shot = Drawn(scene=scene, seed=7, values=VALUES.get(scene, {}))
        night = open_ground(shot, Setting(SIZE, Look(), 180, FPS))
        cells = [small(pixels_of(night.frame(index)), 200) for index in (24, 60, 170)]
        ember = open_ground(shot, Setting(SIZE, EMBER, 180, FPS))
        columns.append(joined([*cells, small(pixels_of(ember.frame(170)), 200)], across=False))
    return joined(columns, across=True)


def main() -> int:
    """Draw and write the three sheets."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs/pictures"
    sheets = {"captions": captions_sheet, "titles": titles_sheet, "scenes": scenes_sheet}
    for name, draw in sheets.items():
        done, data = cv2.imencode(".jpg", draw(), [cv2.IMWRITE_JPEG_QUALITY, 88])
        if not done or len(data) > LARGEST:
            print(f"video-{name}.jpg could not be made in {LARGEST // 1000} kB.", file=sys.stderr)
            return 1
        (target / f"video-{name}.jpg").write_bytes(data.tobytes())
        print(f"video-{name}.jpg: {len(data) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
