"""Documents go from the library to the network that shows them."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID, uuid4

import pytest

from heliograph.modules.assets import Origin
from heliograph.modules.assets.errors import FileRefused
from heliograph.modules.scheduling.schemas import Extras, PostOrder
from tests.support.stage import Stage

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def slides() -> bytes:
    """The least that is a presentation."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("ppt/presentation.xml", "<p:presentation/>")
    return packed.getvalue()


@pytest.mark.parametrize("data", [PDF, slides()], ids=["pdf", "pptx"])
async def test_a_document_is_kept_and_published(stage: Stage, data: bytes) -> None:
    assets = stage.instance.assets.service(stage.work)
    kept = await assets.keep(data, Origin("made for a test", {}, "Three slides"))
    channel = await stage.channel("linkedin", f"h{uuid4().hex[:10]}")
    wanted = PostOrder(
        channel_id=channel,
        text="What we learned this year",
        asset_ids=[kept["id"]],
        extras=Extras(title="A year in slides"),
        now=True,
    )
    made = await stage.instance.scheduling.desk(stage.work).order(wanted, None)
    assert made["kind"] == "document"

    for _ in range(20):
        post = await stage.deliver(UUID(str(made["id"])))
        if post["status"] == "published":
            break
        await stage.make_due(UUID(str(made["id"])))

    assert post["status"] == "published"


async def test_an_archive_that_is_no_document_is_refused(stage: Stage) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("run.exe", "MZ")
    assets = stage.instance.assets.service(stage.work)

    with pytest.raises(FileRefused, match="packed archive"):
        await assets.keep(packed.getvalue(), Origin("made for a test", {}, "An archive"))
