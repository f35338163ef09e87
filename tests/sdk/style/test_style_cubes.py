"""A colour table of one's own in a style: taken where it is whole, named where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from heliograph.sdk.style import Style, StyleBroken, find_style, read_style, write_style
from heliograph.sdk.style.cubes import fault_of, own_cube
from heliograph.sdk.style.document import LookStyle

WHOLE = "LUT_3D_SIZE 2\n" + "0.5 0.4 0.3\n" * 8


def styled(tmp_path: Path, cube: str = "mine.cube") -> Path:
    style = Style(id="own", name="Own", look=LookStyle(cube=cube))
    return write_style(style, tmp_path / "own.yaml")


def test_a_table_is_found_beside_its_style(tmp_path: Path) -> None:
    (tmp_path / "mine.cube").write_text(WHOLE)
    style, _ = find_style(str(styled(tmp_path)))
    assert own_cube(style) == (tmp_path / "mine.cube").resolve()


def test_a_table_with_a_title_notes_and_the_usual_domain_is_whole(tmp_path: Path) -> None:
    usual = "DOMAIN_MIN 0 0 0\nDOMAIN_MAX 1.0 1.0 1.0\nLUT_3D_INPUT_RANGE 0 1\n"
    text = f'\ufeff# From a grading program\r\nTITLE "Warm as ever"\n\n{usual}{WHOLE}'
    (tmp_path / "mine.cube").write_text(text)
    assert fault_of(tmp_path / "mine.cube") == ""


def test_a_style_without_a_table_of_its_own_has_none() -> None:
    assert own_cube(find_style("ember")[0]) is None


def test_a_table_that_is_not_there_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(StyleBroken, match=r"look\.cube: mine\.cube: there is no such file"):
        find_style(str(styled(tmp_path)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no LUT_3D_SIZE"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1 1\n", "no LUT_3D_SIZE"),
        ("LUT_3D_SIZE 999\n", "between 2 and 65"),
        ("LUT_3D_SIZE 2\n0 0 0\n", "it has 1 colours, 8 belong"),
        (WHOLE.replace("0.3", "red", 1), "not one colour"),
        (WHOLE.replace("0.3", "nan", 1), "not one colour"),
        ("\x00\xff\x00 PNG", "no LUT_3D_SIZE"),
        (WHOLE + "0.5 0.4 0.3\n", "more colours than the 8"),
        ("DOMAIN_MAX 4 4 4\n" + WHOLE, "'DOMAIN_MAX 4 4 4' is not used here"),
        ("Made by hand\n" + WHOLE, "'Made by hand' is not used here"),
        ("#" + "0 " * 5000 + "\n" + WHOLE, "not one colour"),
    ],
)
def test_a_broken_table_is_told_with_its_fault(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "mine.cube").write_text(text)
    with pytest.raises(StyleBroken, match=told):
        find_style(str(styled(tmp_path)))


@pytest.mark.parametrize("name", ["../mine.cube", "/etc/mine.cube", "a/b.cube", "mine.txt"])
def test_a_style_cannot_name_a_file_elsewhere(name: str, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"id: own\nname: Own\nlook: {{cube: '{name}'}}\n")
    with pytest.raises(StyleBroken, match=r"look\.cube"):
        read_style(path)


def test_a_style_that_lies_in_no_folder_has_no_table_beside_it(tmp_path: Path) -> None:
    (tmp_path / "mine.cube").write_text(WHOLE)
    style = read_style(styled(tmp_path))
    with pytest.raises(StyleBroken, match="no folder of its own"):
        own_cube(style)
