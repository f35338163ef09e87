"""How large files may be once they are decoded or played, and how much may be said of them."""

from __future__ import annotations

MAX_PIXELS = 60_000_000
MOST_TAGS = 40
LONGEST_FILM_MS = 12 * 3_600_000
DECODING = {"max_pixels": str(MAX_PIXELS)}
"""For decoders of films, whose pictures may be larger than the file says at its beginning."""
