"""SVG: of a drawing only shapes, text and colours stay; nothing that acts, fetches or grows.

It is read by a parser that knows no entities, and written anew from what is allowed, so nothing
that was not understood gets through.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from xml.etree.ElementTree import ParseError

from defusedxml.common import (  # type: ignore[import-untyped]  # ships no types
    DefusedXmlException,
)
from defusedxml.ElementTree import (  # type: ignore[import-untyped]  # ships no types
    DefusedXMLParser,
)

from heliograph.modules.assets.cleaning import drawing_words as words
from heliograph.modules.assets.cleaning.cleaner import Cleaner
from heliograph.modules.assets.errors import FileRefused, FileTooLarge

LARGEST = 2_000_000
DEEPEST = 64
MOST_ELEMENTS = 20_000
MOST_DRAWN = 20_000
"""Elements drawn once everything that is used several times is counted several times."""
_SPACE = "http://www.w3.org/2000/svg"
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
_LOCAL = re.compile(r"#[\w.:-]{1,100}")
_REFERENCES = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)")
_SUSPECT = re.compile(r"[\\<>{}]|@|expression|javascript:|data:|image\s*\(|-moz-binding", re.I)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\s\w.#,>*:-]{1,200}")
_LENGTH = re.compile(r"\s*([\d.]{1,12})(?:px)?\s*")
_NUMBERS = re.compile(r"[\s,]+")


class SVG(Cleaner):
    """A drawing; held whole, because it is small or refused."""

    def __init__(self) -> None:
        self._data = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Nothing yet; raises `FileTooLarge`."""
        self._data += data
        if len(self._data) > LARGEST:
            raise FileTooLarge(f"the drawing is larger than {LARGEST} bytes")
        return b""

    def end(self) -> bytes:
        """The drawing written anew; raises `FileRefused`, `FileTooLarge`."""
        return sanitised(bytes(self._data))


def sanitised(data: bytes) -> bytes:
    """A drawing without anything that acts; raises `FileRefused`, `FileTooLarge`."""
    writer = _Writer()
    parser = DefusedXMLParser(target=writer, forbid_dtd=False, forbid_entities=True)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException as error:
        raise FileRefused("The drawing defines entities, which are not read here") from error
    except (ParseError, ValueError, LookupError) as error:
        raise FileRefused("The drawing is not well-formed XML; save it anew as SVG") from error
    return writer.written()


