"""What the catalogue's words mean as the answer to a call that hands no code in.

The catalogue is written for codes. The same words are about something else when the call was another one: «too many
attempts» is a day without codes after a code, and three days without moving after a registration. Each row is from
cams-api.md section 3.3, or follows from what the call can and cannot have done.
"""

from collections.abc import Mapping

from bot.flow.effects import Call, Initiate, Register, RequestCode
from bot.flow.model import Fault

from .faults import Row

MEANINGS: Mapping[type[Call], Mapping[str, Fault]] = {
    Initiate: {
        Fault.WRONG_CODE: Fault.UNEXPLAINED,
        Fault.CODE_EXPIRED: Fault.UNEXPLAINED,
        Fault.CODE_REFUSED: Fault.UNEXPLAINED,
        Fault.TOO_MANY_TRIES: Fault.UNEXPLAINED,
        Fault.UNRECOGNISED: Fault.UNEXPLAINED,
        "ERR-FB-001": Fault.UNEXPLAINED,  # WhatsApp's own words, of which we know none: about this number, no incident
        # 2388012: moved already, or added otherwise. A number that is verified is there too.
        Fault.MAYBE_VERIFIED: Fault.ALREADY_IN_SPACE,
        # 2388103, «Please add this phone number»: there is no other provider whom it leaves.
        Fault.NOT_MIGRATING: Fault.ADD_INSTEAD,
    },
    RequestCode: {
        "ERR-FB-001": Fault.UNEXPLAINED,
        # Sources give 136024 and 136025 either way round. Who only asked for a code had none refused.
        "136025": Fault.MAYBE_VERIFIED,
        Fault.WRONG_CODE: Fault.UNEXPLAINED,
        Fault.CODE_EXPIRED: Fault.UNEXPLAINED,
        Fault.CODE_REFUSED: Fault.UNEXPLAINED,
        Fault.TOO_MANY_TRIES: Fault.TOO_MANY_REQUESTS,
        Fault.UNRECOGNISED: Fault.UNEXPLAINED,
    },
    Register: {
        "ERR-FB-001": Fault.UNEXPLAINED,
        "133000": Fault.UNEXPLAINED,  # the old side is half gone: starting the migration once more does not help
        "133006": Fault.VERIFY_AGAIN,
        "133008": Fault.TWO_STEP_ON,  # guesses of its PIN, of which there would be none if it were off
        "133009": Fault.TWO_STEP_ON,
        Fault.THROTTLED: Fault.NUMBER_BUSY,  # 133015, and whatever else WhatsApp wants us to wait some minutes for
        Fault.WRONG_CODE: Fault.UNEXPLAINED,
        Fault.CODE_EXPIRED: Fault.VERIFY_AGAIN,  # the verification's, after its 14 days
        Fault.CODE_REFUSED: Fault.VERIFY_AGAIN,
        Fault.TOO_MANY_TRIES: Fault.REGISTER_LIMIT,
        Fault.UNRECOGNISED: Fault.UNEXPLAINED,
        Fault.MAYBE_VERIFIED: Fault.ALREADY_IN_SPACE,
    },
}
"""By a row's code, and where that is not listed by its fault. Calls that are not listed mean what the catalogue says.

Reads are among those: of a code they know nothing either, and the workflow treats their failures by itself.
"""


def meant(call: Call, row: Row) -> Fault:
    """Say what is the matter, given what was asked."""
    meanings = MEANINGS.get(type(call), {})
    return meanings.get(row.code) or meanings.get(row.fault) or row.fault
