"""The page of the timeline, of a style and of a brief: the documents that people may write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from heliograph.sdk.style import Style
from heliograph.sdk.style.brief import StyleBrief
from heliograph.sdk.timeline import Timeline
from tools.reference.page import Page

_PLAIN = {str: "text", int: "whole number", float: "number", bool: "yes or no", NoneType: "null"}
_LIMITS = {
    "ge": "from",
    "gt": "more than",
    "le": "to",
    "lt": "less than",
    "min_length": "at least",
    "max_length": "at most",
}
_SPOKEN = {"None": "null", "True": "yes", "False": "no"}
_HEADS = ("field", "what it holds", "default", "meaning")


def timeline_page() -> Page:
    """Every part of the three documents."""
    page = Page("Timeline, style and brief")
    page.say(
        "Three documents that can be written by hand: the timeline is what a video *is*, a style "
        "is in what manner videos are made, a brief is what a new video in a style shall say. "
        "Timelines are JSON; styles and briefs are JSON or YAML. Unknown names are refused, and "
        "each fault is told with its place. How they are used: [videos](../use/videos.md), "
        "[writing for videos](../extend/video.md).",
        "Paths are relative to the folder of the document. Times are in seconds. What has a "
        "default may be left out; `null` stands for nothing.",
    )
    told: set[type[BaseModel]] = set()
    for whole in (Timeline, Style, StyleBrief):
        for model in parts_of(whole):
            if model not in told:
                told.add(model)
                page.say(f"## {model.__name__}", " ".join((model.__doc__ or "").split()))
                page.table(_HEADS, [_row(*one) for one in model.model_fields.items()])
    return page


def parts_of(whole: type[BaseModel]) -> list[type[BaseModel]]:
    """A document's model and all that it is made of, in the order in which they are named."""
    found = [whole]
    for model in found:
        for told in model.model_fields.values():
            found += [one for one in _models_in(told.annotation) if one not in found]
    return found


def _models_in(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        return
    for inner in get_args(kind):
        yield from _models_in(inner)


def _row(name: str, told: FieldInfo) -> tuple[str, str, str, str]:
    limits = ", ".join(_limits(told))
    kind = kind_of(told.annotation)
    return (
        f"`{name}`",
        f"{kind}; {limits}" if limits else kind,
        _default(told),
        (told.description or "").replace("None:", "null:"),
    )


def kind_of(kind: Any) -> str:
    """What a field holds, in words."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    origin, inner = get_origin(kind), get_args(kind)
    if origin not in _MADE_OF:
        raise TypeError(f"nobody has said how to tell of {kind}")
    return _MADE_OF[origin](inner)


def _choices(inner: Sequence[Any]) -> str:
    return ", ".join(f"`{one}`" if one != "" else "empty" for one in inner)


def _any_of(inner: Sequence[Any]) -> str:
    return " or ".join(kind_of(one) for one in inner)


def _list(inner: Sequence[Any]) -> str:
    return f"list of {kind_of(inner[0])}"


_MADE_OF: dict[Any, Callable[[Sequence[Any]], str]] = {
    Literal: _choices,
    Annotated: lambda inner: kind_of(inner[0]),
    Union: _any_of,
    UnionType: _any_of,
    tuple: _list,
    list: _list,
    dict: lambda inner: f"names, each with {kind_of(inner[1])}",
}


def _limits(told: FieldInfo) -> Iterator[str]:
    for limit in told.metadata:
        for name, words in _LIMITS.items():
            if (value := getattr(limit, name, None)) is not None:
                yield f"{words} {value}"


def _default(told: FieldInfo) -> str:
    value = told.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    if isinstance(value, BaseModel):
        return "its own defaults"
    if value in ("", (), {}):
        return "empty"
    if isinstance(value, dict):
        return ", ".join(f"{name} `{one}`" for name, one in value.items())
    if isinstance(value, tuple):
        return ", ".join(_brief(one) for one in value)
    return _SPOKEN.get(repr(value)) or (f"`{value:g}`" if type(value) is float else f"`{value}`")


def _brief(value: Any) -> str:
    if not isinstance(value, BaseModel):
        return f"`{value}`"
    given = value.model_dump(exclude_unset=True)
    return " ".join(f"{name} `{one}`" for name, one in given.items())
