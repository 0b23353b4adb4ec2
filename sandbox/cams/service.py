"""From a request to its answer, and to a line in the books."""

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import parse_qsl

from . import refusals
from .actions import Action
from .answers import Answer, Cut, Letterhead, Reply, failure, spoilt, success
from .books import Entry
from .faults import Fault
from .gateway import Gateway, Incoming
from .options import Options
from .play import Body, play
from .refusals import Meta, Origin, Refusal, by_whatsapp
from .signature import canonical_query
from .world import Account, CamsWorld

_RETRY_AFTER_MS = 1000  # what a switched-on throttling asks for: the length of the limit's window


class CamsService:
    """Answers requests one after the other; does no I/O and never waits."""

    def __init__(self, world: CamsWorld) -> None:
        self._world = world
        self._gateway = Gateway(world)

    def handle(
        self, method: str, path: str, query_string: bytes, headers: Sequence[tuple[bytes, bytes]], body: bytes
    ) -> Answer:
        """Execute a request and say what is to be sent back, and when.

        `query_string` and `headers` are as they came over the wire (ASGI's form).
        """
        world, now = self._world, self._world.clock()
        request = _incoming(method, path, query_string, headers, body)
        head = Letterhead(
            action=request.headers.get("x-acs-action", ""),
            host=request.headers.get("host", ""),
            request_id=str(uuid.UUID(int=world.random.getrandbits(128), version=4)).upper(),
            at=now,
            as_json="application/json" in request.headers.get("accept", "").lower(),
        )
        account = self._gateway.admit(request, now)
        if isinstance(account, Refusal):
            self._write_down(request, now, account, executed=False, answered=True)
            return failure(account, head, world.options)
        return self._let_in(account, request, head)

    def _let_in(self, account: Account, request: Incoming, head: Letterhead) -> Answer:
        """Execute a call, unless a switch forbids it, and answer what came of it, or what a switch makes of that."""
        world, options = self._world, self._world.options
        switch = world.take_switch(head.action)
        played = None
        if switch is None or switch.lets_execute():
            played = play(world, account, Action(head.action), request.query, head.at)
        refused = None if switch is None else _refusal(switch.fault, options, request, account.uid)
        outcome = played if refused is None else refused
        # An answer that is to be spoilt must first exist, even where nothing was executed.
        reply = _rendered(refusals.INTERNAL_ERROR if outcome is None else outcome, head, options)
        answer = reply if switch is None else spoilt(reply, switch.fault, options)
        self._write_down(
            request,
            head.at,
            outcome,
            executed=_ran(played) or _ran(outcome),
            counted=head.action == Action.SUBMIT_CODE and _is_try(played, options),
            answered=not isinstance(answer, Cut),
        )
        return answer

    def _write_down(
        self,
        request: Incoming,
        at: float,
        outcome: Body | Refusal | None,
        *,
        executed: bool,
        counted: bool = False,
        answered: bool,
    ) -> None:
        given = dict(request.query)
        code = outcome.code if isinstance(outcome, Refusal) else "OK"
        self._world.books.add(
            Entry(
                at=at,
                action=request.headers.get("x-acs-action", ""),
                space=given.get("CustSpaceId", ""),
                phone=given.get("PhoneNumber") or given.get("CountryCode", "") + given.get("MobileNumber", ""),
                code=given.get("VerifyCode", ""),
                method=given.get("Method", ""),
                locale=given.get("Locale", ""),
                executed=executed,
                counted=counted,
                answer_code="" if outcome is None else code,
                nonce=request.headers.get("x-acs-signature-nonce", ""),
                answered=answered,
            )
        )


def _incoming(
    method: str, path: str, query_string: bytes, headers: Sequence[tuple[bytes, bytes]], body: bytes
) -> Incoming:
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers]
    return Incoming(
        method=method,
        path=path,
        query=tuple(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)),
        headers=dict(pairs),
        repeated=_repeated([name for name, _ in pairs]),
        body=body,
    )


def _repeated(names: Sequence[str]) -> frozenset[str]:
    if len(set(names)) == len(names):
        return frozenset()
    return frozenset(name for name, count in Counter(names).items() if count > 1)


def _rendered(outcome: Body | Refusal, head: Letterhead, options: Options) -> Reply:
    if isinstance(outcome, Refusal):
        return failure(outcome, head, options)
    return success(outcome, head, options)


def _ran(outcome: Body | Refusal | None) -> bool:
    """Tell whether the action ran: it was accepted, or WhatsApp refused."""
    return outcome is not None and not (isinstance(outcome, Refusal) and outcome.origin is not Origin.META)


