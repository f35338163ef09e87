"""The refusals a platform documents, each with what follows from it: `refusals.toml`.

The table is read by people in the reference, and by the contract suite, which lets the sandbox
give every one of these answers and checks that the connector understands it as the table says.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from heliograph.sdk.manifest import Frozen

Does = Literal["later", "renewed", "reconnect", "refused", "repeat", "closed", "unknown"]
"""What follows: try again by itself; renew the access and go on; connect the channel again; change
the post; the same unless our own earlier call may have worked; look at the account; look before
anything is sent."""


class Refusal(Frozen):
    """One answer that is not a success."""

    means: str = Field(description="What it says, in our words.")
    on: Literal["publish", "upload", "read"] = "publish"
    kind: str = Field("", description="The kind of post that meets it; empty: the simplest.")
    status: int
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = ""
    does: Does
    field: str | None = Field(None, description="The part of the post that is to be changed.")
    after: int | None = Field(None, description="Try again no sooner than after these seconds.")


class Refusals(Frozen):
    """The whole file."""

    row: tuple[Refusal, ...]


@cache
def load_refusals(folder: Path) -> tuple[Refusal, ...]:
    """Read `refusals.toml` of a connector; raises `ValidationError` when it is not valid."""
    found = tomllib.loads((folder / "refusals.toml").read_text())
    return TypeAdapter(Refusals).validate_python(found).row
