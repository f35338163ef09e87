"""A template's text with its fields: from what was sent or stored, and checked. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from heliograph.modules.templates.engine import (
    Field,
    Node,
    Stopped,
    Trouble,
    fit_values,
    inferred,
    read,
    troubles_of,
)
from heliograph.modules.templates.errors import FieldInvalid, TemplateBroken

_NAMES = tuple(Field.__dataclass_fields__)


@dataclass(frozen=True)
class Wording:
    """A text with placeholders, and what may be put into them."""

    body: str
    fields: tuple[Field, ...]
    language: str = "en"


def fields_from(given: Sequence[Mapping[str, Any]]) -> tuple[Field, ...]:
    """Fields from JSON."""
    return tuple(_field(one) for one in given)


def _field(given: Mapping[str, Any]) -> Field:
    values: dict[str, Any] = {name: given[name] for name in _NAMES if name in given}
    values["choices"] = tuple(given.get("choices", ()))
    return Field(**values)


def checked_wording(
    body: str, given: Sequence[Mapping[str, Any]] | None, pointer: str = ""
) -> list[dict[str, Any]]:
    """The fields as they are stored; raises `TemplateBroken` or `FieldInvalid`.

    Where none are given, there is one for each name in the text.
    """
    try:
        nodes = read(body)
    except Stopped as error:
        raise TemplateBroken([error.trouble], pointer=f"{pointer}/body") from error
    fields = tuple(inferred(nodes)) if given is None else fields_from(given)
    for at, contradiction in _wrong_fields(fields):
        raise FieldInvalid(contradiction, pointer=f"{pointer}/fields/{at}")
    wrong = [one for one in troubles_of(nodes, fields) if one.level == "error"]
    if wrong:
        raise TemplateBroken(wrong, pointer=f"{pointer}/body")
    return [asdict(one) | {"help": ""} for one in fields] if given is None else [*map(dict, given)]


def drafted(given: Mapping[str, Any]) -> Wording:
    """A wording that is being written: fields are found out where none are given."""
    if given.get("fields") is not None:
        return Wording(given["body"], fields_from(given["fields"]), given["language"])
    try:
        fields = tuple(inferred(read(given["body"])))
    except Stopped:
        fields = ()
    return Wording(given["body"], fields, given["language"])


def opened(wording: Wording) -> tuple[tuple[Node, ...], list[Trouble]]:
    """The tree, and what is wrong with it; raises `Stopped` where it cannot be read."""
    nodes = read(wording.body)
    told = [
        Trouble("field_invalid", wrong, FieldInvalid.remedy, field=wording.fields[at].name)
        for at, wrong in _wrong_fields(wording.fields)
    ]
    return nodes, [*told, *troubles_of(nodes, wording.fields)]


def _wrong_fields(fields: Sequence[Field]) -> list[tuple[int, str]]:
    """Places of fields that contradict themselves or one another, and how."""
    names = [one.name for one in fields]
    found = [(at, _wrong(one, names[:at])) for at, one in enumerate(fields)]
    return [(at, wrong) for at, wrong in found if wrong]


def _wrong(field: Field, seen: Sequence[str]) -> str:
    if field.name in seen:
        return f"There are two fields {field.name}"
    if field.type == "choice" and not field.choices:
        return f"{field.name} is a choice and has no choices"
    if field.type != "choice" and field.choices:
        return f"{field.name} is a {field.type} and cannot have choices"
    for name in ("default", "sample"):
        value = getattr(field, name)
        if value is None or value in ("", []):
            continue
        bare = replace(field, default=None)
        _, troubles = fit_values([bare], {field.name: value}, "en")
        if troubles:
            return f"The {name} does not fit: {troubles[0].message}"
    return ""
