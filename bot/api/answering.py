"""Answers other systems: makes invitations, shows them and cases."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable

import structlog
from pydantic import BaseModel, ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot import metrics
from bot.flow.model import Invitation, State
from bot.health import Health
from bot.invitation import made, troubles
from bot.ports import LARGEST_ID, Clock
from bot.posted import body_of
from bot.showing import moment, summary, told
from bot.store import Invited, Store
from bot.text.phone import masked

from .description import description
from .door import Door
from .page import page
from .problems import CONTENT_TYPE, Kind, ProblemError, Wrong
from .shapes import CasesPage, CaseWhole, InvitationMade, InvitationShown, InvitationWanted, Standing
from .tokens import LINK_BYTES, Scope, link_token

log = structlog.get_logger(__name__)

LARGEST_BODY = 2**14
"""Bytes. The longest invitation has some 300 characters; escaped, six times as many."""

ANSWER_WITHIN = 20.0
"""Seconds: a commit waits ten for another process's write at most."""

LISTED, MOST_LISTED = 50, 200
"""Cases on a page, and as many as may be asked for: as `python -m bot cases` shows."""

KEY_HEADER = "Idempotency-Key"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_ID = re.compile(r"[1-9][0-9]{0,18}")
_JSON = re.compile(r"application/json(?:\s*;\s*charset=\"?utf-8\"?)?\s*", re.IGNORECASE)

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PAGE_HEADERS = {
    **_HEADERS,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}

Answered = Callable[[Request], Awaitable[Response]]


