"""A caller of CAMS whose signatures are made by the official SDK, so that nobody vouches for himself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

from alibabacloud_tea_openapi.utils import Utils  # type: ignore[import-untyped]  # the SDK has no types
from darabonba.request import DaraRequest  # type: ignore[import-untyped]  # the same

from sandbox.cams.answers import Answer, Reply
from sandbox.cams.options import Options
from sandbox.cams.service import CamsService
from sandbox.cams.world import CamsWorld
from sandbox.clock import SettableClock

NOON = 1_767_355_200.0
"""2026-01-02 12:00:00 UTC; a whole number, so that fractions of a second added to it stay exact."""

SPACE = "cams-kei8"
PHONE = "6281234567890"
HOST = "cams.ap-southeast-1.aliyuncs.com"

_nonces = count()


def make_world(options: Options | None = None, *, at: float = NOON) -> CamsWorld:
    """Make a world with one key, one space and one number on its way, at a time that stands still."""
    random = Random(7)
    world = CamsWorld(SettableClock.standing(at), Options() if options is None else options, random)
    world.add_account("key", "secret")
    world.add_space(SPACE)
    world.add_number(SPACE, PHONE)
    return world


def clock_of(world: CamsWorld) -> SettableClock:
    """Get at the clock that `make_world` made."""
    assert isinstance(world.clock, SettableClock)
    return world.clock


def wrong(code: str) -> str:
    """Make another six digits."""
    return f"{(int(code) + 1) % 10**6:06d}"


@dataclass
class Caller:
    """Calls a service as a client would, and may be told to do it wrong.

    The headers `signed` replace or join those that are signed (None takes one away), `unsigned` are put over them
    after signing.
    """

    world: CamsWorld
    service: CamsService = field(init=False)
    key_id: str = "key"
    secret: str = "secret"
    method: str = "POST"
    path: str = "/"
    body: bytes = b""
    signed: Mapping[str, str | None] = field(default_factory=dict)
    unsigned: Mapping[str, str] = field(default_factory=dict)
    last_nonce: str = ""

    def __post_init__(self) -> None:
        self.service = CamsService(self.world)

    def headers(self, action: str, query: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
        """Make the headers of one call, signed over `query`."""
        self.last_nonce = f"nonce-{next(_nonces)}"
        headers: dict[str, str | None] = {
            "accept": "application/json",
            "host": HOST,
            "x-acs-action": action,
            "x-acs-content-sha256": sha256(self.body).hexdigest(),
            "x-acs-date": datetime.fromtimestamp(self.world.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": self.last_nonce,
            "x-acs-version": "2020-06-06",
        }
        sent = {name: value for name, value in (headers | dict(self.signed)).items() if value is not None}
        request = DaraRequest()
        request.method, request.pathname, request.query, request.headers = self.method, self.path, query, sent
        authorization = Utils.get_authorization(
            request, "ACS3-HMAC-SHA256", sent.get("x-acs-content-sha256", ""), self.key_id, self.secret
        )
        sent |= {"authorization": authorization, **self.unsigned}
        return [(name.encode(), value.encode()) for name, value in sent.items()]

    def wire(self, action: str, query: Mapping[str, str]) -> bytes:
        """Write one call as it goes over the wire."""
        lines = [f"{self.method} {self.path}?{urlencode(query)} HTTP/1.1".encode()]
        lines += [name + b": " + value for name, value in self.headers(action, query)]
        lines += [f"content-length: {len(self.body)}".encode(), b"", self.body]
        return b"\r\n".join(lines)

    def answer(self, action: str, query: Mapping[str, str] | None = None, sent: bytes | None = None) -> Answer:
        """Send one call to the service; `sent` is the query string if it shall differ from the signed one."""
        query = {} if query is None else query
        query_string = urlencode(query).encode() if sent is None else sent
        return self.service.handle(self.method, self.path, query_string, self.headers(action, query), self.body)

    def reply(self, action: str, query: Mapping[str, str] | None = None) -> tuple[int, dict[str, Any]]:
        """Send one call that must be answered; answer the status and the JSON."""
        answer = self.answer(action, query)
        assert isinstance(answer, Reply)
        return answer.status, json.loads(answer.body)

    def code(self, action: str, query: Mapping[str, str] | None = None) -> str:
        """Send one call and answer the `Code` of its answer."""
        return str(self.reply(action, query)[1]["Code"])

    def status(self) -> str:
        """Ask for the number's `CodeVerificationStatus`."""
        _, body = self.reply("GetPhoneNumberVerificationStatus", {"CustSpaceId": SPACE, "PhoneNumber": PHONE})
        return str(body["Data"]["CodeVerificationStatus"])

    def submit(self, code: str, phone: str = PHONE) -> tuple[int, dict[str, Any]]:
        """Hand in a code."""
        return self.reply("ChatappMigrationVerified", {"CustSpaceId": SPACE, "PhoneNumber": phone, "VerifyCode": code})
