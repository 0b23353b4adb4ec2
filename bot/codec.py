"""Turns the workflow's values into JSON and back, for the database.

Fields that hold their default are left out, and fields that are not known are ignored: so a row written by an older
version is read by a newer one, and one written by a newer version by a replica that is not updated yet.
A field may be added with a default; to rename one or change its meaning takes a migration.
"""

from typing import Any, get_args

from pydantic import TypeAdapter

from .flow.effects import Effect
from .flow.model import Budget, Case

_case: TypeAdapter[Case] = TypeAdapter(Case)
_budget: TypeAdapter[Budget] = TypeAdapter(Budget)
_effects: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Effect)}


def encode_case(case: Case) -> bytes:
    """The case, without what is not its own: its number's budget, the operator's offers, everybody's incident."""
    return _case.dump_json(case, exclude_defaults=True, exclude={"budget", "offers", "incident", "trial"})


def decode_case(data: bytes) -> Case:
    """Raises `ValueError` for anything that is not a case."""
    return _case.validate_json(data)


def encode_budget(budget: Budget) -> str:
    """The budget of a number."""
    return _budget.dump_json(budget, exclude_defaults=True).decode()


def decode_budget(data: str) -> Budget:
    """An empty text is a number that was never tried."""
    return _budget.validate_json(data) if data else Budget()


def encode_effect(effect: Effect) -> tuple[str, bytes]:
    """The effect's kind, and the effect."""
    kind = type(effect).__name__
    return kind, _effects[kind].dump_json(effect, exclude_defaults=True)


def decode_effect(kind: str, data: bytes) -> Effect:
    """Raises `KeyError` for an unknown kind, `ValueError` for anything that is not one of its kind."""
    effect: Effect = _effects[kind].validate_json(data)
    return effect
