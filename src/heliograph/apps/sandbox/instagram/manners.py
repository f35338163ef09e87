"""How Instagram words its refusals, and which of its calls an audience sees."""

from __future__ import annotations

from heliograph.apps.sandbox.answers import Refusal
from heliograph.apps.sandbox.graph.manners import GraphManners
from heliograph.apps.sandbox.graph.product import Product

GRAPH = Product("instagram", throttled=80002)
# code, subcode: title, what the person is told, whether trying again may help
_WORDS: dict[tuple[int, int], tuple[str, str, bool]] = {
    (-2, 2207003): ("Download timed out", "It takes too long to download the media.", True),
    (-2, 2207020): ("Media expired", "The media has expired. Create a new container.", False),
    (-1, 2207001): ("Instagram server error", "Instagram server error. Try again.", True),
    (-1, 2207032): ("Media could not be created", "Create media fail, please try again.", True),
    (-1, 2207053): ("Unknown upload error", "An unknown error occurred during upload.", True),
    (1, 2207057): ("Cover out of range", "The thumbnail offset must lie within the video.", False),
    (4, 2207051): ("Action is blocked", "We restrict certain activity to protect our community.",
                   False),
    (9, 2207042): ("Daily limit", "You reached the maximum number of posts for the day.", False),
    (24, 2207006): ("Media not found", "The media with this id cannot be found.", False),
    (24, 2207008): ("Media not found", "The media builder with this creation id does not exist "
                    "or has expired.", True),
    (25, 2207050): ("Account restricted", "The Instagram account is restricted.", False),
    (100, 2207023): ("Unknown media type", "The media type is unknown.", False),
    (100, 2207028): ("Carousel", "A carousel needs between 2 and 10 items.", False),
    (100, 2207040): ("Too many tags", "The caption has more than 20 @ tags or 30 hashtags.", False),
    (100, 2207081): ("Trial reels", "This account cannot make trial reels.", False),
    (352, 2207026): ("Video format", "The video format is not supported.", False),
    (9004, 2207052): ("Media download failed", "The media could not be fetched from this URI.",
                      False),
    (9007, 2207027): ("Media not ready", "The media is not ready for publishing, wait a moment.",
                      False),
    (36000, 2207004): ("Image too large", "The image is larger than 8 MiB.", False),
    (36001, 2207005): ("Image format", "The image format is not supported. Use JPEG.", False),
    (36003, 2207009): ("Aspect ratio", "The aspect ratio of the image is not supported.", False),
    (36004, 2207010): ("Caption too long", "The caption is longer than 2,200 characters.", False),
}  # fmt: skip


def refused(code: int, subcode: int) -> Refusal:
    """One of the documented refusals; all answer 400."""
    title, words, transient = _WORDS[code, subcode]
    return GRAPH.envelope(400, code, words, subcode=subcode, title=title, transient=transient)


class InstagramManners(GraphManners):
    """See `gate.Manners`."""

    name = GRAPH.name
    product = GRAPH
    committing = ("/media_publish", "/comments")

    def refused(self) -> Refusal:
        return refused(4, 2207051)

    def broken(self) -> Refusal:
        return refused(-1, 2207001)

    def refusal(self, which: str) -> Refusal:
        code, _, subcode = which.partition("/")
        known = subcode.isdigit() and (int(code), int(subcode)) in _WORDS
        return refused(int(code), int(subcode)) if known else super().refusal(which)
