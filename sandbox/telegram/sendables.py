"""The things other than text that a person can send, as they look inside a message."""

import struct
import zlib
from typing import Literal, TypeAlias, get_args

from .files import FileStore, image_size
from .schema import JsonObject, Upload

Sendable: TypeAlias = Literal[
    "photo", "document", "voice", "audio", "video", "sticker", "location", "dice", "venue", "animation"
]
SENDABLES: tuple[Sendable, ...] = get_args(Sendable)
WITH_CAPTION = frozenset({"photo", "document", "voice", "audio", "video", "animation"})


def tiny_png(width: int = 2, height: int = 2) -> bytes:
    """Make a white picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiny_jpeg(width: int = 2, height: int = 2) -> bytes:
    """Make as much of a grey JPEG as tells its kind and size."""
    return b"\xff\xd8\xff\xc0\x00\x0b\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00\xff\xd9"


def media_of(kind: Sendable, files: FileStore, content: bytes | None, name: str | None) -> JsonObject:
    """Give the fields that a message of this kind has; files get small stand-ins where nothing is given."""
    if kind == "location":
        return {"location": {"latitude": -6.2, "longitude": 106.8}}
    if kind == "venue":
        location = {"latitude": -6.2, "longitude": 106.8}
        return {"location": location, "venue": {"location": location, "title": "Office", "address": "Jakarta"}}
    if kind == "dice":
        return {"dice": {"emoji": "\N{GAME DIE}", "value": 4}}
    upload = Upload(name or f"{kind}.bin", content if content is not None else _content(kind))
    file: JsonObject = dict(files.keep(upload, kind).as_json)
    match kind:
        case "photo":
            width, height = image_size(upload.content)
            return {"photo": [{**file, "width": width, "height": height}]}
        case "document":
            return {"document": {**file, "file_name": upload.name, "mime_type": upload.content_type}}
        case "voice" | "audio":
            return {kind: {**file, "duration": 3, "mime_type": "audio/ogg"}}
        case "sticker":
            size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
            return {"sticker": {**file, "type": "regular", **size, "emoji": "\N{THUMBS UP SIGN}"}}
        case _:
            return {kind: {**file, "width": 320, "height": 240, "duration": 3}}


def _content(kind: Sendable) -> bytes:
    return tiny_png() if kind == "photo" else b"sandbox"
