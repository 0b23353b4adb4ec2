"""The whole stand-in world: what a bot is told of it, and what its people can do."""

from random import Random

import httpx
import pytest

from sandbox.app import KEY_ID, SPACE, Sandbox
from sandbox.cams.options import Options
from sandbox.clock import SettableClock
from sandbox.steps import MOVE
from sandbox.world_time import WorldTime
from tests.sandbox.worlds import NOON, world


async def test_a_bot_is_told_all_that_it_needs() -> None:
    """The names are those of a bot's environment, and the addresses are loopback's and answer."""
    async with world() as sandbox, httpx.AsyncClient(trust_env=False) as client:
        told = sandbox.environment()
        api, token = told["TELEGRAM_API_URL"], told["TELEGRAM_BOT_TOKEN"]
        assert (await client.post(f"{api}/bot{token}/getMe")).json()["result"]["is_bot"] is True
        assert "<Code>Missing" in (await client.post(told["CAMS_ENDPOINT"])).text
        assert told == {
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_URL": sandbox.telegram_server.url,
            "STAFF_CHAT_ID": str(sandbox.staff.id),
            "ADMIN_USER_IDS": str(sandbox.staff_member.id),
            "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": sandbox.cams.accounts[KEY_ID].secret,
            "CAMS_ENDPOINT": f"http://{sandbox.cams_server.endpoint}",
            "CAMS_QPS": "10",
        }
        assert all(url.startswith("http://127.0.0.1:") for url in (api, told["CAMS_ENDPOINT"]))


async def test_each_customer_has_a_number_and_links_of_their_own() -> None:
    """Whoever starts over gets another person, another number that is migrating, and other links."""
    async with world() as sandbox:
        first = sandbox.customer
        second = await sandbox.welcome("id")
        assert sandbox.customer is second
        assert (first.person.name, second.person.name) == ("Budi Santoso", "Siti Rahmawati")
        assert (first.shown_number, second.shown_number) == ("+62 812-3456-7890", "+62 812-3456-7891")
        assert (first.link, second.open_link) == ("for-6281234567890", "open-6281234567891")
        assert (first.language, second.language) == ("en", "id")
        assert [number.phone for number in sandbox.cams.numbers(SPACE)] == [first.number, second.number]


@pytest.mark.parametrize("method", ["sms", "voice"])
async def test_a_code_arrives_and_is_found_again(method: str) -> None:
    """Of a text message the customer pastes the whole, of a call the digits that they heard."""
    async with world() as sandbox:
        code = sandbox.send_code("sms" if method == "sms" else "voice")
        message = sandbox.phone.messages(sandbox.customer.number)[-1]
        assert sandbox.code_in(message) == code
        assert sandbox.to_paste(message) == (message.text if method == "sms" else code)


async def test_codes_are_worded_in_the_customers_language() -> None:
    """Whoever sets Telegram to Indonesian gets Indonesian text messages."""
    async with world() as sandbox:
        sandbox.speak("id")
        sandbox.send_code("sms")
        assert "ode WhatsApp" in sandbox.phone.messages()[-1].text


async def test_everything_that_can_be_seen_is_told() -> None:
    """A page that only listens misses nothing: chats, phones, books, switches, time, languages, customers."""
    async with world() as sandbox, httpx.AsyncClient(trust_env=False) as client:
        told: list[str] = []
        seen: list[int] = []
        end = sandbox.subscribe(lambda: seen.append(1))

        def done(what: str) -> None:
            if seen:
                told.append(what)
            seen.clear()

        sandbox.customer.person.says("hello")
        done("chat")
        sandbox.send_code("sms")
        done("phone")
        await client.post(f"http://{sandbox.cams_server.endpoint}")
        done("books")
        await sandbox.switchboard.turn("slow", on=True)
        done("switches")
        sandbox.skip(60)
        done("time")
        sandbox.speak("id")
        done("language")
        await sandbox.welcome()
        done("customer")
        assert told == ["chat", "phone", "books", "switches", "time", "language", "customer"]
        end()
        sandbox.skip(60)
        assert seen == []


async def test_nobody_can_be_welcomed_before_there_is_somebody_to_invite() -> None:
    """A world that was put together wrongly says so instead of handing out links that lead nowhere."""
    sandbox = Sandbox(WorldTime(SettableClock.standing(NOON)), Random(5), Options())
    with pytest.raises(LookupError, match=r"set Sandbox\.invite"):
        await sandbox.welcome()


async def test_nobody_gets_other_steps_before_there_is_a_bot_to_start_anew() -> None:
    """A page whose choice does nothing would show a bot that is another than it says."""
    async with world() as sandbox:
        with pytest.raises(LookupError, match=r"set Sandbox\.restart"):
            await sandbox.give(MOVE)
