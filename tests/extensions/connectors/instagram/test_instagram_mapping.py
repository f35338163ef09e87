"""Instagram's words and ours: containers, fingerprints, insights, refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from heliograph.extensions.connectors.instagram.errors import TABLE as ERRORS
from heliograph.extensions.connectors.instagram.errors import container_trouble, is_gone
from heliograph.extensions.connectors.instagram.mapping import (
    Medium,
    carousel_parameters,
    item_parameters,
    single_parameters,
    to_metrics,
)
from heliograph.kit.http import Answer
from heliograph.sdk.connectors import ChannelAccess, MediaFile, OptionValue, OutgoingPost
from heliograph.sdk.errors import (
    ChannelClosed,
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.graph.publishing import ContainerMissing, Published, alike
from heliograph.sdk.graph.shapes import Insights

MOMENT = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
POST = OutgoingPost(UUID(int=1), "key-1", "image", "Leo shines. #leo", MOMENT)


def graph(code: int, subcode: int = 0, words: str = "in words") -> dict[str, object]:
    return {"error": {"message": words, "code": code, "error_subcode": subcode}}


# Code, subcode, what must be done: every row of the contract's table, then the other groups.
TABLE = [
    (-2, 2207003, TryLater),
    (-2, 2207020, TryLater),
    (-1, 2207001, TryLater),
    (-1, 2207032, TryLater),
    (-1, 2207053, TryLater),
    (1, 2207057, ContentRefused),
    (4, 2207051, ContentRefused),
    (9, 2207042, TryLater),
    (24, 2207006, ContainerMissing),
    (24, 2207008, ContainerMissing),
    (25, 2207050, ChannelClosed),
    (100, 2207023, ContentRefused),
    (100, 2207028, ContentRefused),
    (100, 2207040, ContentRefused),
    (352, 2207026, ContentRefused),
    (9004, 2207052, ContentRefused),
    (9007, 2207027, TryLater),
    (36000, 2207004, ContentRefused),
    (36001, 2207005, ContentRefused),
    (36003, 2207009, ContentRefused),
    (36004, 2207010, ContentRefused),
    (190, 463, ReconnectNeeded),
    (190, 458, ReconnectNeeded),
    (10, 0, ReconnectNeeded),
    (200, 0, ReconnectNeeded),
    (299, 0, ReconnectNeeded),
    (4, 0, TryLater),
    (17, 0, TryLater),
    (32, 0, TryLater),
    (613, 0, TryLater),
    (80002, 0, TryLater),
    (100, 0, ContentRefused),
    (100, 2207081, ContentRefused),
    (-1, 2207077, TryLater),
    (-1, 2207082, TryLater),
]


@pytest.mark.parametrize(("code", "subcode", "error"), TABLE)
def test_each_refusal_becomes_what_must_be_done(
    answered: Callable[..., Answer],
    access: ChannelAccess,
    code: int,
    subcode: int,
    error: type[ConnectorError],
) -> None:
    told = ERRORS.refusal(answered(400, graph(code, subcode)), access)
    assert type(told) is error
    assert "in words" in told.detail
    if isinstance(told, ContentRefused):
        assert all(problem.remedy for problem in told.problems)


@pytest.mark.parametrize("subcode", [2207003, 2207001, 2207053])
def test_a_failure_in_the_middle_of_publishing_settles_nothing(
    answered: Callable[..., Answer], access: ChannelAccess, subcode: int
) -> None:
    answer = answered(400, graph(-1, subcode))
    assert isinstance(ERRORS.refusal(answer, access, committing=True), OutcomeUnknown)


def test_not_ready_yet_is_settled_even_while_publishing(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = ERRORS.refusal(answered(400, graph(9007, 2207027)), access, committing=True)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(seconds=15)


def test_a_used_up_day_means_tomorrow(
    answered: Callable[..., Answer], access: ChannelAccess
) -> None:
    told = ERRORS.refusal(answered(400, graph(9, 2207042)), access)
    assert isinstance(told, TryLater)
    assert told.after == timedelta(hours=24)


@pytest.mark.parametrize(("minutes", "after"), [(7, timedelta(minutes=7)), (0, None)])
def test_a_rate_limit_counts_in_the_minutes_of_metas_header(
    answered: Callable[..., Answer], access: ChannelAccess, minutes: int, after: timedelta | None
) -> None:
    row = {"type": "instagram", "call_count": 100, "estimated_time_to_regain_access": minutes}
    answer = answered(400, graph(80002), x_business_use_case_usage=json.dumps({"1784": [row]}))
    told = ERRORS.refusal(answer, access)
    assert isinstance(told, TryLater)
    assert told.after == after


@pytest.mark.parametrize("header", ["", "soon", "[]", '{"1": 3}', '{"1": [{}]}'])
def test_a_strange_usage_header_is_survived(
    answered: Callable[..., Answer], access: ChannelAccess, header: str
) -> None:
    answer = answered(400, graph(4), x_business_use_case_usage=header)
    assert isinstance(ERRORS.refusal(answer, access), TryLater)


def test_an_echoed_token_is_hidden(answered: Callable[..., Answer], access: ChannelAccess) -> None:
    answer = answered(401, graph(190, 467, "Malformed access token ABCDEF-token"))
    assert "ABCDEF" not in ERRORS.refusal(answer, access).detail


def test_a_thing_that_does_not_exist_is_gone_and_a_refusal_is_not(
    answered: Callable[..., Answer],
) -> None:
    assert is_gone(answered(400, graph(100, 33)))
    assert is_gone(answered(404, "not found"))
    assert not is_gone(answered(400, graph(100)))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("Error: Media upload has failed with error code 2207052", ContentRefused),
        ("Error: Media upload has failed with error code 2207005", ContentRefused),
        ("Error: Media upload has failed with error code 2207003", TryLater),
        ("Error: something new", TryLater),
        ("", TryLater),
    ],
)
def test_a_failed_container_tells_why(
    access: ChannelAccess, status: str, error: type[ConnectorError]
) -> None:
    told = container_trouble(status, access, {"children": "1,2"})
    assert isinstance(told, error)
    if isinstance(told, TryLater):
        assert told.memory == {"children": "1,2"}


def test_containers_carry_captions_and_descriptions_in_their_places(
    pictures: tuple[MediaFile, ...],
) -> None:
    post = replace(POST, media=pictures[:1])
    picture = {"image_url": pictures[0].public_url, "alt_text": pictures[0].alt}
    assert single_parameters(post, sent=False) == picture | {"caption": "Leo shines. #leo"}
    assert item_parameters(pictures[0], sent=False) == picture | {"is_carousel_item": "true"}
    assert carousel_parameters(post, ["1", "2"]) == {
        "media_type": "CAROUSEL",
        "children": "1,2",
        "caption": "Leo shines. #leo",
    }


def test_ours_is_the_one_with_our_caption_that_is_not_older_than_our_sending() -> None:
    old = Published("1", "Leo shines. #leo", MOMENT - timedelta(minutes=10))
    other = Published("2", "Virgo shines.", MOMENT + timedelta(minutes=1))
    ours = Published("3", "Leo shines.\n#leo", MOMENT + timedelta(minutes=1))
    assert alike(POST, [other, ours, old], MOMENT) == [ours]
    assert alike(POST, [other, old], MOMENT) == []


def test_graph_timestamps_without_a_colon_are_read() -> None:
    medium = Medium.model_validate({"id": "1", "timestamp": "2026-11-21T07:00:00+0000"})
    assert medium.timestamp == MOMENT


def test_insights_go_before_public_counts_and_what_is_missing_stays_missing() -> None:
    medium = Medium.model_validate({"id": "1", "like_count": 4, "comments_count": 1})
    insights = Insights.model_validate(
        {
            "data": [
                {"name": "saved", "values": [{"value": 3}]},
                {"name": "likes", "total_value": {"value": 5}},
                {"name": "reach", "values": []},
            ]
        }
    )
    assert to_metrics(insights, medium) == {"likes": 5, "comments": 1, "saves": 3}
    assert to_metrics(Insights(), medium) == {"likes": 4, "comments": 1}


def test_the_time_watched_is_told_in_seconds_and_answers_to_a_story_are_comments() -> None:
    told = {
        "data": [
            {"name": "ig_reels_video_view_total_time", "values": [{"value": 61_900}]},
            {"name": "replies", "values": [{"value": 2}]},
        ]
    }
    medium = Medium.model_validate({"id": "1"})
    counts = to_metrics(Insights.model_validate(told), medium)
    assert counts == {"watch_seconds": 61, "comments": 2}


def test_a_reel_carries_its_options_and_leaves_out_what_was_not_said(
    pictures: tuple[MediaFile, ...], videos: tuple[MediaFile, ...]
) -> None:
    bare = replace(POST, kind="reel", media=videos)
    video = {"media_type": "REELS", "video_url": videos[0].public_url, "caption": POST.text}
    assert single_parameters(bare, sent=False) == video
    options: dict[str, OptionValue] = {
        "share_to_feed": False, "thumb_offset": 1500, "audio_name": "Wind", "trial": "MANUAL",
        "collaborators": ("@virgo", "libra"), "user_tags": ("aries",), "location_id": "7640",
    }  # fmt: skip
    told = single_parameters(replace(bare, options=options, cover=pictures[0]), sent=True)
    assert told == {
        "media_type": "REELS", "upload_type": "resumable", "caption": POST.text,
        "cover_url": pictures[0].public_url, "share_to_feed": "false", "thumb_offset": "1500",
        "audio_name": "Wind", "trial_params": '{"graduation_strategy": "MANUAL"}',
        "collaborators": '["virgo", "libra"]', "user_tags": '[{"username": "aries"}]',
        "location_id": "7640",
    }  # fmt: skip


def test_a_person_in_a_picture_is_tagged_at_a_place(pictures: tuple[MediaFile, ...]) -> None:
    post = replace(POST, media=pictures[:1], options={"user_tags": ("@aries",)})
    told = single_parameters(post, sent=False)
    assert json.loads(told["user_tags"]) == [{"username": "aries", "x": 0.5, "y": 0.5}]


def test_a_story_has_neither_words_nor_a_description(pictures: tuple[MediaFile, ...]) -> None:
    post = replace(POST, kind="story", media=pictures[:1])
    story = {"media_type": "STORIES", "image_url": pictures[0].public_url}
    assert single_parameters(post, sent=False) == story
