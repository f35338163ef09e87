"""Facebook's answers, as far as we use them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from heliograph.sdk.calls import Wire
from heliograph.sdk.graph.shapes import Paging


class Picture(Wire):
    """Where a picture lies."""

    url: str = ""


class PictureData(Wire):
    """The wrapping of a picture."""

    data: Picture = Picture()


class Page(Wire):
    """A Page; `access_token` is there in a person's list of Pages alone."""

    id: str = Field(coerce_numbers_to_str=True)
    name: str
    username: str = ""
    link: str | None = None
    followers_count: int | None = None
    picture: PictureData = PictureData()
    access_token: str = Field("", repr=False)
    tasks: tuple[str, ...] = ()


class Pages(Wire):
    """Some Pages of a person or of a business."""

    items: tuple[Page, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Business(Wire):
    """A business portfolio that the person belongs to."""

    id: str = Field(coerce_numbers_to_str=True)


class Businesses(Wire):
    """The portfolios of a person."""

    items: tuple[Business, ...] = Field((), alias="data")


class Done(Wire):
    """A yes. A story's comes with its id, a reel's may."""

    success: bool
    post_id: str = Field("", coerce_numbers_to_str=True)


class Count(Wire):
    """How often something was shared."""

    count: int = 0


class Total(Wire):
    """A sum over a list that was not asked for itself."""

    total_count: int = 0


class Summary(Wire):
    """The wrapping of a sum."""

    summary: Total = Total()


class FeedPost(Wire):
    """A post of the Page, or one that waits for its time."""

    id: str
    message: str = ""
    created_time: datetime | None = None
    scheduled_publish_time: int | None = None
    permalink_url: str | None = None
    shares: Count = Count()
    comments: Summary = Summary()
    reactions: Summary = Summary()


class Feed(Wire):
    """Some posts of the Page, newest first."""

    items: tuple[FeedPost, ...] = Field((), alias="data")
    paging: Paging = Paging()


class Author(Wire):
    """Who wrote a comment."""

    id: str = Field("", coerce_numbers_to_str=True)


class Comment(Wire):
    """A comment under a post."""

    id: str
    message: str = ""
    created_time: datetime | None = None
    author: Author = Field(Author(), alias="from")


class Comments(Wire):
    """Some comments, newest first."""

    items: tuple[Comment, ...] = Field((), alias="data")


class Story(Wire):
    """A story of the Page: the photo or the video that it shows."""

    post_id: str = Field(coerce_numbers_to_str=True)
    media_id: str = Field("", coerce_numbers_to_str=True)
    url: str | None = None


class Stories(Wire):
    """The Page's stories."""

    items: tuple[Story, ...] = Field((), alias="data")


class Session(Wire):
    """A resumable upload: its video, and the bytes wanted next; equal offsets want no more."""

    video_id: str = Field("", coerce_numbers_to_str=True)
    upload_session_id: str = Field("", coerce_numbers_to_str=True)
    start_offset: int = 0
    end_offset: int = 0


class Opened(Wire):
    """An upload in one piece: where it goes."""

    video_id: str = Field(coerce_numbers_to_str=True)
    upload_url: str


class Trouble(Wire):
    """Why a phase failed."""

    message: str = ""


class Phase(Wire):
    """One stretch of a video's way to its audience."""

    status: str = ""
    publish_status: str = ""
    bytes_transfered: int = 0
    error: Trouble = Trouble()


class FilmStatus(Wire):
    """How far a video is."""

    video_status: str = ""
    uploading_phase: Phase = Phase()
    processing_phase: Phase = Phase()
    publishing_phase: Phase = Phase()


class Film(Wire):
    """A video, a reel or a story's video."""

    id: str = Field("", coerce_numbers_to_str=True)
    status: FilmStatus = FilmStatus()
    permalink_url: str | None = None
    comments: Summary = Summary()
    reactions: Summary = Summary()


class Value(Wire):
    """One number, or several by name."""

    value: int | dict[str, int]


class Insight(Wire):
    """One metric."""

    name: str
    values: tuple[Value, ...] = ()


class Insights(Wire):
    """The metrics Facebook has; one that it lacks is missing, not zero."""

    items: tuple[Insight, ...] = Field((), alias="data")
