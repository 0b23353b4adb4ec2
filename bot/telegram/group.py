"""The staff group as topics need it, and what each way means in which Telegram refuses."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.flow.effects import TellStaff
from bot.flow.model import Case
from bot.flow.relaying import Kind, ToCustomer, ToStaff
from bot.flow.topics import Look
from bot.noticing import PACED
from bot.ports import Incident, Later, Leave
from bot.store import Topic
from bot.topics.ports import Drawn, GoneError, MovedError, Spot, UndeliveredError
from bot.whereabouts import Whereabouts

from .asking import ask
from .moments import without_moments
from .outbound import NO_PREVIEW, failed, says
from .relays import in_chat, in_topic
from .staff import render_notice
from .topic_cards import draw_topic

log = structlog.get_logger(__name__)

_NO_TOPICS = ("the chat is not a forum", "not enough rights", "chat_admin_required", "need administrator rights")
_NOT_ALLOWED = ("not enough rights", "chat_admin_required", "need administrator rights")
_TOPIC_GONE = ("message thread not found", "topic_id_invalid", "topic_deleted")
_UNCHANGED = ("topic_not_modified", "message is not modified")
_CARD_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "there is no caption")
_NOT_COPIED = ("message to copy not found", "message can't be copied")

_WRITING = frozenset({"sendMessage", "copyMessage", "editMessageText"})
"""What counts as a message in the group. What making, naming, pinning and closing cost, Telegram does not say."""

Turn = Callable[[], Awaitable[float]]
"""Takes a turn, or gives the seconds until there may be one."""


async def at_once() -> float:
    """Let everything be written at once."""
    return 0.0


PASSED = "\N{OK HAND SIGN}"
"""What is put on a message that has reached the customer: one of the emoji that bots may react with."""

ICONS = {
    Look.WAITING: "\N{HEAVY EXCLAMATION MARK SYMBOL}",
    Look.TALKING: "\N{SPEAKING HEAD IN SILHOUETTE}",
    Look.UNDER_WAY: "\N{EYES}",
    Look.DONE: "\N{WHITE HEAVY CHECK MARK}",
}
"""Of the icons that Telegram has for topics. One that it has no longer is left out."""

_EMOJI_PRESENTATION = "\N{VARIATION SELECTOR-16}"


class TelegramGroup:
    """The staff group. Fulfils `bot.topics.ports.Group`."""

    def __init__(self, *, bot: Bot, group: Whereabouts, language: str) -> None:
        self._bot = bot
        self._group = group
        self._language = language
        self.turn: Turn = at_once
        """Takes a turn before something is written into the group: all that writes there shares them."""
        self._icons: dict[str, str] | None = None

    @property
    def chat_id(self) -> int:
        """The group as it is called now."""
        return self._group.chat_id

    def draw(self, case: Case, topic: Topic, at: int, *, taken_by: str) -> Drawn:
        """How a case's topic is to look."""
        return draw_topic(case, topic, at, self._language, taken_by=taken_by)

    async def make(self, drawn: Drawn, *, leave: Leave) -> int:
        """Make a topic; 0 in a group that has none, or where we may not."""
        icon = await self._icon(drawn.look)
        given = {"chat_id": self.chat_id, "name": drawn.name, "icon_custom_emoji_id": icon or None}
        try:
            made = await self._ask("createForumTopic", given, leave)
        except UndeliveredError as exc:
            if _is_about(exc, _NO_TOPICS):
                return 0
            raise
        return int(made["message_thread_id"])

    async def rename(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> None:
        """Give a topic its name and look."""
        icon = await self._icon(drawn.look)
        given = {**_topic(spot), "name": drawn.name, "icon_custom_emoji_id": icon or None}
        await self._ask_softly("editForumTopic", given, leave)

    async def show_card(self, spot: Spot, drawn: Drawn, *, leave: Leave) -> int:
        """Show the card, over the one that is there if it still is; gives the message."""
        content = {**_text(drawn.card), "reply_markup": _markup(drawn)}
        if spot.card_id and await self._is_edited("editMessageText", spot.chat_id, spot.card_id, content, leave):
            return spot.card_id
        message = await self._ask("sendMessage", {**_in(spot, is_card=True), **content}, leave)
        return int(message["message_id"])

    async def pin(self, spot: Spot, *, leave: Leave) -> bool:
        """Pin the card; False where we may not."""
        # Who is called by a notice need not be called by the card as well.
        given = {"chat_id": spot.chat_id, "message_id": spot.card_id, "disable_notification": True}
        return await self._ask_softly("pinChatMessage", given, leave)

    async def set_closed(self, spot: Spot, *, is_closed: bool, leave: Leave) -> None:
        """Close a topic, or open it again; nothing where we may not."""
        await self._ask_softly("closeForumTopic" if is_closed else "reopenForumTopic", _topic(spot), leave)

    async def tell(self, spot: Spot, notice: TellStaff, *, leave: Leave) -> int:
        """Say a notice there; gives the message."""
        text = without_moments(render_notice(notice, Incident(), self._language))
        message = await self._ask("sendMessage", {**_in(spot), **_text(text)}, leave)
        return int(message["message_id"])

    async def pass_in(self, spot: Spot, effect: ToStaff, copy_id: int, *, leave: Leave) -> int:
        """Say there what a customer wrote, over the copy where there is one; gives the message."""
        text = in_topic(effect, spot, self._language)
        if effect.kind in {Kind.TEXT, Kind.OTHER} or effect.is_withheld:
            return await self._say(_in(spot), spot.chat_id, copy_id, text or "", leave)
        source = {"from_chat_id": effect.chat_id, "message_id": effect.message_id}
        try:
            return await self._copy(_in(spot), spot.chat_id, copy_id, {**source, **_caption(text)}, leave)
        except UndeliveredError as exc:
            if not _is_about(exc, _NOT_COPIED):
                raise
        lost = in_topic(replace(effect, kind=Kind.OTHER), spot, self._language)
        return await self._say(_in(spot), spot.chat_id, 0, lost or "", leave)

    async def pass_out(self, effect: ToCustomer, copy_id: int, *, leave: Leave) -> int:
        """Say to a customer what somebody of the staff wrote, over the copy where there is one; gives the message."""
        where: dict[str, object] = {"chat_id": effect.chat_id}
        text = in_chat(effect)
        if effect.kind is Kind.TEXT:
            return await self._say(where, effect.chat_id, copy_id, text or "", leave)
        source = {"from_chat_id": effect.group_id, "message_id": effect.message_id}
        return await self._copy(where, effect.chat_id, copy_id, {**source, **_caption(text)}, leave)

    async def mark_passed(self, effect: ToCustomer) -> None:
        """Put a sign on what somebody of the staff wrote."""
        sign = [{"type": "emoji", "emoji": PASSED}]
        given = {"chat_id": effect.group_id, "message_id": effect.message_id, "reaction": sign}
        try:
            await ask(self._bot, "setMessageReaction", given)
        except TelegramError as exc:
            log.info("not marked as passed on", error=type(exc).__name__)

    async def _say(self, where: dict[str, object], chat_id: int, over: int, text: str, leave: Leave) -> int:
        """Say a text, over a message where there is one that can be written over; gives the message."""
        if over and await self._is_edited("editMessageText", chat_id, over, _text(text), leave):
            return over
        return int((await self._ask("sendMessage", {**where, **_text(text)}, leave))["message_id"])

    async def _copy(
        self, where: dict[str, object], chat_id: int, over: int, given: dict[str, object], leave: Leave
    ) -> int:
        """Copy a message, or write below its copy anew; gives the message."""
        below = {name: value for name, value in given.items() if name in {"caption", "parse_mode"}}
        if over and (not below or await self._is_edited("editMessageCaption", chat_id, over, below, leave)):
            return over
        return int((await self._ask("copyMessage", {**where, **given}, leave))["message_id"])

    async def _is_edited(
        self, method: str, chat_id: int, message_id: int, content: dict[str, object], leave: Leave
    ) -> bool:
        """Write over a message. False: it cannot be written over."""
        try:
            await self._ask(method, {"chat_id": chat_id, "message_id": message_id, **content}, leave)
        except UndeliveredError as exc:
            if _is_about(exc, _CARD_GONE):
                return False
            if not _is_about(exc, _UNCHANGED):
                raise
        return True

    async def _icon(self, look: Look) -> str:
        """The sticker that is the look's icon; empty where there is none."""
        if self._icons is None:
            try:
                stickers = await ask(self._bot, "getForumTopicIconStickers", {})
            except TelegramError as exc:
                log.info("no icons for topics", error=type(exc).__name__)
                return ""
            self._icons = {_bare(each.get("emoji", "")): each.get("custom_emoji_id", "") for each in stickers}
        return self._icons.get(_bare(ICONS[look]), "")

    async def _ask(self, method: str, given: Mapping[str, object], leave: Leave) -> Any:  # noqa: ANN401 -- any JSON
        """Ask, if it writes into the group at its turn. Raises what the port says."""
        if method in _WRITING and given.get("chat_id") == self.chat_id:
            wait = await self.turn()
            if wait:
                raise UndeliveredError(Later(PACED, after=wait))
        try:
            return await ask(self._bot, method, given, leave=leave)
        except ChatMigrated as exc:
            self._group.move(exc.new_chat_id)
            raise MovedError from None
        except BadRequest as exc:
            if says(exc, _TOPIC_GONE):
                raise GoneError from None
            raise UndeliveredError(failed(exc)) from exc
        except TelegramError as exc:
            raise UndeliveredError(failed(exc)) from None

    async def _ask_softly(self, method: str, given: Mapping[str, object], leave: Leave) -> bool:
        """Ask for what may be the case already, or may be denied us: nothing waits for it. False: denied."""
        try:
            await self._ask(method, given, leave)
        except UndeliveredError as exc:
            if _is_about(exc, _NOT_ALLOWED):
                log.info("topic not changed", method=method)
                return False
            if not _is_about(exc, _UNCHANGED):
                raise
        return True


def _topic(spot: Spot) -> dict[str, object]:
    return {"chat_id": spot.chat_id, "message_thread_id": spot.thread_id}


def _in(spot: Spot, *, is_card: bool = False) -> dict[str, object]:
    """Where to send to: into the topic, or as an answer to the card in a group without topics."""
    if spot.thread_id:
        return _topic(spot)
    if is_card or not spot.card_id:
        return {"chat_id": spot.chat_id}
    answer = {"message_id": spot.card_id, "allow_sending_without_reply": True}
    return {"chat_id": spot.chat_id, "reply_parameters": answer}


def _caption(text: str | None) -> dict[str, object]:
    """What stands below something; nothing where nothing can."""
    return {} if text is None else {"caption": text, "parse_mode": ParseMode.HTML}


def _text(text: str) -> dict[str, object]:
    return {"text": text, "parse_mode": ParseMode.HTML, "link_preview_options": NO_PREVIEW}


def _markup(drawn: Drawn) -> dict[str, object] | None:
    rows = [[{"text": label, "callback_data": data} for label, data in row] for row in drawn.buttons]
    return {"inline_keyboard": rows} if rows else None


def _bare(emoji: str) -> str:
    return emoji.replace(_EMOJI_PRESENTATION, "")


def _is_about(error: UndeliveredError, phrases: tuple[str, ...]) -> bool:
    cause = error.__cause__
    return isinstance(cause, BadRequest) and says(cause, phrases)
