"""The OpenAPI document: addresses by hand, bodies from the models that are checked and answered. Pure."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from bot.flow.model import State

from . import shapes
from .problems import CONTENT_TYPE, Kind
from .tokens import Scope

_ANSWERS = (
    shapes.InvitationMade,
    shapes.InvitationShown,
    shapes.CasesPage,
    shapes.CaseWhole,
    shapes.Problem,
)
_ANYWHERE = (Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.TOO_MANY, Kind.UNAVAILABLE)
_ID = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}


@cache
def description() -> dict[str, Any]:
    """The document, as it stands at /api/openapi.json: made when first asked for, which in most places nobody does."""
    answers: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "serialization") for model in _ANSWERS]
    _, definitions = models_json_schema(
        [(shapes.InvitationWanted, "validation"), *answers],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "CAMS migration bot",
            "version": "1",
            "description": "Makes invitations and shows what became of them. Fields may be added; none is taken away.",
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/invitations": {"post": _invite()},
            "/api/invitations/{id}": {
                "get": _read(
                    "showInvitation", "Show an invitation, and the case that it became", shapes.InvitationShown, [_ID]
                )
            },
            "/api/cases": {"get": _read("listCases", "List the newest cases", shapes.CasesPage, _page(), Kind.INVALID)},
            "/api/cases/{id}": {
                "get": _read("showCase", "Show a case with all that happened to it", shapes.CaseWhole, [_ID])
            },
        },
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "From `python -m bot token create`."}
            },
        },
    }


def _invite() -> dict[str, Any]:
    key = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same key with the same request gives the same link, however often it is sent.",
        "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    }
    refused = (Kind.MALFORMED, Kind.TOO_LARGE, Kind.MEDIA_TYPE, Kind.INVALID)
    return {
        "operationId": "invite",
        "summary": "Make an invitation",
        "description": "The link works once, for one person, for a week. Nothing is sent to anybody.",
        "security": [{"token": [Scope.INVITE]}],
        "parameters": [key],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _named(shapes.InvitationWanted)}}},
        "responses": {
            "201": _given("It was made, or had been with this key.", shapes.InvitationMade),
            **_not(*refused),
        },
    }


def _read(
    name: str, summary: str, shape: type[Any], parameters: list[dict[str, Any]], refused: Kind = Kind.NOT_FOUND
) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": summary,
        "security": [{"token": [Scope.READ]}],
        "parameters": parameters,
        "responses": {"200": _given("It is there.", shape), **_not(Kind.NOT_FOUND, refused)},
    }


def _page() -> list[dict[str, Any]]:
    wanted: list[tuple[str, str, dict[str, Any]]] = [
        ("state", "Only those in this state.", {"type": "string", "enum": [*State]}),
        ("before", "Only older ones than that case.", {"type": "integer", "minimum": 0}),
        ("limit", "As many.", {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}),
    ]
    return [
        {"name": name, "in": "query", "required": False, "description": said, "schema": schema}
        for name, said, schema in wanted
    ]


def _named(shape: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _given(said: str, shape: type[Any]) -> dict[str, Any]:
    return {"description": said, "content": {"application/json": {"schema": _named(shape)}}}


def _not(*kinds: Kind) -> dict[str, Any]:
    """What is answered instead, by status."""
    titles: dict[int, str] = {}
    for kind in sorted({*kinds, *_ANYWHERE}, key=lambda kind: kind.value.status):
        titles.setdefault(kind.value.status, f"{kind.value.title}.")
    return {
        str(status): {"description": title, "content": {CONTENT_TYPE: {"schema": _named(shapes.Problem)}}}
        for status, title in titles.items()
    }
