"""What a member and an organisation may do on LinkedIn, against the sandbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess
from tests.extensions.connectors.linkedin.conftest import file_of

from heliograph.extensions.connectors.linkedin.uploads import uploaded
from heliograph.sdk.connectors import (
    Absent,
    Follows,
    Found,
    OutgoingPost,
    Poll,
    Receipt,
    Unclear,
)
from heliograph.sdk.contract.bench import Bench
from heliograph.sdk.errors import ContentRefused, OutcomeUnknown, ReconnectNeeded, TryLater

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def stored(sandbox: SandboxProcess, bench: Bench, receipt: Receipt) -> dict[str, object]:
    secrets = bench.access.secrets
    posts = sandbox.posts("linkedin")
    assert secrets["author"]
    return next(post for post in posts if post["id"] == receipt.remote_id)


def comment_on(bench: Bench, receipt: Receipt) -> OutgoingPost:
    return replace(bench.post(), follows=Follows("comment", receipt, receipt))


async def test_a_video_goes_up_in_parts_of_four_mebibytes(
    member: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.control("DELETE", "/calls")
    post = member.post(kind="video")
    assert post.media[0].size > 4_194_304
    receipt, _ = await member.deliver(post)
    parts = [
        call
        for call in sandbox.control("GET", "/calls?platform=linkedin&kind=upload")
        if call["method"] == "PUT"
    ]
    assert [call["status"] for call in parts] == [200] * -(-post.media[0].size // 4_194_304)
    assert stored(sandbox, member, receipt)["media"][0]["sha256"] == post.media[0].sha256


async def test_a_document_needs_a_title_and_arrives_whole(
    member: Bench, sandbox: SandboxProcess
) -> None:
    post = replace(member.post(), kind="document", media=(file_of(PDF, "application/pdf"),))
    with pytest.raises(ContentRefused) as refused:
        await member.connector().prepare(post, {})
    assert [problem.rule for problem in refused.value.problems] == ["title.required"]
    receipt, _ = await member.deliver(replace(post, title="The lantern book"))
    kept = stored(sandbox, member, receipt)
    assert kept["media"][0]["sha256"] == post.media[0].sha256
    assert kept["kind"] == "document"


async def test_a_link_carries_its_title_and_its_picture(
    member: Bench, sandbox: SandboxProcess
) -> None:
    post = replace(member.post(kind="link"), title="Lanterns", media=member.pictures[:1])
    receipt, _ = await member.deliver(post)
    kept = stored(sandbox, member, receipt)
    assert kept["kind"] == "article"
    assert kept["media"][0]["sha256"] == member.pictures[0].sha256


async def test_a_poll_with_several_answers_is_refused(member: Bench) -> None:
    post = replace(member.post(kind="poll"), poll=Poll(("a", "b"), 86_400, several=True))
    with pytest.raises(ContentRefused) as refused:
        await member.connector().prepare(post, {})
    assert refused.value.problems[0].remedy == "Let people choose one answer only"


async def test_a_repeat_that_nobody_doubts_is_refused_with_a_remedy(member: Bench) -> None:
    post = member.post()
    await member.deliver(post)
    again = replace(member.post(post.text), key="another")
    with pytest.raises(ContentRefused) as refused:
        await member.connector().publish(member.sent(again), {})
    assert "change the words" in refused.value.problems[0].remedy
    assert await member.stand(post) == 1


async def test_an_organisations_lost_post_is_found_by_looking(
    page: Bench, sandbox: SandboxProcess
) -> None:
    post = page.post("A *bold* [claim] about #lanterns_at_night (and ~more~) | {so} <on>")
    memory = await page.connector().prepare(post, {})
    assert isinstance(await page.connector().look(page.sent(post), memory), Absent)
    sandbox.faults("linkedin", script=["lost_answer"], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await page.connector().publish(page.sent(post), memory)
    sighting = await page.connector().look(page.sent(post, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt.remote_id in {one["id"] for one in sandbox.posts("linkedin")}
    assert await page.stand(post) == 1


async def test_an_organisations_older_post_is_not_taken_for_ours(page: Bench) -> None:
    post = page.post()
    _, memory = await page.deliver(post)
    later = replace(post, first_sent_at=page.access.clock.now() + timedelta(hours=1))
    assert isinstance(await page.connector().look(later, memory), Absent)


@pytest.mark.parametrize("kind", ["image", "carousel", "video", "poll"])
async def test_an_organisation_waits_for_its_files_and_posts_once(
    page: Bench, sandbox: SandboxProcess, kind: str
) -> None:
    post = page.post(kind=kind)  # type: ignore[arg-type]  # the parameters are post kinds
    receipt, memory = await page.deliver(post)
    assert len(uploaded(memory)) == len(post.media)
    assert await page.stand(post) == 1
    sighting = await page.connector().look(page.sent(post, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt == receipt


async def test_a_picture_that_is_not_ready_means_later(
    private_sandbox: SandboxProcess, member: Bench
) -> None:
    access = replace(
        member.access,
        base_url=private_sandbox.base_url("linkedin"),
        secrets=private_sandbox.account("linkedin", "slowly"),
    )
    slow = replace(member, access=access)
    private_sandbox.control("PUT", "/settings", {"container_s": 4})
    post = slow.post(kind="image")
    memory = await slow.connector().prepare(post, {})
    with pytest.raises(TryLater) as early:
        await slow.connector().publish(slow.sent(post), memory)
    assert early.value.after == timedelta(seconds=20)
    private_sandbox.control("POST", "/clock", {"advance_s": 20})
    receipt = await slow.connector().publish(slow.sent(post), memory)
    assert receipt.state == "published"


async def test_a_first_comment_stands_under_an_organisations_post(page: Bench) -> None:
    receipt, _ = await page.deliver(page.post())
    step = comment_on(page, receipt)
    memory = await page.connector().prepare(step, {})
    assert isinstance(await page.connector().look(page.sent(step), memory), Absent)
    made = await page.connector().publish(page.sent(step), memory)
    assert made.remote_id.startswith(f"urn:li:comment:({receipt.remote_id},")
    sighting = await page.connector().look(page.sent(step, again=True), memory)
    assert sighting == Found(made)
    await page.connector().delete(made.remote_id)
    await page.connector().delete(made.remote_id)
    assert isinstance(await page.connector().look(page.sent(step, again=True), memory), Absent)


async def test_a_members_lost_comment_stays_unclear(member: Bench, sandbox: SandboxProcess) -> None:
    receipt, _ = await member.deliver(member.post())
    step = comment_on(member, receipt)
    sandbox.faults("linkedin", script=["lost_answer"], only=["publish"])
    with pytest.raises(OutcomeUnknown):
        await member.connector().publish(member.sent(step), {})
    assert isinstance(await member.connector().look(member.sent(step, again=True), {}), Unclear)


async def test_a_comment_that_is_too_long_is_refused_here(member: Bench) -> None:
    receipt = Receipt("published", "urn:li:share:1")
    step = replace(comment_on(member, receipt), text="a" * 1251)
    with pytest.raises(ContentRefused) as refused:
        await member.connector().prepare(step, {})
    assert [problem.rule for problem in refused.value.problems] == ["text.max"]


async def test_the_numbers_of_an_organisation_grow(page: Bench, sandbox: SandboxProcess) -> None:
    receipts = [(await page.deliver(page.post()))[0], (await page.deliver(page.post()))[0]]
    pictured, _ = await page.deliver(page.post(kind="carousel"))
    found = await page.connector().metrics([*(one.remote_id for one in receipts), "urn:li:share:7",
                                            pictured.remote_id])  # fmt: skip
    assert set(found) == {receipts[0].remote_id, receipts[1].remote_id, pictured.remote_id}
    assert set(found[pictured.remote_id]) == {
        "views", "reach", "likes", "comments", "shares", "clicks",
    }  # fmt: skip
    account = await page.connector().account_metrics()
    assert set(account) == set(page.manifest.account_metrics)
    assert account["followers"] > 0


async def test_a_member_has_numbers_of_a_post_and_of_all_posts(member: Bench) -> None:
    receipt, _ = await member.deliver(member.post())
    found = await member.connector().metrics([receipt.remote_id])
    assert set(found[receipt.remote_id]) == {"views", "reach", "likes", "comments", "shares"}
    assert set(await member.connector().account_metrics()) <= set(member.manifest.account_metrics)


async def test_the_author_is_asked_for_when_none_is_stored(member: Bench) -> None:
    token = {"access_token": member.access.secrets["access_token"]}
    connector = member.connector(secrets=token)
    account = await connector.identify()
    assert account.remote_id == member.access.secrets["author"]
    post = member.post()
    memory = await connector.prepare(post, {})
    assert memory == {"author": account.remote_id}
    assert (await connector.publish(member.sent(post), memory)).remote_id


async def test_a_token_of_somebody_else_asks_for_reconnection(member: Bench) -> None:
    secrets = {**member.access.secrets, "author": "urn:li:person:somebody"}
    with pytest.raises(ReconnectNeeded):
        await member.connector(secrets=secrets).identify()
    with pytest.raises(ReconnectNeeded):
        await member.connector(secrets=secrets).publish(member.sent(member.post()), {})


async def test_a_version_that_was_shut_down_means_later_and_says_why(member: Bench) -> None:
    old = replace(member, access=replace(member.access, settings={"linkedin_version": "202510"}))
    with pytest.raises(TryLater) as sunset:
        await old.connector().publish(old.sent(old.post()), {})
    assert "linkedin_version" in sunset.value.detail
    assert sunset.value.after == timedelta(hours=1)


async def test_an_expired_token_is_renewed_and_the_post_goes_out_once(
    member: Bench, sandbox: SandboxProcess
) -> None:
    fresh = dict(member.access.secrets)
    asked: list[int] = []

    async def renew(stale: object) -> dict[str, str]:
        asked.append(1)
        return fresh

    renewed = replace(member, access=replace(member.access, renew=renew))
    post = renewed.post()
    sandbox.faults("linkedin", script=["token_expired"], only=["publish"])
    receipt = await renewed.connector().publish(renewed.sent(post), {})
    assert receipt.state == "published"
    assert asked == [1]
    assert await renewed.stand(post) == 1
