"""Alibaba's own client, and how it names what we call actions."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alibabacloud_cams20200606 import models  # type: ignore[import-untyped]  # the SDK has no types
from alibabacloud_cams20200606.client import Client  # type: ignore[import-untyped]  # the same
from alibabacloud_tea_openapi.models import Config  # type: ignore[import-untyped]  # the same
from darabonba.runtime import RuntimeOptions  # type: ignore[import-untyped]  # the same

from sandbox.cams.actions import Action
from sandbox.cams.app import CamsServer
from tests.sandbox.cams.caller import PHONE, SPACE

IDS = {"cust_space_id": SPACE, "phone_number": PHONE}
"""What most requests take, in the SDK's spelling."""


@dataclass(frozen=True)
class Call:
    """How the SDK names an action's method and request, and what the request takes."""

    method: str
    request: str
    given: Mapping[str, str]


CALLS = {
    Action.INITIATE: Call(
        "create_chatapp_migration_initiate",
        "CreateChatappMigrationInitiateRequest",
        {"cust_space_id": SPACE, "country_code": PHONE[:2], "mobile_number": PHONE[2:]},
    ),
    Action.STATUS: Call("get_phone_number_verification_status", "GetPhoneNumberVerificationStatusRequest", IDS),
    Action.REQUEST_CODE: Call(
        "get_migration_verify_code", "GetMigrationVerifyCodeRequest", {**IDS, "locale": "zh_CN", "method": "sms"}
    ),
    Action.SUBMIT_CODE: Call(
        "chatapp_migration_verified", "ChatappMigrationVerifiedRequest", {**IDS, "verify_code": "000000"}
    ),
    Action.REGISTER: Call("chatapp_migration_register", "ChatappMigrationRegisterRequest", IDS),
    Action.LIST_NUMBERS: Call(
        "query_chatapp_phone_numbers", "QueryChatappPhoneNumbersRequest", {"cust_space_id": SPACE}
    ),
    Action.SHOW_WABA: Call("query_chatapp_bind_waba", "QueryChatappBindWabaRequest", {"cust_space_id": SPACE}),
}


class Sdk:
    """The official client against a server of ours."""

    def __init__(self, server: CamsServer, **config: str) -> None:
        keys = {"access_key_id": "key", "access_key_secret": "secret", **config}
        self._client = Client(Config(protocol="HTTP", endpoint=server.endpoint, **keys))
        self.read_timeout = 10_000
        """In milliseconds."""

    async def call(self, action: Action, **changes: str | None) -> Any:
        """Call an action by the asynchronous half of the SDK."""
        method = getattr(self._client, f"{CALLS[action].method}_with_options_async")
        return await method(_request(action, changes), RuntimeOptions(read_timeout=self.read_timeout))

    async def call_sync(self, action: Action, **changes: str | None) -> Any:
        """Call an action by the blocking half of the SDK, in a thread."""
        method = getattr(self._client, f"{CALLS[action].method}_with_options")
        return await asyncio.to_thread(method, _request(action, changes), RuntimeOptions())


def _request(action: Action, changes: Mapping[str, str | None]) -> Any:
    return getattr(models, CALLS[action].request)(**{**CALLS[action].given, **changes})
