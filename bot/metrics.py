"""What this process counts and times. `exposition` shows it at /metrics, `deploy/alerts.yml` asks about it.

Every label's values are words of this program, known beforehand: so nothing personal can be in one, and each series is
there from the start, at nought. One that appeared with its first event would not have increased, for Prometheus.
"""

from collections.abc import Callable, Iterable
from itertools import product

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from .flow.effects import DeleteMessage, SendCopy, Show, TellStaff, TellTopic
from .flow.model import CLOSED, PROVEN, Accepted, Channel, Fault, Milestone, NotSent, Outcome, Refused, State, Unknown
from .flow.relaying import KeepTopic, ToCustomer, ToStaff
from .flow.staff import AnswerStaff, SendEvidence
from .flow.tallies import What
from .store import ACTIONS

_without_creation_times: Callable[[], None] = disable_created_metrics  # The library gives it no types.
_without_creation_times()  # They would be as many lines again, which nobody asks about.

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

SHORT = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)
"""Seconds, for what the database does: a commit is a few milliseconds, and five seconds are a disk that is dying."""

LONG = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300)
"""Seconds, for what Telegram and the provider do, and for what waits for them: from a round trip to five minutes, after
which the customer has put the phone away."""

DAYS = (60, 120, 300, 600, 1_800, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800)
"""Seconds, for what people do: from a minute to a week, as long as an invitation lasts."""

_KINDS = tuple(
    kind.__name__
    for kind in (
        Show,
        DeleteMessage,
        SendCopy,
        TellStaff,
        TellTopic,
        AnswerStaff,
        SendEvidence,
        KeepTopic,
        ToStaff,
        ToCustomer,
    )
)
_OTHER = "Call"
"""What is no delivery: a call that failed before it left, as a rule."""

_ACTIONS = tuple(ACTIONS.values())
_OUTCOMES = {Accepted: "accepted", Refused: "refused", NotSent: "not_sent", Unknown: "unknown"}


def _counter(name: str, said: str, **labels: Iterable[str]) -> Counter:
    made = Counter(name, said, tuple(labels), registry=REGISTRY)
    for values in product(*labels.values()) if labels else ():
        made.labels(*values)
    return made


def _histogram(name: str, said: str, buckets: tuple[float, ...], **labels: Iterable[str]) -> Histogram:
    made = Histogram(name, said, tuple(labels), buckets=buckets, registry=REGISTRY)
    for values in product(*labels.values()) if labels else ():
        made.labels(*values)
    return made


POLLS = _counter("bot_polls", "Times that Telegram was asked for updates.", outcome=("answered", "failed"))
POSTS = _counter(
    "bot_posts",
    "Posts to the webhook: refused ones had not the secret, failed ones come again.",
    outcome=("stored", "refused", "failed", "unreadable", "too_large"),
)
UPDATES = _counter(
    "bot_updates", "Updates from the inbox: what deciding came to.", outcome=("decided", "postponed", "buried")
)
DECIDING = _histogram("bot_decide_seconds", "Rounds that decided on something, with their commits.", SHORT)
ENTERED = _counter("bot_cases_entered", "Cases that came into a state.", state=State)
MILESTONES = _counter(
    "bot_milestones",
    "Cases that came so far for the first time.",
    milestone=(each for each in Milestone if each is not Milestone.INVITED),
)
GIVEN_UP = _counter(
    "bot_given_up",
    "Cases whose customers stopped or fell silent, by the state in which they did.",
    state=(state for state in State if state not in CLOSED | PROVEN),
)
CODES = _counter(
    "bot_codes",
    "Codes that were asked for, and whether they came.",
    channel=Channel,
    fate=(What.ARRIVED, What.MISSED),
)
VERIFYING = _histogram("bot_verify_seconds", "From when a link was opened until its number was verified.", DAYS)
DELIVERIES = _counter(
    "bot_deliveries",
    "Screens, deletions and notices: whether Telegram took them. What was put off or failed is repeated.",
    kind=(*_KINDS, _OTHER),
    outcome=("delivered", "put_off", "failed", "gone", "given_up"),
)
DELIVERING = _histogram(
    "bot_delivery_seconds", "From when something to be said was owed until it was there.", LONG, kind=_KINDS
)
EVENTS = _counter(
    "bot_events",
    "Events for another system: whether it took them. What was put off is sent again.",
    outcome=("delivered", "put_off", "given_up"),
)
_ASKED = ("page", "description", "invite", "invitation", "cases", "case", "elsewhere")
_SORTS = {2: "done", 4: "refused", 5: "failed"}
REQUESTS = _counter(
    "bot_api_requests",
    "Requests of other systems at /api: refused ones are their mistakes, failed ones ours.",
    asked=_ASKED,
    outcome=_SORTS.values(),
)
BRAKE = Gauge(
    "bot_messages_braked", "Messages a second that Telegram lets us send; 0: as many as there are.", registry=REGISTRY
)
CALLS = _counter("bot_calls", "Calls to CAMS that left, or were to.", action=_ACTIONS, outcome=_OUTCOMES.values())
FAULTS = _counter("bot_faults", "What CAMS refused calls for, as docs/operations.md names it.", fault=Fault)
CALLING = _histogram("bot_call_seconds", "From when a call left until its answer.", LONG, action=_ACTIONS)
TURNS = _histogram(
    "bot_call_turn_seconds",
    "From when a call was wanted until its turn in the pace of its action.",
    LONG,
    action=_ACTIONS,
)
ROUNDS = _counter(
    "bot_rounds",
    "Rounds of work; one that fails is repeated.",
    worker=("conversation", "dispatch", "sweep", "presence", "events"),
    outcome=("done", "failed"),
)
JOBS_FAILED = _counter("bot_jobs_failed", "Jobs that failed: those of every hour, and what is done last at a stop.")
LEASES_LOST = _counter("bot_leases_lost", "Things in hand whose lease was over: the process was frozen, or is slow.")
TAKEN_OVER = _counter("bot_rows_taken_over", "Things that a process which ended had in hand.")


def delivery_came_to(kind: str, outcome: str, *, after: float | None = None) -> None:
    """Count a delivery with what it came to, and so many seconds after it was owed."""
    DELIVERIES.labels(kind if kind in _KINDS else _OTHER, outcome).inc()
    if after is not None:
        DELIVERING.labels(kind).observe(max(0.0, after))


def call_came_to(action: str, outcome: Outcome) -> None:
    """Count a call with what it came to."""
    CALLS.labels(action, _OUTCOMES[type(outcome)]).inc()
    if isinstance(outcome, Refused | NotSent):
        FAULTS.labels(outcome.fault).inc()


def counted(what: What, sort: str, times: int) -> None:
    """Count what is counted by day too. What has a metric of its own already is not counted twice."""
    match what:
        case What.MILESTONE:
            MILESTONES.labels(sort).inc(times)
        case What.LEFT:
            GIVEN_UP.labels(sort).inc(times)
        case What.ARRIVED | What.MISSED:
            CODES.labels(sort, what).inc(times)
        case What.FAULT | What.TOOK:
            pass


def sort_of(status: int) -> str:
    """What an answer with that status was."""
    return _SORTS[status // 100]
