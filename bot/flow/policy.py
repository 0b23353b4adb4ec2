"""The numbers that people chose, each with its reason, and the sums that are done with them."""

from dataclasses import replace

from .model import Budget, Case, Fault, Fixer, Instant, State, Try, Unchanged, Unextended

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

TRIES_PER_HOUR = 3
"""Meta locks a number after «several» wrong codes and gives no number; Vonage and Surge stop at three (peers.md A3)."""

TRIES_PER_DAY = 6
"""Two full rounds. Each lock at the provider lasts longer than the one before, so a bad day ends before it starts."""

CODE_LIFE = 10 * MINUTE
"""How long a code may wait to be handed in: after that WhatsApp does not take it (cams-api.md section 4.3)."""

IN_HAND = 10 * MINUTE
"""How long «the phone is in my hand» is believed: as long as the code that is sent then will live."""

REQUESTS_PER_DAY = 3
"""What a number may ask for in a day, as with Infobip and Telnyx (peers.md A3): WhatsApp names no limit, and blocks."""

EXTENSIONS_PER_HOUR = 1
"""With it a number has four tries in an hour at most: WhatsApp is assumed to lock at five (peers.md C)."""

EXTENSIONS_PER_DAY = 2
"""Five codes in a day, with as many tries more: a person has looked at it twice by then, and it is the last chance."""

UNLOCKS_PER_DAY = 1
"""A number that is locked again within a day is still being watched: each lock lasts longer than the one before."""

REQUEST_WAITS = (30, 60, 90, 120, 300)
"""Seconds from each request to the next one, longer each time, as in Twilio's sample (peers.md A3)."""

UNSURE_WAIT = 3 * MINUTE
"""After a request without an answer a code may be on its way: by then it would be there (cams-api.md section 5.8)."""

REQUEST_LOCK = HOUR
"""WhatsApp said that too many codes were asked for: about an hour was seen to help (cams-api.md section 4.4)."""

LINK_LIFE = 30 * MINUTE
"""How long a colleague may open a link and enter the code: time to reach somebody, to have the code sent, and for the
ten minutes that it lives. What lies about for longer is opened by somebody else, or for a code that is no longer
wanted; another link is one press away. Shorter than any pause, and far shorter than the customer's own three days."""

LINKS_PER_HOUR = 6
"""Links for colleagues that a case may have made: two an hour would do, and each ends the one before."""

DIGITS_SHOWN = 4
"""Of a number, to a colleague: enough to tell the SIM by that they hold."""

MISSES_BEFORE_CALL = 2
"""SMS that did not come before a call is recommended: one may be late, two are filtered (peers.md A3, A4.2)."""

REMINDED_BEFORE = 10 * MINUTE
"""How long before an appointment the customer is asked whether the phone is there: time enough to fetch it."""

VERIFICATION_LIFE = 14 * DAY
"""How long a verification lasts; registration must follow within it (cams-api.md section 4.3)."""

REMINDERS = (3 * DAY, 7 * DAY, 11 * DAY, 13 * DAY)
"""When staff are reminded of that: twice while there is time, and twice when there is little."""

SHORTEST_LOOK, LONGEST_LOOK = MINUTE, 6 * HOUR
"""How often a verified number is looked at until it is live: soon after something happened, then ever more rarely."""

FOLLOWED = VERIFICATION_LIFE + DAY
"""How long a verified number is looked at: by then it is live, or its verification over; or something is wrong that no
look will mend."""

REGISTRATION_WINDOW = 72 * HOUR
"""WhatsApp takes ten orders to move a number in this time, then none for as long (cams-api.md section 3.3)."""

REGISTRATIONS = 3
"""Orders of ours in that time: seven are left for whoever works in the console."""

REGISTRATION_PATIENCE = HOUR
"""A number whose move was ordered is live within minutes; after this, staff should look."""

LOCK_OUT = DAY
"""The provider said «too many tries» without saying for how long; asking earlier may lengthen the lock."""

STEP_LIFE = 3 * DAY
"""A customer may be away over a weekend; after that staff should know that nothing moves."""

WAIT_UNTOLD = 2
"""Seconds that a code may wait for its turn before its customer is told their place: nobody looks twice at two."""

