"""What `heliograph image` does: find a design, read its data, draw, report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heliograph.apps.cli.failures import BadInput
from heliograph.apps.cli.given import file_of
from heliograph.extensions.providers.canvas import CanvasProvider, FontsMissing
from heliograph.extensions.providers.canvas.design import Design, design_files, load_design
from heliograph.extensions.providers.canvas.kit import kit_of
from heliograph.extensions.providers.canvas.samples import PALETTE, example_of
from heliograph.flows.catalogue import InstalledExtensions
from heliograph.sdk.packs import Pack
from heliograph.sdk.pictures import Picture, PictureBrief, TextBox
from heliograph.sdk.sizes import PictureSize, picture_sizes, size_named, size_of

_MIMES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_LARGEST_DATA = 256 * 1024
_OWN = ("words", "values", "palette", "symbol", "subject", "language", "seed", "photo", "logo")


@dataclass(frozen=True)
class Order:
    """One picture as it is asked for on the command line."""

    design: str
    pack: str | None
    size: str
    data: Path
    out: Path
    anyway: bool = False


def designs(pack_id: str | None) -> list[dict[str, Any]]:
    """Every design with an example that can be given to `render` as it is."""
    return [
        {
            "id": design.id,
            "name": design.name,
            "pack": pack.manifest.id,
            "about": design.about,
            "forms": list(design.forms),
            "sizes": [one.name for one in picture_sizes().values() if one.form in design.forms],
            "languages": list(design.languages),
            "needs_symbol": design.needs_symbol,
            "words": {
                name: word.model_dump(include={"about", "needed", "longest"})
                for name, word in design.words.items()
            },
            "values": {
                name: value.model_dump(include={"about", "needed"})
                for name, value in design.values.items()
            },
            "example": example_of(design),
        }
        for pack, file in _files(pack_id)
        for design in (_load(pack, file),)
    ]


def sizes() -> list[dict[str, Any]]:
    """Every named size."""
    return [
        {
            "name": one.name,
            "width": one.width,
            "height": one.height,
            "form": one.form,
            "safe_area": list(one.safe),
            "about": one.about,
        }
        for one in picture_sizes().values()
    ]


def rendered(order: Order) -> tuple[dict[str, Any], list[str]]:
    """Draw and write one picture; returns what to print, and what to say beside it."""
    mime = _MIMES.get(order.out.suffix.lower())
    if mime is None:
        raise BadInput(f"{order.out} is no picture file", "End it in .png or .jpg.")
    pack, design = _design(order)
    brief = _brief(pack, design, _size(order.size), _read(order.data), mime)
    try:
        picture = CanvasProvider().draw(brief)
    except FontsMissing as error:
        raise BadInput(str(error)) from error
    except ValueError as error:
        raise BadInput(str(error), "Correct the data or choose another design.") from error
    warnings = _troubles(picture, design, order)
    order.out.write_bytes(picture.data)
    return _answer(picture, design, order), warnings


def palette(logo: Path) -> dict[str, Any]:
    """The brand's colours from a logo."""
    try:
        kit = kit_of(file_of(logo))
    except ValueError as error:
        raise BadInput(str(error), "Give another picture of the logo.") from error
    return {"palette": dict(kit.palette), "colours": list(kit.colours), "contrast": kit.contrast}


def _packs(pack_id: str | None) -> Iterator[Pack]:
    installed = InstalledExtensions()
    if pack_id is not None:
        yield installed.pack(pack_id)
        return
    yield from installed.packs()


def _files(pack_id: str | None) -> Iterator[tuple[Pack, Path]]:
    for pack in _packs(pack_id):
        for file in design_files(pack.folder):
            yield pack, file


def _load(pack: Pack, file: Path) -> Design:
    try:
        return load_design(pack.folder, file.stem)
    except ValueError as error:
        raise BadInput(str(error), f"Mend {file}.") from error


def _design(order: Order) -> tuple[Pack, Design]:
    known = list(_files(order.pack))
    found = [(pack, file) for pack, file in known if file.stem == order.design]
    if len(found) == 1:
        return found[0][0], _load(*found[0])
    if found:
        packs = ", ".join(pack.manifest.id for pack, _ in found)
        raise BadInput(f"{order.design} is in several packs: {packs}", "Say which with --pack.")
    names = ", ".join(sorted(file.stem for _, file in known))
    raise BadInput(f"There is no design {order.design!r}", f"There are: {names}.")


def _size(text: str) -> PictureSize:
    sides = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text)
    if sides:
        return size_of(int(sides.group(1)), int(sides.group(2)))
    try:
        return size_named(text)
    except ValueError as error:
        raise BadInput(str(error), "Or give the sides, such as 1080x1350.") from error


