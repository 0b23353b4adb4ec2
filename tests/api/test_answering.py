"""What other systems are answered: what they may see, what they may make, and each way in which they are told no."""

import asyncio
import json
from collections.abc import AsyncGenerator

import pytest
from structlog.testing import capture_logs

from bot.api.answering import LARGEST_BODY, MOST_LISTED
from bot.api.shapes import CasesPage, CaseWhole, InvitationMade, InvitationShown
from bot.api.tokens import Scope
from bot.buttons import Button
from bot.flow import policy
from bot.flow.model import Fault, Refused
from bot.terms import INVITATION_DAYS
from db import invitations
from tests.api.place import BOTH, Asking, asking
from tests.support.office import NOT_VERIFIED, NUMBER, PHRASE

WANTED = {"space": "cams-1", "phone": f"+{NUMBER}", "label": "Toko <Kopi>", "language": "id"}
JSON = ("Content-Type", "application/json")
KEY = ("Idempotency-Key", "order-4711")


@pytest.fixture
async def place(database_url: str) -> AsyncGenerator[Asking]:
    """An API over an empty database."""
    async with asking(database_url) as made:
        yield made


@pytest.fixture
async def one(sqlite_url: str) -> AsyncGenerator[Asking]:
    """The same for what has nothing to do with the kind of database."""
    async with asking(sqlite_url) as made:
        yield made


async def test_an_invitation_is_made_and_works(place: Asking) -> None:
    """The link opens in the bot, once; afterwards it can be seen which case it became, and how that stands."""
    token = await place.token(*BOTH)
    answer = await place.ask("POST", "/api/invitations", token, json={**WANTED, "phrase": PHRASE})
    assert answer.status_code == 201
    made = InvitationMade.model_validate_json(answer.text)
    assert (made.link, made.phrase) == (f"https://t.me/test_bot?start={made.token}", PHRASE)
    assert made.expires_at == "2027-01-22T08:00:00+00:00"
    assert answer.headers["location"] == f"/api/invitations/{made.id}"

    async def shown() -> dict[str, object]:
        found = await place.ask("GET", f"/api/invitations/{made.id}", token)
        assert NUMBER[3:] not in found.text
        return InvitationShown.model_validate_json(found.text).model_dump(mode="json")

    expected = {
        "id": made.id, "state": "open", "space": "cams-1", "phone_masked": "+62 ••••••• 7890", "label": "Toko <Kopi>",
        "language": "id", "created_at": "2027-01-15T08:00:00+00:00", "expires_at": made.expires_at, "used_at": None,
        "case_id": None,
    }  # fmt: skip
    before = await shown()
    expected["phone_masked"] = before["phone_masked"]
    assert before == expected
    await place.office.says(7, f"/start {made.token}")
    assert await shown() == {**expected, "state": "used", "used_at": "2027-01-15T08:00:00+00:00", "case_id": 1}
    await place.office.invites("expired", life=-1)
    answer = await place.ask("GET", f"/api/invitations/{made.id + 1}", token)
    assert answer.json()["state"] == "expired"


async def test_a_case_is_shown_as_the_command_shows_it(place: Asking) -> None:
    """With all that happened, masked; also when it was erased."""
    token = await place.token(Scope.READ)
    await place.office.to_code()
    wrong = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)
    place.office.provider.outcomes = [NOT_VERIFIED, wrong]
    await place.office.says(7, "654321")

    answer = await place.ask("GET", "/api/cases/1", token)
    assert answer.status_code == 200
    case = CaseWhole.model_validate_json(answer.text, strict=False)
    assert (case.id, case.state, case.space, case.tries_left, case.label) == (1, "waiting_code", "cams-1", 2, "Toko")
    assert [event.event for event in case.events][:2] == ["Invited", "Agreed"]
    assert [(call.action, call.outcome, call.code) for call in case.calls][1:] == [
        ("ChatappMigrationVerified", "refused", "136025")
    ]
    assert [secret for secret in (NUMBER, NUMBER[3:], "654321", PHRASE) if secret in answer.text] == []
    await place.office.says(7, "/forgetme")
    await place.office.taps(7, Button.ERASE)
    erased = (await place.ask("GET", "/api/cases/1", token)).json()
    assert (erased["state"], erased["phone_masked"], erased["label"]) == ("cancelled", "", "")


