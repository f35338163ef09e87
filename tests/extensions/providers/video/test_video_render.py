"""A whole render: what kind of file it is, and whether it shows and sounds as the timeline says."""

from __future__ import annotations

import itertools
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from tests.extensions.providers.video.workshop import (
    apart,
    decoded,
    film,
    grey,
    order_of,
    reel_of,
    still,
    write_picture,
)
from tests.support.sounds import heard_by_ffmpeg

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.facts import facts_of
from heliograph.extensions.providers.video.planes import pixels_of

MOVE = {"start": {"zoom": 1.0}, "end": {"zoom": 1.25, "x": 0.4}}
SPEECH = {
    "source": "v0",
    "start": 0.2,
    "words": [
        {"text": "Look", "start": 0.3, "end": 0.7},
        {"text": "up", "start": 0.7, "end": 1.2},
    ],
}


def test_a_render_is_a_file_that_every_network_takes(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.5, camera=MOVE)], aspect="1:1", title="Sky")
    found = VideoProvider().render(order_of(tmp_path, timeline, width=None))
    facts = facts_of(found.path)
    assert (facts.codec, facts.profile, facts.pixels) == ("h264", "High", "yuv420p")
    assert (facts.range, facts.colours) == ("tv", "bt709")
    assert (facts.width, facts.height, facts.fps, facts.frames) == (1080, 1080, 30.0, 15)
    assert facts.level is not None
    assert facts.level <= 4.2
    assert facts.audio is not None
    assert (facts.audio.codec, facts.audio.profile, facts.audio.rate) == ("aac", "LC", 48_000)
    assert facts.faststart
    assert facts.title == "Sky"


def test_a_file_that_was_not_laid_out_for_streaming_is_told_apart(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "slow.mp4"), "w") as file:
        stream = file.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        file.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        file.mux(stream.encode(None))
    assert not facts_of(tmp_path / "slow.mp4").faststart


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_picture_and_sound_end_within_a_frame_of_each_other(tmp_path: Path, fps: int) -> None:
    timeline = film(tmp_path, [still("one", "p0", 1.37, speech=SPEECH)], fps=fps)
    facts = facts_of(VideoProvider().render(order_of(tmp_path, timeline)).path)
    assert facts.audio is not None
    assert facts.frames == round(1.37 * fps)
    assert abs(facts.audio.seconds - facts.video_seconds) < 1 / fps


def test_the_sound_is_as_loud_as_promised_after_it_was_coded(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 2.0, speech=SPEECH)])
    found = VideoProvider().render(order_of(tmp_path, timeline))
    loudness, peak = heard_by_ffmpeg(found.path)
    assert abs(loudness + 14) <= 0.3
    assert peak <= -1.0
    assert found.loudness == pytest.approx(loudness, abs=0.15)
    assert found.peak == pytest.approx(peak, abs=0.3)


def test_every_frame_of_the_file_is_the_timelines_own(tmp_path: Path) -> None:
    scenes = [
        still("one", "p0", 2.6, camera=MOVE, speech=SPEECH),
        still("two", "p1", 1.2, camera=MOVE, transition={"kind": "wipe_left", "seconds": 0.4}),
        still("three", "p2", 0.8),
    ]
    timeline = film(tmp_path, scenes)
    found = VideoProvider().render(order_of(tmp_path, timeline))
    shown = decoded(found.path)
    reel = reel_of(tmp_path, timeline)
    assert len(shown) == found.frames == 126
    assert found.segments == 4
    for index, pixels in enumerate(shown):
        assert apart(pixels, pixels_of(reel.frame(index))) < 5, index
    # The measure can tell a frame from another one.
    assert apart(shown[5], pixels_of(reel.frame(100))) > 15