class Api:
    """Everything at /api, as an ASGI application. `link_of` makes a link of its token."""

    def __init__(
        self,
        store: Store,
        health: Health,
        *,
        link_of: Callable[[str], str],
        default_language: str,
        clock: Clock,
        steady: Clock,
    ) -> None:
        self._store = store
        self._health = health
        self._link_of = link_of
        self._default_language = default_language
        self._clock = clock
        self._door = Door(store, clock=clock, steady=steady)
        routes = [
            Route("/api", self._at("page", self._show_page)),
            Route("/api/openapi.json", self._at("description", self._describe)),
            Route("/api/invitations", self._at("invite", self._invite), methods=["POST"]),
            Route("/api/invitations/{id}", self._at("invitation", self._show_invitation)),
            Route("/api/cases", self._at("cases", self._list_cases)),
            Route("/api/cases/{id}", self._at("case", self._show_case)),
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: self._elsewhere})
        app.router.redirect_slashes = False
        self.app = app

    def _at(self, name: str, answer: Answered) -> Answered:
        """The same, with whatever goes wrong answered as a problem, and counted."""

        async def answered(request: Request) -> Response:
            response = await self._safely(request, answer)
            metrics.REQUESTS.labels(name, metrics.sort_of(response.status_code)).inc()
            return response

        return answered

    async def _safely(self, request: Request, answer: Answered) -> Response:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                await self._let_in()
                return await answer(request)
        except ProblemError as exc:
            return _problem(exc)
        except ClientDisconnect:
            return _problem(ProblemError(Kind.MALFORMED))  # Nobody is there to read it.
        except Exception as exc:  # noqa: BLE001 -- a locked database, a full disk, a defect: their texts quote values
            log.warning("request not answered", error=type(exc).__name__)
            return _problem(ProblemError(Kind.UNAVAILABLE, headers={"Retry-After": "5"}))

    async def _let_in(self) -> None:
        """Look whether anybody is served just now. Raises `ProblemError`."""
        if not self._health.serving:
            raise ProblemError(Kind.UNAVAILABLE, headers={"Retry-After": "5"})
        if not await self._door.is_open():
            raise ProblemError(Kind.NOT_FOUND)

    async def _elsewhere(self, request: Request, exc: Exception) -> Response:
        """No such address, or not with this method; neither is told to who may find nothing here."""

        async def answer(_: Request) -> Response:
            if isinstance(exc, HTTPException) and exc.status_code == Kind.METHOD.value.status:
                raise ProblemError(Kind.METHOD, headers=exc.headers or {})
            raise ProblemError(Kind.NOT_FOUND)

        return await self._at("elsewhere", answer)(request)

    # --- For whoever reads

    async def _show_page(self, _: Request) -> Response:
        return HTMLResponse(page(description()), headers=_PAGE_HEADERS)

    async def _describe(self, _: Request) -> Response:
        return JSONResponse(description(), headers=_HEADERS)

    # --- Invitations

    async def _invite(self, request: Request) -> Response:
        token, secret = await self._door.identify(request.headers.getlist("Authorization"), Scope.INVITE)
        key = _key_of(request)
        wanted = await _wanted(request)
        now = self._clock()
        link = link_token(secret, key) if key else secrets.token_urlsafe(LINK_BYTES)
        fresh = made(**wanted.model_dump(), default_language=self._default_language, now=now)
        async with self._store.transaction() as tx:
            # Who repeats a request at the same moment waits here for the first one, and then finds what that made.
            invitation_id = await tx.add_invitation_once(fresh, link, now=now)
            known = await tx.look_at_link(link) if invitation_id is None else None
        if known is not None:
            fresh, invitation_id = _same(known.invitation, wanted, fresh), known.invitation.id
        elif invitation_id is None:  # It was erased in that very moment.
            raise ProblemError(Kind.UNAVAILABLE, headers={"Retry-After": "5"})
        else:
            log.info("invitation made", invitation_id=invitation_id, token_id=token.id)
        return _answer(
            InvitationMade(
                id=invitation_id,
                link=self._link_of(link),
                token=link,
                expires_at=moment(fresh.expires_at),
                phrase=fresh.phrase,
            ),
            status=201,
            headers={"Location": f"/api/invitations/{invitation_id}"},
        )

    async def _show_invitation(self, request: Request) -> Response:
        await self._door.identify(request.headers.getlist("Authorization"), Scope.READ)
        wanted = _id_of(request)
        async with self._store.transaction() as tx:
            found = await tx.look_at_invitation(wanted)
        if found is None:
            raise ProblemError(Kind.NOT_FOUND)
        return _answer(_shown(found, self._clock()))

    # --- Cases

    async def _list_cases(self, request: Request) -> Response:
        await self._door.identify(request.headers.getlist("Authorization"), Scope.READ)
        state, before, limit = _page_of(request)
        async with self._store.transaction() as tx:
            found, last = await tx.look_at_cases(state=state, before=before, limit=limit)
        now = int(self._clock())
        rows = [summary(case, now=now) for case in found]
        return _answer(CasesPage.model_validate({"cases": rows, "next": last or None}, strict=False))

    async def _show_case(self, request: Request) -> Response:
        await self._door.identify(request.headers.getlist("Authorization"), Scope.READ)
        wanted = _id_of(request)
        async with self._store.transaction() as tx:
            case = await tx.look_at_case(wanted)
            events, calls = await tx.history(wanted) if case is not None else ([], [])
        if case is None:
            raise ProblemError(Kind.NOT_FOUND)
        document = {**summary(case, now=int(self._clock())), "events": told(events), "calls": told(calls)}
        return _answer(CaseWhole.model_validate(document, strict=False))


