"""The contract of every connector: its test folder subclasses these claims and gives a `bench`.

    class TestMastodon(EveryClaim):
        @pytest.fixture
        async def bench(self, ...) -> Bench: ...

`WireClaims` need no steering of the platform, so they run against real services as well.
"""
# ruff: noqa: S101 - a contract is made of assertions

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from heliograph.sdk.connectors import Absent, Found, Memory, OutgoingPost, PostKind, Unclear
from heliograph.sdk.contract.bench import UNREACHABLE, Bench
from heliograph.sdk.contract.refusals import RefusalClaims
from heliograph.sdk.contract.secrets import SecretClaims
from heliograph.sdk.errors import (
    ConnectorError,
    ContentRefused,
    OutcomeUnknown,
    ReconnectNeeded,
    TryLater,
)
from heliograph.sdk.manifest import load_connector_manifest
from heliograph.sdk.rules import MEDIA_BY_KIND, facts_of, rules_for

SEES = frozenset({"record_key", "idempotency_key", "session_status", "search"})
"""The strategies whose look can find a post."""
BLIND_REPEAT = frozenset({"search", "none"})
"""The strategies under which only a look before a resend keeps a post from doubling."""
LISTED_BY_NOW = timedelta(minutes=75)
UNSETTLED = ("lost_answer", "committed_500", "half_closed", "truncated")


class ManifestClaims:
    """What a connector says of itself is whole and true."""

    def test_the_manifest_is_valid_and_named_like_its_folder(self, bench: Bench) -> None:
        folder = _folder(bench)
        manifest = load_connector_manifest(folder)
        assert manifest == bench.manifest
        assert manifest.id == folder.name
        assert set(manifest.kinds) <= set(get_args(PostKind))

    def test_the_folder_explains_itself(self, bench: Bench) -> None:
        folder = _folder(bench)
        assert "Known gaps" in (folder / "README.md").read_text()
        assert (folder / "icon.svg").read_text().startswith("<svg")

    def test_every_secret_is_asked_for_in_the_manifest(self, bench: Bench) -> None:
        asked = {field.name for field in bench.manifest.sign_in.fields}
        needed = {field.name for field in bench.manifest.sign_in.fields if field.required}
        assert needed <= set(bench.access.secrets)
        assert set(bench.access.secrets) <= asked


class RuleClaims:
    """What the manifest forbids is refused here, before the platform is bothered."""

    async def test_a_text_that_is_too_long_is_refused_with_a_remedy(self, bench: Bench) -> None:
        most = rules_for(bench.manifest, bench.simplest()).text.max
        post = bench.post("a" * (most + 7))
        problems = await _refused_here(bench, post)
        assert [problem.rule for problem in problems] == ["text.max"]
        assert "Shorten the text by 7" in problems[0].remedy

    async def test_a_kind_it_does_not_offer_is_refused(self, bench: Bench) -> None:
        foreign = next(kind for kind in get_args(PostKind) if kind not in bench.manifest.kinds)
        problems = await _refused_here(bench, replace(bench.post(), kind=foreign))
        assert "kind.known" in {problem.rule for problem in problems}

    async def test_a_file_of_another_type_is_refused(self, bench: Bench) -> None:
        post = bench.carrying()
        strange = replace(post.media[0], mime=f"{post.media[0].mime}-of-old")
        problems = await _refused_here(bench, replace(post, media=(strange,)))
        assert ("media[0]", "media.mime") in {(one.field, one.rule) for one in problems}

    async def test_a_file_that_is_too_large_is_refused(self, bench: Bench) -> None:
        post = bench.carrying()
        facts = facts_of(post.media[0])
        most = rules_for(bench.manifest, post.kind).for_file(facts).max_bytes
        huge = replace(post.media[0], size=most + 1)
        problems = await _refused_here(bench, replace(post, media=(huge,)))
        assert "media.max_bytes" in {problem.rule for problem in problems}

    async def test_too_many_files_are_refused(self, bench: Bench) -> None:
        post = bench.carrying(many=True)
        allowed = rules_for(bench.manifest, post.kind)
        most = MEDIA_BY_KIND[post.kind][1] or allowed.for_file(facts_of(post.media[0])).max_count
        many = (post.media[0],) * (most + 2)
        problems = await _refused_here(bench, replace(post, media=many))
        assert [problem.remedy for problem in problems] == ["Take out 2 files"]


