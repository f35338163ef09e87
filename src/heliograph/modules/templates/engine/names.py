"""Whether the names in a template are those of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from heliograph.modules.templates.engine.fields import Field
from heliograph.modules.templates.engine.tree import ITEM, Node, Section, Spot, Value, walked
from heliograph.modules.templates.engine.values import Trouble


def troubles_of(nodes: Sequence[Node], fields: Sequence[Field]) -> list[Trouble]:
    """Names nobody knows, entries of no list, sections inside themselves; unused fields last."""
    known = {one.name: one for one in fields}
    used: set[str] = set()
    found: list[Trouble] = []
    for node, above in walked(nodes):
        used.add(node.name)
        found += _of(node, above, known)
    found += [_unused(name) for name in known if name not in used]
    return found


def _of(
    node: Value | Section, above: tuple[Section, ...], known: Mapping[str, Field]
) -> Iterator[Trouble]:
    if node.name == ITEM:
        if not any(_repeats(one, known) for one in above):
            yield _at(
                node.spot,
                "no_list",
                "{{.}} is the entry of a list, and no list is open here",
                "Put it between {{#name}} and {{/name}} of a field of the type list.",
            )
        return
    if node.name not in known:
        yield _unknown(node, known)
    elif isinstance(node, Section) and any(one.name == node.name for one in above):
        yield _at(
            node.spot,
            "inside_itself",
            f"the section {node.name} stands inside itself",
            "Take the inner one out; use {{.}} for the entry of a list.",
        )


def _repeats(section: Section, known: Mapping[str, Field]) -> bool:
    listed = section.name in known and known[section.name].type == "list"
    return listed and not section.is_inverted


def _unknown(node: Value | Section, known: Mapping[str, Field]) -> Trouble:
    near = get_close_matches(node.name, known, n=1)
    if near:
        remedy = f"Did you mean {{{{{near[0]}}}}}? Otherwise add a field {node.name}."
    else:
        names = ", ".join(list(known)[:12]) or "none yet"
        remedy = f"Add a field {node.name}, or use one of: {names}."
    return _at(node.spot, "unknown_name", f"there is no field {node.name}", remedy)


def _unused(name: str) -> Trouble:
    message = f"the field {name} is not used"
    remedy = f"Write {{{{{name}}}}} where it belongs, or take the field away."
    return Trouble("unused_field", message, remedy, "warning", field=name)


def _at(spot: Spot, code: str, message: str, remedy: str) -> Trouble:
    return Trouble(code, message, remedy, line=spot.line, column=spot.column)
