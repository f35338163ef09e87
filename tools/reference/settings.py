"""The page of all settings."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from heliograph.kit.settings import Settings
from tools.reference.page import Page, first_sentence

# Defaults that differ from machine to machine are told in words.
SPOKEN = {
    "home": "`/var/lib/heliograph` as root, else `heliograph` in the user's data folder",
}


def settings_page() -> Page:
    """Every setting."""
    page = Page("Settings")
    page.say(
        "Settings are read from the environment and from `settings.toml` in the data folder; the "
        "environment wins. A setting of a group is written `HELIOGRAPH_GROUP__NAME` in the "
        "environment and `name` below `[group]` in the file. Lists are written as JSON in the "
        "environment."
    )
    groups: list[tuple[str, type[BaseModel]]] = [("", Settings)]
    for name, told in Settings.model_fields.items():
        if isinstance(told.annotation, type) and issubclass(told.annotation, BaseModel):
            groups.append((name, told.annotation))
    for name, group in groups:
        page.say(f"## `[{name}]`" if name else "## The instance", first_sentence(group.__doc__))
        page.table(("variable", "default", "meaning"), list(_settings_of(name, group)))
    return page


def _settings_of(group: str, model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    prefix = f"HELIOGRAPH_{group.upper()}__" if group else "HELIOGRAPH_"
    for name, told in model.model_fields.items():
        if isinstance(told.annotation, type) and issubclass(told.annotation, BaseModel):
            continue
        yield f"`{prefix}{name.upper()}`", _default(name, told), told.description or ""


def _default(name: str, told: FieldInfo) -> str:
    if name in SPOKEN:
        return SPOKEN[name]
    if told.default is PydanticUndefined:
        return "required"
    if isinstance(told.default, bool):
        return "on" if told.default else "off"
    if told.default in ("", (), None):
        return "empty"
    if isinstance(told.default, tuple):
        return ", ".join(f"`{one}`" for one in told.default)
    return f"`{told.default:g}`" if isinstance(told.default, float) else f"`{told.default}`"
