"""Reads the body of a request up to a bound: nobody can make us hold more than that."""

from starlette.requests import Request


async def body_of(request: Request, largest: int) -> bytes | None:
    """The body; None when it is too large, which is known before it is all read, or any of it."""
    if int(request.headers.get("Content-Length", "0")) > largest:  # h11 sees that it is a number.
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > largest:
            return None
    return bytes(body)
