"""Says things in Telegram, and turns every way in which that can fail into what to do next."""

import asyncio
import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from telegram import Bot, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.helpers import create_deep_linked_url

from bot.drawing import NotDrawnError, Studio
from bot.flow.effects import DeleteMessage, Place, Show, TellStaff
from bot.flow.staff import AnswerStaff
from bot.ports import Delivered, Delivery, Incident, Later, Leave, Undeliverable, freely
from bot.whereabouts import Whereabouts

from .answers import chart_of, render_answer
from .asking import ask
from .attaching import send_attached
from .digest import render_together
from .identity import NAMELESS
from .moments import without_moments
from .notice_keys import notice_markup
from .screens import render
from .staff import render_notice
from .views import Vendor, View

log = structlog.get_logger(__name__)

Markup = dict[str, object]
"""The Bot API's InlineKeyboardMarkup or ReplyKeyboardMarkup."""

NO_PREVIEW = {"is_disabled": True}

LONGEST_MESSAGE = 4096
"""Characters of a message (Bot API, sendMessage)."""

_UNCHANGED = ("message is not modified",)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
# What is older than two days cannot be deleted; a code of that age is nobody's secret any more.
_DELETED = ("message to delete not found", "message_id_invalid", "message can't be deleted")
# A Bot API server of one's own may be older than these.
_TIMELESS = ('unsupported start tag "tg-time"',)
_MALFORMED = ("can't parse entities", "message is too long")
_NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
# These refuse every message alike: somebody has to let the bot write there.
_NO_RIGHTS = ("not enough rights", "have no rights", "need administrator rights", "chat_write_forbidden",
              "chat_restricted", "topic_closed")  # fmt: skip
_NOBODY = ("chat not found", "user not found", "user is deactivated")


