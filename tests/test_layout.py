"""What the repository's own shape promises: where files are, and that every exception says why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = (".ci", "alembic", "benchmarks", "bot", "chaos", "db", "deploy", "docs", "requirements", "sandbox", "tests")
AT_THE_TOP = (".env.example", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md", "pyproject.toml")
TEXTS = {".css", ".ftl", ".html", ".js", ".mako", ".md", ".py", ".txt", ".yml", ".json", ""}
GENERATED = {"__pycache__", ".hypothesis"}

ELSEWHERE = {
    "bot/__main__.py": "tests/test_cli.py and tests/test_wiring.py start it",
    "bot/connections.py": "tests/security/test_webhook.py tries each of its bounds",
    "bot/doctor/command.py": "tests/test_doctor.py",
    "bot/doctor/judging.py": "tests/test_doctor.py provokes every finding",
    "bot/doctor/looking.py": "tests/test_doctor.py",
    "bot/erasures.py": "tests/test_cli.py; what it has done is in tests/test_purging.py",
    "bot/faultpoints.py": "tests/test_killed.py ends a process at each of its names",
    "bot/dossier.py": "values without behaviour; tests/staff/test_proving.py has them made",
    "bot/store/evidence.py": "tests/staff/test_proving.py",
    "bot/verifying.py": "tests/test_cli.py",
    "bot/witnessing.py": "tests/staff/test_proving.py",
    "db/evidence.py": "tests/staff/test_proving.py",
    "db/groups.py": "tests/staff/test_moving.py",
    "bot/flow/effects.py": "values without behaviour; tests/test_codec.py stores each",
    "bot/flow/events.py": "values without behaviour; tests/flow holds what each does",
    "bot/flow/patience.py": "tests/flow/test_machine_silence.py",
    "bot/flow/model.py": "values without behaviour; tests/test_codec.py stores them",
    "bot/flow/rules/anywhere.py": "tests/flow/test_machine_anywhere.py",
    "bot/flow/rules/appointments.py": "tests/flow/test_machine_appointments.py",
    "bot/flow/rules/closing.py": "tests/flow/test_machine_steering.py",
    "bot/flow/rules/codes.py": "tests/flow/test_machine_code.py and tests/flow/test_machine_doubt.py",
    "bot/flow/rules/colleagues.py": "tests/flow/test_colleagues.py",
    "bot/flow/rules/endings.py": "tests/flow/test_machine_waiting.py",
    "bot/flow/rules/extending.py": "tests/flow/test_machine_extending.py",
    "bot/flow/rules/holds.py": "tests/flow/test_machine_faults.py",
    "bot/flow/rules/numbers.py": "tests/flow/test_machine_number.py",
    "bot/flow/rules/outcomes.py": "tests/flow/test_machine_faults.py",
    "bot/flow/rules/preparing.py": "tests/flow/test_machine_preparing.py",
    "bot/flow/rules/registering.py": "tests/flow/test_machine_registering.py",
    "bot/flow/rules/requesting.py": "tests/flow/test_machine_requesting.py",
    "bot/flow/rules/settlement.py": "tests/flow/test_machine_settlement.py",
    "bot/flow/rules/silence.py": "tests/flow/test_machine_silence.py",
    "bot/flow/rules/several.py": "tests/flow/test_machine_several.py",
    "bot/flow/rules/unlocking.py": "tests/flow/test_machine_steering.py",
    "bot/flow/sheets.py": "values without behaviour; tests/test_codec.py stores each",
    "bot/flow/steps.py": "a part of the table: tests/flow/test_machine.py",
    "bot/inviting.py": "tests/test_cli.py",
    "bot/links.py": "tests/test_helping.py",
    "bot/office.py": "tests/test_wiring.py and tests/test_webhook_mode.py start and stop it",
    "bot/ports.py": "borders without behaviour; both sides of each are tested",
    "bot/reaching.py": "tests/test_wiring.py reaches Telegram, or does not",
    "db/portrait.py": "tests/test_reaching.py sets a picture once, on both databases",
    "bot/setup/dialogue.py": "tests/setup/test_command.py answers it",
    "bot/api/page.py": "tests/api/test_description.py",
    "bot/api/problems.py": "tests/api/test_answering.py provokes each",
    "bot/api/shapes.py": "tests/api/test_description.py holds each against what is answered",
    "bot/api/tokens.py": "tests/api/test_door.py",
    "bot/invitation.py": "tests/test_cli.py and tests/api/test_answering.py",
    "bot/posted.py": "tests/telegram/test_webhook.py and tests/api/test_answering.py",
    "bot/showing.py": "tests/test_cli.py and tests/api/test_answering.py",
    "bot/store/looking.py": "tests/api/test_answering.py and tests/api/test_door.py",
    "bot/store/announcements.py": "tests/test_announcing.py",
    "bot/flow/staff.py": "values without behaviour; tests/test_codec.py stores them",
    "bot/staff/actions.py": "a table: tests/staff/test_authority.py and tests/security go through it",
    "bot/staff/asking.py": "values, and answers that tests/staff/test_people.py is given",
    "bot/staff/front.py": "tests/staff/test_people.py comes in there, and tests/security with everybody else",
    "bot/store/tallies.py": "tests/test_counting.py; what is stored is in tests/db/test_tallies.py",
    "bot/staff/daily.py": "tests/test_digesting.py",
    "bot/terms.py": "numbers that people chose; tests/test_cli.py and tests/staff/test_inviting.py keep to them",
    "bot/store/staff.py": "tests/staff/test_people.py and tests/db/test_audit.py",
    "db/staff.py": "tests/staff/test_people.py",
    "bot/store/calls.py": "tests/test_store.py; turns are in tests/db/test_pacing.py",
    "bot/store/cases.py": "tests/test_store.py",
    "bot/store/erasing.py": "tests/test_purging.py",
    "bot/store/inbox.py": "tests/test_conversation.py; what is stored is in tests/db/test_inbox.py",
    "bot/store/incidents.py": "tests/test_relief.py; what is stored is in tests/db/test_incidents.py",
    "bot/store/links.py": "tests/test_store.py and tests/test_helping.py",
    "bot/store/notices.py": "tests/test_telling.py and tests/test_settlement.py",
    "bot/store/outbox.py": "tests/test_store.py; what is stored is in tests/db/test_outbox.py",
    "bot/store/part.py": "tests/test_store.py, of which every test uses one",
    "bot/store/presence.py": "tests/test_homecoming.py",
    "bot/store/rows.py": "tests/test_store.py",
    "bot/store/topics.py": "tests/topics/test_keeping.py",
    "bot/flow/rules/persons.py": "tests/flow/test_machine_persons.py",
    "bot/topics/carrying.py": "tests/topics/test_keeping.py and tests/staff/test_handing_over.py come in by it",
    "bot/topics/passing.py": "tests/staff/test_handing_over.py, both ways",
    "bot/claiming.py": "what deciding and carrying out share: tests/test_dispatch.py and tests/test_conversation.py",
    "bot/deadlines.py": "tests/test_conversation.py, tests/test_helping.py and tests/staff/test_handing_over.py wait",
    "bot/hearing.py": "tests/test_conversation.py, with everything else that comes in",
    "bot/house.py": "tests/test_bad_input.py; opening hours are in tests/staff/test_handing_over.py",
    "bot/awaiting.py": "tests/staff/test_handing_over.py waits, and lets staff hear of it",
    "bot/sheets/ports.py": "borders without behaviour; both sides of each are tested",
    "bot/topics/ports.py": "borders without behaviour; both sides of each are tested",
    "bot/flow/relaying.py": "values without behaviour; tests/test_codec.py stores each",
    "bot/store/canned.py": "tests/staff/test_canning.py",
    "db/canned.py": "tests/staff/test_canning.py",
    "bot/store/transactions.py": "tests/test_store.py; keys are in tests/db/test_rotation.py",
    "bot/telegram/checkup.py": "tests/test_doctor.py looks at every state of bot and group",
    "bot/telegram/code_screens.py": "tests/telegram/test_screens.py looks at every screen",
    "bot/telegram/silence_screens.py": "tests/telegram/test_screens.py looks at every screen",
    "bot/telegram/number_screens.py": "tests/telegram/test_screens.py looks at every screen",
    "bot/telegram/colleague_screens.py": "tests/telegram/test_screens.py looks at every screen",
    "bot/telegram/views.py": "tests/telegram/test_screens.py",
    "bot/telegram/asking.py": "tests/telegram/test_poller.py and tests/telegram/test_outbound.py ask with it",
    "bot/tempo.py": "values without behaviour; the sandbox's own are tests/sandbox/test_world_time.py",
    "bot/terminal.py": "what all commands share: tests/test_cli.py and tests/test_keys.py",
    "bot/text/digits.py": "a part of reading codes: tests/text/test_code.py",
    "bot/text/masking.py": "tests/text/test_code.py and tests/telegram/test_staff.py",
    "bot/text/plain.py": "a part of reading codes and numbers: tests/text",
    "bot/text/wording.py": "a part of reading codes: tests/text/test_code.py",
    "db/direct_sqlite.py": "a driver, tested through SQLAlchemy: tests/db/test_engine.py",
    "bot/doctor/profile.py": "tests/test_doctor.py",
    "bot/telegram/profile.py": "tests/test_doctor.py; that it is set, in tests/test_reaching.py",
    "bot/flow/rules/privacy.py": "tests/test_copying.py and tests/test_forgetting.py",
    "db/looking.py": "tests/api/test_answering.py",
    "db/tokens.py": "tests/api/test_door.py",
    "db/announcements.py": "tests/test_announcing.py",
    "db/copying.py": "tests/test_copying.py",
    "db/erasing.py": "tests/test_purging.py; how its rows are found is in tests/db/test_statements.py",
    "db/digest.py": "tests/db/test_tallies.py",
    "db/tables/customers.py": "tests/db/test_schema.py holds all tables, and what the database refuses",
    "db/tables/history.py": "tests/db/test_schema.py",
    "db/tables/installation.py": "tests/db/test_schema.py",
    "db/tables/registry.py": "tests/db/test_schema.py",
    "db/tables/staffing.py": "tests/db/test_schema.py",
    "db/tables/telling.py": "tests/db/test_schema.py",
    "db/tables/work.py": "tests/db/test_schema.py",
}
"""Modules without a test file of the same path, and where they are tested."""

_EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore|pragma)\b(?P<rest>.*)")
_REASON = re.compile(
    r":?\s*(?:[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[\w, -]+\]|no (?:cover|branch))?\s*(?:--|#)\s*(?:--\s*)?\w"
)


def _files(*folders: str) -> Iterator[Path]:
    """Every file of ours in these folders."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not GENERATED.intersection(path.parts):
                yield path