class _Writer:
    """Is told what the parser finds, and writes what is allowed of it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        self._skipping = 0
        self._count = 0
        self._has_root = False
        self._owners: list[str] = [""]
        self._uses: dict[str, list[str]] = defaultdict(list)
        self._sizes: dict[str, int] = defaultdict(int)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise FileTooLarge(f"the drawing has more than {MOST_ELEMENTS} parts")
        if self._skipping:
            self._skipping += 1
            return
        name = _name_of(tag)
        if not self._has_root and name != "svg":
            raise FileRefused("The file is XML, but no SVG drawing")
        self._has_root = True
        if name not in words.ELEMENTS:
            self._skipping = 1
            return
        if len(self._open) >= DEEPEST:
            raise FileTooLarge(f"the drawing is nested deeper than {DEEPEST} levels")
        kept = _kept(attributes)
        self._note(kept)
        space = "" if self._open else f' xmlns="{_SPACE}"'
        told = "".join(f' {key}="{html.escape(value)}"' for key, value in kept.items())
        self._out.append(f"<{name}{space}{told}>")
        self._open.append(name)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        self._owners.pop()
        self._out.append(f"</{self._open.pop()}>")

    def data(self, text: str) -> None:
        """Text between elements; shown where text may stand, read as rules in a style."""
        if self._skipping or not self._open:
            return
        if self._open[-1] == "style":
            self._out.append(_rules(text))
        elif self._open[-1] in words.WITH_TEXT:
            self._out.append(html.escape(text, quote=False))

    def close(self) -> None:
        """The file ends."""

    def written(self) -> bytes:
        """The drawing; raises `FileTooLarge` for one that grows beyond all bounds when drawn."""
        if not self._has_root:
            raise FileRefused("The file is XML, but no SVG drawing")
        if self._drawn() > MOST_DRAWN:
            raise FileTooLarge(f"the drawing repeats itself into more than {MOST_DRAWN} parts")
        return "".join(self._out).encode()

    def _note(self, kept: Mapping[str, str]) -> None:
        """Who contains and who uses whom, for the count of what is drawn."""
        self._owners.append(kept.get("id") or self._owners[-1])
        owner = self._owners[-1]
        if kept.get("id") and owner != self._owners[-2]:
            self._uses[self._owners[-2]].append(owner)
        self._sizes[owner] += 1
        used = [value[1:] for key, value in kept.items() if key == "href"]
        used += [one[1][1:] for value in kept.values() for one in _REFERENCES.findall(value)]
        self._uses[owner] += used

    def _drawn(self) -> int:
        """How many elements are drawn; raises `FileTooLarge` for chains without an end."""
        level, depth = {""}, 0
        while level:
            level = {one for name in level for one in self._uses.get(name, ())}
            depth += 1
            if depth > DEEPEST * 3:
                raise FileTooLarge("the drawing's parts refer to each other without an end")
        sums: dict[str, int] = {}

        def count(name: str) -> int:
            if name not in sums:
                inside = sum(count(one) for one in self._uses.get(name, ()))
                sums[name] = min(self._sizes.get(name, 0) + inside, MOST_DRAWN + 1)
            return sums[name]

        return count("")


def _name_of(tag: str) -> str:
    """The name of an element of SVG; of other languages' elements nothing."""
    if tag.startswith("{"):
        space, _, name = tag[1:].partition("}")
        return name if space == _SPACE else ""
    return tag


def _kept(attributes: Mapping[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for key, value in attributes.items():
        if key in _LINKS:
            if _LOCAL.fullmatch(value.strip()):
                kept["href"] = value.strip()
        elif key == "style":
            kept["style"] = _declarations(value)
        elif key in words.ATTRIBUTES and _is_harmless(value):
            kept[key] = value
    return kept


def _is_harmless(value: str) -> bool:
    if len(value) > LARGEST or _SUSPECT.search(value):
        return False
    return all(_LOCAL.fullmatch(one[1]) for one in _REFERENCES.findall(value)) and (
        value.count("url") == len(_REFERENCES.findall(value))
    )


def _declarations(style: str) -> str:
    """Of a style what only colours, measures and places."""
    pairs = (one.partition(":") for one in style.split(";"))
    return ";".join(
        f"{name.strip()}:{value.strip()}"
        for name, _, value in pairs
        if name.strip() in words.ATTRIBUTES and value and _is_harmless(value)
    )


def _rules(text: str) -> str:
    """Of a style sheet the plain rules."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return "".join(
        f"{html.escape(selector.strip(), quote=False)}{{{_declarations(body)}}}"
        for selector, body in _RULE.findall(plain)
        if _SELECTOR.fullmatch(selector)
    )


@cache
def _side(value: str) -> float | None:
    found = _LENGTH.fullmatch(value)
    try:
        return float(found[1]) if found else None
    except ValueError:
        return None


def size_of(data: bytes) -> tuple[int, int]:
    """How large a drawing that was written here wants to be; a square where it does not say."""
    root = data[: data.index(b">") + 1].decode()
    told = dict(re.findall(r'(\w+)="([^"]*)"', root))
    width, height = _side(told.get("width", "")), _side(told.get("height", ""))
    numbers = [_side(one) for one in _NUMBERS.split(told.get("viewBox", "").strip())]
    if len(numbers) == 4 and numbers[2] and numbers[3]:
        ratio = numbers[2] / numbers[3]
        width = width or (height * ratio if height else numbers[2])
        height = height or width / ratio
    wide, tall = width or height or 512.0, height or width or 512.0
    if not (wide * tall <= 60_000_000 and min(wide, tall) >= 0.5):
        raise FileTooLarge(f"{wide:g} × {tall:g} pixels are no size for a drawing")
    return max(round(wide), 1), max(round(tall), 1)