class TelegramMessenger:
    """The bot's voice. Fulfils `bot.ports.Messenger`."""

    def __init__(
        self,
        *,
        bot: Bot,
        group: Whereabouts,
        staff_language: str,
        vendor: Vendor = NAMELESS,
        studio: Studio | None = None,
    ) -> None:
        self._bot = bot
        self._vendor = vendor
        self._group = group
        self._staff_language = staff_language
        self._has_moments = True
        self._studio = studio or Studio()

    async def show(self, show: Show, *, card_id: int, leave: Leave = freely) -> Delivery:
        """Show a screen; a repeat writes over the card where it can, so that it is not seen twice."""
        view = render(self._addressed(show), replace(self._vendor, username=self._bot.username))
        try:
            if not show.tap:
                return Delivered(await self._show(show, view, card_id, leave))
            # Beside the screen: the client's spinner must not wait for it, nor it for the spinner.
            showing = self._show(show, view, card_id, leave)
            shown, _ = await asyncio.gather(showing, self._stop_spinner(show.tap), return_exceptions=True)
            if isinstance(shown, BaseException):
                raise shown
        except TelegramError as exc:
            return failed(exc)
        return Delivered(shown)

    def _addressed(self, show: Show) -> Show:
        """The screen with the whole address of the link in it, if it has one: only here we know what we are called."""
        return replace(show, link=create_deep_linked_url(self._bot.username, show.link)) if show.link else show

    async def delete(self, effect: DeleteMessage, *, leave: Leave = freely) -> Delivery:
        """Remove a message; one that is gone already counts as removed."""
        named = {"chat_id": effect.chat_id, "message_id": effect.message_id}
        try:
            await ask(self._bot, "deleteMessage", named, leave=leave)
        except BadRequest as exc:
            if says(exc, _DELETED):
                return Delivered()
            return failed(exc)
        except TelegramError as exc:
            return failed(exc)
        return Delivered()

    async def send_file(
        self,
        chat_id: int,
        name: str,
        content: bytes,
        *,
        thread_id: int = 0,
        reply_to: int = 0,
        leave: Leave = freely,
    ) -> Delivery:
        """Send a file, as PTB does it: it takes a form of several parts, which nothing else here does."""
        leave()
        answered = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        try:
            try:
                here = self._group.current(chat_id)
                if here != chat_id:  # The topic and the message are where the group was before.
                    return await self._sent_file(here, name, content)
                return await self._sent_file(chat_id, name, content, thread_id, answered)
            except ChatMigrated as exc:
                if not self._group.is_it(chat_id):
                    raise
                self._group.move(exc.new_chat_id)
                return await self._sent_file(exc.new_chat_id, name, content)
            except BadRequest as exc:
                if not thread_id or not says(exc, _NO_TOPIC):
                    raise
                return await self._sent_file(chat_id, name, content)
        except TelegramError as exc:
            return failed(exc)

    async def _sent_file(
        self, chat_id: int, name: str, content: bytes, thread_id: int = 0, answered: ReplyParameters | None = None
    ) -> Delivered:
        message = await self._bot.send_document(
            chat_id, content, filename=name, message_thread_id=thread_id or None, reply_parameters=answered
        )
        return Delivered(message.message_id)

    async def tell_staff(self, notice: TellStaff, incident: Incident, *, leave: Leave = freely) -> Delivery:
        """Write to the staff group, over the incident's message where it has one."""
        text = render_notice(notice, incident, self._staff_language)
        markup = notice_markup(notice, self._staff_language)
        return await self._told_staff(text, markup, incident.message_id, leave)

    async def tell_staff_together(
        self, notices: Sequence[TellStaff], *, leave: Leave = freely
    ) -> tuple[Sequence[int], Delivery]:
        """Write the first of the notices, with the others of its kind that one message holds, into the staff group."""
        places, text = render_together(notices, self._staff_language)
        return places, await self._told_staff(text, None, 0, leave)

    async def _told_staff(self, text: str, markup: Markup | None, message_id: int, leave: Leave) -> Delivery:
        try:
            try:
                return Delivered(await self._tell_staff(text, markup, message_id, leave))
            except ChatMigrated as exc:
                self._group.move(exc.new_chat_id)
                return Delivered(await self._tell_staff(text, markup, 0, leave))
        except TelegramError as exc:
            # Staff must hear of it in the end: even a wrong chat id is mended by somebody.
            why = failed(exc)
            if not isinstance(why, Undeliverable):
                return why
            is_refused = isinstance(exc, BadRequest) and not why.gone and not says(exc, _NO_RIGHTS)
            return Later(why.reason, is_refused=is_refused)

    @property
    def name(self) -> str:
        """What the bot is called; known once Telegram was reached."""
        return self._bot.username

    async def answer_staff(self, answer: AnswerStaff, *, leave: Leave = freely) -> Delivery:
        """Answer somebody of the staff; one that says nothing only lets go of the button."""
        text, markup = render_answer(answer, self._staff_language, self._bot.username)
        if answer.tap:
            await self._stop_spinner(answer.tap)
        if not text:
            return Delivered()
        try:
            try:
                return Delivered(await self._given(self._where_it_is(answer), text, markup, leave))
            except ChatMigrated as exc:
                if not self._group.is_it(answer.chat_id):
                    raise
                self._group.move(exc.new_chat_id)
                return Delivered(await self._given(self._where_it_is(answer), text, markup, leave))
        except TelegramError as exc:
            return failed(exc)

    def _where_it_is(self, answer: AnswerStaff) -> AnswerStaff:
        """The answer in the group as it is called now: of a group that has moved, nothing that it named is there."""
        chat_id = self._group.current(answer.chat_id)
        return (
            answer if chat_id == answer.chat_id else replace(answer, chat_id=chat_id, thread_id=0, reply_to=0, over=0)
        )

    async def _given(self, answer: AnswerStaff, text: str, markup: Markup | None, leave: Leave) -> int:
        is_attached = answer.attached is not None or answer.chart is not None
        return await (self._attached if is_attached else self._answered)(answer, text, markup, leave)

    async def _attached(self, answer: AnswerStaff, text: str, markup: Markup | None, leave: Leave) -> int:
        picture = None
        if answer.chart is not None:
            try:
                picture = await self._studio.draw(chart_of(answer.chart, answer.at, self._staff_language))
            except (NotDrawnError, OSError) as exc:
                # What it shows is said in words, too: those must do.
                log.error("chart not drawn", error=type(exc).__name__)
                return await self._answered(answer, text, markup, leave)
        text = text if self._has_moments else without_moments(text)
        try:
            message = await send_attached(self._bot, answer, text, markup, picture=picture, leave=leave)
        except BadRequest as exc:
            if not answer.thread_id or not says(exc, _NO_TOPIC):
                raise
            message = await send_attached(
                self._bot, replace(answer, thread_id=0), text, markup, picture=picture, leave=leave
            )
        return message.message_id

    async def _answered(self, answer: AnswerStaff, text: str, markup: Markup | None, leave: Leave) -> int:
        if answer.over and await self._edited(answer.chat_id, answer.over, text, markup, leave):
            return answer.over
        where: dict[str, object] = {"chat_id": answer.chat_id}
        if answer.reply_to:
            where["reply_parameters"] = {"message_id": answer.reply_to, "allow_sending_without_reply": True}
        topic = {"message_thread_id": answer.thread_id} if answer.thread_id else {}
        try:
            message = await self._write("sendMessage", where | topic, text, markup, leave)
        except BadRequest as exc:
            if not topic or not says(exc, _NO_TOPIC):
                raise
            # Somebody closed or deleted the topic meanwhile: the group is still there.
            message = await self._write("sendMessage", where, text, markup, leave)
        return int(message["message_id"])

    async def _tell_staff(self, text: str, markup: Markup | None, message_id: int, leave: Leave) -> int:
        chat_id = self._group.chat_id
        # Ids begin anew in a supergroup: what was written before it moved may be another message there. Once the
        # database knows of the move, it names none of those.
        if message_id and self._group.is_kept and await self._edited(chat_id, message_id, text, markup, leave):
            return message_id
        try:
            return await self._sent(chat_id, text, markup, leave)
        except BadRequest as exc:
            if not says(exc, _MALFORMED):
                raise
            # A defect of ours must not keep this notice, and all that wait behind it, from being read.
            log.error("notice malformed")
            return await self._sent(chat_id, _without_markup(text), markup, leave, parse_mode=None)

    async def _show(self, show: Show, view: View, card_id: int, leave: Leave) -> int:
        chat_id = show.case.chat_id
        if show.place is Place.CARD and card_id and not view.share_contact:  # noqa: SIM102 -- the await reads better alone
            if await self._edited(chat_id, card_id, view.text, _inline(view), leave):
                return card_id
        return await self._sent(chat_id, view.text, _markup(view), leave)

    async def _edited(self, chat_id: int, message_id: int, text: str, markup: Markup | None, leave: Leave) -> bool:
        """Write over a message. False: it cannot be written over, so that a new one is needed."""
        try:
            where: dict[str, object] = {"chat_id": chat_id, "message_id": message_id}
            await self._write("editMessageText", where, text, markup, leave)
        except BadRequest as exc:
            if says(exc, _GONE):
                return False
            if not says(exc, _UNCHANGED):
                raise
        return True

    async def _sent(
        self,
        chat_id: int,
        text: str,
        markup: Markup | None,
        leave: Leave,
        *,
        parse_mode: str | None = ParseMode.HTML,
    ) -> int:
        """Send a message; returns its id."""
        message = await self._write("sendMessage", {"chat_id": chat_id}, text, markup, leave, parse_mode=parse_mode)
        return int(message["message_id"])

    async def _write(
        self,
        method: str,
        where: dict[str, object],
        text: str,
        markup: Markup | None,
        leave: Leave,
        *,
        parse_mode: str | None = ParseMode.HTML,
    ) -> Any:  # noqa: ANN401 -- any JSON
        """Have a text shown. Where the server is too old for times in the reader's zone, they stay as they are said."""
        if self._has_moments:
            try:
                return await ask(self._bot, method, {**where, **_content(text, markup, parse_mode)}, leave=leave)
            except BadRequest as exc:
                if not says(exc, _TIMELESS):
                    raise
            self._has_moments = False
            log.warning("this Bot API server is older than 9.5: nobody sees times in their own zone")
        content = _content(without_moments(text), markup, parse_mode)
        return await ask(self._bot, method, {**where, **content}, leave=leave)

    async def _stop_spinner(self, tap_id: str) -> None:
        try:
            await ask(self._bot, "answerCallbackQuery", {"callback_query_id": tap_id})
        except TelegramError as exc:
            # A tap is kept for some minutes only; the screen is the answer that counts.
            log.info("tap not answered", error=type(exc).__name__)


