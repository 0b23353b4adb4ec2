"""The provider as the bots see it: a number is verified once a code for it was handed in, and any code is right."""

from urllib.parse import parse_qs, urlsplit

from .http_protocol import Request

ANSWER = (
    b'{"RequestId":"%08X-0000-4000-8000-000000000000","Code":"OK","Message":"SUCCESS","AccessDeniedDetail":"None",'
    b'"Data":{"PhoneNumber":"%b","Id":"106540352242922","CodeVerificationStatus":"%b"}}'
)
NUMBERS = (
    b'{"RequestId":"%08X-0000-4000-8000-000000000000","Code":"OK","Message":"SUCCESS","Success":true,'
    b'"PhoneNumbers":[{"PhoneNumber":"%b","Status":"CONNECTED","CodeVerificationStatus":"%b"}]}'
)


class FakeCams:
    """Answers every action in the documented envelope. Signatures are not checked: that is the sandbox's work."""

    def __init__(self) -> None:
        self.accepted: set[str] = set()
        """Numbers for which a code was handed in."""
        self.submitted = 0
        self._requests = 0

    def answer(self, request: Request) -> bytes:
        """Carry the action out and give the body to answer with."""
        self._requests += 1
        query = parse_qs(urlsplit(request.target).query)
        phone = query.get(b"PhoneNumber", [b""])[0]
        action = request.header(b"x-acs-action")
        if action == b"chatappmigrationverified":
            self.submitted += 1
            self.accepted.add(phone.decode())
        status = b"VERIFIED" if phone.decode() in self.accepted else b"NOT_VERIFIED"
        template = NUMBERS if action == b"querychatappphonenumbers" else ANSWER
        return template % (self._requests, phone, status)
