"""How large files may be once they are decoded or played."""

from __future__ import annotations

MAX_PIXELS = 60_000_000
LONGEST_FILM_MS = 12 * 3_600_000
DECODING = {"max_pixels": str(MAX_PIXELS)}
"""For decoders of films, whose pictures may be larger than the file says at its beginning."""
