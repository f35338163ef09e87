"""The engine of templates: what it writes, what it refuses, where, and how far it goes."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph.modules.templates.engine import (
    LIMITS,
    Field,
    Limits,
    Stopped,
    fit_values,
    inferred,
    read,
    troubles_of,
    write,
)
from heliograph.modules.templates.engine.fields import Filling, Given

LISTED = (Field("name"), Field("points", "list", required=False))


def made(
    source: str, fields: Sequence[Field] = LISTED, language: str = "en", **given: Given
) -> str:
    values, _ = fit_values(fields, given, language)
    return write(read(source), values)


def stopped(source: str, limits: Limits = LIMITS) -> tuple[str, int | None, int | None]:
    with pytest.raises(Stopped) as caught:
        read(source, limits)
    trouble = caught.value.trouble
    assert trouble.message
    assert trouble.remedy
    return trouble.code, trouble.line, trouble.column


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hello {{name}}!", "Hello Leo!"),
        ("Hello {{ name }}!", "Hello Leo!"),
        ("{{#points}}- {{.}}; {{/points}}end", "- one; - two; end"),
        ("{{points}}", "one, two"),
        ("{{#points}}\n- {{.}}\n{{/points}}\nend\n", "- one\n- two\nend\n"),
        ("a\r\n  {{#points}}\r\n{{.}}\r\n  {{/points}}\r\nb", "a\r\none\r\ntwo\r\nb"),
        ("{{#name}}for {{name}}{{/name}}{{^name}}for all{{/name}}", "for Leo"),
        ("{{^points}}none{{/points}}{{#points}}{{name}}:{{.}} {{/points}}", "Leo:one Leo:two "),
        ("{{! a remark }}x", "x"),
        ("x\n{{! a remark }}\ny", "x\ny"),
        ("\\{{name}} is written so; } {a} {", "{{name}} is written so; } {a} {"),
        ("a {{#name}} b {{/name}} c", "a  b  c"),
    ],
)
def test_a_template_is_written_as_mustache_would(source: str, expected: str) -> None:
    assert made(source, name="Leo", points=["one", "two"]) == expected


def test_what_is_put_in_is_not_read_again() -> None:
    assert made("{{name}}", name="{{points}}{{#name}}") == "{{points}}{{#name}}"
    assert made("{{#points}}{{.}}{{/points}}", name="n", points=["{{name}}"]) == "{{name}}"


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("one\ntwo {{name", "unclosed_tag", 2, 5),
        ("{{a {{name}}", "unclosed_tag", 1, 1),
        ("{{na\nme}}", "unclosed_tag", 1, 1),
        ("x {{#points}}y", "unclosed", 1, 3),
        ("x\n\n  {{/points}}", "unopened", 3, 3),
        ("{{#a}}{{#b}}{{/a}}{{/b}}", "crossed", 1, 13),
        ("{{{name}}}", "not_here", 1, 1),
        ("{{&name}}", "not_here", 1, 1),
        ("{{> other}}", "not_here", 1, 1),
        ("{{=<% %>=}}", "not_here", 1, 1),
        ("{{% if x %}}", "not_here", 1, 1),
        ("{{}}", "no_name", 1, 1),
        ("{{#}}x{{/}}", "no_name", 1, 1),
        ("{{name.__class__}}", "bad_name", 1, 1),
        ("{{name|upper}}", "bad_name", 1, 1),
        ("{{open('file')}}", "bad_name", 1, 1),
        ("{{" + "a" * 60 + "}}", "bad_name", 1, 1),
        ("{{" + "a" * 5000 + "}}", "unclosed_tag", 1, 1),
        ("a\x00b", "unseen", 1, 2),
        ("ok\n{{#a}}" + "{{#b}}" * 5, "too_deep", 2, 31),
        ("{{name}}" * 2001, "too_many", 1, 16001),
        ("x" * 20_001, "too_long", 1, 20_001),
    ],
)
def test_a_hostile_template_is_refused_with_its_place(
    source: str, code: str, line: int, column: int
) -> None:
    assert stopped(source) == (code, line, column)


def test_nested_lists_stop_at_the_limit_of_steps_and_soon() -> None:
    fields = [Field(name, "list") for name in ("a", "b", "c")]
    values, _ = fit_values(fields, {name: ["x"] * 100 for name in ("a", "b", "c")}, "en")
    nodes = read("{{#a}}{{#b}}\n {{#c}}{{.}}{{/c}}{{/b}}{{/a}}")
    began = time.perf_counter()
    with pytest.raises(Stopped) as caught:
        write(nodes, values)

    assert caught.value.trouble.code == "too_much_work"
    assert caught.value.trouble.line in (1, 2)
    assert time.perf_counter() - began < 20


def test_a_huge_repeat_stops_at_the_limit_of_text() -> None:
    values, _ = fit_values([Field("a", "list")], {"a": ["y" * 1000] * 100}, "en")
    with pytest.raises(Stopped) as caught:
        write(read("intro\n{{#a}}{{.}}{{.}}{{/a}}"), values)
    trouble = caught.value.trouble
    assert (trouble.code, trouble.line) == ("too_much_text", 2)
    assert "shorter" in trouble.remedy


def test_thousands_of_brackets_are_refused_at_once() -> None:
    began = time.perf_counter()
    for source in ("{{" * 10_000, "}}" * 10_000 + "{{", "{{#a}}" * 3000, "{{#a}}{{/a}}" * 1600):
        try:
            nodes = read(source)
        except Stopped:
            continue
        assert write(nodes, {}) == ""
    assert time.perf_counter() - began < 20


def test_names_nobody_knows_are_told_with_the_nearest() -> None:
    nodes = read("{{nmae}}\n{{#point}}{{.}}{{/point}} {{colour}} {{.}}")
    found = [(one.code, one.line, one.column, one.remedy) for one in troubles_of(nodes, LISTED)]

    assert found[0][:3] == ("unknown_name", 1, 1)
    assert "{{name}}" in found[0][3]
    assert "{{points}}" in found[1][3]
    assert "no_list" in {code for code, *_ in found}
    assert [one.field for one in troubles_of(nodes, LISTED) if one.level == "warning"] == [
        "name",
        "points",
    ]


def test_a_section_inside_itself_is_refused() -> None:
    nodes = read("{{#points}}{{#points}}{{.}}{{/points}}{{/points}}")
    (found,) = [one for one in troubles_of(nodes, LISTED[1:]) if one.level == "error"]
    assert (found.code, found.column) == ("inside_itself", 12)


def test_fields_are_found_out_from_their_use() -> None:
    nodes = read("{{name}} {{#points}}{{.}}{{/points}} {{#note}}({{note}}){{/note}} {{^x}}-{{/x}}")
    assert [(one.name, one.type, one.required) for one in inferred(nodes)] == [
        ("name", "text", True),
        ("points", "list", False),
        ("note", "text", False),
        ("x", "text", False),
    ]


@pytest.mark.parametrize(
    ("field", "value", "language", "expected"),
    [
        (Field("v"), "as it is ", "en", "as it is "),
        (Field("v", "number"), 7, "en", "7"),
        (Field("v", "number"), "12.50", "en", "12.5"),
        (Field("v", "number"), 1e-9, "en", "0"),
        (Field("v", "number"), -0.0, "en", "0"),
        (Field("v", "number"), 1200, "en", "1200"),
        (Field("v", "date"), "2026-11-21", "en", "21 November 2026"),
        (Field("v", "date", style="short"), "2026-11-21", "en", "21 November"),
        (Field("v", "date", style="weekday"), "2026-11-21", "en", "Saturday 21 November"),
        (Field("v", "date", style="iso"), "2026-11-21", "en", "2026-11-21"),
        (Field("v", "date"), "2026-11-21", "ar", "21 نوفمبر 2026"),
        (Field("v", "choice", choices=("a", "b")), "b", "en", "b"),
        (Field("v", default="left out"), None, "en", "left out"),
        (Field("v", required=False), "", "en", ""),
        (Field("v", "list"), "one", "en", "one"),
    ],
)
def test_a_value_is_written_as_its_type_says(
    field: Field, value: Given, language: str, expected: str
) -> None:
    assert made("{{v}}", [field], language, v=value) == expected


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (Field("v"), None, "unfilled"),
        (Field("v", max=3), "four", "value_too_long"),
        (Field("v"), "x" * 5001, "value_too_long"),
        (Field("v"), "a\x07b", "unseen"),
        (Field("v"), ["a"], "wrong_type"),
        (Field("v", "number"), "seven", "wrong_type"),
        (Field("v", "number"), "1e999999", "wrong_type"),
        (Field("v", "number"), "nan", "wrong_type"),
        (Field("v", "number"), True, "wrong_type"),
        (Field("v", "date"), "21.11.2026", "wrong_type"),
        (Field("v", "date"), "2026-02-30", "wrong_type"),
        (Field("v", "choice", choices=("a",)), "b", "not_a_choice"),
        (Field("v", "list", max=2), ["a", "b", "c"], "too_many_entries"),
        (Field("v", "list"), ["a"] * 101, "too_many_entries"),
        (Field("v", "list"), ["a" * 1001], "value_too_long"),
    ],
)
def test_a_value_that_does_not_fit_is_told_and_its_place_stays_visible(
    field: Field, value: Given, code: str
) -> None:
    values, (trouble,) = fit_values([field], {"v": value}, "en")
    assert (trouble.code, trouble.field, trouble.level) == (code, "v", "error")
    assert trouble.remedy
    assert write(read("{{v}}"), values) == "{{v}}"


PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
ARABIC = st.text(
    st.sampled_from("بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ ۝١٢ \ufd3e\ufd3f لاإأآؤئ ـ،؛؟\u200f\u200d\n\r\t{}\\ x"),
    max_size=200,
)


@given(PLAIN | ARABIC)
def test_text_without_tags_comes_out_byte_for_byte(text: str) -> None:
    plain = re.sub(r"\{\{+", "{", text)
    assert write(read(plain), {}).encode() == plain.encode()


PIECES = st.sampled_from(
    [
        *("{{a}}", "{{b}}", "{{#a}}", "{{/a}}", "{{#b}}", "{{/b}}", "{{^a}}", "{{.}}", "{{", "}}"),
        *("\\{{", "{", "\n", " ", "x", "نص", "{{!c}}", "{{>p}}", "{{#c}}", "{{/c}}", "{{c}}"),
    ]
)
SMALL = Limits(characters=400, nodes=40, depth=3, steps=60, output=80)


@given(
    st.lists(PIECES, max_size=60).map("".join),
    st.lists(st.text("yz", max_size=20), max_size=12),
    st.text("wv{}", max_size=30),
)
def test_no_template_goes_past_its_limits(source: str, entries: list[str], word: str) -> None:
    values: dict[str, Filling] = {"a": tuple(entries), "b": word, "c": ("1", "2", "3")}
    try:
        text = write(read(source, SMALL), values, SMALL)
    except Stopped as stop:
        trouble = stop.trouble
        assert trouble.line is not None
        assert trouble.column is not None
        assert 1 <= trouble.line <= source.count("\n") + 1
        assert 1 <= trouble.column <= len(source.split("\n")[trouble.line - 1]) + 1
        assert trouble.remedy
        return
    assert len(text) <= SMALL.output
    assert len(source) <= SMALL.characters


@given(st.lists(PIECES, max_size=40).map("".join))
def test_a_template_that_can_be_read_needs_only_the_fields_that_are_found_out(source: str) -> None:
    try:
        nodes = read(source)
    except Stopped:
        return
    codes = {one.code for one in troubles_of(nodes, inferred(nodes))}
    assert codes <= {"no_list", "inside_itself"}