def _texts() -> Iterator[Path]:
    yield from (path for path in _files(*FOLDERS) if path.suffix in TEXTS)
    yield from (ROOT / name for name in AT_THE_TOP if (ROOT / name).exists())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lines(paths: Iterator[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            yield f"{_name(path)}:{number}", line


def _test_of(module: str) -> str:
    folder, _, name = module.removeprefix("bot/").rpartition("/")
    return "/".join(filter(None, ("tests", folder, f"test_{name}")))


MODULES = [_name(path) for path in _files("bot", "db") if path.suffix == ".py" and path.name != "__init__.py"]


def test_alembics_folder_is_no_package() -> None:
    """With an `__init__.py` it would hide the installed `alembic` from everybody."""
    assert not (ROOT / "alembic" / "__init__.py").exists()


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_tests(module: str) -> None:
    """In a file of the same path, or it is said where."""
    assert (ROOT / _test_of(module)).exists() or module in ELSEWHERE


def test_what_is_tested_elsewhere_exists() -> None:
    """The list names modules that are there, with places that are there."""
    assert sorted(ELSEWHERE.keys() - set(MODULES)) == []
    named = {place for reason in ELSEWHERE.values() for place in re.findall(r"tests/[\w/.]*\w", reason)}
    assert sorted(place for place in named if not (ROOT / place).exists()) == []


def test_packages_say_what_they_are_for() -> None:
    """An `__init__.py` has a docstring and nothing else but what it re-exports."""
    for path in (ROOT / folder for folder in ("bot", "db")):
        for init in sorted(path.rglob("__init__.py")):
            assert init.read_text(encoding="utf-8").startswith('"""'), _name(init)


def test_no_path_of_a_machine_is_in_any_file() -> None:
    """What is written here is true on every machine."""
    home = re.compile(r"(?<![\w.~/])/(?:home|root|Users|work)/")

    assert [place for place, line in _lines(_texts()) if home.search(line)] == []


def test_every_test_that_the_documents_name_is_there() -> None:
    """By its file, or by its file and its name: a promise whose test was renamed looks kept."""
    missing = []
    for document in _files("docs"):
        if document.suffix != ".md" or document.parent.name == "decisions":  # Decisions are as they were made.
            continue
        text = document.read_text(encoding="utf-8")
        for file in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", text):
            missing += [] if (ROOT / file).exists() else [file]
        for file, names in re.findall(r"`(tests/[\w/]+\.py)`:\s((?:`test_\w+`,?\s?)+)", text):
            source = (ROOT / file).read_text(encoding="utf-8")
            missing += [name for name in re.findall(r"test_\w+", names) if f"def {name}(" not in source]

    assert missing == []


def test_pins_name_no_place_to_download_from() -> None:
    """Whoever installs decides where from; every pin has its hashes."""
    for path in _files("requirements"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert len(pins) > 10
        assert text.count("--hash=sha256:") >= len(pins)


def test_every_exception_has_its_reason() -> None:
    """Each place where a rule is switched off says why, on its line, and which rule."""
    python = (path for path in _files(*FOLDERS) if path.suffix == ".py" and path != Path(__file__))
    found = [(place, match["rest"]) for place, line in _lines(python) if (match := _EXCEPTION.search(line)) is not None]

    assert len(found) > 20
    assert [place for place, rest in found if not _REASON.match(rest)] == []


@pytest.mark.parametrize(
    ("line", "has_reason"),
    [
        ("x  # noqa: S101 -- a reason", True),
        ("x  # noqa: S101, PLR2004 -- a reason", True),
        ("x  # noqa: S101", False),
        ("x  # noqa", False),
        ("x  # noqa: S101 --", False),
        ("x  # type: ignore[arg-type]  # -- a reason", True),
        ("x  # type: ignore[arg-type]  # a reason", True),
        ("x  # type: ignore[arg-type]", False),
        ("x  # type: ignore", False),
        ("x  # pragma: no cover -- a reason", True),
        ("x  # pragma: no cover", False),
    ],
)
def test_reasons_are_told_from_none(line: str, *, has_reason: bool) -> None:
    """The test above can fail."""
    match = _EXCEPTION.search(line)

    assert match is not None
    assert bool(_REASON.match(match["rest"])) is has_reason


@pytest.mark.xdist_group("of one")
def test_groups_of_tests_are_kept_together(request: pytest.FixtureRequest) -> None:
    """What tests of a group share is made once: with pytest 9.2 the mark was silently ignored."""
    are_kept = request.config.getoption("loadgroup", default=False)
    assert request.node.nodeid.endswith("@of one") == bool(are_kept)