ANSWER_PATIENCE = 3 * MINUTE
"""Longer than 5 s to connect, 30 s to read, and the waits of a throttled call together."""

TOGETHER = 10
"""Seconds within which pressing Start and being told of an unblocking are one act: apps unblock by sending /start."""

SETTLEMENT_WAITS = (2, 5, 10, 20, 40)
"""Seconds before each read. Together 77 s: the provider asks Meta synchronously, so the truth is there by then."""

SETTLEMENT_SLOW_WAIT = 5 * MINUTE
"""After the ladder somebody is repairing something: no hurry, but the customer is still waiting."""

SOON_ENOUGH = 2
"""Settlement reads after which the customer has likely looked away, so that a silent edit would be missed."""

LOOKED_AWAY = MINUTE
"""After so long without news nobody looks at the chat any more: what is written over a card then goes unseen."""

AWAY = 150
"""Seconds that Telegram keeps a press of a button for a bot that does not fetch it; messages it keeps for a day."""

PROBE_WAIT = 5 * MINUTE
"""How often a held case asks with a read whether the obstacle is gone: cheap, and an outage rarely lasts less."""

PROBE_EVERY = 15
"""Seconds between reads that ask, one for all cases that an incident holds up, whether it is over: a code lives forty
times as long, and it is less than a hundredth of what may be asked."""

INCIDENT_TRUSTED = {True: 15 * MINUTE, False: MINUTE}
"""For how long an incident that was not seen since is believed to go on. True: of a fault that a read can prove gone,
which is seen at each probe as long as anybody waits; after that the next customer's own read tells. False: of one that
only a code can, so that one code is let through that often: what is refused at the door uses no try, and who had it
mended wants to see that it is."""

STAFF_REMINDER = 4 * HOUR
"""A case that waits for staff is mentioned again twice in a working day."""

ASK_AGAIN = MINUTE
"""Nobody in the staff group reads the same request twice a minute."""

SAID_TOGETHER = 10 * MINUTE
"""Seconds for which it is not said again that what a customer writes is passed on: they know by then."""

PERSON_PATIENCE = 15 * MINUTE
"""Seconds that a customer waits for a person until all of the staff hear of it: what people in a hurry take well."""

MOST_DOUBLINGS = 7
"""Of the wait until they hear of it again: a day is reached by then."""

LISTED_FOR = 7 * DAY
"""How long a number that is over stays in the list of its chat: whoever looks once a week sees how it ended."""

MOST_LISTED = 200
"""Numbers of a chat that are looked through: four times what the largest customers move, read in some milliseconds."""

COPY_AGAIN = HOUR
"""How often a customer is sent a copy of what is kept about them: nothing in it changes faster than they can read."""

FORGET_ASKED = 10 * MINUTE
"""How long what erasing means counts as read: who confirms later may not know any more what they confirm."""

ANSWERS_A_SECOND = 1
"""What Telegram delivers to one chat in the long run («Bots FAQ: My bot is hitting limits»)."""

MOST_ANSWERS = 15
"""Answers that a chat may wait for at that pace. More would put off the one that counts, the result, by that many
seconds; and nobody in earnest writes fifteen messages faster than one a second."""

LULL = 10
"""Seconds of quiet after which a chat that wrote more is answered again: most of what it waits for is there by then,
and it is short enough to wait for."""

NOTICES_AT_ONCE = 5
"""How often staff are told the same of one chat on end: a customer may well need a code five times in an evening."""

NOTICE_EVERY = 20 * MINUTE
"""After that, three notices an hour: enough not to forget them, too few to bury anybody else's."""

MOST_URGENT_FIRST: tuple[tuple[State, bool | None], ...] = (
    (State.PRECHECKING, None),
    (State.WAITING_CODE, True),
    (State.SETTLING, None),
    (State.CHECKING, None),
    (State.REQUESTING, None),
    (State.READY, None),
    (State.WAITING_CODE, False),
    (State.PREPARING, None),
    (State.CONFIRMING_NUMBER, None),
    (State.ASKING_NUMBER, None),
    (State.HELD, None),
    (State.PAUSED, None),
    (State.APPOINTED, None),
)
"""In which order customers hear that the bot is back. True: those to whom something happened within a code's life, so
that a code of theirs may be about to expire; False: the others of that state."""

