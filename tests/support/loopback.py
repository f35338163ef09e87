"""HTTP within this machine."""

from __future__ import annotations

import ssl

TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For httpx's `verify`: it trusts nobody. Without it every call reads whom the world trusts, which
takes a tenth of a second."""
