"""What was changed between two wordings is shown word by word, and loses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from heliograph.modules.content.changes import Change, changes_between


def test_a_changed_word_is_shown_as_gone_and_new() -> None:
    assert changes_between("The Moon meets Saturn.", "The Moon meets Mars.") == [
        Change("same", "The Moon meets "),
        Change("gone", "Saturn."),
        Change("new", "Mars."),
    ]


@given(st.text("ab \nم", max_size=60), st.text("ab \nم", max_size=60))
def test_both_texts_can_be_read_out_of_the_changes(earlier: str, later: str) -> None:
    found = changes_between(earlier, later)
    assert "".join(one.text for one in found if one.kind != "gone") == later
    assert "".join(one.text for one in found if one.kind != "new") == earlier
