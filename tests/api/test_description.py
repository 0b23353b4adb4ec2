"""The documents about the API, held against what it answers."""

import asyncio
import json
import re
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.api.answering import LISTED, MOST_LISTED
from bot.api.description import description
from bot.api.page import page
from bot.api.problems import Kind
from bot.api.shapes import CasesPage, CaseWhole, InvitationMade, InvitationShown, InvitationWanted, Problem
from bot.flow.model import State
from tests.api.place import BOTH, Asking, asking
from tests.support.office import NUMBER

DOCUMENT = description()
OPERATIONS = [
    (method, path, operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]
SHAPES: dict[str, Any] = {
    shape.__name__: shape for shape in (CasesPage, CaseWhole, InvitationMade, InvitationShown, Problem)
}

_TEXTS = st.text(max_size=70) | st.sampled_from(["cams-1", f"+{NUMBER}", "id", "xx", "Toko", "ribbon kettle island"])
_BODIES = st.dictionaries(
    st.sampled_from([*InvitationWanted.model_fields, "other"]), _TEXTS | st.none() | st.integers(), max_size=6
)
_PARAMETERS = st.dictionaries(
    st.sampled_from(["state", "before", "limit", "other"]),
    st.sampled_from([*State, "0", "1", "5", str(MOST_LISTED), "-1", "x", "", str(2**64)]) | st.text(max_size=9),
    max_size=3,
)
_IDS = st.integers(0, 2**70).map(str) | st.sampled_from(["1", "2", "x", "1.0", "+1"])
_KEYS = st.none() | st.sampled_from(["k", "l", "with a gap", ""])


def references(part: Any) -> set[str]:
    """Every reference in a part of the document."""
    if isinstance(part, list):
        return set[str]().union(*map(references, part))
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"]} if "$ref" in part else set()
    return own.union(*(references(each) for each in part.values()))


def test_it_holds_together() -> None:
    """Every reference leads somewhere, every model is used, every operation has a name and a scope."""
    schemas = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert references(DOCUMENT) == schemas
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT
    assert DOCUMENT["openapi"] == "3.1.0"
    assert len({operation["operationId"] for *_, operation in OPERATIONS}) == len(OPERATIONS)
    limit = next(each for each in DOCUMENT["paths"]["/api/cases"]["get"]["parameters"] if each["name"] == "limit")
    assert (limit["schema"]["default"], limit["schema"]["maximum"]) == (LISTED, MOST_LISTED)


def test_the_page_has_all_of_it_and_asks_nobody() -> None:
    """Each operation, each field and each kind of problem; no script, no picture, nothing from elsewhere."""
    shown = page(DOCUMENT)
    for method, path, _ in OPERATIONS:
        assert f"{method.upper()} {path}" in shown
    for name in [*InvitationWanted.model_fields, *InvitationMade.model_fields, *CaseWhole.model_fields]:
        assert f"<code>{name}</code>" in shown
    for kind in Kind:
        assert f'id="{kind.value.name}"' in shown
    assert re.findall(r"""(?:src|href|url|action)\s*[=(]\s*["']?([^"' >)]+)""", shown) == ["/api/openapi.json"]
    assert "<script" not in shown


def documented(method: str, path: str, status: int) -> Any:
    """The model that is documented for that answer."""
    content = DOCUMENT["paths"][path][method]["responses"][str(status)]["content"]
    (media,) = content.values()
    return SHAPES[media["schema"]["$ref"].rpartition("/")[2]]


async def answered(place: Asking, token: str, method: str, path: str, asked: dict[str, Any]) -> None:
    """Ask, and see that it is answered as documented."""
    place.steady.step = 10
    answer = await place.ask(method.upper(), path.replace("{id}", asked.pop("id", "1")), token, **asked)
    documented(method, path, answer.status_code).model_validate_json(answer.text, strict=False)


@pytest.fixture
async def place(sqlite_url: str) -> Any:
    """An API with a case and an invitation."""
    async with asking(sqlite_url) as made:
        await made.office.to_code()
        yield made


@pytest.fixture
def fuzzed(sqlite_url: str) -> Generator[tuple[asyncio.Runner, Asking, str]]:
    """An API that stays the same over all that is asked of it, and a loop to ask it in: hypothesis has none."""
    with asyncio.Runner() as runner:
        opened = asking(sqlite_url)
        place = runner.run(opened.__aenter__())
        yield runner, place, runner.run(place.token(*BOTH))
        runner.run(opened.__aexit__(None, None, None))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_BODIES, _PARAMETERS, _IDS, _KEYS)
def test_whatever_is_asked_is_answered_as_documented(
    fuzzed: tuple[asyncio.Runner, Asking, str],
    body: dict[str, Any],
    parameters: dict[str, str],
    name: str,
    key: str | None,
) -> None:
    """Any body, parameter, id and key: a status that is documented for it, with a body of the shape that is."""
    runner, place, token = fuzzed
    keys = [("Idempotency-Key", key)] if key is not None else []

    async def inner() -> None:
        await answered(place, token, "post", "/api/invitations", {"json": body, "headers": keys})
        await answered(place, token, "get", "/api/cases", {"params": parameters})
        await answered(place, token, "get", "/api/cases/{id}", {"id": name})
        await answered(place, token, "get", "/api/invitations/{id}", {"id": name})

    runner.run(inner())


async def test_each_answer_that_is_good_is_as_documented(place: Asking) -> None:
    """What chance may not find: a case, an invitation, a page and a link that there are."""
    token = await place.token(*BOTH)
    for method, path, status in (
        ("post", "/api/invitations", 201),
        ("get", "/api/invitations/{id}", 200),
        ("get", "/api/cases", 200),
        ("get", "/api/cases/{id}", 200),
    ):
        answer = await place.ask(method.upper(), path.replace("{id}", "1"), token, json={"space": "cams-1"})
        assert answer.status_code == status
        documented(method, path, status).model_validate_json(answer.text, strict=False)


async def test_both_documents_are_served(place: Asking) -> None:
    """To who has no token too: nothing in them is anybody's."""
    await place.token(*BOTH)
    served = await place.ask("GET", "/api/openapi.json")
    shown = await place.ask("GET", "/api")
    assert served.json() == DOCUMENT
    assert shown.text == page(DOCUMENT)
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
