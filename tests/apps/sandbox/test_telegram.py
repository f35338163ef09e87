"""The sandbox's Telegram, driven by python-telegram-bot, a client written elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from telegram import (
    Bot,
    InputMediaPhoto,
    InputMediaVideo,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.request import HTTPXRequest

from tests.apps.sandbox.pictures import noise, picture
from tests.doubles.sandbox import SandboxProcess

# The client warns of what a later version of itself will call a time.
pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
SMALL_MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64


@pytest.fixture
def steady(sandbox: SandboxProcess) -> Iterator[SandboxProcess]:
    """The sandbox without trouble on Telegram, before and after."""
    yield sandbox
    sandbox.faults("telegram")
    sandbox.control("DELETE", "/exhaust/telegram")


@pytest.fixture
def chat(sandbox: SandboxProcess, handle: str) -> str:
    return sandbox.account("telegram", handle, "Lantern")["chat_id"]


@pytest.fixture
async def bot(sandbox: SandboxProcess, handle: str, chat: str) -> AsyncIterator[Bot]:
    token = sandbox.account("telegram", handle)["bot_token"]
    request = HTTPXRequest(httpx_kwargs={"trust_env": False})
    client = Bot(
        token, base_url=f"{sandbox.base_url('telegram')}/bot", request=request,
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )  # fmt: skip
    async with client:
        yield client


def read(http: httpx.Client, url: str) -> httpx.Response:
    return http.get(url)


def texts(sandbox: SandboxProcess, handle: str) -> list[str]:
    return [post["text"] for post in sandbox.posts("telegram", handle)]


async def test_the_bot_knows_itself_and_its_channel(bot: Bot, chat: str, handle: str) -> None:
    me = await bot.get_me()
    channel = await bot.get_chat(chat)
    member = await bot.get_chat_member(chat, me.id)
    assert (me.is_bot, me.username) == (True, f"{handle}_bot")
    assert (channel.type, channel.title, channel.username) == ("channel", "Lantern", handle)
    assert (member.status, getattr(member, "can_post_messages", None)) == ("administrator", True)
    assert await bot.get_chat_member_count(chat) > 100


async def test_html_becomes_text_with_entities_in_utf16(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    words = '🌙 <b>Leo</b> &amp; <a href="https://example.com">more</a> #moon'
    message = await bot.send_message(chat, words, parse_mode="HTML")
    assert message.text == "🌙 Leo & more #moon"
    found = {entity.type: message.parse_entity(entity) for entity in message.entities}
    assert found == {"bold": "Leo", "text_link": "more", "hashtag": "#moon"}
    assert texts(sandbox, handle) == ["🌙 Leo & more #moon"]


async def test_markdown_needs_its_marks_escaped(bot: Bot, chat: str) -> None:
    message = await bot.send_message(
        chat, r"*Leo* shines\. __Now__ [here](https://example.com/a\_b)", parse_mode="MarkdownV2"
    )
    assert message.text == "Leo shines. Now here"
    assert [entity.type for entity in message.entities] == ["bold", "underline", "text_link"]
    assert message.entities[2].url == "https://example.com/a_b"
    with pytest.raises(BadRequest, match=r"(?i)'\.' is reserved"):
        await bot.send_message(chat, "Leo shines.", parse_mode="MarkdownV2")
    with pytest.raises(BadRequest, match=r"(?i)end of Bold entity"):
        await bot.send_message(chat, "*Leo", parse_mode="MarkdownV2")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("a < b", "Unsupported start tag"),
        ("<script>x</script>", 'Unsupported start tag "script"'),
        ("<b>bold", "Can't find end tag"),
        ("<b><i>x</b></i>", "Unexpected end tag"),
    ],
)
async def test_broken_html_is_refused(bot: Bot, chat: str, words: str, complaint: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.send_message(chat, words, parse_mode="HTML")


async def test_a_text_is_measured_after_its_marks_and_in_utf16(bot: Bot, chat: str) -> None:
    assert await bot.send_message(chat, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    assert await bot.send_message(chat, "🌙" * 2048)
    with pytest.raises(BadRequest, match=r"(?i)message is too long"):
        await bot.send_message(chat, "🌙" * 2048 + "x")
    with pytest.raises(BadRequest, match=r"(?i)text is empty"):
        await bot.send_message(chat, "  ")


async def test_entities_may_be_sent_along(bot: Bot, chat: str) -> None:
    message = await bot.send_message(chat, "Leo shines", entities=[MessageEntity("bold", 0, 3)])
    assert [(one.type, one.offset, one.length) for one in message.entities] == [("bold", 0, 3)]


async def test_a_preview_of_another_address_may_be_asked_for(bot: Bot, chat: str) -> None:
    options = LinkPreviewOptions(url="https://example.com/leo", prefer_large_media=True)
    message = await bot.send_message(chat, "Leo", link_preview_options=options)
    assert message.link_preview_options == options


async def test_a_picture_stands_with_its_caption(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    message = await bot.send_photo(chat, picture(640, 480), caption="<i>Leo</i>", parse_mode="HTML")
    assert (message.caption, message.photo[-1].width) == ("Leo", 640)
    again = await bot.send_photo(chat, message.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == message.photo[-1].file_unique_id
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_photo(chat, picture(64, 64), caption="x" * 1025)
    assert len(sandbox.posts("telegram", handle)) == 2


async def test_a_picture_may_be_fetched_from_an_address(
    bot: Bot, chat: str, sandbox: SandboxProcess
) -> None:
    first = await bot.send_photo(chat, picture(300, 200))
    assert first.photo
    url = sandbox.posts("telegram", chat)[0]["media"][0]["url"]
    assert (await bot.send_photo(chat, url)).photo[-1].height == 200
    with pytest.raises(BadRequest, match=r"(?i)failed to get HTTP URL content"):
        await bot.send_photo(chat, f"{sandbox.origin}/media/nothing.jpg")
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_photo(chat, "AgACAgIAAx")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (picture(5200, 4900), "PHOTO_INVALID_DIMENSIONS"),
        (b"just words", "IMAGE_PROCESS_FAILED"),
    ],
)
async def test_a_picture_has_limits(bot: Bot, chat: str, data: bytes, complaint: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){complaint}"):
        await bot.send_photo(chat, data)


async def test_a_picture_over_ten_megabytes_is_too_large(bot: Bot, chat: str) -> None:
    large = noise(3600, 2400)
    assert len(large) > 10 * 1024 * 1024
    with pytest.raises(NetworkError, match=r"(?i)Request Entity Too Large"):
        await bot.send_photo(chat, large)


async def test_videos_animations_and_documents_are_told_as_such(bot: Bot, chat: str) -> None:
    video = await bot.send_video(
        chat, SMALL_MP4, width=540, height=960, duration=4, supports_streaming=True
    )
    assert video.video is not None
    assert (video.video.width, video.video.mime_type) == (540, "video/mp4")
    assert (await bot.send_animation(chat, SMALL_MP4)).animation is not None
    document = await bot.send_document(chat, b"%PDF-1.7 words", caption="A sheet")
    assert document.document is not None
    with pytest.raises(BadRequest, match=r"(?i)wrong file type"):
        await bot.send_video(chat, picture(64, 64))


async def test_an_album_is_one_post_of_several_messages(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    media = [InputMediaPhoto(picture(320, 320), caption="Both"), InputMediaVideo(SMALL_MP4)]
    messages = await bot.send_media_group(chat, media)
    assert len({message.media_group_id for message in messages}) == 1
    assert messages[1].message_id == messages[0].message_id + 1
    (post,) = sandbox.posts("telegram", handle)
    assert (post["text"], len(post["media"])) == ("Both", 2)
    assert await bot.delete_message(chat, messages[0].message_id)
    assert len(sandbox.posts("telegram", handle)[0]["media"]) == 1
    assert await bot.delete_messages(chat, [message.message_id for message in messages])
    assert sandbox.posts("telegram", handle) == []


async def test_an_album_with_two_captions_has_none_of_its_own(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    media = [InputMediaPhoto(picture(320, 320, shade=number), caption="x") for number in (1, 9)]
    await bot.send_media_group(chat, media)
    assert texts(sandbox, handle) == [""]


def test_an_album_has_two_to_ten_files(
    sandbox: SandboxProcess, handle: str, chat: str, http: httpx.Client
) -> None:
    token = sandbox.account("telegram", handle)["bot_token"]
    one = '[{"type": "photo", "media": "attach://a"}]'
    answer = http.post(
        f"{sandbox.base_url('telegram')}/bot{token}/sendMediaGroup",
        data={"chat_id": chat, "media": one}, files={"a": ("a.jpg", picture(64, 64))},
    )  # fmt: skip
    assert answer.status_code == 400
    assert answer.json()["error_code"] == 400


async def test_a_poll_has_its_own_limits(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    message = await bot.send_poll(chat, "Where?", ["North", "South"], open_period=600)
    assert message.poll is not None
    assert [option.text for option in message.poll.options] == ["North", "South"]
    assert texts(sandbox, handle) == ["Where?"]
    for question, answers, named in (
        ("x" * 301, ["a", "b"], True),
        ("Where?", ["a"], True),
        ("Where?", ["a"] * 13, True),
        ("Where?", ["a", "b" * 101], True),
        ("Where?", ["a", "b"], False),
    ):
        with pytest.raises(BadRequest, match=r"(?i)poll"):
            await bot.send_poll(chat, question, answers, is_anonymous=named)


async def test_a_reply_names_what_it_answers(bot: Bot, chat: str) -> None:
    first = await bot.send_message(chat, "One")
    second = await bot.send_message(chat, "Two", reply_parameters=ReplyParameters(first.message_id))
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "One"
    with pytest.raises(BadRequest, match=r"(?i)to be replied not found"):
        await bot.send_message(chat, "Three", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert await bot.send_message(chat, "Three", reply_parameters=lenient)


async def test_edits_and_pins_change_what_stands(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    message = await bot.send_message(chat, "Befor")
    edited = await bot.edit_message_text("Before", chat, message.message_id)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("Before", chat, message.message_id)
    with pytest.raises(BadRequest, match=r"(?i)no caption"):
        await bot.edit_message_caption(chat, message.message_id, caption="x")
    photo = await bot.send_photo(chat, picture(64, 64), caption="One")
    await bot.edit_message_caption(chat, photo.message_id, caption="Two")
    assert await bot.pin_chat_message(chat, photo.message_id)
    assert texts(sandbox, handle) == ["Before", "Two"]


async def test_a_message_goes_once(bot: Bot, chat: str) -> None:
    message = await bot.send_message(chat, "Soon gone")
    assert await bot.delete_message(chat, message.message_id)
    with pytest.raises(BadRequest, match=r"(?i)to delete not found"):
        await bot.delete_message(chat, message.message_id)
    assert (await bot.send_message(chat, "Next")).message_id == message.message_id + 1


async def test_the_same_words_stand_as_often_as_they_are_sent(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str
) -> None:
    await bot.send_message(chat, "Twice")
    await bot.send_message(chat, "Twice")
    assert texts(sandbox, handle) == ["Twice", "Twice"]


async def test_other_chats_are_closed_to_the_bot(
    bot: Bot, sandbox: SandboxProcess, handle: str
) -> None:
    other = sandbox.account("telegram", f"{handle}_other")["chat_id"]
    with pytest.raises(Forbidden, match=r"(?i)not a member"):
        await bot.send_message(other, "Hello")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message("@nowhere_at_all", "Hello")


async def test_a_revoked_token_is_unauthorized_and_a_strange_one_not_found(
    bot: Bot, chat: str, steady: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    strange = read(http, f"{steady.base_url('telegram')}/bot1:no/getMe")
    assert (strange.status_code, strange.json()["description"]) == (404, "Not Found")
    steady.control("POST", "/revoke", {"platform": "telegram", "handle": handle})
    with pytest.raises(InvalidToken):
        await bot.send_message(chat, "No more")


async def test_an_empty_bucket_says_when_to_come_back(
    bot: Bot, chat: str, steady: SandboxProcess, handle: str
) -> None:
    steady.control("POST", "/exhaust/telegram", {"handle": handle, "seconds": 30})
    with pytest.raises(RetryAfter) as limited:
        await bot.send_message(chat, "Not now")
    waited = limited.value.retry_after
    assert 25 < (waited if isinstance(waited, int) else waited.total_seconds()) <= 30


async def test_updates_are_asked_for_or_sent_but_not_both(bot: Bot, chat: str) -> None:
    message = await bot.send_message(chat, "News")
    (update,) = await bot.get_updates()
    assert update.channel_post is not None
    assert update.channel_post.message_id == message.message_id
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    with pytest.raises(BadRequest, match=r"(?i)HTTPS"):
        await bot.set_webhook("http://hooks.example.com/a")
    with pytest.raises(BadRequest, match=r"(?i)ports"):
        await bot.set_webhook("https://hooks.example.com:9000/a")
    with pytest.raises(BadRequest, match=r"(?i)unallowed characters"):
        await bot.set_webhook("https://hooks.example.com/a", secret_token="not/so")
    assert await bot.set_webhook("https://127.0.0.1:9/a", allowed_updates=["channel_post"])
    assert (await bot.get_webhook_info()).url == "https://127.0.0.1:9/a"
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_the_viewer_shows_what_stands(
    bot: Bot, chat: str, sandbox: SandboxProcess, handle: str, http: httpx.Client
) -> None:
    first = await bot.send_message(chat, "Look at <the> moon")
    await bot.send_poll(chat, "Where?", ["North", "South"])
    await bot.send_message(chat, "Again", reply_parameters=ReplyParameters(first.message_id))
    page = read(http, f"{sandbox.origin}/telegram/{handle}/{first.message_id}")
    assert page.status_code == 200
    assert "Look at &lt;the&gt; moon" in page.text
    feed = read(http, f"{sandbox.origin}/timeline?platform=telegram&account={handle}").text
    assert '<li dir="auto">North</li>' in feed
    assert 'class="answered"' in feed
    assert read(http, f"{sandbox.origin}/telegram/{handle}/999").status_code == 404
