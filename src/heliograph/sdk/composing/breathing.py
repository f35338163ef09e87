"""When the line of a scene begins: after a breath, and when a slow dissolve has come through."""

from __future__ import annotations

from heliograph.sdk.timeline.document import Scene, Speech, Timeline

BREATH = 0.25
"""Seconds before the first word of a scene, at least."""
LONGEST = 600.0
"""Seconds that a timeline allows a scene."""
_ARRIVED = 0.7
"""How much of a long dissolve is over when the first word is said."""


def settled(timeline: Timeline, rest: float) -> Timeline:
    """The timeline with every line begun when its picture has come: nobody reads or listens
    through a slow dissolve. What needs no longer breath stays as it is."""
    scenes = []
    for scene in timeline.scenes:
        wish = breath_before(scene)
        update: dict[str, object] = {}
        if scene.speech is not None and scene.speech.start < wish:
            speech = begun(scene.speech, wish)
            end = max((word.end for word in speech.words), default=0.0) + rest
            seconds = min(max(scene.seconds, end), LONGEST)
            update = {"speech": speech, "seconds": round(seconds, 3)}
        scenes.append(scene.model_copy(update=update))
    return timeline.model_copy(update={"scenes": tuple(scenes)})


def breath_before(scene: Scene) -> float:
    """Seconds before the first word of a scene."""
    return round(max(BREATH, _ARRIVED * scene.transition.seconds), 3)


def begun(speech: Speech, start: float) -> Speech:
    """The same speech begun so many seconds into its scene."""
    later = start - speech.start
    words = tuple(
        word.model_copy(
            update={"start": round(word.start + later, 4), "end": round(word.end + later, 4)}
        )
        for word in speech.words
    )
    return speech.model_copy(update={"start": start, "words": words})
