"""What is Reddit's own about delivering: subreddits' rules, repeated links, comments, media."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.doubles.sandbox import SandboxProcess

from heliograph.extensions.connectors.reddit import Connector
from heliograph.extensions.connectors.reddit.client import LeasedForm, program_name
from heliograph.extensions.connectors.reddit.community import tidy_name
from heliograph.extensions.connectors.reddit.mapping import (
    Lease,
    Thing,
    is_gone,
    to_form,
    to_gallery,
    to_metrics,
    uploads_in,
)
from heliograph.kit.http import read_all
from heliograph.sdk.connectors import Absent, Follows, Found, MediaFile, OutgoingPost, Quota
from heliograph.sdk.contract.bench import Bench, ConnectorType
from heliograph.sdk.errors import (
    ChannelClosed,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)


@pytest.fixture
def bench(bench_on: Callable[[ConnectorType], Bench]) -> Bench:
    return replace(
        bench_on(Connector), complete=lambda post: replace(post, title="The lantern of tonight")
    )


def into(post: OutgoingPost, subreddit: str, **options: str | bool) -> OutgoingPost:
    return replace(post, options={"subreddit": subreddit, **options})


async def refused(bench: Bench, post: OutgoingPost) -> ContentRefused:
    with pytest.raises(ContentRefused) as caught:
        await bench.connector().prepare(post, {})
    return caught.value


async def test_a_post_without_a_title_is_refused_before_it_is_sent(bench: Bench) -> None:
    told = await refused(bench, replace(bench.post(), title=" "))
    assert [one.rule for one in told.problems] == ["title.required"]


@pytest.mark.parametrize(
    ("subreddit", "kind", "rule"),
    [
        ("textonly", "link", "reddit.no_links"),
        ("linksonly", "text", "reddit.no_selfs"),
        ("flaired", "text", "reddit.flair"),
        ("nobody", "text", "reddit.body"),
        ("members", "text", "reddit.private"),
        ("r/never_founded", "text", "reddit.noexist"),
    ],
)
async def test_a_subreddits_rule_is_told_before_anything_is_sent(
    bench: Bench, subreddit: str, kind: str, rule: str
) -> None:
    post = bench.post(kind="link" if kind == "link" else "text")
    told = await refused(bench, into(post, subreddit))
    assert [one.rule for one in told.problems] == [rule]
    assert all(one.remedy for one in told.problems)
    assert await bench.stand(post) == 0


async def test_a_subreddit_may_ask_for_shorter_titles(bench: Bench) -> None:
    post = into(replace(bench.post(), title="t" * 53), "shorttitles")
    assert (await refused(bench, post)).problems[0].remedy == "Shorten the title by 3 characters"


async def test_a_domain_that_a_subreddit_bars_is_told(bench: Bench) -> None:
    post = replace(bench.post(kind="link"), link="https://www.example.org/moon")
    assert (await refused(bench, into(post, "picky"))).problems[0].rule == "reddit.domain"


async def test_a_ban_closes_the_channel(bench: Bench) -> None:
    post = into(bench.post(), "barred")
    memory = await bench.connector().prepare(post, {})
    with pytest.raises(ChannelClosed):
        await bench.connector().publish(bench.sent(post), memory)


async def test_a_chosen_flair_is_shown(bench: Bench, sandbox: SandboxProcess) -> None:
    access = replace(bench.access, secrets={**bench.access.secrets, "subreddit": "/r/flaired/"})
    connector = Connector(access)
    flairs = (await connector.offers())["flair_id"]
    assert len(flairs) == 2
    post = replace(bench.post(), options={"flair_id": flairs[0]})
    memory = await connector.prepare(post, {})
    receipt = await connector.publish(bench.sent(post), memory)
    assert "/r/flaired/" in (receipt.url or "")


async def test_without_a_subreddit_posts_go_to_the_accounts_own_page(bench: Bench) -> None:
    secrets = {**bench.access.secrets, "subreddit": ""}
    post = bench.post()
    memory = await bench.connector(secrets=secrets).prepare(post, {})
    assert memory["subreddit"] == f"u_{(await bench.connector().identify()).handle[1:]}"


async def test_a_link_that_stands_is_a_refusal_unless_an_attempt_got_lost(bench: Bench) -> None:
    first, second = bench.post(kind="link"), bench.post(kind="link")
    await bench.deliver(first)
    memory = await bench.connector().prepare(second, {})
    with pytest.raises(ContentRefused) as told:
        await bench.connector().publish(bench.sent(second), memory)
    assert told.value.problems[0].field == "link"
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(first, again=True), memory)
    assert isinstance(await bench.connector().look(bench.sent(first, again=True), memory), Found)
    allowed = replace(second, options={"resubmit": True})
    assert (await bench.connector().publish(bench.sent(allowed), memory)).state == "published"


async def test_a_picture_is_accepted_first_and_found_when_it_is_processed(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    sandbox.faults("reddit", processing_s=1.5)
    post = bench.post(kind="image")
    memory = await bench.connector().prepare(post, {})
    receipt = await bench.connector().publish(bench.sent(post), memory)
    assert (receipt.state, bool(receipt.after)) == ("accepted", True)
    early = {**memory, "accepted": receipt.remote_id}
    working = await bench.connector().look(bench.sent(post, again=True), early)
    assert isinstance(working, Found)
    assert working.receipt.state == "accepted"
    settled = await bench.settled(post, memory, receipt)
    assert settled.remote_id.startswith("t3_")


async def test_an_upload_that_fails_keeps_what_was_uploaded_before(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    post = bench.post(kind="carousel")
    # A lease and a file, then a lease whose file meets trouble.
    sandbox.faults("reddit", script=["ok", "ok", "ok", "error_503"], only=["upload"])
    with pytest.raises(TryLater) as told:
        await bench.connector().prepare(post, {})
    kept = told.value.memory or {}
    assert len(uploads_in(kept)) == 1
    whole = await bench.connector().prepare(post, kept)
    assert uploads_in(whole)[0] == uploads_in(kept)[0]
    assert len(uploads_in(whole)) == 2


async def test_a_first_comment_stands_below_its_post_and_is_found(bench: Bench) -> None:
    receipt, _ = await bench.deliver(bench.post())
    words = bench.post("Sources & notes: <the almanac>")
    step = replace(words, title="", follows=Follows("comment", receipt, receipt))
    memory = await bench.connector().prepare(step, {})
    assert isinstance(await bench.connector().look(bench.sent(step), memory), Absent)
    said = await bench.connector().publish(bench.sent(step), memory)
    assert said.remote_id.startswith("t1_")
    sighting = await bench.connector().look(bench.sent(step, again=True), memory)
    assert isinstance(sighting, Found)
    assert sighting.receipt == said
    assert said.remote_id in await bench.connector().metrics([said.remote_id])
    await bench.connector().delete(said.remote_id)
    assert await bench.stand(step) == 0


async def test_a_comment_whose_answer_was_lost_is_found(bench: Bench) -> None:
    receipt, _ = await bench.deliver(bench.post())
    step = replace(bench.post("Lost?"), follows=Follows("comment", receipt, receipt))
    await bench.platform.trouble("lost_answer")
    with pytest.raises(OutcomeUnknown):
        await bench.connector().publish(bench.sent(step), {})
    assert isinstance(await bench.connector().look(bench.sent(step, again=True), {}), Found)


async def test_a_comment_that_is_too_long_is_refused_here(bench: Bench) -> None:
    receipt, _ = await bench.deliver(bench.post())
    step = replace(bench.post("c" * 10_001), follows=Follows("comment", receipt, receipt))
    assert (await refused(bench, step)).problems[0].rule == "text.max"


async def test_the_account_tells_its_followers_and_its_quota(bench: Bench) -> None:
    seen: list[Quota] = []
    connector = Connector(replace(bench.access, saw_quota=seen.append))
    assert (await connector.account_metrics())["followers"] > 0
    assert seen[-1].scope == "app"
    assert 0 < seen[-1].remaining < seen[-1].limit


async def test_a_token_that_ran_out_is_renewed_in_the_middle_of_publishing(
    bench: Bench, sandbox: SandboxProcess
) -> None:
    good = dict(bench.access.secrets)

    async def renew(stale: object) -> dict[str, str]:
        return good

    stale = {**good, "access_token": "ran-out"}
    connector = Connector(replace(bench.access, secrets=stale, renew=renew))
    post = bench.post()
    memory = await connector.prepare(post, {})
    assert (await connector.publish(bench.sent(post), memory)).state == "published"
    assert await bench.stand(post) == 1


async def test_missing_scopes_ask_for_reconnection(bench: Bench, sandbox: SandboxProcess) -> None:
    with pytest.raises(ReconnectNeeded):
        await bench.connector(secrets={**bench.access.secrets, "access_token": "no"}).delete("t3_1")


async def test_the_upload_form_is_as_long_as_it_claims(pictures: tuple[MediaFile, ...]) -> None:
    told = {
        "args": {"action": "//h/p", "fields": [{"name": "key", "value": "a/b"}]},
        "asset": {"asset_id": "x"},
    }
    form = LeasedForm(Lease.model_validate(told), pictures[0])
    body = await read_all(form.stream())
    assert str(len(body)) == form.headers["Content-Length"]
    assert body.index(b'name="key"') < body.index(b'name="file"')


def test_the_program_names_itself_in_reddits_form() -> None:
    assert program_name("abc é\n", "Ada") == "web:heliograph-abc:0.1 (by /u/Ada)"
    assert tidy_name(" /R/Astrology/ ") == "Astrology"


async def test_options_reach_the_form_and_the_gallery(bench: Bench) -> None:
    options = {"nsfw": True, "spoiler": True, "sendreplies": False, "flair_id": "f1"}
    form = to_form(replace(bench.post(), options=options), "open", ())
    assert (form["nsfw"], form["spoiler"], form["sendreplies"]) == ("true", "true", "false")
    assert (form["flair_id"], form["kind"]) == ("f1", "self")
    post = replace(bench.post(kind="carousel"), options=options)
    memory = await bench.connector().prepare(post, {})
    body = to_gallery(post, "open", uploads_in(memory))
    assert (body["nsfw"], body["flair_id"]) == (True, "f1")
    assert body["items"][0]["caption"] == post.media[0].alt  # type: ignore[index]


def test_views_are_told_only_where_reddit_tells_them_and_shells_are_gone() -> None:
    thing = Thing(name="t3_a", ups=7, num_comments=2, num_crossposts=1)
    assert to_metrics(thing) == {"likes": 7, "comments": 2, "shares": 1}
    assert to_metrics(thing.model_copy(update={"view_count": 90}))["views"] == 90
    assert is_gone(thing.model_copy(update={"author": "[deleted]"}))
    assert not is_gone(thing.model_copy(update={"removed_by_category": "moderator"}))


async def test_an_older_post_with_the_same_words_is_not_ours(bench: Bench) -> None:
    post = bench.post()
    _, memory = await bench.deliver(post)
    later = replace(post, first_sent_at=datetime.now(UTC) + timedelta(minutes=30))  # noqa: TID251
    assert isinstance(await bench.connector().look(later, memory), Absent)