def _content(text: str, markup: Markup | None, parse_mode: str | None) -> dict[str, object]:
    return {"text": text, "parse_mode": parse_mode, "reply_markup": markup, "link_preview_options": NO_PREVIEW}


def _inline(view: View) -> Markup | None:
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in view.buttons]
    if view.share[0]:
        rows.insert(0, [{"text": view.share[0], "url": view.share[1]}])
    return {"inline_keyboard": rows} if rows else None


def _markup(view: View) -> Markup | None:
    if view.share_contact:
        button = {"text": view.share_contact, "request_contact": True}
        return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
    return _inline(view)


def _without_markup(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))[:LONGEST_MESSAGE]


def says(error: TelegramError, phrases: tuple[str, ...]) -> bool:
    """Whether Telegram gave one of these reasons."""
    message = error.message.lower()
    return any(phrase in message for phrase in phrases)


def failed(error: BaseException) -> Later | Undeliverable:
    """What to do about an error of Telegram, most specific first: `BadRequest` is a `NetworkError` in PTB."""
    match error:
        case RetryAfter(retry_after=after):
            return Later("flood limit", after=after if isinstance(after, int) else after.total_seconds())
        case Forbidden():
            return Undeliverable("blocked", gone=True)
        case BadRequest() if says(error, _NOBODY):
            return Undeliverable("no such chat", gone=True)
        case BadRequest() | ChatMigrated():
            return Undeliverable(type(error).__name__)
        case _:
            return Later(type(error).__name__)
