"""The shapes that the stand-in knows, against the machine-readable manual."""

from typing import Any

import pytest

from sandbox.telegram.description import CHOICES, NOT_PLAYED
from sandbox.telegram.methods import HANDLERS, NOT_PLAYED_PARAMETERS
from sandbox.telegram.schema import METHOD_FIELDS, TYPE_FIELDS, Field


def _as_written(field: Field) -> dict[str, Any]:
    return {"name": field.name, "types": [_long(one) for one in field.types], "required": field.required}


def _long(written: str) -> str:
    return f"Array of {_long(written[1:-1])}" if written.startswith("[") else written


def _of_manual(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: one[name] for name in ("name", "types", "required")} for one in fields]


@pytest.mark.parametrize("method", sorted(METHOD_FIELDS))
def test_method_is_as_in_the_manual(method: str, reference: dict[str, Any]) -> None:
    """Every parameter of a method that is played has the manual's name, types and need."""
    ours = [_as_written(one) for one in METHOD_FIELDS[method]]

    assert ours == _of_manual(reference["methods"][method].get("fields", []))


@pytest.mark.parametrize("name", sorted(TYPE_FIELDS))
def test_type_is_as_in_the_manual(name: str, reference: dict[str, Any]) -> None:
    """Every field of a nested type has the manual's name, types and need."""
    ours = [_as_written(one) for one in TYPE_FIELDS[name]]

    assert ours == _of_manual(reference["types"][name].get("fields", []))


def test_choices_are_as_in_the_manual(reference: dict[str, Any]) -> None:
    """A type that is a choice of others has all of them."""
    ours = {name: sorted(options.values()) for name, options in CHOICES.items()}

    assert ours == {name: sorted(reference["types"][name]["subtypes"]) for name in CHOICES}


def test_types_not_played_exist(reference: dict[str, Any]) -> None:
    """What is refused as not played is something that Telegram has."""
    assert NOT_PLAYED - reference["types"].keys() == frozenset()


def test_every_type_is_known() -> None:
    """No field has a type that the check would not understand."""
    plain = {"Boolean", "Integer", "String", "InputFile"}
    used = {
        written.strip("[]")
        for fields in (*METHOD_FIELDS.values(), *TYPE_FIELDS.values())
        for field in fields
        for written in field.types
    }

    assert used - plain - TYPE_FIELDS.keys() - CHOICES.keys() - NOT_PLAYED == set()


def test_every_method_is_played() -> None:
    """A method that passes the check is carried out, and the parameters said not to be played exist."""
    parameters = {field.name for fields in METHOD_FIELDS.values() for field in fields}

    assert {*HANDLERS, "getUpdates"} == METHOD_FIELDS.keys()
    assert NOT_PLAYED_PARAMETERS - parameters == frozenset()