class WireClaims:
    """What works when nothing goes wrong; true of the sandbox and of the real service alike."""

    can_delete = True
    many_scripts = (
        "Ünï 🌙 👩‍👩‍👧 {number} #Löwe صباح الخير\n\nhttps://example.com/a?b=1&c=2 <b>& “so”"
    )

    async def test_it_tells_who_the_secrets_belong_to(self, bench: Bench) -> None:
        account = await bench.connector().identify()
        assert account.remote_id
        assert account.handle.startswith("@")
        assert account.name

    async def test_wrong_secrets_ask_for_reconnection(self, bench: Bench) -> None:
        with pytest.raises(ReconnectNeeded):
            await bench.connector(secrets=bench.wrong_secrets()).identify()

    async def test_missing_secrets_ask_for_reconnection(self, bench: Bench) -> None:
        with pytest.raises(ReconnectNeeded):
            await bench.connector(secrets={}).identify()

    async def test_a_token_with_a_stray_character_asks_for_reconnection(self, bench: Bench) -> None:
        strange = {name: f"{value}\u2028é" for name, value in bench.access.secrets.items()}
        with pytest.raises(ReconnectNeeded):
            await bench.connector(secrets=strange).identify()

    @pytest.mark.parametrize("kind", [kind for kind in get_args(PostKind) if kind != "document"])
    async def test_a_post_of_each_kind_stands_once(self, bench: Bench, kind: PostKind) -> None:
        post = bench.post(kind=kind)
        if kind not in bench.manifest.kinds:
            assert "kind.known" in {one.rule for one in await _refused_here(bench, post)}
            return
        receipt, _ = await bench.deliver(post)
        assert (receipt.state, bool(receipt.remote_id)) == ("published", True)
        if kind != "story":
            assert (receipt.url or "").startswith("http")
        assert await bench.stand(post) == 1

    async def test_words_of_many_scripts_arrive_unharmed(self, bench: Bench) -> None:
        number = bench.post().id.hex
        text = self.many_scripts.format(number=number)
        post = bench.post(text)
        receipt, memory = await bench.deliver(post)
        assert await bench.stand(post) == 1
        if bench.manifest.strategy in SEES:
            sighting = await bench.connector().look(bench.sent(post, again=True), memory)
            assert isinstance(sighting, Found)
            assert sighting.receipt.remote_id == receipt.remote_id

    async def test_what_is_prepared_is_not_prepared_again(self, bench: Bench) -> None:
        post = bench.carrying(many=True)
        memory = await bench.connector().prepare(post, {})
        assert await bench.connector().prepare(post, memory) == memory

    async def test_a_look_before_the_first_sending_finds_nothing(self, bench: Bench) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        assert isinstance(await bench.connector().look(post, memory), Absent)
        if bench.manifest.strategy in SEES:
            assert isinstance(await bench.connector().look(bench.sent(post), memory), Absent)

    @pytest.mark.parametrize("many", [False, True])
    async def test_a_look_after_publishing_finds_the_post_or_says_it_cannot(
        self, bench: Bench, many: bool
    ) -> None:
        post = bench.carrying(many=True) if many else bench.post()
        receipt, memory = await bench.deliver(post)
        sighting = await bench.connector().look(bench.sent(post, again=True), memory)
        if bench.manifest.strategy == "none":
            assert isinstance(sighting, Unclear)
        elif bench.manifest.strategy in SEES:
            assert isinstance(sighting, Found)
            assert sighting.receipt == receipt
        else:
            assert isinstance(sighting, Absent)
            assert sighting.only_same_key

    async def test_a_look_does_not_take_another_post_for_ours(self, bench: Bench) -> None:
        await bench.deliver(bench.post())
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        sighting = await bench.connector().look(bench.sent(post), memory)
        assert not isinstance(sighting, Found)

    @pytest.mark.parametrize("many", [False, True])
    async def test_a_repeat_of_the_publishing_call_stands_once(
        self, bench: Bench, many: bool
    ) -> None:
        if bench.manifest.strategy in BLIND_REPEAT:
            pytest.skip("the platform has no answer to a repeat, so the product makes none")
        post = bench.carrying(many=True) if many else bench.post()
        receipt, memory = await bench.deliver(post)
        try:
            repeated = await bench.connector().publish(bench.sent(post, again=True), memory)
        except OutcomeUnknown:
            repeated = receipt
        settled = await bench.settled(post, memory, repeated)
        assert settled.remote_id == receipt.remote_id
        assert await bench.stand(post) == 1

    async def test_metrics_of_a_post_go_by_our_names(self, bench: Bench) -> None:
        receipt, _ = await bench.deliver(bench.post())
        found = await bench.connector().metrics([receipt.remote_id])
        assert set(found) <= {receipt.remote_id}
        for counts in found.values():
            assert set(counts) <= set(bench.manifest.metrics)
            assert all(count >= 0 for count in counts.values())

    async def test_deleting_takes_the_post_down_and_may_be_repeated(self, bench: Bench) -> None:
        post = bench.post()
        receipt, _ = await bench.deliver(post)
        if not self.can_delete:
            with pytest.raises(ContentRefused) as refused:
                await bench.connector().delete(receipt.remote_id)
            assert refused.value.problems
            return
        await bench.connector().delete(receipt.remote_id)
        await bench.connector().delete(receipt.remote_id)
        assert await bench.stand(post) == 0


