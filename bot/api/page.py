"""The description for people: one page of HTML without scripts, which asks nothing of anybody. Pure."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from .problems import Kind

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem } h3 { margin-top: 2rem } code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; border-radius: .5rem }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884 }
"""

_EXAMPLE = """curl -s https://bot.example.org/api/invitations \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" -H "Idempotency-Key: order-4711" \\
  -d '{"space": "cams-8f3k2", "phone": "+62 812-3456-7890", "label": "Toko Kopi", "language": "id"}'"""

Document = Mapping[str, Any]


def page(document: Document) -> str:
    """The page."""
    about = document["info"]
    parts = [
        f"<h1>{escape(about['title'])}</h1><p>{escape(about['description'])}",
        'The same for machines is <a href="/api/openapi.json">openapi.json</a>.</p>',
        "<p>A token is made with <code>python -m bot token create</code> and sent as",
        f"<code>Authorization: Bearer …</code>.</p><pre>{escape(_EXAMPLE)}</pre>",
    ]
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            parts += _operation(document, f"{method.upper()} {path}", operation)
    parts.append("<h2>Problems</h2><p>Answers that say no are <code>application/problem+json</code> (RFC 9457):</p>")
    parts += _table(
        ("type", "status", "what it means"),
        [
            (f'<code id="{kind.value.name}">/api#{kind.value.name}</code>', str(kind.value.status), _said(kind))
            for kind in Kind
        ],
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(about["title"])}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><main>{' '.join(parts)}</main></body></html>\n"
    )


def _said(kind: Kind) -> str:
    return f"{escape(kind.value.title)}. {escape(kind.value.meaning)}"


def _operation(document: Document, heading: str, operation: Document) -> Iterator[str]:
    (scope,) = operation["security"][0]["token"]
    yield f"<h2><code>{escape(heading)}</code></h2><p>{escape(operation['summary'])}."
    yield f"{escape(operation.get('description', ''))} Needs <code>{escape(scope)}</code>.</p>"
    rows = [
        (each["name"], each["schema"], each.get("description", ""), each["required"])
        for each in operation["parameters"]
    ]
    if rows:
        yield "<h3>Parameters</h3>"
        yield from _fields(rows)
    if "requestBody" in operation:
        yield "<h3>Body</h3>"
        yield from _shape(document, operation["requestBody"])
    for status, answer in operation["responses"].items():
        if "application/json" in answer["content"]:
            yield f"<h3>Answer {status}</h3>"
            yield from _shape(document, answer)
    refused = ", ".join(status for status in operation["responses"] if not status.startswith("2"))
    yield f"<p>Or one of {refused}: see below.</p>"


def _shape(document: Document, holder: Document) -> Iterator[str]:
    name = holder["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    shape = document["components"]["schemas"][name]
    required = shape.get("required", [])
    yield from _fields(
        [(key, field, field.get("description", ""), key in required) for key, field in shape["properties"].items()]
    )


def _fields(rows: list[tuple[str, Document, str, bool]]) -> Iterator[str]:
    yield from _table(
        ("name", "type", ""),
        [
            (f"<code>{escape(name)}</code>{'' if is_there else ' (optional)'}", escape(_type(schema)), escape(said))
            for name, schema, said, is_there in rows
        ],
    )


def _type(schema: Document) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(str(each) or "empty" for each in schema["enum"])
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format", schema.get("type", "")))


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield "<table><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>"
    yield from ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    yield "</table>"