async def test_cases_are_listed_page_by_page(place: Asking) -> None:
    """The newest first, of one state or all; the last page says that it is the last."""
    token = await place.token(Scope.READ)
    for chat in range(1, 6):
        await place.office.invites(f"t{chat}", phone=f"62812345678{chat:02}")
        await place.office.says(chat, f"/start t{chat}")
    await place.office.says(3, "/cancel")

    async def page(query: str) -> tuple[list[int], int | None]:
        answer = await place.ask("GET", f"/api/cases{query}", token)
        found = CasesPage.model_validate_json(answer.text, strict=False)
        return [case.id for case in found.cases], found.next

    assert await page("") == ([5, 4, 3, 2, 1], None)
    assert await page("?limit=2") == ([5, 4], 4)
    assert await page("?limit=2&before=4") == ([3, 2], 2)
    assert await page("?limit=2&before=2") == ([1], None)
    assert await page("?state=cancelled") == ([3], None)
    assert await page("?state=confirming_number&before=5&limit=3") == ([4, 2, 1], 1)


async def test_a_repeat_with_its_key_makes_no_second_link(place: Asking) -> None:
    """Also at the same moment, and after the link was used; another key, token or no key makes another one."""
    token, other = await place.token(Scope.INVITE), await place.token(Scope.INVITE)
    answers = await asyncio.gather(
        *(place.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY]) for _ in range(3))
    )
    assert {answer.status_code for answer in answers} == {201}
    first = answers[0].json()
    assert [answer.json() for answer in answers] == [first] * 3
    await place.office.says(7, f"/start {first['token']}")
    place.office.time.now += policy.HOUR
    assert (await place.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY])).json() == first

    others = [
        await place.ask("POST", "/api/invitations", token, json=WANTED, headers=[("Idempotency-Key", "order-4712")]),
        await place.ask("POST", "/api/invitations", other, json=WANTED, headers=[KEY]),
        await place.ask("POST", "/api/invitations", token, json=WANTED),
        await place.ask("POST", "/api/invitations", token, json=WANTED),
    ]
    assert len({answer.json()["token"] for answer in [answers[0], *others]}) == 5


@pytest.mark.parametrize("changed", [{"label": "x"}, {"phone": ""}, {"space": "cams-2"}, {"phrase": "another phrase"}])
async def test_a_key_is_for_one_request(one: Asking, changed: dict[str, str]) -> None:
    """With another request it is refused, and the first one's link stays as it was."""
    token = await one.token(*BOTH)
    first = await one.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY])
    answer = await one.ask("POST", "/api/invitations", token, json=WANTED | changed, headers=[KEY])
    assert (answer.status_code, answer.json()["type"]) == (422, "/api#key-reused")
    assert (await one.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY])).json() == first.json()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, ["#/space"]),
        ([], ["#"]),
        ({"space": "with/slash"}, ["#/space"]),
        ({"space": "x" * 65}, ["#/space"]),
        ({"space": 5}, ["#/space"]),
        ({**WANTED, "phone": "081234567890"}, ["#/phone"]),
        ({**WANTED, "phone": "+62" * 20}, ["#/phone"]),
        ({**WANTED, "label": "two\nlines"}, ["#/label"]),
        ({**WANTED, "label": "x" * 65}, ["#/label"]),
        ({**WANTED, "language": "xx"}, ["#/language"]),
        ({**WANTED, "phrase": "abc"}, ["#/phrase"]),
        ({**WANTED, "phrase": "402913"}, ["#/phrase"]),
        ({**WANTED, "hunter2": 1}, ["#"]),
        ({**WANTED, "language": "xx", "label": "a\tb"}, ["#/language", "#/label"]),
    ],
    ids=range(14),
)
async def test_what_will_not_do_is_named_and_not_quoted(one: Asking, body: object, where: list[str]) -> None:
    """All of it at once, by where it stands; nothing is made."""
    token = await one.token(*BOTH)
    answer = await one.ask("POST", "/api/invitations", token, json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/api#invalid")
    assert [error["where"] for error in answer.json()["errors"]] == where
    assert "hunter2" not in answer.text
    assert (await one.ask("GET", "/api/invitations/1", token)).status_code == 404


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{", [JSON], 400),
        (b'{"space": "\xff"}', [JSON], 400),
        (b'{"space": "\\ud800"}', [JSON], 400),
        (b"[" * 10_000, [JSON], 400),
        (b" " * LARGEST_BODY + b"{}", [JSON], 413),
        (b"{}", [], 415),
        (b"{}", [("Content-Type", "text/plain")], 415),
        (b"{}", [("Content-Type", "application/json; charset=latin-1")], 415),
        (b"{}", [("Content-Type", "application/json; charset=UTF-8")], 422),
        (b"{}", [JSON, ("Idempotency-Key", "with a gap")], 400),
        (b"{}", [JSON, ("Idempotency-Key", "x" * 256)], 400),
        (b"{}", [JSON, KEY, KEY], 400),
    ],
    ids=range(12),
)
async def test_what_cannot_be_read_is_told_apart(
    one: Asking, body: bytes, headers: list[tuple[str, str]], status: int
) -> None:
    """Not JSON, too much, of another type, a key that is none."""
    token = await one.token(*BOTH)
    assert (await one.ask("POST", "/api/invitations", token, content=body, headers=headers)).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/api/cases/2", "/api/cases/0", "/api/cases/-1", "/api/cases/01", "/api/cases/x", "/api/cases/1/",
        "/api/cases/",
        f"/api/cases/{2**63}", "/api/cases/" + "9" * 5000, "/api/cases/%D9%A1", "/api/nothing", "/api/",
        "/api/docs",
        "/api/invitations/2", f"/api/invitations/{2**63}",
    ],
    ids=range(15),
)  # fmt: skip
async def test_what_is_not_there_is_not_found(one: Asking, path: str) -> None:
    """Whatever stands where an id should, and however long it is."""
    token = await one.token(*BOTH)
    answer = await one.ask("GET", path, token)
    assert (answer.status_code, answer.json()["type"]) == (404, "/api#not-found")


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("state=nonsense", "state"),
        ("limit=0", "limit"),
        (f"limit={MOST_LISTED + 1}", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("before=x", "before"),
        (f"before={2**63}", "before"),
    ],
    ids=range(6),
)
async def test_a_page_that_cannot_be_is_refused(one: Asking, query: str, where: str) -> None:
    """With the name of what is wrong."""
    answer = await one.ask("GET", f"/api/cases?{query}", await one.token(Scope.READ))
    assert (answer.status_code, [error["where"] for error in answer.json()["errors"]]) == (422, [where])


