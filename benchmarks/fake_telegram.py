"""Telegram's Bot API as far as the bots of this benchmark use it, and the wire to it with its round trip."""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from .customers import Act, Crowd, Say, Spoken, Tap
from .http_protocol import Reply, Request

STAFF_CHAT = -1_001_234_567_890
BATCH = 100
"""Telegram's own limit to the updates of one answer."""
LONGEST_POLL = 50
"""Seconds, as at Telegram: a longer `timeout` is cut to this."""
BOT_USER: dict[str, object] = {
    "id": 42,
    "is_bot": True,
    "first_name": "Contestant",
    "username": "contestant_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
TRUE = b'{"ok":true,"result":true}'
RESULTS: dict[bytes, object] = {
    b"getMyCommands": [],
    b"getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    b"getChat": {
        "id": STAFF_CHAT,
        "type": "supergroup",
        "title": "Staff",
        "accent_color_id": 0,
        "max_reaction_count": 1,
    },
    b"getChatMember": {"status": "administrator", "user": BOT_USER},
}
"""What else a bot may ask at its start. Any other method is answered with True."""

Parameters = dict[str, Any]


def parameters_of(request: Request) -> Parameters:
    """Read a method's parameters from JSON, a form, a multipart form or the query, in whichever the client chose."""
    body = request.body
    if body.startswith(b"{"):
        return cast("Parameters", json.loads(body))
    if body.startswith(b"--"):
        parts = (part.partition(b"\r\n\r\n") for part in body.split(body[: body.index(b"\r\n")])[1:-1])
        return {
            head.partition(b'name="')[2].partition(b'"')[0].decode(): value[:-2].decode() for head, _, value in parts
        }
    if body:
        return dict(parse_qsl(body.decode()))
    return dict(parse_qsl(urlsplit(request.target).query.decode()))


def first_button(markup: object) -> str:
    """Find the data of the first inline button; empty if there is none. A form carries the keyboard as JSON text."""
    keyboard: Any = json.loads(markup) if isinstance(markup, str) else markup
    rows: list[list[dict[str, Any]]] = keyboard.get("inline_keyboard", [])
    return next((str(button["callback_data"]) for row in rows for button in row if "callback_data" in button), "")


class FakeTelegram:
    """Hands updates out by long poll and hears what the bot sends.

    A request takes half a round trip to come into force, and its answer the other half to come back; at 0 both
    happen at once. An update counts as handed out when the poll's answer is written, and as replied to when the
    reply's bytes arrive: the bot's own time, without the way.
    """

    def __init__(self, crowd: Crowd, *, round_trip: float, act: Callable[[Act], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._crowd = crowd
        self._one_way = round_trip / 2
        self._act = act
        self._updates: deque[tuple[int, int, bytes]] = deque()
        """Update id, chat and JSON of what the bot has not confirmed yet."""
        self._last_update = self._last_message = 1000
        self._poll: tuple[Reply, int, asyncio.TimerHandle] | None = None
        self.polled = asyncio.Event()
        self.calls: Counter[str] = Counter()
        self.staff_notices = 0
        self.last_notice = 0.0

    def serve(self, request: Request, reply: Reply) -> None:
        """Carry a request to Telegram, do it, and carry the answer back."""
        self._after(self._one_way, self._do, request, self._loop.time(), reply)

    def bring(self, act: Say | Tap) -> None:
        """Put what a customer did before the bot."""
        self._last_update += 1
        self._last_message += 1
        user = {"id": act.chat_id, "is_bot": False, "first_name": "Customer", "language_code": "en"}
        chat = {"id": act.chat_id, "type": "private", "first_name": "Customer"}
        message: dict[str, object] = {"message_id": self._last_message, "date": int(time.time()), "chat": chat}
        update: dict[str, object] = {"update_id": self._last_update}
        if isinstance(act, Say):
            message |= {"from": user, "text": act.text}
            if act.text.startswith("/"):
                message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(act.text)}]
            update["message"] = message
        else:
            message |= {"message_id": act.message_id, "from": BOT_USER, "text": "Is this right?"}
            update["callback_query"] = {
                "id": str(self._last_update),
                "from": user,
                "message": message,
                "chat_instance": "1",
                "data": act.data,
            }
        self._updates.append((self._last_update, act.chat_id, json.dumps(update).encode()))
        if self._poll is not None:
            self._answer_poll()

    def _after(self, delay: float, do: Callable[..., None], *arguments: object) -> None:
        if delay:
            self._loop.call_later(delay, do, *arguments)
        else:
            do(*arguments)

    def _do(self, request: Request, arrived: float, reply: Reply) -> None:
        method = request.target.partition(b"?")[0].rpartition(b"/")[2]
        self.calls[method.decode()] += 1
        if method == b"getUpdates":
            self._take_poll(parameters_of(request), reply)
            return
        if method in {b"sendMessage", b"editMessageText"}:
            answer = self._hear(parameters_of(request), arrived)
        elif method == b"getMe":
            answer = json.dumps({"ok": True, "result": BOT_USER}).encode()
        elif method in RESULTS:
            answer = json.dumps({"ok": True, "result": RESULTS[method]}).encode()
        else:
            answer = TRUE
        self._after(self._one_way, reply, answer)

    def _hear(self, parameters: Parameters, arrived: float) -> bytes:
        """Let the customer read a message; answer with it as Telegram does."""
        chat_id, text = int(parameters["chat_id"]), str(parameters["text"])
        message_id = int(parameters.get("message_id", 0))
        if not message_id:
            self._last_message += 1
            message_id = self._last_message
        kind = "private" if chat_id > 0 else "supergroup"
        message = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": kind},
            "from": BOT_USER,
            "text": text,
        }
        if chat_id == STAFF_CHAT:
            self.staff_notices += 1
            self.last_notice = arrived
        markup = parameters.get("reply_markup")
        button = first_button(markup) if markup else ""
        act = self._crowd.hear(Spoken(chat_id, message_id, text, button, arrived))
        if act is not None:
            self._act(act)
        return json.dumps({"ok": True, "result": message}).encode()

    def _take_poll(self, parameters: Parameters, reply: Reply) -> None:
        self.polled.set()
        offset = int(parameters.get("offset") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        if self._poll is not None:
            self._answer_poll()
        timeout = min(float(parameters.get("timeout") or 0), LONGEST_POLL)
        timer = self._loop.call_later(timeout, self._answer_poll)
        self._poll = (reply, int(parameters.get("limit") or BATCH), timer)
        if self._updates:
            self._answer_poll()

    def _answer_poll(self) -> None:
        """End the poll with what is there, be it nothing."""
        if self._poll is None:
            return
        reply, limit, timer = self._poll
        timer.cancel()
        self._poll = None
        batch = [update for update, _ in zip(self._updates, range(min(limit, BATCH)), strict=False)]
        self._after(self._one_way, self._hand_out, batch, reply)

    def _hand_out(self, batch: list[tuple[int, int, bytes]], reply: Reply) -> None:
        reply(b'{"ok":true,"result":[' + b",".join(update for _, _, update in batch) + b"]}")
        now = self._loop.time()
        for _, chat_id, _ in batch:
            self._crowd.handed(chat_id, now)
