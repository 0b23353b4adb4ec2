"""Files that people and the bot sent, kept in memory."""

from dataclasses import dataclass, field
from random import Random

from .errors import bad_request
from .schema import Upload

# "10 MB max size for photos, 50 MB for other files"; 20 MB to download (manual, «Sending files», getFile).
PHOTO_BYTES = 10 * 2**20
DOCUMENT_BYTES = 50 * 2**20
DOWNLOAD_BYTES = 20 * 2**20

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and the names by which the API knows it. `path` is what getFile gives."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    content_type: str
    path: str
    content: bytes = field(repr=False)

    @property
    def as_json(self) -> dict[str, object]:
        """What every kind of file repeats in a message."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class FileStore:
    """All files of the world, by id and by path."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, kind: str) -> StoredFile:
        """Store an upload as `kind` (the plural is its folder: "photo" in `photos/`).

        Raises:
            Refused: 400, for an empty or too large file.
        """
        limit = PHOTO_BYTES if kind == "photo" else DOCUMENT_BYTES
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > limit:
            raise bad_request(f"file is too big for a {kind}")
        extension = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        stored = StoredFile(
            file_id=f"{kind[:3].upper()}{self._random.getrandbits(128):032x}",
            unique_id=f"{self._random.getrandbits(64):016x}",
            kind=kind,
            name=upload.name,
            content_type=upload.content_type,
            path=f"{kind}s/file_{len(self._by_id)}.{extension}",
            content=upload.content,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str, kind: str | None = None) -> StoredFile:
        """Find a file that was sent before.

        Raises:
            Refused: 400, for an unknown id or one of another kind; addresses of the web are not fetched.
        """
        if "://" in file_id:
            raise bad_request("failed to get HTTP URL content")
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind not in {None, stored.kind}:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {str(kind).title()}")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        """Find a file by the path that getFile gave."""
        return self._by_path.get(path)


def is_jpeg(content: bytes) -> bool:
    """Whether it is a picture of the only kind that a profile takes."""
    return content.startswith(_JPEG) and _jpeg_size(content) is not None


def image_size(content: bytes) -> tuple[int, int]:
    """Read width and height of a PNG or JPEG.

    Raises:
        Refused: 400 IMAGE_PROCESS_FAILED, for anything else.
    """
    if content.startswith(_PNG) and len(content) >= 24:  # noqa: PLR2004 -- where IHDR's two numbers end
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content.startswith(_JPEG):
        size = _jpeg_size(content)
        if size is not None:
            return size
    raise bad_request("IMAGE_PROCESS_FAILED")


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walk the segments up to the frame header (SOF0-SOF15, less the three markers in between)."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- every marker begins so
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:  # noqa: PLR2004 -- SOF0..SOF15
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