PROBED = frozenset({
    Fault.PROVIDER_DOWN, Fault.THROTTLED, Fault.CREDENTIALS, Fault.CLOCK, Fault.ACCOUNT, Fault.NOT_SUBSCRIBED,
})  # fmt: skip
"""Faults that stop reads as well as calls that change something, so that a read which works shows they are gone."""

PASSING = frozenset({Fault.PROVIDER_DOWN, Fault.THROTTLED})
"""Faults that come and go by themselves: while a case is held for another one, they are no news."""

ABOUT_CODES = frozenset({
    Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.MAYBE_VERIFIED, Fault.UNRECOGNISED,
})  # fmt: skip
"""Refusals of a code, or taken for one. A read hands none in: as its answer they say nothing about the customer."""

FIXER = {
    Fault.WRONG_CODE: Fixer.CUSTOMER,
    Fault.CODE_EXPIRED: Fixer.CUSTOMER,
    Fault.CODE_REFUSED: Fixer.CUSTOMER,
    Fault.NUMBER_INVALID: Fixer.CUSTOMER,
    Fault.TWO_STEP_ON: Fixer.CUSTOMER,
    Fault.CUSTOMER_ACCOUNT: Fixer.CUSTOMER,
    Fault.NAME_NOT_APPROVED: Fixer.CUSTOMER,
    Fault.WABA_NOT_APPROVED: Fixer.CUSTOMER,
    Fault.MOMENT_PASSED: Fixer.CUSTOMER,  # says once more that the phone is in their hand
    Fault.VERIFY_AGAIN: Fixer.CUSTOMER,
    Fault.UNRECOGNISED: Fixer.CUSTOMER,  # most likely a wrong code: CAMS does not document its name for one
    Fault.MAYBE_VERIFIED: Fixer.TIME,
    Fault.TOO_MANY_TRIES: Fixer.TIME,
    Fault.TOO_MANY_REQUESTS: Fixer.TIME,
    Fault.REGISTER_LIMIT: Fixer.TIME,
    Fault.NUMBER_BUSY: Fixer.TIME,
    Fault.THROTTLED: Fixer.TIME,
    Fault.PROVIDER_DOWN: Fixer.TIME,
    Fault.NUMBER_NOT_IN_SPACE: Fixer.STAFF,
    Fault.NOT_MIGRATING: Fixer.STAFF,
    Fault.ALREADY_IN_SPACE: Fixer.STAFF,
    Fault.ADD_INSTEAD: Fixer.STAFF,
    Fault.WABA_INCOMPLETE: Fixer.STAFF,
    Fault.SPACE_NOT_BOUND: Fixer.STAFF,
    Fault.NOT_SUBSCRIBED: Fixer.STAFF,
    Fault.NOT_PERMITTED: Fixer.STAFF,
    Fault.CREDENTIALS: Fixer.STAFF,
    Fault.CLOCK: Fixer.STAFF,
    Fault.ACCOUNT: Fixer.STAFF,
    Fault.META_ACCESS: Fixer.STAFF,
    Fault.PROGRAM: Fixer.STAFF,
    Fault.UNEXPLAINED: Fixer.STAFF,
}
"""Who can mend each fault."""

SHARED = frozenset({
    Fault.NOT_SUBSCRIBED, Fault.NOT_PERMITTED, Fault.CREDENTIALS, Fault.CLOCK, Fault.ACCOUNT, Fault.META_ACCESS,
    Fault.PROVIDER_DOWN, Fault.THROTTLED, Fault.PROGRAM,
})  # fmt: skip
"""Faults that lie with us or the provider, not with one customer's number: over several cases they are one incident."""

PASSED_BY_A_CODE = frozenset({Fault.NOT_PERMITTED})
"""Shared faults that the account has and only code calls meet: one code that gets past it shows that it is gone."""

GATED = PROBED | PASSED_BY_A_CODE
"""Shared faults for which nothing of anybody's is handed in or asked for while they last. The others of `SHARED` may be
about the one case that met them, so that another one's is tried."""

