"""The calendar and the prayer time libraries, loaded when first needed."""

from __future__ import annotations

import importlib
from functools import cache
from types import ModuleType

from heliograph.extensions.packs.islamic.errors import PartMissing


@cache
def library(name: str) -> ModuleType:
    """An installed library; raises `PartMissing`, which names it."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise PartMissing(f"The library {name.partition('.')[0]} is not installed") from error
