"""The strict reading of a call's parameters: known names, nothing missing, right types, down to nested fields.

The real server forgives much (unknown parameters, a string for a number inside JSON). A typing mistake that it
forgives today is a silent one, so here it is an error.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from .description import CHOICES, METHODS, NOT_PLAYED, TYPES
from .errors import Refused, bad_request, not_played

JsonObject: TypeAlias = dict[str, Any]

# The Bot API promises that ids fit in 52 bits; the server reads 64.
_LARGEST_INTEGER = 2**63 - 1
_INTEGER = re.compile(r"-?\d{1,19}")
_ATTACHED = "attach://"
_NAME_ATTACHED = re.compile(r'attach://([^"\s]+)')

# The real server's words for the omissions that bots meet most often.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes = field(repr=False)
    content_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method or field of a type. `types` are written as in `description`."""

    name: str
    types: tuple[str, ...]
    required: bool


def read_description(text: str) -> dict[str, tuple[Field, ...]]:
    """Turn the lines of `description` into fields by name of method or type."""
    entries: dict[str, tuple[Field, ...]] = {}
    for line in text.replace("\n  ", " ").strip().splitlines():
        name, _, fields = line.partition(":")
        entries[name] = tuple(_read_field(part) for part in fields.split(",") if part.strip())
    return entries


def _read_field(part: str) -> Field:
    name, types = part.split()
    return Field(name.rstrip("!"), tuple(types.split("|")), required=name.endswith("!"))


METHOD_FIELDS = read_description(METHODS)
TYPE_FIELDS = read_description(TYPES)
_FIELDS = {name: {one.name: one for one in fields} for name, fields in [*METHOD_FIELDS.items(), *TYPE_FIELDS.items()]}
# "All methods in the Bot API are case-insensitive" (manual, «Making requests»).
_METHOD_BY_LOWER = {name.lower(): name for name in METHOD_FIELDS}


def method_named(name: str) -> str:
    """Give the method's proper spelling.

    Raises:
        Refused: 404, for a method that Telegram does not have or that is not played here.
    """
    try:
        return _METHOD_BY_LOWER[name.lower()]
    except KeyError:
        raise Refused(404, "Not Found: method not found") from None


def check(method: str, raw: Mapping[str, object], files: Mapping[str, Upload]) -> JsonObject:
    """Give the parameters of `method` as Python values, or refuse them.

    `raw` holds what came over the wire: strings (of JSON, for anything but strings) from a form or a query,
    or values of any type from a JSON body. Files are found under the parameter's own name or by `attach://`.

    Raises:
        Refused: 400, naming the parameter.
    """
    fields = _FIELDS[method]
    given = {name: value for name, value in raw.items() if value is not None}
    attached = {name for value in given.values() for name in _NAME_ATTACHED.findall(_as_text(value))}
    for name in [*given, *(name for name in files if name not in attached)]:
        if name not in fields:
            raise bad_request(f'parameter "{name}" is unknown to {method}')
    checked: JsonObject = {}
    for one in fields.values():
        if one.name in given or one.name in files:
            value = given.get(one.name)
            checked[one.name] = _parameter(one, value, files)
            if one.types == ("InputProfilePhoto",):
                checked[one.name]["photo"] = _new_file("photo", checked[one.name]["photo"], files)
        elif one.required:
            raise bad_request(_MISSING.get(one.name, f'parameter "{one.name}" is required'))
    return checked


def _parameter(one: Field, value: object, files: Mapping[str, Upload]) -> object:
    if "InputFile" in one.types:
        return _file(one, value, files)
    if isinstance(value, str) and one.types == ("String",):
        return _clean(value, one.name)
    if isinstance(value, str):
        return _from_form(one, value)
    return _value(one.types, value, one.name)


def _file(one: Field, value: object, files: Mapping[str, Upload]) -> object:
    if isinstance(value, str) and value.startswith(_ATTACHED):
        upload = files.get(value.removeprefix(_ATTACHED))
    else:
        upload = files.get(one.name)
    if upload is not None:
        return upload
    if isinstance(value, str) and value and "String" in one.types and not value.startswith(_ATTACHED):
        return value
    raise bad_request(f"there is no {one.name} in the request")


def _new_file(name: str, value: str, files: Mapping[str, Upload]) -> Upload:
    """The file that a nested field names, where none that was sent before may be used again."""
    upload = files.get(value.removeprefix(_ATTACHED)) if value.startswith(_ATTACHED) else None
    if upload is None:
        raise bad_request(f"{name} can't be reused and must be uploaded as a new file")
    return upload


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _from_form(one: Field, value: str) -> object:
    if "Integer" in one.types:
        if _INTEGER.fullmatch(value.strip()):
            return _value(one.types, int(value), one.name)
        return _value(one.types, value, one.name)
    if one.types == ("Boolean",):
        lowered = value.strip().lower()
        if lowered in {"true", "1", "false", "0"}:
            return lowered in {"true", "1"}
        raise _wrong(one.name, one.types)
    try:
        decoded = json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {one.name} JSON object") from None
    return _value(one.types, decoded, one.name)


def _value(types: tuple[str, ...], value: object, path: str) -> object:
    """Check a JSON value against the types it may have."""
    if isinstance(value, dict):
        return _object(types, cast("JsonObject", value), path)
    if isinstance(value, list):
        return _array(types, cast("list[object]", value), path)
    if isinstance(value, bool):
        if "Boolean" in types:
            return value
    elif isinstance(value, int):
        if "Integer" in types and abs(value) <= _LARGEST_INTEGER:
            return value
    elif isinstance(value, str) and "String" in types:
        return _clean(value, path)
    raise _wrong(path, types)


def _array(types: tuple[str, ...], values: list[object], path: str) -> list[object]:
    inner = tuple(one[1:-1] for one in types if one.startswith("["))
    if not inner:
        raise _wrong(path, types)
    return [_value(inner, value, f"{path}[{position}]") for position, value in enumerate(values)]


def _object(types: tuple[str, ...], value: JsonObject, path: str) -> JsonObject:
    name = _type_of(types, value, path)
    fields = _FIELDS[name]
    given = {key: part for key, part in value.items() if part is not None}
    for key in given:
        if key not in fields:
            raise bad_request(f'field "{key}" of {path} is unknown to {name}')
    for one in fields.values():
        if one.required and one.name not in given:
            raise bad_request(f'field "{one.name}" of {path} is required by {name}')
    return {key: _value(fields[key].types, part, f"{path}.{key}") for key, part in given.items()}


def _type_of(types: tuple[str, ...], value: JsonObject, path: str) -> str:
    """Say which of the types that a field may have this object is meant to be."""
    for one in types:
        if one in NOT_PLAYED:
            raise not_played(f"{path} ({one})")
        if one in CHOICES:
            chosen = CHOICES[one].get(str(value.get("type")))
            if chosen is None:
                raise bad_request(f'field "type" of {path} is not one of {one}')
            if chosen in NOT_PLAYED:
                raise not_played(f"{path} ({chosen})")
            return chosen
    known = [one for one in types if one in TYPE_FIELDS]
    if not known:
        raise _wrong(path, types)
    if len(known) == 1:
        return known[0]
    for one in known:
        if all(part.name in value for part in TYPE_FIELDS[one] if part.required):
            return one
    raise bad_request(f"object expected as {' or '.join(known)} in {path}")


def _clean(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise bad_request(f"strings must be encoded in UTF-8 ({path})") from None
    return value


def _wrong(path: str, types: tuple[str, ...]) -> Refused:
    return bad_request(f"{path} must be of type {' or '.join(types)}")