def test_times_in_the_file_are_steady_over_the_joints(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 2.5, camera=MOVE), still("two", "p1", 0.1)])
    found = VideoProvider().render(order_of(tmp_path, timeline))
    with av.open(str(found.path)) as container:
        packets = [p for p in container.demux(video=0) if p.pts is not None]
        times = sorted(float(p.pts * p.time_base) for p in packets)
        orders = [p.dts for p in packets]
    assert times == pytest.approx([index / 30 for index in range(78)], abs=1e-4)
    assert all(first < second for first, second in itertools.pairwise(orders))


def test_two_workers_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    scenes = [still(f"s{at}", f"p{at}", 2.0, camera=MOVE, speech=SPEECH) for at in range(3)]
    timeline = film(tmp_path, scenes)
    alone = VideoProvider().render(order_of(tmp_path, timeline)).path.read_bytes()
    again = order_of(tmp_path, timeline, workers=2)
    together = VideoProvider().render(again.__class__(**{**vars(again), "cache": tmp_path / "c"}))
    assert together.reused == 0
    assert together.path.read_bytes() == alone


def test_cover_subtitles_and_chapters_lie_beside_the_video(tmp_path: Path) -> None:
    scenes = [
        still("one", "p0", 1.5, speech=SPEECH, chapter="Dawn", line="Look up"),
        still("two", "p1", 1.0, chapter="Noon"),
    ]
    timeline = film(tmp_path, scenes, cover={"scene": "two", "at": 0.5})
    found = VideoProvider().render(order_of(tmp_path, timeline))
    assert found.cover is not None
    cover = cv2.imread(str(found.cover))
    assert apart(np.asarray(cover, np.uint8), pixels_of(reel_of(tmp_path, timeline).frame(60))) < 4
    assert found.chapters == ((0.0, "Dawn"), (1.5, "Noon"))
    assert facts_of(found.path).chapters == ("Dawn", "Noon")
    assert [one.suffix for one in found.subtitles] == [".srt", ".vtt"]
    assert "Look up" in found.subtitles[0].read_text()
    assert found.licences == {"v0": "ours"}


def test_a_video_without_words_has_no_subtitles(tmp_path: Path) -> None:
    found = VideoProvider().render(order_of(tmp_path, film(tmp_path, [still("one", "p0", 0.3)])))
    assert found.subtitles == ()
    assert found.loudness is None


def test_a_frame_is_the_one_the_render_shows_at_that_time(tmp_path: Path) -> None:
    scenes = [
        still("one", "p0", 1.0, camera=MOVE),
        still("two", "p1", 1.0, transition={"kind": "dissolve", "seconds": 0.4}),
    ]
    timeline = film(tmp_path, scenes)
    order = order_of(tmp_path, timeline)
    data = np.frombuffer(VideoProvider().frame(order, 0.8), np.uint8)
    pixels = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
    assert apart(pixels, pixels_of(reel_of(tmp_path, timeline).frame(24))) < 3


def test_a_draft_has_the_width_that_was_asked_for_and_the_same_shape(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.3)], aspect="4:5")
    found = VideoProvider().render(order_of(tmp_path, timeline, width=361))
    assert (found.width, found.height) == (360, 450)


def test_a_preview_that_nobody_keeps_has_no_cover(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.3)])
    found = VideoProvider().render(order_of(tmp_path, timeline, has_cover=False))
    assert found.cover is None
    assert not list(found.path.parent.glob("*.jpg"))


def test_a_caption_comes_with_its_word_to_the_frame_wherever_its_scene_begins(
    tmp_path: Path,
) -> None:
    write_picture(tmp_path, "p0", grey(60))
    scenes = [still("one", "p0", 1.1), still("two", "p0", 1.5, speech=SPEECH)]
    timeline = film(tmp_path, scenes, captions={"style": "plain"})
    shown = decoded(VideoProvider().render(order_of(tmp_path, timeline)).path)
    brightest = [int(pixels.max()) for pixels in shown]
    # "Look" is said 0.3 s into the second scene, which begins with frame 33.
    onset = 33 + 9
    assert max(brightest[:onset]) < 70
    assert brightest[onset] > 100
    assert brightest[onset + 3] > 200