def _is_try(outcome: Body | Refusal | None, options: Options) -> bool:
    """Tell whether WhatsApp looked at a code that was handed in: it accepted it, or found it wrong or too old."""
    if isinstance(outcome, Refusal):
        return outcome in (by_whatsapp(Meta.WRONG_CODE, options), by_whatsapp(Meta.EXPIRED_CODE, options))
    return outcome is not None


def _refusal(fault: Fault, options: Options, request: Incoming, uid: str) -> Refusal | None:
    """Find the refusal that a fault stands for; None for a fault that spoils the answer instead."""
    make = _REFUSALS.get(fault)
    return make(options, request, uid) if callable(make) else make


def _too_many(options: Options, request: Incoming, _uid: str) -> Refusal:
    submitting = request.headers["x-acs-action"] == Action.SUBMIT_CODE
    return by_whatsapp(Meta.TOO_MANY_TRIES if submitting else Meta.TOO_MANY_CODES, options)


def _two_step(options: Options, request: Incoming, _uid: str) -> Refusal:
    registering = request.headers["x-acs-action"] == Action.REGISTER
    return by_whatsapp(Meta.PIN_MISMATCH if registering else Meta.TWO_STEP_ON, options)


def _of_whatsapp(meta: Meta) -> Callable[[Options, Incoming, str], Refusal]:
    return lambda options, _, __: by_whatsapp(meta, options)


def _mismatch(_options: Options, request: Incoming, _uid: str) -> Refusal:
    return refusals.signature_mismatch(f"{request.method}\n{request.path}\n{canonical_query(request.query)}\n…")


_REFUSALS: Mapping[Fault, Refusal | Callable[[Options, Incoming, str], Refusal]] = MappingProxyType(
    {
        Fault.PRODUCT_UNSUBSCRIPT: lambda options, _, __: refusals.product_unsubscript(options),
        Fault.RAM_PERMISSION_DENY: lambda options, request, uid: refusals.permission_deny(
            options, request.headers["x-acs-action"], uid
        ),
        Fault.SYSTEM_LIMIT_CONTROL: lambda options, _, __: refusals.limit_control(options, _RETRY_AFTER_MS),
        Fault.UNKNOWN_RESOURCE_OWNER_ID: lambda options, _, __: refusals.unknown_owner(options),
        Fault.THROTTLING_USER: lambda options, _, __: refusals.throttling_user(options, _RETRY_AFTER_MS),
        Fault.ACCESS_KEY_NOT_FOUND: refusals.KEY_NOT_FOUND,
        Fault.SIGNATURE_DOES_NOT_MATCH: _mismatch,
        Fault.TIMESTAMP_EXPIRED: refusals.TIMESTAMP_EXPIRED,
        Fault.RISK_CONTROL: refusals.RISK_CONTROL,
        Fault.INTERNAL_ERROR: refusals.INTERNAL_ERROR,
        Fault.SERVICE_UNAVAILABLE: refusals.UNAVAILABLE,
        Fault.UNKNOWN_CODE: lambda options, _, __: refusals.undocumented(options),
        Fault.TWO_STEP_ON: _two_step,
        Fault.NOT_MIGRATING: _of_whatsapp(Meta.NOT_MIGRATING),
        Fault.TOO_MANY_TRIES: _too_many,
        Fault.ALREADY_HERE: _of_whatsapp(Meta.ALREADY_HERE),
        Fault.ADD_DIRECTLY: _of_whatsapp(Meta.ADD_DIRECTLY),
        Fault.NAME_NOT_APPROVED: _of_whatsapp(Meta.NAME_NOT_APPROVED),
        Fault.OTHER_BUSINESS: _of_whatsapp(Meta.OTHER_BUSINESS),
        Fault.NO_PAYMENT: _of_whatsapp(Meta.NO_PAYMENT),
        Fault.CANNOT_MIGRATE: _of_whatsapp(Meta.CANNOT_MIGRATE),
        Fault.ERROR_MIGRATING: _of_whatsapp(Meta.ERROR_MIGRATING),
        Fault.MAINTENANCE: _of_whatsapp(Meta.MAINTENANCE),
        Fault.NOT_VERIFIED: _of_whatsapp(Meta.NOT_VERIFIED),
        Fault.TOO_MANY_REGISTRATIONS: _of_whatsapp(Meta.TOO_MANY_REGISTRATIONS),
        Fault.DEREGISTRATION_INCOMPLETE: _of_whatsapp(Meta.DEREGISTRATION_INCOMPLETE),
        Fault.PIN_GUESSED: _of_whatsapp(Meta.PIN_GUESSED),
        Fault.JUST_DELETED: _of_whatsapp(Meta.JUST_DELETED),
        Fault.REGISTRATION_UNAVAILABLE: _of_whatsapp(Meta.REGISTRATION_UNAVAILABLE),
    }
)
