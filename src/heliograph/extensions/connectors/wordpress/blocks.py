"""A post as the blocks of WordPress's editor. Pure functions; equal inputs give equal content."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from heliograph.extensions.connectors.wordpress.uploads import Upload
from heliograph.sdk.connectors import MediaFile, OutgoingPost
from heliograph.sdk.counting import URL

PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


def to_content(post: OutgoingPost, files: Sequence[tuple[MediaFile, Upload]], poster: str) -> str:
    """Pictures or video first, then the words, then the link."""
    parts = [_media(files, poster), *paragraphs(post.text)]
    if post.link and (post.kind == "link" or post.link not in post.text):
        parts.append(_button(post.link))
    return "\n\n".join(part for part in parts if part)


def paragraphs(text: str) -> list[str]:
    """Every paragraph as a block; line breaks and addresses kept as they are meant."""
    found = (part.strip() for part in PARAGRAPH_BREAK.split(text.replace("\r\n", "\n")))
    return [_block("paragraph", f"<p>{_inline(part)}</p>") for part in found if part]


def _inline(text: str) -> str:
    done, place = [], 0
    for match in URL.finditer(text):
        address = _escaped(match.group())
        done.append(_escaped(text[place : match.start()]))
        done.append(f'<a href="{address}">{address}</a>')
        place = match.end()
    done.append(_escaped(text[place:]))
    return "".join(done).replace("\n", "<br>")


def _escaped(text: str) -> str:
    """Words that stay words: no mark-up, and no shortcode, which starts with a bracket."""
    return html.escape(text).replace("[", "&#91;").replace("]", "&#93;")


def _media(files: Sequence[tuple[MediaFile, Upload]], poster: str) -> str:
    if not files:
        return ""
    if files[0][0].is_video:
        return _video(files[0][1], poster)
    pictures = [_picture(file, upload) for file, upload in files]
    if len(pictures) == 1:
        return pictures[0]
    inner = "\n\n".join(pictures)
    classes = "wp-block-gallery has-nested-images columns-default is-cropped"
    return _block("gallery", f'<figure class="{classes}">{inner}</figure>', linkTo="none")


def _picture(file: MediaFile, upload: Upload) -> str:
    image = (
        f'<img src="{_escaped(upload.url)}" alt="{_escaped(file.alt)}" '
        f'class="wp-image-{upload.id}"/>'
    )
    figure = f'<figure class="wp-block-image size-full">{image}</figure>'
    return _block("image", figure, id=upload.id, sizeSlug="full", linkDestination="none")


def _video(upload: Upload, poster: str) -> str:
    shown = f' poster="{_escaped(poster)}"' if poster else ""
    video = f'<video controls{shown} src="{_escaped(upload.url)}"></video>'
    return _block("video", f'<figure class="wp-block-video">{video}</figure>', id=upload.id)


def _button(link: str) -> str:
    label = _escaped((urlsplit(link).hostname or link).removeprefix("www."))
    anchor = (
        f'<a class="wp-block-button__link wp-element-button" href="{_escaped(link)}">{label}</a>'
    )
    button = _block("button", f'<div class="wp-block-button">{anchor}</div>')
    return _block("buttons", f'<div class="wp-block-buttons">{button}</div>')


def _block(name: str, inner: str, **attributes: object) -> str:
    told = f" {json.dumps(attributes, separators=(',', ':'))}" if attributes else ""
    return f"<!-- wp:{name}{told} -->\n{inner}\n<!-- /wp:{name} -->"