async def test_other_methods_are_told_which_there_are(one: Asking) -> None:
    """For each address by itself."""
    await one.token(*BOTH)
    for method, path, allowed in (
        ("GET", "/api/invitations", {"POST"}),
        ("DELETE", "/api/cases/1", {"GET", "HEAD"}),
        ("POST", "/api", {"GET", "HEAD"}),
    ):
        answer = await one.ask(method, path)
        assert (answer.status_code, answer.json()["type"]) == (405, "/api#method-not-allowed")
        assert {each.strip() for each in answer.headers["allow"].split(",")} == allowed


async def test_without_a_token_there_is_nothing(one: Asking) -> None:
    """Until the first is made, and again once the last is over: not even which addresses there are."""
    asked = [("GET", "/api"), ("GET", "/api/openapi.json"), ("POST", "/api/invitations"), ("DELETE", "/api/cases/1")]
    assert {(await one.ask(*each)).status_code for each in asked} == {404}
    token = await one.token(*BOTH, expires_at=one.office.time() + 5)
    assert [(await one.ask(*each)).status_code for each in asked] == [200, 200, 401, 405]
    one.office.time.now += 5
    assert {(await one.ask(*each, token)).status_code for each in asked} == {404}


async def test_a_bot_that_does_not_serve_says_so(one: Asking) -> None:
    """While it starts and stops: to be asked again."""
    token = await one.token(*BOTH)
    one.health.serving = False
    answer = await one.ask("POST", "/api/invitations", token, json=WANTED)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_a_database_that_fails_is_not_quoted(one: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither to who asks nor in the log: only the kind of error."""
    token = await one.token(*BOTH)

    async def fail(*_: object, **__: object) -> int:
        raise RuntimeError(NUMBER)

    monkeypatch.setattr(invitations, "add_once", fail)
    with capture_logs() as logs:
        answer = await one.ask("POST", "/api/invitations", token, json=WANTED)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert logs == [{"event": "request not answered", "error": "RuntimeError", "log_level": "warning"}]
    assert NUMBER not in answer.text


async def test_nothing_that_is_asked_is_logged(one: Asking) -> None:
    """Which invitation was made by which token, by their ids, and nothing else."""
    token = await one.token(*BOTH)
    with capture_logs() as logs:
        made = await one.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY])
        await one.ask("POST", "/api/invitations", token, json=WANTED, headers=[KEY])
        await one.ask("GET", "/api/cases", token)
    assert logs == [{"event": "invitation made", "invitation_id": 1, "token_id": 1, "log_level": "info"}]
    assert made.json()["token"] not in json.dumps(logs)
    assert INVITATION_DAYS == 7
