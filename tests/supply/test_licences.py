"""What is delivered may be, and its licences are listed."""

import re

from tests.supply.licences import ACCEPTED, ROOT, delivered, page, parts_of

PINS = {
    name: (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for name in ("run", "roles", "dev", "supply")
}


def test_the_page_is_up_to_date() -> None:
    """After new pins: `make licences`."""
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == page()


def test_every_licence_was_looked_at() -> None:
    """One that nobody has read is no licence to deliver."""
    rows = re.findall(r"^\| ([\w-]+) \| ([^|]+) \|$", page().partition("| package |")[2], re.MULTILINE)

    assert [name for name, _ in rows] == delivered(PINS["run"])
    assert [name for name, licence in rows if not parts_of(licence) <= ACCEPTED.keys()] == []


def test_expressions_are_taken_apart() -> None:
    """Each of their licences counts."""
    assert parts_of("(Apache-2.0 OR BSD-3-Clause)") == {"Apache-2.0", "BSD-3-Clause"}
    assert parts_of("MIT AND PSF-2.0") == {"MIT", "PSF-2.0"}
    assert not parts_of("MIT AND GPL-3.0-only") <= ACCEPTED.keys()


def test_what_is_tested_is_what_is_delivered() -> None:
    """The tests run on the versions that are delivered, to the hash."""
    pins = {name: re.findall(r"^([\w.-]+==[^\s\\;]+)", text, re.MULTILINE) for name, text in PINS.items()}

    assert {*pins["run"]} < {*pins["roles"]} <= {*pins["dev"]}
    assert {*re.findall(r"sha256:\w+", PINS["roles"])} <= {*re.findall(r"sha256:\w+", PINS["dev"])}
    assert {*re.findall(r"sha256:\w+", PINS["run"])} <= {*re.findall(r"sha256:\w+", PINS["roles"])}
