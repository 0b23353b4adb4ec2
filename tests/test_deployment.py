"""The files in `deploy/` fit the program: what they start, ask, mount and hand on is what there is."""

import re
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.applications import Starlette
from typer.testing import CliRunner

from bot.api.answering import LARGEST_BODY
from bot.cli import ENDED_WITHIN, app
from bot.health import Health
from bot.serving import Answer, routes
from bot.settings import ENVIRONMENT, WEBHOOK_PATH
from tests.support.office import KEY

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
MEMORY = 200
"""Megabytes that the program may need on a bad day; it has some hundred on others."""


def served() -> set[str]:
    """Every address of the program."""

    async def nothing(_: object) -> Any:
        raise NotImplementedError

    answer: Answer = nothing
    return {route.path for route in routes(Health([]), answer, answer)}


def text_of(name: str) -> str:
    """A file of `deploy/`."""
    return (DEPLOY / name).read_text(encoding="utf-8")


# --- systemd


class Repeated(dict[str, Any]):
    """systemd's keys may be said twice; the later one is as good as both for what is looked at here."""


def unit() -> RawConfigParser:
    """The unit, read."""
    parser = RawConfigParser(strict=False, dict_type=Repeated)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # -- as configparser's manual has it
    parser.read_string(text_of("bot.service"))
    return parser


def test_systemd_starts_and_stops_it() -> None:
    """With a command that there is, and time enough to end by itself."""
    service = unit()["Service"]
    program, *arguments = service["ExecStart"].split()

    assert (Path(program).name, arguments[:2]) == ("python", ["-m", "bot"])
    assert CliRunner().invoke(app, [*arguments[2:], "--help"]).exit_code == 0
    assert int(service["TimeoutStopSec"]) > ENDED_WITHIN
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this system has no systemd to judge the unit")
def test_systemd_finds_it_little_exposed() -> None:
    """Of ten points at most 1.5: the network, which it is there for, and a temporary folder are most of them."""
    unit_file = str(DEPLOY / "bot.service")
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", unit_file]
    judged = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 -- ours
    assert judged.returncode == 0, judged.stdout + judged.stderr


# --- The image


