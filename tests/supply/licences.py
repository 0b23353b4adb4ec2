"""The licences of everything that is delivered, as a page: `make licences`."""

import re
import sys
from collections.abc import Mapping
from importlib.metadata import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]

ACCEPTED: Mapping[str, str] = {
    "Apache-2.0": "name it, and say what was changed",
    "BSD-2-Clause": "name it",
    "BSD-3-Clause": "name it, and do not advertise with its authors",
    "ISC": "name it",
    "LGPL-3.0-only": "whoever gets the program may put another version in its place: it is installed beside, unchanged",
    "MIT": "name it",
    "MIT-0": "nothing",
    "MIT-CMU": "name it, and do not advertise with its authors",
    "MPL-2.0": "hand on what was changed in its own files: nothing is",
    "PSF-2.0": "name it, and say what was changed",
}
"""Licences under which something may be delivered, and what each asks of whoever delivers it."""

SPELT: Mapping[str, str] = {
    "APL 2": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
}
"""How packages of before 2024 call them, when SPDX's names came into use."""


def delivered(pins: str) -> list[str]:
    """Names of what is installed here from a file of pins; what is for other systems is left out."""
    lines = re.findall(r"^[A-Za-z][\w.-]*==[^\\\n]+", pins, re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return [each.name for each in wanted if each.marker is None or each.marker.evaluate()]


def licence_of(name: str) -> str:
    """What a package says of itself, in SPDX's words."""
    said = metadata(name)
    given = [said["License-Expression"], said["License"]] if "License-Expression" in said else [said["License"]]
    given += [each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License :: ")]
    found = next((each for each in given if each and "\n" not in each), "unknown")
    return SPELT.get(found, found)


def parts_of(expression: str) -> set[str]:
    """The licences that an expression names."""
    return set(re.split(r"\s+(?:AND|OR|WITH)\s+", expression.strip("()")))


def page() -> str:
    """The whole page."""
    names = delivered((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))
    found = {name: licence_of(name) for name in names}
    used = sorted(set().union(*map(parts_of, found.values())))
    lines = [
        "# Licences",
        "",
        "Of what is delivered: the packages of `requirements/run.txt`, as `make licences` finds them. The program",
        "itself is under the [MIT licence](../LICENSE). `make sbom` lists the same with versions and dependencies, in",
        "CycloneDX.",
        "",
        "| licence | asks of whoever delivers it |",
        "|---|---|",
        *(f"| {each} | {ACCEPTED.get(each, '**not looked at yet**')} |" for each in used),
        "",
        "| package | licence |",
        "|---|---|",
        *(f"| {name} | {licence} |" for name, licence in found.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
