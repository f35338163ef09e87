"""What becomes of a video's file: how long it takes, whether it plays, and how that is told."""

from __future__ import annotations

from heliograph.apps.sandbox.facebook.films_store import SESSION_S, FilmRow
from heliograph.apps.sandbox.graph.fetching import Film, film_of
from heliograph.apps.sandbox.graph.uploads import UploadShelf
from heliograph.apps.sandbox.media import Stored
from heliograph.apps.sandbox.pictures import Sniffed
from heliograph.apps.sandbox.store import JSON
from heliograph.apps.sandbox.world import World

SHORTEST_S, LONGEST_S = 3, 90
WIDTH, HEIGHT = 540, 960
UPRIGHT = 9 / 16
SLOWEST_FPS, FASTEST_FPS = 24, 60
SLACK = 0.01


def ready_at(world: World, now: float) -> float:
    """When a video that is finished now can be seen."""
    given = world.faults.programme("facebook").processing_s
    return now + (world.settings.container_s if given is None else given)


def failure_of(world: World, film: FilmRow) -> str | None:
    """Why nothing can be made of the file; None when all is well."""
    stored = Stored(film.sha256 or "", film.size, Sniffed(film.mime or ""))
    seen = film_of(world, stored)
    if seen is None or not seen.is_known_codec:
        return "The video file could not be read or has a codec that is not supported."
    return None if film.edge == "videos" else _unlike_a_reel(seen)


def _unlike_a_reel(seen: Film) -> str | None:
    """What keeps a video from being a reel or a story."""
    if not SHORTEST_S <= seen.seconds <= LONGEST_S + SLACK:
        return f"The video must last {SHORTEST_S} to {LONGEST_S} seconds."
    if seen.width < WIDTH or seen.height < HEIGHT:
        return f"The video must be at least {WIDTH} x {HEIGHT} pixels."
    if abs(seen.width / seen.height - UPRIGHT) > SLACK:
        return "The aspect ratio of the video must be 9:16."
    if not SLOWEST_FPS - SLACK <= seen.fps <= FASTEST_FPS + SLACK:
        return f"The video must show {SLOWEST_FPS} to {FASTEST_FPS} frames a second."
    return None


def status_of(world: World, film: FilmRow) -> dict[str, JSON]:
    """The three phases at this moment."""
    now = world.clock.seconds()
    return _unfinished(world, film, now) if film.finished_at is None else finished(film, now)


def finished(film: FilmRow, now: float) -> dict[str, JSON]:
    """The three phases of a video that was given its last word."""
    phases = _phases(film.size)
    is_held = film.due_at is not None and now < film.due_at
    # Ready a moment ago and not shown yet: nobody is told that people see it.
    is_settled = film.failure is not None or film.post_id is not None or is_held
    if now < (film.ready_at or now) or not is_settled:
        phases["processing_phase"] = {"status": "in_progress"}
        return {"video_status": "processing", **phases}
    if film.failure:
        error: JSON = {"status": "error", "error": {"message": film.failure}}
        phases["processing_phase"] = error
        return {"video_status": "error", **phases}
    phases["processing_phase"] = {"status": "complete"}
    phases["publishing_phase"] = _publishing(film, now)
    return {"video_status": "ready", **phases}


def _phases(size: int) -> dict[str, dict[str, JSON]]:
    return {
        "uploading_phase": {"status": "complete", "bytes_transfered": size},
        "processing_phase": {"status": "not_started"},
        "publishing_phase": {"status": "not_started"},
    }


def _unfinished(world: World, film: FilmRow, now: float) -> dict[str, JSON]:
    phases = _phases(film.size)
    if now > film.created_at + SESSION_S:
        return {"video_status": "expired", **phases}
    if film.sha256:
        return {"video_status": "upload_complete", **phases}
    came = UploadShelf(world, "facebook").size(film.id)
    state = "in_progress" if came else "not_started"
    phases["uploading_phase"] = {"status": state, "bytes_transfered": came}
    return {"video_status": "processing", **phases}


def _publishing(film: FilmRow, now: float) -> dict[str, JSON]:
    if film.due_at is not None and now < film.due_at:
        held = {"publish_status": "scheduled", "publish_time": int(film.due_at)}
        return {"status": "not_started", **held}
    at = int(max(film.ready_at or 0, film.due_at or 0))
    return {"status": "complete", "publish_status": "published", "publish_time": at}
