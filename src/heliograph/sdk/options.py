"""The fields a manifest describes: what stands in them, and whether a value fits."""

from __future__ import annotations

import re

from heliograph.sdk.connectors import OptionValue, OutgoingPost
from heliograph.sdk.manifest import ConnectorManifest, OptionField

_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_NUMBER = re.compile(r"[+-]?\d{1,12}(\.\d{1,12})?")
Value = str | int | float | bool | None


def option(post: OutgoingPost, manifest: ConnectorManifest, name: str) -> OptionValue | None:
    """What a person said, else the manifest's default."""
    default = next(one.default for one in manifest.options if one.name == name)
    return post.options.get(name, default)


def as_field(field: OptionField, value: Value) -> Value:
    """The value as the field wants it, where a command line or a form gave it as text."""
    if not isinstance(value, str):
        return value
    if field.type == "yes_no":
        return _WORDS.get(value.strip().lower(), value)
    if field.type == "number" and _NUMBER.fullmatch(value.strip()):
        number = float(value)
        return int(number) if number.is_integer() and "." not in value else number
    return value


def unfit(field: OptionField, value: Value) -> str | None:
    """Why a value does not fit, as a sentence a person can act on; None where it fits."""
    if field.type == "yes_no":
        return None if isinstance(value, bool) else f"{field.label} is yes or no"
    if field.type == "number":
        return _unfit_number(field, value)
    if not isinstance(value, str):
        return f"{field.label} is a text"
    if field.choices and value not in field.choices:
        return f"{field.label} is one of: {', '.join(field.choices)}"
    if field.max is not None and len(value) > field.max:
        return f"{field.label} has at most {field.max} characters"
    return None


def _unfit_number(field: OptionField, value: Value) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{field.label} is a number"
    if field.max is not None and value > field.max:
        return f"{field.label} is at most {field.max}"
    return None