class TroubleClaims:
    """What goes wrong is told as what must be done next, and nothing is lost or doubled."""

    @pytest.mark.parametrize("fate", UNSETTLED)
    async def test_a_stored_post_without_an_answer_is_unknown_then_found(
        self, bench: Bench, fate: str
    ) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.trouble(fate)
        with pytest.raises(OutcomeUnknown):
            await bench.connector().publish(bench.sent(post), memory)
        assert await bench.stood(post)
        await _comes_to_one(bench, post, memory)

    @pytest.mark.parametrize("fate", ["error_500", "error_503"])
    async def test_a_server_error_is_unknown_and_the_look_permits_a_resend(
        self, bench: Bench, fate: str
    ) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.trouble(fate)
        with pytest.raises(OutcomeUnknown):
            await bench.connector().publish(bench.sent(post), memory)
        again = bench.sent(post, again=True)
        # Some platforms list a post minutes after they took it, so that an earlier look must wait.
        later = bench.sent(post, LISTED_BY_NOW, again=True)
        sighting = await bench.connector().look(later, memory)
        if bench.manifest.strategy == "none":
            assert isinstance(sighting, Unclear)
            return
        assert isinstance(sighting, Absent)
        memory = await bench.connector().prepare(again, memory)
        receipt = await bench.connector().publish(again, memory)
        await bench.settled(post, memory, receipt)
        assert await bench.stand(post) == 1

    async def test_a_lost_answer_followed_by_a_blind_resend_stands_once(self, bench: Bench) -> None:
        if bench.manifest.strategy in BLIND_REPEAT:
            pytest.skip("the platform has no answer to a repeat, so the product makes none")
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.trouble("lost_answer")
        with pytest.raises(OutcomeUnknown):
            await bench.connector().publish(bench.sent(post), memory)
        again = bench.sent(post, again=True)
        memory = await bench.connector().prepare(again, memory)
        try:
            await bench.settled(post, memory, await bench.connector().publish(again, memory))
        except OutcomeUnknown:
            assert isinstance(await bench.connector().look(again, memory), Found)
        assert await bench.stand(post) == 1

    async def test_a_rate_limit_means_later_and_commits_nothing(self, bench: Bench) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.trouble("rate_limited")
        with pytest.raises(TryLater) as limited:
            await bench.connector().publish(bench.sent(post), memory)
        # None where the platform did not say when; the caller then waits as long as it thinks fit.
        assert timedelta() <= (limited.value.after or timedelta()) <= timedelta(days=1)
        assert await bench.stand(post) == 0

    async def test_a_refusal_comes_with_a_remedy(self, bench: Bench) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.trouble("refused")
        with pytest.raises(ContentRefused) as refused:
            await bench.connector().publish(bench.sent(post), memory)
        assert all(problem.remedy for problem in refused.value.problems)
        assert refused.value.problems
        assert await bench.stand(post) == 0

    async def test_a_server_that_is_not_there_means_later(self, bench: Bench) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        away = bench.connector(base_url=UNREACHABLE)
        for call in _every_call(bench.sent(post), memory, away):
            with pytest.raises(TryLater):
                await call()

    async def test_a_server_of_another_kind_is_told_as_a_connector_error(
        self, bench: Bench
    ) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        elsewhere = bench.connector(base_url=f"{bench.access.base_url}/no-such-place")
        for call in _every_call(bench.sent(post), memory, elsewhere):
            with pytest.raises(ConnectorError):
                await call()

    async def test_a_withdrawn_permission_asks_for_reconnection(self, bench: Bench) -> None:
        post = bench.post()
        memory = await bench.connector().prepare(post, {})
        await bench.platform.revoke()
        with pytest.raises(ReconnectNeeded):
            await bench.connector().publish(bench.sent(post), memory)
        assert await bench.stand(post) == 0

    async def test_a_post_that_is_gone_has_no_metrics(self, bench: Bench) -> None:
        receipt, _ = await bench.deliver(bench.post())
        number = "".join(sign for sign in receipt.remote_id if sign.isdigit()) or "1"
        gone = receipt.remote_id[: -len(number)] + "7" * len(number)
        found = await bench.connector().metrics([gone, receipt.remote_id])
        assert receipt.remote_id in found
        assert gone not in found


