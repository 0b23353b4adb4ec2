"""Answers as bytes: the envelope, the gateway's error, JSON or XML, and the ways in which an answer can be spoilt."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from types import MappingProxyType
from typing import cast
from xml.sax.saxutils import escape

from .faults import Fault
from .options import DeniedDetail, Options
from .refusals import Origin, Refusal

_JSON = "application/json;charset=utf-8"
_XML = "text/xml;charset=utf-8"
_HTML = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\r\n"
_DENIED: Mapping[DeniedDetail, Mapping[str, object]] = MappingProxyType(
    {
        DeniedDetail.WORD: {"AccessDeniedDetail": "None"},
        DeniedDetail.CHINESE_WORD: {"AccessDeniedDetail": "无"},
        DeniedDetail.NULL: {"AccessDeniedDetail": None},
        DeniedDetail.ABSENT: {},
    }
)


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer, to be sent `after` seconds. Content-Length is the server's business."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """No answer: the connection is reset `after` seconds."""

    after: float = 0.0


Answer = Reply | Cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What an answer needs to know about its request."""

    action: str
    host: str
    request_id: str
    at: float
    as_json: bool


def success(body: Mapping[str, object], head: Letterhead, options: Options) -> Reply:
    """Answer that a call worked; `body` is what the action adds to the envelope."""
    envelope: dict[str, object] = {
        "RequestId": head.request_id,
        "Code": "OK",
        "Message": options.success_message,
        **body,
        **_DENIED[options.denied_detail],
    }
    return _reply(200, envelope, f"{head.action}Response", head, options.latency)


def failure(refusal: Refusal, head: Letterhead, options: Options) -> Reply:
    """Answer that a call was refused: the gateway's error, or the envelope if options want HTTP 200."""
    body: dict[str, object] = {"RequestId": head.request_id, "Code": refusal.code, "Message": refusal.message}
    enveloped = refusal.origin is not Origin.GATEWAY and refusal.status == 200  # noqa: PLR2004 -- HTTP's OK
    if enveloped:
        body |= _DENIED[options.denied_detail]
        if refusal.denied and options.denied_detail is not DeniedDetail.ABSENT:
            body["AccessDeniedDetail"] = json.dumps(dict(refusal.denied))  # a string, as in the response's model
    else:
        query = f"q={refusal.code}&product=cams&requestId={head.request_id}"
        body |= {"HostId": head.host, "Recommend": f"https://api.alibabacloud.com/troubleshoot?{query}"}
        if refusal.denied:
            body["AccessDeniedDetail"] = dict(refusal.denied)
    root = f"{head.action}Response" if enveloped else "Error"
    reply = _reply(refusal.status, body, root, head, options.latency)
    if refusal.retry_after_ms is None:
        return reply
    headers = (*reply.headers, ("x-acs-retry-after", str(refusal.retry_after_ms)))
    return Reply(reply.status, headers, reply.body, reply.after)


def spoilt(reply: Reply, fault: Fault, options: Options) -> Answer:
    """Spoil an answer that was ready to be sent; an answer that this fault does not spoil stays as it is."""
    spoil = _SPOILERS.get(fault)
    return reply if spoil is None else spoil(reply, options)


_SPOILERS: Mapping[Fault, Callable[[Reply, Options], Answer]] = MappingProxyType(
    {
        Fault.TIMEOUT_WORKED: lambda _, options: Cut(options.hold),
        Fault.TIMEOUT_NOT_WORKED: lambda _, options: Cut(options.hold),
        Fault.RESET_WORKED: lambda _, options: Cut(options.latency),
        Fault.RESET_NOT_WORKED: lambda _, options: Cut(options.latency),
        Fault.HTML_PAGE: lambda _, options: Reply(502, (("content-type", "text/html"),), _HTML, options.latency),
        Fault.EMPTY_BODY: lambda reply, options: Reply(200, reply.headers, b"", options.latency),
        Fault.TRUNCATED_JSON: lambda reply, options: Reply(
            200, reply.headers, reply.body[: len(reply.body) // 2], options.latency
        ),
        Fault.WRONG_TYPES: lambda reply, options: Reply(200, reply.headers, _mistyped(reply.body), options.latency),
        Fault.SLOW: lambda reply, options: Reply(reply.status, reply.headers, reply.body, options.slow),
    }
)


def _reply(status: int, body: Mapping[str, object], root: str, head: Letterhead, after: float) -> Reply:
    headers = (
        ("date", formatdate(head.at, usegmt=True)),
        ("content-type", _JSON if head.as_json else _XML),
        ("x-acs-request-id", head.request_id),
    )
    if head.as_json:
        return Reply(status, headers, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), after)
    xml = f"<?xml version='1.0' encoding='UTF-8'?>{_element(root, body)}"
    return Reply(status, headers, xml.encode(), after)


def _element(name: str, value: object) -> str:
    """Write a value as XML the way Alibaba's gateway does: a list is its element repeated within a parent."""
    if isinstance(value, dict):
        inner = "".join(_element(key, part) for key, part in cast("dict[str, object]", value).items())
    elif isinstance(value, list):
        inner = "".join(_element(name.removesuffix("s"), part) for part in cast("list[object]", value))
    else:
        inner = escape("" if value is None else str(value))
    return f"<{name}>{inner}</{name}>"


def _mistyped(body: bytes) -> bytes:
    """Give every field of a JSON object another type: scalars become lists, objects become text."""
    if not body.startswith(b"{"):
        return body
    fields: dict[str, object] = json.loads(body)
    mistyped = {name: f"{value}" if isinstance(value, dict) else [value] for name, value in fields.items()}
    return json.dumps(mistyped).encode()
