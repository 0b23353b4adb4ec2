"""What stands between Telegram and several replicas: each post goes to one of them, as with a reverse proxy."""

import asyncio
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import h11

from .webhook import Post, PostAnswer, post_over_http


class Balancer:
    """Hands posts on, to the `upstreams` (`host:port`) in turn; without any it is as if it were not there.

    Whoever refuses the connection is passed over. A post that was sent is not sent to another one, since it may have
    been taken: that is for Telegram to do, which is answered with 502, or with 504 after `patience` seconds.
    """

    def __init__(self, *, patience: float, post: Post = post_over_http) -> None:
        self.upstreams: Sequence[str] = ()
        self._patience = patience
        self._post = post
        self._turn = 0

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> PostAnswer:
        """Hand one update on."""
        if not self.upstreams:
            return await self._post(url, headers, body)
        path = urlsplit(url).path
        for _ in self.upstreams:
            self._turn += 1
            upstream = self.upstreams[self._turn % len(self.upstreams)]
            try:
                async with asyncio.timeout(self._patience):
                    return await self._post(f"http://{upstream}{path}", headers, body)
            except ConnectionRefusedError:
                continue
            except TimeoutError:
                return PostAnswer(504)
            except (OSError, h11.ProtocolError):
                break
        return PostAnswer(502)