OF_OTHER_STEPS = frozenset({
    Fault.ALREADY_IN_SPACE, Fault.ADD_INSTEAD, Fault.UNEXPLAINED, Fault.NUMBER_BUSY, Fault.REGISTER_LIMIT,
})  # fmt: skip
"""Faults of calls that hand no code in, for which no new code is of any use."""

WORTH_TELLING = frozenset({
    Fault.TWO_STEP_ON, Fault.CUSTOMER_ACCOUNT, Fault.NAME_NOT_APPROVED, Fault.WABA_NOT_APPROVED, Fault.UNRECOGNISED,
    Fault.TOO_MANY_TRIES, Fault.TOO_MANY_REQUESTS, Fault.REGISTER_LIMIT,
})  # fmt: skip
"""Faults that staff hear of although they cannot mend them: the customer will likely need a person."""


def tries_left(budget: Budget, at: Instant) -> int:
    """How many codes may still be handed in now."""
    if at < budget.locked_until:
        return 0
    hour = sum(1 for each in budget.tries if each.at > at - HOUR) - _extensions(budget, at, HOUR)
    day = sum(1 for each in budget.tries if each.at > at - DAY) - _extensions(budget, at, DAY)
    return max(0, min(TRIES_PER_HOUR - hour, TRIES_PER_DAY - day))


def _extensions(budget: Budget, at: Instant, window: int) -> int:
    return sum(1 for each in budget.extensions if each > at - window)


def next_try_at(budget: Budget, at: Instant) -> Instant:
    """When a code may be handed in: `at` itself while there are tries left."""
    earliest = max(at, budget.locked_until)
    # What was tried, and what was allowed, is forgotten at different moments: only then can there be one more.
    forgotten = sorted(each.at + window for each in budget.tries for window in (HOUR, DAY))
    moments = (earliest, *(moment for moment in forgotten if moment > earliest))
    return next(moment for moment in moments if tries_left(budget, moment))


def spent(budget: Budget, at: Instant, fingerprint: str) -> Budget:
    """The budget after a code is handed in. Tries too old to matter are forgotten, and their fingerprints with them."""
    recent = (each for each in budget.tries if each.at > at - DAY)
    return replace(budget, tries=(*recent, Try(at, fingerprint)))


def dated(budget: Budget, fingerprint: str, at: Instant) -> Budget:
    """The budget with a try counted from another moment on.

    What counts is when a code reaches WhatsApp. While its call waits for its turn, that is not known: it may be as
    late as `CODE_LIFE` and a call's duration after it was decided on.
    """
    tries = (replace(each, at=at) if each.fingerprint == fingerprint else each for each in budget.tries)
    return replace(budget, tries=tuple(sorted(tries, key=lambda each: each.at)))


def refunded(budget: Budget, fingerprint: str) -> Budget:
    """The budget after a code turns out never to have reached WhatsApp."""
    return replace(budget, tries=tuple(each for each in budget.tries if each.fingerprint != fingerprint))


def locked(budget: Budget, at: Instant) -> Budget:
    """The budget after the provider said that it has seen too many tries."""
    return replace(budget, locked_until=at + LOCK_OUT)


def was_tried(budget: Budget, fingerprint: str) -> bool:
    """Whether this very code has been handed in for this number before."""
    return any(each.fingerprint == fingerprint for each in budget.tries)


def requests_left(budget: Budget, at: Instant) -> int:
    """How many codes may still be asked for today, now or later."""
    recent = sum(1 for each in budget.requests if each > at - DAY)
    return max(0, REQUESTS_PER_DAY + _extensions(budget, at, DAY) - recent)


def next_request_at(budget: Budget, at: Instant) -> Instant:
    """When a code may be asked for: `at` itself where one may be now."""
    recent = [each for each in budget.requests if each > at - DAY]
    earliest = max(at, budget.no_request_until)
    if recent and requests_left(budget, at):
        earliest = max(earliest, recent[-1] + REQUEST_WAITS[min(len(recent), len(REQUEST_WAITS)) - 1])
    moments = (earliest, *(each + DAY for each in sorted(recent) if each + DAY > earliest))
    return next(moment for moment in moments if requests_left(budget, moment))


