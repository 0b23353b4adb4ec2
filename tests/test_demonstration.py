"""The scripts of the demonstration: each goes and ends as it must, and would say so if it did not."""

import io
import logging
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from rich.console import Console

from bot import log
from bot.demonstration import list_names, play, play_through
from sandbox.app import SPACE
from sandbox.scripts import SCRIPTS, Script, stories
from sandbox.scripts.scene import Scene
from sandbox.switchboard import TOGGLES

# What `bot.telegram.poller` silences when it is imported, pytest makes an error of again.
pytestmark = [pytest.mark.waits, pytest.mark.filterwarnings(r"ignore:Please use 'Bot\.get_updates'")]

SHORT = 2.0
"""Seconds to wait for what will not happen."""


@pytest.fixture(autouse=True)
def as_before() -> Generator[None]:
    """The demonstration sets up logging for its process; the tests after it want it as it was."""
    levels = {name: logging.getLogger(name).level for name in log.LOUD}
    yield
    structlog.reset_defaults()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def paper() -> tuple[Console, io.StringIO]:
    """A terminal that can be read afterwards."""
    text = io.StringIO()
    return Console(file=text, width=200), text


@pytest.mark.parametrize("name", list_names())
async def test_each_script_goes_and_ends_as_it_must(name: str) -> None:
    """Whatever is broken in it, the number gets verified, and nobody is told anything but the truth on the way."""
    out, text = paper()
    passed = await play(name, out=out)
    assert passed, text.getvalue()


def test_there_is_a_script_for_each_switch() -> None:
    """What can be broken on the page can be broken in the terminal, under the same name, where it concerns a code."""
    switches = {name for name, toggle in TOGGLES.items() if not toggle.is_of_the_move}
    journeys = {name for name in list_names() if name.startswith("journey")}
    named = {"colleague", "happy", "several", "shared-contact", "silence", "throttling"}
    assert set(list_names()) == {*switches, *named, *journeys}


async def test_whoever_starts_it_may_have_settings_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither the environment nor `.env` reach into the demonstration: here they would send it elsewhere."""
    tmp_path.joinpath(".env").write_text("CAMS_ENDPOINT=https://cams.example\nSTAFF_CHAT_ID=-1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", "of somebody else")
    monkeypatch.setenv("DEFAULT_LANGUAGE", "id")
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    out, text = paper()
    assert await play("happy", out=out), text.getvalue()
    left = list(tmp_path.iterdir())  # noqa: ASYNC240 -- one small folder
    assert left == [tmp_path / ".env"]


def leaves_the_code(scene: Scene) -> None:
    """Let Telegram delete nothing."""
    scene.sandbox.telegram.fail_next(1000, 502, {"deleteMessage"})


def tells_no_staff(scene: Scene) -> None:
    """Throw the bot out of the staff group."""
    scene.sandbox.telegram.remove_bot(scene.sandbox.staff, scene.sandbox.staff_member)


@pytest.mark.parametrize(
    ("sabotage", "said"),
    [
        (leaves_the_code, "The code is deleted from the chat: it did not happen"),
        (tells_no_staff, "Migration desk reads «Verified»: it did not happen"),
    ],
)
async def test_a_script_fails_when_a_promise_is_not_kept(sabotage: Callable[[Scene], None], said: str) -> None:
    """A script that passes whatever the bot does proves nothing: here something gets lost for good."""

    async def story(scene: Scene) -> None:
        sabotage(scene)
        await stories.happy(scene)
        scene.patience = SHORT

    out, text = paper()
    assert not await play_through(Script("sabotaged", "", story), out)
    assert said in text.getvalue()


def hands_in_twice(scene: Scene) -> None:
    """Write the submission into the books once more."""
    scene.sandbox.cams.books.add(scene.submissions[-1])


def knows_too_early(scene: Scene) -> None:
    """Move the truth to after what the customer has read."""
    number = scene.sandbox.cams.number(SPACE, scene.sandbox.customer.number)
    assert number is not None
    assert number.verified_at is not None
    number.verified_at += 1


def says_the_code(scene: Scene) -> None:
    """Let a code come to the customer that the staff group reads in full."""
    scene.sandbox.staff_member.says(f"It is {scene.sandbox.send_code('sms')}", chat=scene.sandbox.staff)


def hurries(scene: Scene) -> None:
    """Write eleven reads of one second into the books."""
    read = scene.sandbox.cams.books.entries("GetPhoneNumberVerificationStatus")[-1]
    for number in range(11):
        scene.sandbox.cams.books.add(replace(read, at=read.at + number / 100))


@pytest.mark.parametrize(
    ("sabotage", "said"),
    [
        (hands_in_twice, "No code reached CAMS twice: found [2]"),
        (knows_too_early, "Nobody was told so before it was true: found [1"),
        (says_the_code, "Staff read no code and no whole number: found ["),
        (hurries, "CAMS was never called too fast: found [<Action.STATUS"),
    ],
)
async def test_a_script_fails_when_the_books_say_otherwise(sabotage: Callable[[Scene], None], said: str) -> None:
    """How a conversation ended is judged by the sandbox's books, each entry of which can fail it."""

    async def story(scene: Scene) -> None:
        await stories.happy(scene)
        sabotage(scene)

    out, text = paper()
    assert not await play_through(replace(SCRIPTS["happy"], story=story), out)
    assert said in text.getvalue()