def _answer(shape: BaseModel, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(shape.model_dump(mode="json"), status, headers={**_HEADERS, **(headers or {})})


def _problem(problem: ProblemError) -> Response:
    return JSONResponse(
        problem.document(),
        problem.kind.value.status,
        headers={**_HEADERS, **problem.headers},
        media_type=CONTENT_TYPE,
    )


async def _wanted(request: Request) -> InvitationWanted:
    """The invitation in a body. Raises `ProblemError`, which names what is wrong and does not quote it."""
    if not _JSON.fullmatch(request.headers.get("Content-Type", "")):
        raise ProblemError(Kind.MEDIA_TYPE)
    body = await body_of(request, LARGEST_BODY)
    if body is None:
        raise ProblemError(Kind.TOO_LARGE, f"More than {LARGEST_BODY} bytes are not read.")
    try:
        wanted = InvitationWanted.model_validate_json(body)
    except ValidationError as exc:
        found = exc.errors(include_url=False, include_context=False, include_input=False)
        if any(error["type"] == "json_invalid" for error in found):
            raise ProblemError(Kind.MALFORMED, "The body is not JSON in UTF-8.") from None
        raise ProblemError(
            Kind.INVALID, errors=tuple(Wrong(_pointer(error["loc"]), error["msg"]) for error in found)
        ) from None
    wrong = troubles(**wanted.model_dump())
    if wrong:
        raise ProblemError(
            Kind.INVALID, errors=tuple(Wrong(f"#/{name}", f"It must be {why}.") for name, why in wrong.items())
        )
    return wanted


def _pointer(where: tuple[int | str, ...]) -> str:
    """Where it is, unless that is a name of the caller's own: what they called it may be a secret."""
    known = all(part in InvitationWanted.model_fields for part in where)
    return "#/" + "/".join(map(str, where)) if known and where else "#"


def _same(known: Invitation, wanted: InvitationWanted, fresh: Invitation) -> Invitation:
    """The invitation that the key was used for, if it is the same request. Raises `ProblemError`."""
    was = (known.space, known.phone, known.label, known.language, known.phrase)
    # Where no phrase is wanted one is made up, so that any is the same.
    if was != (fresh.space, fresh.phone, fresh.label, fresh.language, wanted.phrase or known.phrase):
        raise ProblemError(Kind.KEY_REUSED)
    return known


def _shown(found: Invited, now: float) -> InvitationShown:
    invitation = found.invitation
    standing = Standing.USED if found.used_at else Standing.EXPIRED if invitation.expires_at <= now else Standing.OPEN
    return InvitationShown(
        id=invitation.id,
        state=standing,
        space=invitation.space,
        phone_masked=masked(invitation.phone) if invitation.phone else "",
        label=invitation.label,
        language=invitation.language,
        created_at=moment(found.created_at),
        expires_at=moment(invitation.expires_at),
        used_at=moment(found.used_at) if found.used_at else None,
        case_id=found.case_id or None,
    )


def _key_of(request: Request) -> str:
    """The idempotency key; empty where none is given."""
    given = request.headers.getlist(KEY_HEADER)
    if not given:
        return ""
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        raise ProblemError(Kind.MALFORMED, f"{KEY_HEADER} must be 1 to 255 printable ASCII characters, once.")
    return given[0]


def _id_of(request: Request) -> int:
    """The id in the path; what is none names nothing that there is."""
    given = str(request.path_params["id"])
    if not _ID.fullmatch(given) or int(given) >= LARGEST_ID:
        raise ProblemError(Kind.NOT_FOUND)
    return int(given)


def _page_of(request: Request) -> tuple[State | None, int, int]:
    """Which cases are wanted: of which state, before which, and how many."""
    asked, wrong = request.query_params, list[Wrong]()
    state, before, limit = asked.get("state"), asked.get("before", "0"), asked.get("limit", str(LISTED))
    if state is not None and state not in [*State]:
        wrong.append(Wrong("state", "It must be one of the states that are documented."))
    if before != "0" and (not _ID.fullmatch(before) or int(before) >= LARGEST_ID):
        wrong.append(Wrong("before", "It must be the id of a case."))
    if not _ID.fullmatch(limit) or int(limit) > MOST_LISTED:
        wrong.append(Wrong("limit", f"It must be 1 to {MOST_LISTED}."))
    if wrong:
        raise ProblemError(Kind.INVALID, errors=tuple(wrong))
    return State(state) if state is not None else None, int(before), int(limit)
