"""What comes over HTTP: the parameters of a call, in any of the four ways in which Telegram takes them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import cast
from urllib.parse import parse_qsl, unquote, urlsplit

from .errors import Refused, bad_request
from .schema import JsonObject, Upload


@dataclass(frozen=True, slots=True)
class Incoming:
    """A whole HTTP request. `target` is the path with its query; header names are in lower case."""

    verb: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path, decoded."""
        return unquote(urlsplit(self.target).path)


def read_parameters(request: Incoming) -> tuple[JsonObject, dict[str, Upload]]:
    """Give the parameters and files of a call; those of the body win over those of the query.

    Raises:
        Refused: for a verb or body that cannot be read.
    """
    if request.verb not in {"GET", "POST"}:
        raise Refused(405, "Method Not Allowed")
    query = urlsplit(request.target).query
    params: JsonObject = dict(_pairs(query)) if query else {}
    files: dict[str, Upload] = {}
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if not request.body:
        return params, files
    if kind == "application/json":
        params.update(_json(request.body))
    elif kind == "application/x-www-form-urlencoded":
        params.update(_pairs(_text(request.body)))
    elif kind == "multipart/form-data":
        for name, upload in _parts(content_type, request.body):
            if isinstance(upload, Upload):
                files[name] = upload
            else:
                params[name] = upload
    else:
        raise bad_request(f"unsupported content type {kind!r}")
    return params, files


def _pairs(encoded: str) -> list[tuple[str, str]]:
    return parse_qsl(encoded, keep_blank_values=True, errors="surrogateescape")


def _json(body: bytes) -> JsonObject:
    try:
        decoded: object = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("object expected as request")
    return cast("JsonObject", decoded)


def _text(body: bytes) -> str:
    return body.decode("utf-8", "surrogateescape")


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, str | Upload]]:
    """Take apart a multipart body; a part with a file name is a file."""
    outer = Message()
    outer["content-type"] = content_type
    boundary = outer.get_param("boundary")
    if not isinstance(boundary, str) or not boundary:
        raise bad_request("multipart body without a boundary")
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            return
        head, separator, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = BytesHeaderParser().parsebytes(head)
        name = headers.get_param("name", header="content-disposition")
        if not separator or not isinstance(name, str):
            raise bad_request("multipart part without a name")
        filename = headers.get_filename()
        if filename is None:
            yield name, _text(content)
        else:
            yield name, Upload(filename, content, headers.get_content_type())
    raise bad_request("multipart body without an end")
