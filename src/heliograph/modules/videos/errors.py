"""What can go wrong with videos."""

from __future__ import annotations

import errno

from heliograph.kit.errors import AppError

_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def trouble_of(error: Exception, remedy: str) -> dict[str, str]:
    """What a person is told of background work that failed: without places of this machine."""
    if isinstance(error, AppError):
        return {"detail": error.detail, "remedy": error.remedy}
    if isinstance(error, OSError) and error.errno in _FULL:
        return {
            "detail": "There is no room left on the disk on which videos are made",
            "remedy": "Free some space, and try again; what is finished is kept.",
        }
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return {"detail": detail, "remedy": remedy}


class VideoNotFound(AppError):
    """There is no such video, version, scene or render in this workspace."""

    code = "videos.not_found"
    status = 404
    title = "No such video"
    remedy = "Check the id, or list the videos to find it."
    exit_code = 4


class StyleNotFound(AppError):
    """There is no such style, neither shipped nor in this workspace."""

    code = "videos.style_not_found"
    status = 404
    title = "No such style"
    remedy = "List the styles to find one, or learn one from a reference video."
    exit_code = 4


class VideoNotReady(AppError):
    """The video is still being made, or could not be made."""

    code = "videos.not_ready"
    status = 409
    title = "The video is not ready"
    remedy = "Wait until it is made; if it failed, its page says why."


class NothingToCompare(AppError):
    """The style was learned from nothing, or there is no film of the video."""

    code = "videos.nothing_to_compare"
    status = 409
    title = "There is nothing to compare"
    remedy = "Take a style that was learned from a video, and a video that is rendered."


class VideoChanged(AppError):
    """Somebody else changed the video since it was read."""

    code = "videos.changed"
    status = 409
    title = "The video was changed meanwhile"
    remedy = "Read it again, and make your change to what stands there now."


class VideoInvalid(AppError):
    """The change would leave a timeline that cannot be."""

    code = "videos.invalid"
    status = 422
    title = "The video cannot be like that"
    remedy = "Correct what the detail names and send it again."
    exit_code = 2


class TableRefused(VideoInvalid):
    """The file is no colour table that videos can be graded with."""

    code = "videos.table_refused"
    title = "The colour table cannot be used"
    remedy = (
        "Export it again as a .cube file of three dimensions, from 0 to 1, of at most 65 steps a "
        "side and 32 MB; the style keeps what it had."
    )


class TableGone(AppError):
    """A style's own colour table is not stored any more."""

    code = "videos.table_gone"
    status = 409
    title = "The style's colour table is gone"
    remedy = "Give the style its table again, or take it away: then its grade is computed."


class NoVideoOfThis(AppError):
    """The pack makes no video of this type of content."""

    code = "videos.type_without_video"
    status = 422
    title = "There is no video of this"
    remedy = "Choose a type of content that has videos; the detail names them."
    exit_code = 2


class VoiceUnknown(AppError):
    """No voice of that name, or none for the language."""

    code = "videos.voice_unknown"
    status = 422
    title = "That voice is not here"
    remedy = "List the voices with `heliograph voice list`, or leave the voice out."
    exit_code = 2