def copied() -> list[str]:
    """What of the repository is in the image."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", text_of("Containerfile"), re.MULTILINE)
    return [name for line in lines for name in line.split()]


def test_the_image_has_all_that_the_program_needs(tmp_path: Path) -> None:
    """Run from the copied files alone, in another folder, it makes a database there, and nothing beside itself."""
    image, data = tmp_path / "image", tmp_path / "data"
    data.mkdir()
    for name in copied():
        made = image / name
        made.parent.mkdir(parents=True, exist_ok=True)
        # With what Python has compiled of it, which is good as long as the times are the same.
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy2)(ROOT / name, made)
    before = set(image.rglob("*"))
    settings = {
        "PYTHONPATH": str(image),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TELEGRAM_BOT_TOKEN": "1:x",
        "STAFF_CHAT_ID": "-1",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "x",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "x",
        "ENCRYPTION_KEYS": KEY,
    }
    command = [sys.executable, "-m", "bot", "cases", "--json"]
    told = subprocess.run(  # noqa: S603 -- ours
        command, cwd=data, env=settings, capture_output=True, text=True, timeout=60, check=False
    )

    assert (told.stdout, told.stderr, told.returncode) == ("[]\n", "", 0)
    assert {path.name for path in data.rglob("*")} == {"data", "bot.db"}
    assert set(image.rglob("*")) == before


def test_the_image_is_what_its_pins_say() -> None:
    """Hashed, in wheels, of a Python that the tests run in; and nobody in it is root."""
    text = text_of("Containerfile")

    assert "--require-hashes" in text
    assert "--only-binary :all:" in text
    assert f"python:{sys.version_info.major}.{sys.version_info.minor}-" in text or sys.version_info[:2] != (3, 11)
    assert re.search(r"^USER (\d+):\1$", text, re.MULTILINE)
    assert text.rindex("\nUSER ") < text.rindex("\nENTRYPOINT ")
    assert {name for name in copied() if "env" in name} == {".env.example"}


def test_the_builder_is_given_no_more_than_that() -> None:
    """Above all no `.env` and no database."""
    lines = [line for line in text_of("Containerfile.dockerignore").splitlines() if not line.startswith("#")]

    assert lines[0] == "*"
    assert sorted(line[1:] for line in lines if line.startswith("!")) == sorted(copied())


# --- Several replicas


def hardened(service: dict[str, Any]) -> bool:
    """Whether it can write nowhere but where it is let, and gains no rights."""
    return (service["read_only"], service["cap_drop"], service["security_opt"]) == (
        True,
        ["ALL"],
        ["no-new-privileges:true"],
    )


def test_compose_shows_the_proxy_only() -> None:
    """Two replicas and a database that nobody outside reaches; no secret is in the file; all are hardened."""
    compose = yaml.safe_load(text_of("compose.yml"))
    services = compose["services"]

    assert {name for name, service in services.items() if not hardened(service)} == set()
    assert {name for name, service in services.items() if "ports" in service} == {"proxy"}
    assert compose["networks"]["inside"] == {"internal": True}
    assert services["database"]["networks"] == ["inside"]
    assert services["bot"]["deploy"]["replicas"] == 2
    assert int(services["bot"]["stop_grace_period"].removesuffix("s")) > ENDED_WITHIN
    assert {*services["bot"]["environment"]} <= {*ENVIRONMENT}
    assert (DEPLOY / services["bot"]["build"]["context"] / services["bot"]["build"]["dockerfile"]).is_file()
    assert not re.search(r"PASSWORD: |TOKEN|SECRET|KEYS", text_of("compose.yml"))


def test_the_proxy_hands_on_the_webhook_and_the_api() -> None:
    """To the service and port of compose, bodies as large as the program takes; /api to nobody until one is named."""
    text = text_of("nginx.conf")
    places = dict(re.findall(r"location (.+?) \{\n(.*?)\n    \}", text, re.DOTALL))
    port = yaml.safe_load(text_of("compose.yml"))["services"]["bot"]["environment"]["LISTEN"].partition(":")[2]
    webhook, api = f"= {WEBHOOK_PATH}", "~ ^/api(/|$)"
    reached = {route.path.partition("/{")[0] for route in routes(Health([]), api=Starlette())} - served()

    assert [place for place, said in places.items() if "proxy_pass" in said] == [webhook, api]
    assert all(f"set $replicas bot:{port};" in places[place] for place in (webhook, api))
    assert "client_max_body_size 1m;" in places[webhook]
    assert f"client_max_body_size {LARGEST_BODY // 1024}k;" in places[api]
    assert reached == {"/api"}
    assert re.findall(r"^ *(allow|deny) (.+);$", places[api], re.MULTILINE) == [("deny", "all")]


def test_kubernetes_asks_what_is_served() -> None:
    """Its probes and its ingress name addresses that there are; it waits for the end, and gives no rights."""
    documents = {each["kind"]: each for each in yaml.safe_load_all(text_of("kubernetes.yml"))}
    pod = documents["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    (path,) = documents["Ingress"]["spec"]["rules"][0]["http"]["paths"]

    assert probes == {"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"}
    assert {*probes.values(), path["path"], "/metrics"} == served()
    assert (path["path"], path["pathType"]) == (WEBHOOK_PATH, "Exact")
    assert pod["terminationGracePeriodSeconds"] > ENDED_WITHIN
    assert {each["name"] for each in container["env"]} <= {*ENVIRONMENT}
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert f"USER {pod['securityContext']['runAsUser']}:" in text_of("Containerfile")
    assert int(container["resources"]["limits"]["memory"].removesuffix("Mi")) > MEMORY
    assert not re.search(r"(?i)bot_token|password|secret_|keys", text_of("kubernetes.yml"))


def test_each_file_is_written_about() -> None:
    """In docs/operations.md, by its name."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {path.name for path in DEPLOY.iterdir()} - {"Containerfile.dockerignore"}

    assert {name for name in names if f"deploy/{name}" not in text} == set()
