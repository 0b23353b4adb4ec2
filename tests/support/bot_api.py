"""The machine-readable manual of the Bot API as a judge of calls, where there is a copy of it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sandbox.telegram.views import Call

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "bot-api.json"


def complaints(calls: Iterable[Call]) -> list[str]:
    """What is wrong with these calls by the manual; skips the test where there is none."""
    if not REFERENCE.exists():
        pytest.skip("the machine-readable Bot API (../shared/reference/bot-api.json) is not on this machine")
    manual: dict[str, Any] = json.loads(REFERENCE.read_text())
    return [
        complaint
        for call in calls
        for complaint in _complaints(manual, manual["methods"][call.method], call.params, call.method)
    ]


def _complaints(manual: Mapping[str, Any], described: Mapping[str, Any], given: object, path: str) -> Iterator[str]:
    """What is wrong with parameters, or with an object, by its description."""
    fields = {field["name"]: field for field in described.get("fields", [])}
    if not isinstance(given, dict):
        yield f"{path} is no object"
        return
    for name, field in fields.items():
        if field["required"] and name not in given:
            yield f"{path}.{name} is missing"
    for name, value in given.items():
        if name not in fields:
            yield f"{path}.{name} is unknown"
        elif not any(_fits(manual, kind, value, f"{path}.{name}") for kind in fields[name]["types"]):
            yield f"{path}.{name} is none of {fields[name]['types']}"


def _fits(manual: Mapping[str, Any], kind: str, value: object, path: str) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_fits(manual, inner, each, path) for each in value)
    match kind:
        case "Integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "Boolean":
            return isinstance(value, bool)
        case "String":
            return isinstance(value, str)
        case _:
            described = manual["types"][kind]
            if "subtypes" in described:
                return any(_fits(manual, subtype, value, path) for subtype in described["subtypes"])
            return not list(_complaints(manual, described, value, path))
