"""What `.env` says, and the policy that the access key needs. Pure."""

import re
from collections.abc import Mapping

from bot.doctor.judging import changes_of, reads_of
from bot.flow.model import Offers

_LINE = re.compile(r"#?(?P<name>[A-Z_]+)=.*")
_PLAIN = re.compile(r"[A-Za-z0-9_./:@,+=?&%-]*")
_UNSAYABLE = re.compile(r"['\\\x00-\x1f\x7f]|\$\{")


class UnsayableError(ValueError):
    """A value that cannot be written so that everybody who reads such files reads the same. The text is its name."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template, `.env.example`, with these settings in the places that it has for them; others come at the end."""
    left = {name: _line(name, value) for name, value in values.items() if value}
    lines: list[str] = []
    for line in template.splitlines():
        found = _LINE.fullmatch(line)
        lines.append(left.pop(found["name"], line) if found else line)
    return "\n".join([*lines, *left.values()]) + "\n"


def _line(name: str, value: str) -> str:
    if _UNSAYABLE.search(value):
        raise UnsayableError(name)
    return f"{name}={value}" if _PLAIN.fullmatch(value) else f"{name}='{value}'"


def policy(offers: Offers) -> dict[str, object]:
    """What the RAM user may do, and nothing more. The actions know no narrower resource."""
    actions = [f"cams:{action}" for action in (*changes_of(offers), *reads_of(offers))]
    return {"Version": "1", "Statement": [{"Effect": "Allow", "Action": sorted(actions), "Resource": "*"}]}
