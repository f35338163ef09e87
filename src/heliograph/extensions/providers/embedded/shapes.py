"""Which document a text of a form follows: the places of its length, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from heliograph.extensions.providers.embedded.schema import FormFile, FormPlace
from heliograph.extensions.providers.embedded.slots import fact_of
from heliograph.extensions.providers.embedded.writer import Writer


def arranged(form: FormFile, writer: Writer, length: str) -> Sequence[FormPlace]:
    """The places of one text: the document or layout whose turn it is, without what its length
    or its plan has no room for."""
    has_room = (
        place
        for place in _turn(form, writer, length)
        if length in place.lengths and place.theme < len(writer.plan.themes)
    )
    return list(_in_time(has_room, writer))


def _turn(form: FormFile, writer: Writer, length: str) -> Sequence[FormPlace]:
    own = form.lengths.get(length, {})
    if form.layouts and not own:
        layout = form.layouts[writer.chooser.number(len(form.layouts), "layout")]
        by_role = {place.role: place for place in form.places}
        return [by_role[role] for role in layout]
    shapes = tuple(own.values()) or (form.places, *form.shapes.values())
    turn = writer.chooser.turn
    number = turn.day // form.rhythm + turn.subject + writer.chooser.revision
    return shapes[number % len(shapes)]


def _in_time(places: Iterator[FormPlace], writer: Writer) -> Iterator[FormPlace]:
    """Neighbours that are to stand in time exchange their themes until they do."""

    def day(theme: int) -> str:
        return str(fact_of(writer.plan, writer.plan.themes[theme]).detail.get("date", ""))

    for is_timed, run in groupby(places, lambda place: place.in_time):
        neighbours = list(run)
        themes = [place.theme for place in neighbours]
        ordered = sorted(themes, key=day) if is_timed else themes
        for place, theme in zip(neighbours, ordered, strict=True):
            yield place.model_copy(update={"theme": theme})
