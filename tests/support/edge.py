"""Our edge and the stand-in back to back: what a call becomes, and what its answer means, without HTTP."""

from datetime import UTC, datetime
from itertools import count

from bot.cams.decipher import decipher
from bot.cams.protocol import asked, build
from bot.cams.signature import Credentials
from bot.flow.effects import Call
from bot.flow.model import Outcome, Unknown
from sandbox.cams.answers import Cut
from sandbox.cams.service import CamsService
from sandbox.cams.world import CamsWorld

KEYS = Credentials("key", "secret")
HOST = "cams.ap-southeast-1.aliyuncs.com"


class Edge:
    """Carries calls out at once, each with the bytes that would leave; an answer that is cut off is unknown."""

    def __init__(self, cams: CamsWorld) -> None:
        cams.add_account(KEYS.key_id, KEYS.secret)
        self._cams = cams
        self._service = CamsService(cams)
        self._nonces = count()

    def ask(self, call: Call) -> Outcome:
        """Send a call and say what is known of what it did."""
        action, parameters = asked(call)
        now = datetime.fromtimestamp(self._cams.clock(), UTC)
        request = build(action, parameters, host=HOST, credentials=KEYS, now=now, nonce=f"nonce-{next(self._nonces)}")
        path, _, query = request.target.partition("?")
        headers = [(name.encode(), value.encode()) for name, value in request.headers.items()]
        answer = self._service.handle(request.method, path, query.encode(), headers, b"")
        if isinstance(answer, Cut):
            return Unknown(reason="ReadError")
        return decipher(call, answer.status, dict(answer.headers), answer.body)
