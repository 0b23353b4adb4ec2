"""Conversations that play themselves against a bot, and say whether they went, and ended, as they must.

- `stories` are the conversations; `scene` is what they have in their hands.
- `ending` is how all of them must end; `narrator` tells what happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.app import Sandbox
from sandbox.cams.faults import Fault
from sandbox.steps import CODE, MOVE, Steps
from sandbox.switchboard import API_DOWN, EXPIRED_CODE, SMS_LOST, TELEGRAM_DOWN, TOGGLES, WRONG_CODE

from . import helping, journeys, stories
from .ending import judge
from .narrator import Narrator
from .scene import Scene, UnmetError
from .several import several
from .stories import Story

__all__ = ["SCRIPTS", "Narrator", "Script", "perform"]


@dataclass(frozen=True, slots=True)
class Script:
    """One conversation: its name on the command line, what it is about, and how it goes."""

    name: str
    about: str
    story: Story
    steps: Steps = CODE


_ANSWERS_LOST = (
    Fault.TIMEOUT_WORKED,
    Fault.RESET_WORKED,
    Fault.EMPTY_BODY,
    Fault.TRUNCATED_JSON,
    Fault.WRONG_TYPES,
)
_CALLS_LOST = (
    Fault.TIMEOUT_NOT_WORKED,
    Fault.RESET_NOT_WORKED,
    Fault.HTML_PAGE,
    Fault.INTERNAL_ERROR,
    Fault.SERVICE_UNAVAILABLE,
)

_STORIES: Mapping[str, Story] = MappingProxyType(
    {
        WRONG_CODE: stories.wrong_code,
        EXPIRED_CODE: stories.expired_code,
        SMS_LOST: stories.sms_lost,
        Fault.TOO_MANY_TRIES: stories.too_many_tries,
        Fault.TWO_STEP_ON: stories.customers_to_mend(
            Fault.TWO_STEP_ON, "Two-step verification is still on", "ERR-FB-001"
        ),
        Fault.NOT_MIGRATING: stories.held(Fault.NOT_MIGRATING, "ERR-FB-001", asks_again=False, reaches=True),
        Fault.UNKNOWN_CODE: stories.customers_to_mend(
            Fault.UNKNOWN_CODE, "with an answer that we have not seen before", "ERR-OPERATION-MAAP-0931"
        ),
        Fault.PRODUCT_UNSUBSCRIPT: stories.held(Fault.PRODUCT_UNSUBSCRIPT, "Product.Unsubscript", asks_again=True),
        Fault.RAM_PERMISSION_DENY: stories.held(Fault.RAM_PERMISSION_DENY, "Ram.PermissionDeny", asks_again=False),
        Fault.UNKNOWN_RESOURCE_OWNER_ID: stories.held(
            Fault.UNKNOWN_RESOURCE_OWNER_ID, "Unknown.ResourceOwnerId", asks_again=False
        ),
        Fault.ACCESS_KEY_NOT_FOUND: stories.held(
            Fault.ACCESS_KEY_NOT_FOUND, "InvalidAccessKeyId.NotFound", asks_again=True
        ),
        Fault.SIGNATURE_DOES_NOT_MATCH: stories.held(
            Fault.SIGNATURE_DOES_NOT_MATCH, "SignatureDoesNotMatch", asks_again=True
        ),
        Fault.TIMESTAMP_EXPIRED: stories.held(Fault.TIMESTAMP_EXPIRED, "InvalidTimeStamp.Expired", asks_again=True),
        Fault.RISK_CONTROL: stories.held(Fault.RISK_CONTROL, "Forbidden.RiskControl", asks_again=True),
        **{fault: stories.answer_lost(fault) for fault in _ANSWERS_LOST},
        **{fault: stories.call_lost(fault) for fault in _CALLS_LOST},
        Fault.SYSTEM_LIMIT_CONTROL: stories.held(Fault.SYSTEM_LIMIT_CONTROL, "System.LimitControl", asks_again=True),
        Fault.THROTTLING_USER: stories.held(Fault.THROTTLING_USER, "Throttling.User", asks_again=True),
        Fault.SLOW: stories.slow,
        API_DOWN: stories.api_down,
        TELEGRAM_DOWN: stories.telegram_down,
    }
)

_JOURNEYS = (
    Script("journey", "The bot does every step, from the link to «live»", journeys.whole, MOVE),
    Script("journey-no-answer", "Nobody knows whether a code was sent", journeys.request_unanswered, MOVE),
    Script("journey-not-approved", "WhatsApp has not approved the account yet", journeys.not_approved, MOVE),
    Script("journey-appointment", "The phone is elsewhere: the code comes later", journeys.appointment, MOVE),
)

SCRIPTS: Mapping[str, Script] = MappingProxyType(
    {
        "happy": Script("happy", "A good day", stories.happy),
        "shared-contact": Script("shared-contact", "An invitation without a number", stories.shared_contact),
        "colleague": Script("colleague", "A colleague has the phone, and enters the code", helping.colleague),
        "silence": Script("silence", "The customer says nothing, and comes back", stories.silence),
        "several": Script("several", "Two numbers in one chat, and a code that says for neither", several),
        "throttling": Script("throttling", "CAMS is busy for a moment", stories.throttling),
        **{journey.name: journey for journey in _JOURNEYS},
        **{name: Script(name, TOGGLES[name].label, story) for name, story in _STORIES.items()},
    }
)
"""All there are: a good day, four more, those in which the bot does every step, and one for each switch but those that
only such a bot runs into, which are played on the page."""


async def perform(script: Script, sandbox: Sandbox, narrator: Narrator) -> bool:
    """Play a script in a world in which a bot is alive and a customer was welcomed; say whether it went as it must."""
    scene = Scene(sandbox, narrator)
    narrator.title(script.name, script.about)
    try:
        await script.story(scene)
        await judge(scene)
    except UnmetError as exc:
        narrator.check("It went as it must", str(exc))
        return False
    return not scene.problems
