"""Files of any usual kind are read; what is no video is refused with its reason."""

from __future__ import annotations

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from tests.extensions.providers.style_analysis.films import RGB, held, written

from heliograph.extensions.providers.style_analysis import StyleAnalysis
from heliograph.extensions.providers.style_analysis.reading import Small, read
from heliograph.sdk.style import CannotAnalyse


def two_shots() -> list[RGB]:
    return [*held(1, 30), *held(2, 30)]


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [
        ("a.mkv", "libx264", "yuv420p"),
        ("a.mov", "libx264", "yuv444p"),
        ("a.webm", "libvpx-vp9", "yuv420p"),
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.mp4", "libx265", "yuv420p10le"),
        ("b.avi", "mjpeg", "yuvj420p"),
    ],
)
def test_containers_and_codecs_of_many_kinds_are_read(
    name: str, codec: str, pixels: str, tmp_path: Path
) -> None:
    found = StyleAnalysis().analyse(written(tmp_path / name, two_shots(), codec, pixels))
    assert found.frames == 60
    assert found.fps == pytest.approx(30.0, abs=0.1)
    assert [one.kind for one in found.transitions] == ["cut"]
    assert found.transitions[0].start_frame == 30


def test_a_variable_rate_is_told_by_its_times(tmp_path: Path) -> None:
    times = [at / 30 for at in range(30)] + [1.0 + at / 15 for at in range(30)]
    found = StyleAnalysis().analyse(written(tmp_path / "a.mp4", two_shots(), times=times))
    assert found.frames == 60
    assert found.seconds == pytest.approx(3.0, abs=0.1)


def test_a_turned_picture_is_seen_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.set_display_rotation(90)
        lying = np.zeros((180, 320, 3), np.uint8)
        lying[:, 160:] = 255
        for _ in range(10):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(lying, format="rgb24")))
        file.mux(stream.encode())
    seen: list[Small] = []
    film = read(path, seen.append)
    with av.open(str(path)) as file:
        frame = next(file.decode(video=0))
        turned = np.rot90(frame.to_ndarray(format="gray"), round(frame.rotation / 90) % 4)
    assert (film.width, film.height) == (180, 320)
    assert seen[0].y.shape == (480, 270)
    is_light = float(turned[:100].mean()) > 128
    assert (float(seen[0].y[:150].mean()) > 128) is is_light


def test_a_film_without_sound_has_no_music(tmp_path: Path) -> None:
    music = StyleAnalysis().analyse(written(tmp_path / "a.mp4", two_shots())).music
    assert (music.present, music.tempo) == (False, None)


def test_progress_is_told_while_it_reads(tmp_path: Path) -> None:
    told: list[tuple[float, float]] = []
    path = written(tmp_path / "a.mp4", two_shots())
    StyleAnalysis().analyse(path, lambda read, whole: told.append((read, whole)))
    assert [read for read, _ in told] == pytest.approx([0.0, 1.0], abs=0.01)
    assert [whole for _, whole in told] == pytest.approx([2.0, 2.0], abs=0.05)


def refused(path: Path) -> str:
    with pytest.raises(CannotAnalyse) as caught:
        StyleAnalysis().analyse(path)
    return str(caught.value)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.touch()
    assert "empty" in refused(path)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        StyleAnalysis().analyse(tmp_path / "none.mp4")


def test_a_file_without_its_end_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.mkv", [*two_shots(), *held(3, 90)]).read_bytes()
    path = tmp_path / "b.mkv"
    path.write_bytes(whole[: len(whole) // 3])
    assert any(word in refused(path) for word in ("cut short", "damaged"))


def test_an_mp4_without_its_index_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.mp4", two_shots()).read_bytes()
    path = tmp_path / "b.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    assert "cannot be read" in refused(path)


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac", rate=48_000, layout="mono")
        tone = np.sin(np.arange(48_000) / 20).astype(np.float32)
        for at in range(0, 47_000, 1024):
            part = av.AudioFrame.from_ndarray(tone[None, at : at + 1024], "fltp", "mono")
            part.sample_rate = 48_000
            file.mux(stream.encode(part))
        file.mux(stream.encode())
    assert "only sound" in refused(path)


def test_a_wave_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(16_000))
    assert "cannot be read" in refused(path)


def test_a_list_that_names_other_files_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "real.mp4", two_shots())
    path = tmp_path / "a.m3u8"
    path.write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:2,\nfile://{tmp_path}/real.mp4\n#EXT-X-ENDLIST\n"
    )
    assert "cannot be read" in refused(path)


def test_three_frames_are_no_film(tmp_path: Path) -> None:
    assert "too few" in refused(written(tmp_path / "a.mp4", held(1, 3)))
