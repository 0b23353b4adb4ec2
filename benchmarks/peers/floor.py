"""The floor: the same conversation on bare sockets, with no framework, no checks and no store. Not a bot to run.

`python -m benchmarks.peers.floor`. It shows what the fake server can take and what the requests alone cost; a bot's
CPU per update divided by this one's says what its comforts cost.
"""

import asyncio
import json
from collections import deque
from typing import Any
from urllib.parse import quote, urlsplit

from . import cams
from . import conversation as words
from .conversation import Settings, read_settings

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"Content-Length: "
POLL_SECONDS = 10
BUTTONS = quote(json.dumps({"inline_keyboard": [[{"text": "Yes", "callback_data": words.YES}]]}))


class Connection(asyncio.Protocol):
    """One keep-alive connection, one request at a time."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Hand the body over when it is complete."""
        self._received += data
        split = self._received.find(END_OF_HEAD)
        if split < 0 or self._answer is None:
            return
        at = self._received.find(LENGTH) + len(LENGTH)
        start = split + len(END_OF_HEAD)
        if len(self._received) < start + int(self._received[at : self._received.find(b"\r", at)]):
            return
        body, self._received = bytes(self._received[start:]), bytearray()
        self._answer.set_result(body)

    def request(self, head_and_body: bytes) -> asyncio.Future[bytes]:
        """Send, and promise the answer's body."""
        if self._transport is None:
            raise ConnectionError("not connected")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(head_and_body)
        return self._answer


class Floor:
    """The conversation; what is remembered of a chat is its number."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._phones: dict[int, str] = {}
        self._idle: deque[Connection] = deque()
        address = urlsplit(settings.telegram)
        self._host, self._port = address.hostname or "127.0.0.1", address.port or 80
        self._head = f"POST /bot{settings.token}/%s HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: %d\r\n\r\n%s"
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Poll for ever."""
        offset = 0
        while True:
            answer = json.loads(await self._call("getUpdates", f"offset={offset}&timeout={POLL_SECONDS}"))
            for update in answer["result"]:
                offset = update["update_id"] + 1
                task = asyncio.create_task(self._handle(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _handle(self, update: dict[str, Any]) -> None:
        if "callback_query" in update:
            query = update["callback_query"]
            chat, message = query["message"]["chat"]["id"], query["message"]["message_id"]
            await self._call("answerCallbackQuery", f"callback_query_id={query['id']}")
            await self._call("editMessageText", f"chat_id={chat}&message_id={message}&text={quote(words.ASK_CODE)}")
            return
        message, text = update["message"], update["message"]["text"]
        chat = message["chat"]["id"]
        if text == "/start":
            await self._call("sendMessage", f"chat_id={chat}&text={quote(words.ASK_NUMBER)}")
        elif chat in self._phones:
            await self._verify(chat, message["message_id"], text)
        else:
            self._phones[chat] = text.removeprefix("+")
            question = quote(words.CONFIRM.format(phone=self._phones[chat]))
            await self._call("sendMessage", f"chat_id={chat}&text={question}&reply_markup={BUTTONS}")

    async def _verify(self, chat: int, message: int, code: str) -> None:
        phone = self._phones.pop(chat)
        sent = json.loads(await self._call("sendMessage", f"chat_id={chat}&text={quote(words.CHECKING)}"))
        card = sent["result"]["message_id"]
        await self._call("deleteMessage", f"chat_id={chat}&message_id={message}")
        await self._send(self._cams(*cams.status_call(self._settings, phone)))
        await self._send(self._cams(*cams.submit_call(self._settings, phone, code)))
        await self._call("editMessageText", f"chat_id={chat}&message_id={card}&text={quote(words.VERIFIED)}")
        notice = quote(words.FOR_STAFF.format(end=phone[-4:]))
        await self._call("sendMessage", f"chat_id={self._settings.staff_chat}&text={notice}")

    def _cams(self, url: str, headers: dict[str, str]) -> bytes:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /?{urlsplit(url).query} HTTP/1.1\r\n{lines}Content-Length: 0\r\n\r\n".encode()

    async def _call(self, method: str, form: str) -> bytes:
        return await self._send((self._head % (method, len(form), form)).encode())

    async def _send(self, request: bytes) -> bytes:
        if self._idle:
            connection = self._idle.pop()
        else:
            loop = asyncio.get_running_loop()
            _, connection = await loop.create_connection(Connection, self._host, self._port)
        body = await connection.request(request)
        self._idle.append(connection)
        return body


if __name__ == "__main__":
    asyncio.run(Floor(read_settings()).run())