def requested(budget: Budget, at: Instant) -> Budget:
    """The budget once a code is asked for. Requests too old to matter are forgotten."""
    return replace(budget, requests=(*(each for each in budget.requests if each > at - DAY), at))


def not_requested(budget: Budget, at: Instant) -> Budget:
    """The budget after the request of that moment turned out never to have reached WhatsApp."""
    return replace(budget, requests=tuple(each for each in budget.requests if each != at))


def no_request_before(budget: Budget, at: Instant) -> Budget:
    """The budget with no further request before `at`."""
    return replace(budget, no_request_until=max(budget.no_request_until, at))


def why_not_extended(budget: Budget, at: Instant) -> Unextended | None:
    """Why staff cannot allow the number more just now; None where they can."""
    if at < budget.locked_until:
        return Unextended.LOCKED
    if requests_left(budget, at) and tries_left(budget, at):
        return Unextended.LEFT
    is_often = _extensions(budget, at, HOUR) >= EXTENSIONS_PER_HOUR
    return Unextended.OFTEN if is_often or _extensions(budget, at, DAY) >= EXTENSIONS_PER_DAY else None


def extended(budget: Budget, at: Instant) -> Budget:
    """The budget with one more code and one more try. Extensions too old to matter are forgotten."""
    return replace(budget, extensions=(*(each for each in budget.extensions if each > at - DAY), at))


def why_not_unlocked(budget: Budget, at: Instant) -> Unchanged | None:
    """Why staff cannot take the provider's lock off the number; None where they can."""
    if at >= budget.locked_until:
        return Unchanged.NOT_LOCKED
    recent = sum(1 for each in budget.unlocks if each > at - DAY)
    return Unchanged.OFTEN if recent >= UNLOCKS_PER_DAY else None


def unlocked(budget: Budget, at: Instant) -> Budget:
    """The budget without that lock. What was tried counts as before; unlocks too old to matter are forgotten."""
    return replace(budget, locked_until=0, unlocks=(*(each for each in budget.unlocks if each > at - DAY), at))


def registrations_left(budget: Budget, at: Instant) -> int:
    """How often the provider may still be asked to let the number move."""
    recent = sum(1 for each in budget.registrations if each > at - REGISTRATION_WINDOW)
    return max(0, REGISTRATIONS - recent)


def registered(budget: Budget, at: Instant) -> Budget:
    """The budget once the move is ordered. Orders too old to matter are forgotten."""
    recent = (each for each in budget.registrations if each > at - REGISTRATION_WINDOW)
    return replace(budget, registrations=(*recent, at))


def not_registered(budget: Budget, at: Instant) -> Budget:
    """The budget after the order of that moment turned out never to have reached WhatsApp."""
    return replace(budget, registrations=tuple(each for each in budget.registrations if each != at))


def next_look(since: Instant, at: Instant) -> int:
    """Seconds until a number is looked at again: a quarter of the time that it has taken so far."""
    return min(LONGEST_LOOK, max(SHORTEST_LOOK, (at - since) // 4))


def has_code_coming(case: Case, at: Instant) -> bool:
    """Whether a code that was asked for may still be handed in."""
    return is_recent(case.requested_at, at, CODE_LIFE)


def may_have_code(case: Case, at: Instant) -> bool:
    """Whether the customer may have a code at hand that is still good."""
    return has_code_coming(case, at) or is_recent(case.code_kept_at, at, CODE_LIFE)


def holds_everybody_up(fault: Fault, seen_at: float, at: float) -> bool:
    """Whether an open incident, last seen then, keeps codes from being handed in or asked for."""
    return fault in GATED and at - seen_at < INCIDENT_TRUSTED[fault in PROBED]


def is_recent(moment: Instant, at: Instant, span: int) -> bool:
    """Whether `moment` lies less than `span` seconds back. One in the future, of a clock set back since, does not."""
    return 0 <= at - moment < span


def without_code(case: Case) -> Case:
    """The case once its code is nobody's business any more."""
    return replace(case, code="", fingerprint="", code_written_at=0, held_by=None)
