"""What a post carries besides its words: one medium, several pictures, a link or a poll."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from heliograph.apps.sandbox.accounts import Account
from heliograph.apps.sandbox.answers import text_of
from heliograph.apps.sandbox.linkedin.manners import invalid
from heliograph.apps.sandbox.linkedin.uploads import usable
from heliograph.apps.sandbox.store import JSON, Connection

KINDS = ("media", "multiImage", "article", "poll")
DURATIONS = ("ONE_DAY", "THREE_DAYS", "SEVEN_DAYS", "FOURTEEN_DAYS")
MOST_QUESTION, MOST_ANSWER = 140, 30


@dataclass(frozen=True)
class Content:
    """A checked content: what a post keeps of it."""

    product: str = "TEXT"
    media: tuple[dict[str, JSON], ...] = ()
    extra: dict[str, JSON] = field(default_factory=dict)
    question: str = ""

    @property
    def prefix(self) -> str:
        """Which of the two URNs the post gets."""
        return "ugcPost" if self.product in ("VIDEO", "CAROUSEL", "POLL") else "share"


def read_content(db: Connection, author: Account, asked: JSON, now: float) -> Content:
    """The content of a call; refused unless it is exactly one of the kinds, and whole."""
    if not asked:
        return Content()
    if not isinstance(asked, dict) or len(asked) != 1 or next(iter(asked)) not in KINDS:
        raise invalid("/content", "must be exactly one of media, multiImage, article, poll")
    kind, value = next(iter(asked.items()))
    if not isinstance(value, dict):
        raise invalid(f"/content/{kind}", "must be an object")
    if kind == "media":
        return _media(db, author, value, now)
    if kind == "multiImage":
        return _pictures(db, author, value, now)
    return _article(db, author, value, now) if kind == "article" else _poll(value)


def _media(db: Connection, author: Account, value: dict[str, JSON], now: float) -> Content:
    urn, title = text_of(value.get("id")), text_of(value.get("title"))
    kind = urn.split(":")[2] if urn.count(":") >= 3 else ""
    if kind not in ("image", "video", "document"):
        raise invalid("/content/media/id", "must be an image, a video or a document")
    if kind == "document" and not title:
        raise invalid("/content/media/title", "field is required", "MISSING_FIELD")
    medium = replace(usable(db, author, urn, now), alt=text_of(value.get("altText")))
    extra = {"title": title} if title else {}
    return Content(kind.upper(), (medium.shown(),), extra)


def _pictures(db: Connection, author: Account, value: dict[str, JSON], now: float) -> Content:
    images = value.get("images")
    if not isinstance(images, list) or not 2 <= len(images) <= 20:
        raise invalid("/content/multiImage/images", "must be 2 to 20 images")
    found = []
    for image in images:
        urn = text_of(image.get("id"))
        if not urn.startswith("urn:li:image:"):
            raise invalid("/content/multiImage/images", "must all be images")
        medium = usable(db, author, urn, now)
        found.append(replace(medium, alt=text_of(image.get("altText"))).shown())
    return Content("CAROUSEL", tuple(found))


def _article(db: Connection, author: Account, value: dict[str, JSON], now: float) -> Content:
    source, title = text_of(value.get("source")), text_of(value.get("title"))
    if not source.startswith(("https://", "http://")):
        raise invalid("/content/article/source", "must be an address")
    if not title:
        raise invalid("/content/article/title", "field is required", "MISSING_FIELD")
    thumbnail = text_of(value.get("thumbnail"))
    media = (usable(db, author, thumbnail, now).shown(),) if thumbnail else ()
    article = {"source": source, "title": title,
               "description": text_of(value.get("description"))}  # fmt: skip
    return Content("ARTICLE", media, {"article": article})


def _poll(value: dict[str, JSON]) -> Content:
    question, options = text_of(value.get("question")), value.get("options")
    if not question or len(question) > MOST_QUESTION:
        raise invalid("/content/poll/question", f"must be 1 to {MOST_QUESTION} characters")
    if not isinstance(options, list) or not 2 <= len(options) <= 4:
        raise invalid("/content/poll/options", "must be 2 to 4 options")
    answers = [text_of(option.get("text")) for option in options]
    if not all(0 < len(answer) <= MOST_ANSWER for answer in answers):
        raise invalid("/content/poll/options", f"must be 1 to {MOST_ANSWER} characters each")
    duration = text_of((value.get("settings") or {}).get("duration"))
    if duration not in DURATIONS:
        raise invalid("/content/poll/settings/duration", f"must be one of {DURATIONS}")
    poll = {"question": question, "answers": answers, "duration": duration}
    return Content("POLL", (), {"poll": poll}, question)