class EveryClaim(
    ManifestClaims, RuleClaims, WireClaims, TroubleClaims, RefusalClaims, SecretClaims
):
    """The whole contract, against a platform that can be steered."""


async def _comes_to_one(bench: Bench, post: OutgoingPost, memory: Memory) -> None:
    """What the product does after a lost answer leaves exactly one post."""
    again = bench.sent(post, again=True)
    sighting = await bench.connector().look(again, memory)
    if bench.manifest.strategy == "none":
        assert isinstance(sighting, Unclear)
    elif bench.manifest.strategy == "duplicate_error":
        assert isinstance(sighting, Absent)
        assert sighting.only_same_key
        memory = await bench.connector().prepare(again, memory)
        assert (await bench.connector().publish(again, memory)).remote_id
    else:
        assert isinstance(sighting, Found)
    assert await bench.stand(post) == 1


async def _refused_here(bench: Bench, post: OutgoingPost) -> tuple[Any, ...]:
    with pytest.raises(ContentRefused) as refused:
        await bench.connector(base_url=UNREACHABLE).prepare(post, {})
    return refused.value.problems


def _every_call(
    post: OutgoingPost, memory: Any, connector: Any
) -> list[Callable[[], Coroutine[Any, Any, object]]]:
    return [
        connector.identify,
        lambda: connector.publish(post, memory),
        lambda: connector.look(post, memory),
    ]


def _folder(bench: Bench) -> Path:
    return Path(inspect.getfile(bench.connector().__class__)).parent


__all__ = [
    "EveryClaim",
    "ManifestClaims",
    "RuleClaims",
    "SecretClaims",
    "TroubleClaims",
    "WireClaims",
]
