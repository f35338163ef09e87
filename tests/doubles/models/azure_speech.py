"""Azure Speech: SSML in, a WAV file out; an empty answer for a voice that cannot say it."""

from __future__ import annotations

from defusedxml import ElementTree

from tests.doubles.models.server import KEY, Asked, Reply
from tests.doubles.models.speech import spoken, wav

VOICE = "en-US-TestNeural"
_SPACE = "{http://www.w3.org/2001/10/synthesis}"


def behave(asked: Asked) -> Reply:
    """What a well server does."""
    if asked.headers.get("ocp-apim-subscription-key") != KEY:
        return Reply(401, b"", {"content-type": "text/plain"})
    if asked.path.endswith("/voices/list"):
        listed = {"ShortName": VOICE, "DisplayName": "Test", "Locale": "en-US", "Gender": "Female"}
        return Reply(200, [listed, {"ShortName": "ar-EG-TestNeural", "Locale": "ar-EG"}])
    assert asked.headers["content-type"] == "application/ssml+xml"
    assert asked.headers["x-microsoft-outputformat"] == "riff-24khz-16bit-mono-pcm"
    assert asked.headers["user-agent"]
    try:
        speak = ElementTree.fromstring(asked.body)
    except ElementTree.ParseError:
        return Reply(400, b"Bad SSML", {"content-type": "text/plain"})
    voice = speak.find(f"{_SPACE}voice")
    if voice is None or voice.get("name") != VOICE:
        return Reply(200, b"", {"content-type": "audio/x-wav"})
    return Reply(200, wav(spoken("".join(speak.itertext()))), {"content-type": "audio/x-wav"})


def said(asked: Asked) -> tuple[str, dict[str, str]]:
    """The text of an order, and how it was to be said."""
    speak = ElementTree.fromstring(asked.body)
    prosody = speak.find(f"{_SPACE}voice/{_SPACE}prosody")
    assert prosody is not None
    language = speak.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    return "".join(speak.itertext()), {**prosody.attrib, "language": language}
