"""What is made again and what is not, and what is left when a render is stopped or killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.extensions.providers.video.workshop import (
    apart,
    decoded,
    film,
    order_of,
    painted,
    still,
    write_picture,
)

from heliograph.extensions.providers.video import VideoProvider
from heliograph.extensions.providers.video.store import Store
from heliograph.sdk.timeline import Timeline
from heliograph.sdk.video import Progress, RenderCancelled, Rendered

CUES = [{"text": "First words", "start": 0.2, "end": 1.2}]
MOVE = {"end": {"zoom": 1.2}}


def render(folder: Path, timeline: Timeline) -> Rendered:
    return VideoProvider().render(order_of(folder, timeline))


def test_a_second_render_makes_nothing_again_and_gives_the_same_file(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 2.5, camera=MOVE), still("two", "p1", 1.0)])
    first = render(tmp_path, timeline)
    content = first.path.read_bytes()
    again = render(tmp_path, timeline)
    assert (first.segments, first.reused) == (3, 0)
    assert (again.segments, again.reused) == (3, 3)
    assert again.path.read_bytes() == content


def test_a_changed_caption_makes_only_the_piece_again_in_which_it_is_seen(tmp_path: Path) -> None:
    scenes = [still("one", "p0", 4.0, cues=CUES), still("two", "p1", 2.0, cues=CUES)]
    render(tmp_path, film(tmp_path, scenes))
    scenes[0]["cues"] = [CUES[0] | {"text": "Other words"}]
    again = render(tmp_path, film(tmp_path, scenes))
    assert (again.segments, again.reused) == (3, 2)


def test_a_scene_put_before_the_others_leaves_them_as_they_are(tmp_path: Path) -> None:
    scenes = [still("one", "p0", 1.0, cues=CUES), still("two", "p1", 1.0, camera=MOVE)]
    render(tmp_path, film(tmp_path, scenes))
    again = render(tmp_path, film(tmp_path, [still("new", "p2", 1.3), *scenes]))
    assert (again.segments, again.reused) == (3, 2)


def test_a_title_that_no_longer_opens_the_video_is_made_again(tmp_path: Path) -> None:
    title = {"text": "Leo", "role": "hook", "place": "top"}
    scenes = [still("one", "p0", 1.0, titles=[title]), still("two", "p1", 1.0)]
    render(tmp_path, film(tmp_path, scenes))
    again = render(tmp_path, film(tmp_path, [still("new", "p2", 1.3), *scenes]))
    # In the first frame of a video it stands; later it comes in.
    assert (again.segments, again.reused) == (3, 1)


def test_under_a_bar_a_longer_scene_changes_no_other(tmp_path: Path) -> None:
    bar = {"progress": True}
    scenes = [still("one", "p0", 1.0), still("two", "p1", 1.0), still("three", "p2", 1.0)]
    render(tmp_path, film(tmp_path, scenes, overlays=bar))
    longer = [still("one", "p0", 1.4), *scenes[1:]]
    assert render(tmp_path, film(tmp_path, longer, overlays=bar)).reused == 2
    # Another scene more, and each takes another part of the bar.
    more = [still("new", "p2", 1.3), *scenes]
    assert render(tmp_path, film(tmp_path, more, overlays=bar)).reused == 0


@pytest.mark.parametrize(
    "change",
    [
        {"camera": {"end": {"zoom": 1.3}}},
        {"titles": [{"text": "Leo"}]},
        {"line": "Read, as nobody says it"},
        {"shot": {"kind": "still", "source": "p3"}},
    ],
)
def test_whatever_is_seen_differently_is_made_again(
    tmp_path: Path, change: dict[str, object]
) -> None:
    render(tmp_path, film(tmp_path, [still("one", "p0", 0.5)]))
    assert render(tmp_path, film(tmp_path, [still("one", "p0", 0.5) | change])).reused == 0


def test_what_is_not_seen_makes_nothing_again(tmp_path: Path) -> None:
    render(tmp_path, film(tmp_path, [still("one", "p0", 0.5, cues=[])]))
    renamed = still("one", "p0", 0.5, cues=[], chapter="Dawn", line="Not shown")
    assert render(tmp_path, film(tmp_path, [renamed], title="Another")).reused == 1


def test_a_picture_exchanged_under_its_name_is_seen(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.5)])
    before = decoded(render(tmp_path, timeline).path)[5]
    write_picture(tmp_path, "p0", painted(99))
    found = render(tmp_path, timeline)
    assert found.reused == 0
    assert apart(before, decoded(found.path)[5]) > 15


def test_a_kept_piece_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still("one", "p0", 0.5)])
    content = render(tmp_path, timeline).path.read_bytes()
    piece = next((tmp_path / "cache").glob("*.mp4"))
    piece.write_bytes(piece.read_bytes()[:200])
    again = render(tmp_path, timeline)
    assert again.reused == 0
    assert again.path.read_bytes() == content


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_render_leaves_no_file_and_goes_on_where_it_was(
    tmp_path: Path, workers: int
) -> None:
    timeline = film(tmp_path, [still(f"s{at}", f"p{at}", 2.0, camera=MOVE) for at in range(4)])
    order = order_of(tmp_path, timeline, workers=workers)
    done: list[int] = []

    def tell(progress: Progress) -> None:
        done.append(progress.done)

    with pytest.raises(RenderCancelled):
        VideoProvider().render(order, tell, lambda: bool(done) and done[-1] >= 130)
    assert not order.out.exists()
    assert not list(tmp_path.rglob("*.part"))
    found = VideoProvider().render(order)
    assert 0 < found.reused < found.segments


def test_progress_ends_with_every_frame_and_tells_the_time_that_is_left(tmp_path: Path) -> None:
    timeline = film(tmp_path, [still(f"s{at}", f"p{at}", 2.0, camera=MOVE) for at in range(3)])
    order = replace(order_of(tmp_path, timeline), width=540)
    told: list[Progress] = []
    VideoProvider().render(order, told.append)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert (told[-1].done, told[-1].total) == (180, 180)
    left = [one.left for one in told if one.left is not None]
    assert left[-1] == 0
    assert all(one > 0 for one in left[:-1])


def test_a_render_that_was_killed_goes_on_with_what_it_had_finished(tmp_path: Path) -> None:
    scenes = [still(f"s{at}", f"p{at % 4}", 2.0, camera=MOVE) for at in range(8)]
    timeline = film(tmp_path, scenes)
    (tmp_path / "film.json").write_text(timeline.model_dump_json())
    out, cache = tmp_path / "film.mp4", tmp_path / "cache"
    words = ["video", "render", str(tmp_path / "film.json"), "-o", str(out), "--width", "540"]
    program = [sys.executable, "-m", "heliograph.apps.cli.main", *words]
    program += ["--cache", str(cache), "--workers", "2"]
    process = subprocess.Popen(program)  # noqa: S603 - our own program
    until = time.monotonic() + 60
    while len(list(cache.glob("*.mp4"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not out.exists()
    # What a killed writer leaves is not taken for a piece, and the next render removes it.
    (cache / ".half.mp4.999999999.part").write_bytes(b"half")
    found = VideoProvider().render(
        replace(order_of(tmp_path, timeline), width=540, out=out, cache=cache)
    )
    assert found.reused >= 2
    assert not (cache / ".half.mp4.999999999.part").exists()
    assert len(decoded(out)) == 480


def test_half_files_of_a_writer_that_is_alive_are_left_alone(tmp_path: Path) -> None:
    alive = tmp_path / ".x.mp4.1.part"
    alive.write_bytes(b"half")
    Store(tmp_path).tidy()
    assert alive.exists()


def test_what_was_not_used_for_longest_is_given_up_first(tmp_path: Path) -> None:
    store = Store(tmp_path, most_bytes=250)
    for name in ("old", "mid", "new"):
        store.put(name, ".mp4", b"x" * 100)
        time.sleep(0.02)
    assert store.find("old", ".mp4")
    store.tidy()
    assert sorted(file.stem for file in tmp_path.iterdir()) == ["new", "old"]
