"""What `heliograph music` does: list moods, make a bed, write it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from heliograph.apps.cli.failures import BadInput
from heliograph.extensions.providers.music import MusicBeds
from heliograph.sdk.music import BedOrder
from heliograph.sdk.sound.files import write_wav
from heliograph.sdk.sound.loudness import integrated, true_peak_db

BedValues = tuple[str, float, int, float | None, str | None, str | None, float | None]


def moods() -> list[dict[str, Any]]:
    """Every mood as plain values."""
    return [asdict(one) for one in MusicBeds().moods()]


def written(values: BedValues, out: Path) -> dict[str, Any]:
    """Make the bed, write it, and say what it is."""
    try:
        bed = MusicBeds().bed(BedOrder(*values))
    except ValueError as error:
        raise BadInput(str(error).rstrip("."), "Look at `heliograph music moods`.") from error
    write_wav(bed.sound, out)
    lufs = integrated(bed.sound)
    return {
        "path": str(out),
        "mood": bed.mood,
        "seed": values[2],
        "seconds": round(bed.sound.seconds, 3),
        "rate": bed.sound.rate,
        "tempo": round(bed.tempo, 3),
        "root": bed.root,
        "scale": bed.scale,
        "density": bed.density,
        "loudness": None if lufs is None else round(lufs, 2),
        "peak": round(true_peak_db(bed.sound), 2),
        "licence": bed.licence,
    }
