"""Roles' keys by the official library: it is told which way to take, what it says of failures stays unsaid."""

import logging
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.cams.credentials import CredentialsError, Renewing
from bot.cams.roles import Role, is_installed, opener
from bot.cams.signature import Credentials

NOW = 0.0


@pytest.fixture
def answers() -> list[tuple[int, bytes]]:
    """What the service that gives keys out says next; the last one stays."""
    return []


@pytest.fixture
def uri(answers: list[tuple[int, bytes]]) -> Iterator[str]:
    """The address of a service that gives keys out."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/keys"
    server.shutdown()
    server.server_close()


GIVEN = (
    b'{"Code": "Success", "AccessKeyId": "STS.given", "AccessKeySecret": "hunter2", '
    b'"SecurityToken": "hunter3", "Expiration": "2099-01-01T00:00:00Z"}'
)


async def test_the_official_library_gets_the_key(uri: str, answers: list[tuple[int, bytes]]) -> None:
    """Its own way of asking, against a server."""
    answers.append((200, GIVEN))
    source = Renewing(opener(Role(uri=uri)), steady=lambda: NOW)

    assert await source.current() == Credentials("STS.given", "hunter2", "hunter3")


async def test_what_the_library_says_of_failures_stays_unsaid(
    uri: str, answers: list[tuple[int, bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    """It logs what the source answered, to a handler of its own that nothing else sees."""
    answers.append((500, GIVEN))
    with pytest.raises(CredentialsError) as caught:
        await Renewing(opener(Role(uri=uri)), steady=lambda: NOW).current()

    said = "".join(capfd.readouterr())
    assert str(caught.value) == "CredentialException"
    assert [secret for secret in ("hunter2", "hunter3", uri) if secret in said] == []
    assert logging.getLogger("credentials").handlers == []


@pytest.mark.parametrize(
    "role", [Role(machine="bot"), Role(arn="a", provider_arn="b", token_file="c")], ids=["machine", "pod"]
)
def test_each_way_to_a_role_can_be_opened(role: Role) -> None:
    """The library takes what we tell it; asking would need the cloud."""
    assert callable(opener(role)())


@pytest.mark.parametrize(
    ("role", "is_set"),
    [
        (Role(), False),
        (Role(machine="bot"), True),
        (Role(uri="http://127.0.0.1"), True),
        (Role(arn="a", provider_arn="b"), False),
        (Role(arn="a", provider_arn="b", token_file="c"), True),
    ],
)
def test_half_a_way_is_none(role: Role, is_set: bool) -> None:  # noqa: FBT001 -- a parameter
    """A pod's role needs all three."""
    assert role.is_set is is_set
    assert "127" not in repr(role)


def test_the_library_can_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not among what everybody installs."""
    assert is_installed()
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)
    assert not is_installed()