def _read(file: Path) -> Mapping[str, Any]:
    if file_of(file).stat().st_size > _LARGEST_DATA:
        raise BadInput(f"{file} is larger than 256 kB", "Give only the words of one picture.")
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} is not JSON: {error}", "Correct it and run it again.") from error
    if not isinstance(found, dict):
        raise BadInput(f"{file} holds no JSON object", 'Begin it with {"words": {…}}.')
    return found


def _brief(
    pack: Pack, design: Design, size: PictureSize, data: Mapping[str, Any], mime: str
) -> PictureBrief:
    words, values = _words_and_values(design, data)
    symbol = _text(data, "symbol") or _text(data, "subject")
    return PictureBrief(
        design=design.id,
        pack_folder=pack.folder,
        width=size.width,
        height=size.height,
        size=size.name if size.name in picture_sizes() else None,
        palette=_palette(pack, design, data.get("palette"), symbol),
        words=words,
        values=values,
        seed=_seed(data.get("seed", 1)),
        symbol=symbol if pack.manifest.id == "zodiac" or design.needs_symbol else None,
        language=_text(data, "language") or "en",
        mime=mime,
        photo=_path(data, "photo"),
        logo=_path(data, "logo"),
    )


def _words_and_values(
    design: Design, data: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, Any]]:
    """Both may stand under their own names, or side by side at the top."""
    given = {name: value for name, value in data.items() if name not in _OWN}
    for part in ("words", "values"):
        inner = data.get(part, {})
        if not isinstance(inner, dict):
            raise BadInput(f"{part} is no object", f'Write it as "{part}": {{…}}.')
        given |= inner
    unknown = sorted(set(given) - set(design.words) - set(design.values))
    if unknown:
        known = ", ".join((*design.words, *design.values))
        raise BadInput(f"{design.id} has no place for {', '.join(unknown)}", f"It takes: {known}.")
    wrong = [name for name in design.words if not isinstance(given.get(name, ""), str | int)]
    if wrong:
        raise BadInput(f"{', '.join(wrong)} must be text", "Put it in quotes.")
    words = {name: str(given[name]) for name in design.words if name in given}
    return words, {name: given[name] for name in design.values if name in given}


def _palette(pack: Pack, design: Design, given: object, symbol: str | None) -> dict[str, str]:
    own = dict(design.palette or PALETTE)
    profile = next((one for one in pack.subjects() if one.id == (symbol or "").lower()), None)
    if profile is not None and profile.palette:
        own |= profile.palette
    if given is None:
        return own
    if not isinstance(given, dict):
        raise BadInput("palette is no object", 'Write it as {"background": "#12293d", …}.')
    return own | {str(role): str(value) for role, value in given.items()}


def _text(data: Mapping[str, Any], name: str) -> str | None:
    value = data.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"{name} must be text, not {value!r}", "Put it in quotes.")
    return value or None


def _path(data: Mapping[str, Any], name: str) -> Path | None:
    text = _text(data, name)
    return None if text is None else file_of(Path(text))


def _seed(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput(f"seed must be a whole number from 0, not {value!r}", "Leave it out.")
    return value


def _troubles(picture: Picture, design: Design, order: Order) -> list[str]:
    """What is wrong with a picture: it is not written, unless it was asked for anyway."""
    report = picture.report
    said = []
    if report.missing_glyphs:
        letters = " ".join(report.missing_glyphs)
        said.append(f"No installed typeface draws {letters}; take it out of the words.")
    for name in report.overflowing:
        word = design.words.get(name)
        most = f" to at most {word.longest} characters" if word else ""
        said.append(f"{name} does not fit; shorten it{most}, or choose a larger size.")
    if said and not order.anyway:
        raise BadInput(" ".join(said).rstrip("."), "Nothing was written; --anyway writes it.")
    return said


def _answer(picture: Picture, design: Design, order: Order) -> dict[str, Any]:
    report = picture.report
    return {
        "path": str(order.out),
        "width": picture.width,
        "height": picture.height,
        "design": design.id,
        "text_boxes": [_box(box) for box in report.boxes],
        "safe_area": [round(edge, 1) for edge in report.safe_area],
        "overflowing": list(report.overflowing),
        "missing_glyphs": list(report.missing_glyphs),
        "licences": picture.licences,
    }


def _box(box: TextBox) -> dict[str, Any]:
    return {
        "layer": box.layer,
        "text": box.text,
        "box": [round(edge, 1) for edge in box.box or box.ink_box],
        "ink_box": [round(edge, 1) for edge in box.ink_box],
        "font_px": round(box.size, 1),
        "lines": box.lines,
        "contrast": box.contrast,
    }
