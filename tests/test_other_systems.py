"""The program, an onboarding system that asks it, and a receiver that it tells, over sockets."""

import asyncio
import base64
import hmac
import json
import socket
import time
from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.api.tokens import SECRET_BYTES, Scope, token_of
from chaos.waiting import until, until_true
from sandbox.telegram.people import Person
from tests.support.in_process import serving
from tests.support.office import KEY, Office
from tests.support.town import SPACE, last, town
from tests.support.webhook_mode import with_webhook

PHONE = "6281234567890"
TOKEN = token_of(b"t" * SECRET_BYTES)
KEY_OF_EVENTS = b"k" * 32


class Onboarding:
    """A receiver that takes what is signed, and puts it aside by its id."""

    def __init__(self) -> None:
        self.taken: dict[str, dict[str, Any]] = {}

    async def receive(self, request: Request) -> Response:
        body, said = await request.body(), request.headers
        signed = f"{said['webhook-id']}.{said['webhook-timestamp']}.".encode() + body
        expected = "v1," + base64.b64encode(hmac.digest(KEY_OF_EVENTS, signed, "sha256")).decode()
        if said["webhook-signature"] != expected or abs(time.time() - int(said["webhook-timestamp"])) > 60:
            return Response(status_code=401)
        self.taken[said["webhook-id"]] = json.loads(body)
        return Response(status_code=204)

    @property
    def told(self) -> list[str]:
        return [body["type"] for body in self.taken.values()]


@pytest.fixture
async def receiver() -> AsyncGenerator[tuple[Onboarding, str]]:
    """A receiver that listens, and its address."""
    onboarding = Onboarding()
    app = Starlette(routes=[Route("/hook", onboarding.receive, methods=["POST"])])
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.ensure_future(server.serve([listener]))
    await until(lambda: server.started, "the receiver")
    yield onboarding, f"http://127.0.0.1:{port}/hook"
    server.should_exit = True
    await running


def card(person: Person) -> bool:
    """Whether the person sees a card with buttons."""
    shown = last(person)
    return shown is not None and bool(shown.buttons)


async def test_from_the_invitation_to_its_end(receiver: tuple[Onboarding, str], sqlite_url: str) -> None:
    """A link that was made by the API opens; each step is told, signed and in order."""
    onboarding, hook = receiver
    async with town() as world:
        world.cams.add_number(SPACE, PHONE)
        settings = {
            **with_webhook(world.settings(sqlite_url, KEY)),
            "EVENT_WEBHOOK_URL": hook,
            "EVENT_WEBHOOK_SECRET": "whsec_" + base64.b64encode(KEY_OF_EVENTS).decode(),
        }
        office = Office(sqlite_url)
        async with office.store.transaction() as tx:
            await tx.add_token(TOKEN, name="onboarding", scopes=[*Scope], now=time.time(), expires_at=None)
        await office.close()
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            serving(settings),
            httpx.AsyncClient(base_url=f"http://{settings['LISTEN']}", headers=bearer) as client,
        ):
            made: dict[str, Any] = {}

            async def invited() -> bool:
                wanted = {"space": SPACE, "phone": f"+{PHONE}"}
                try:
                    answer = await client.post("/api/invitations", json=wanted, headers={"Idempotency-Key": "k"})
                except httpx.ConnectError:
                    return False
                made.update(answer.json())
                return answer.status_code == 201

            await until_true(invited, "an invitation")
            assert made["link"] == f"https://t.me/{world.telegram.bot.username}?start={made['token']}"

            person = world.telegram.add_person("Budi", "en", f"+{PHONE}")
            person.opens_link(made["token"])
            await until(lambda: card(person), "the card with the number")
            person.says("/cancel")
            await until(lambda: onboarding.told == ["case.opened", "case.cancelled"], "both events")
            shown = (await client.get(f"/api/invitations/{made['id']}")).json()
            assert (shown["state"], shown["case_id"]) == ("used", 1)
            case = (await client.get("/api/cases/1")).json()
            assert (case["state"], case["events"][-1]["event"]) == ("cancelled", "Cancelled")
    assert {body["data"]["invitation_id"] for body in onboarding.taken.values()} == {made["id"]}
