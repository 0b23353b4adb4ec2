"""Wordings: each is found in a sentence that the provider gave or might give, and no two get into each other's way."""

import pytest

from bot.cams.phrases import CLEAR, VAGUE
from bot.cams.recognition import recognise
from bot.flow.model import Fault

SENTENCES = [
    ("Two-step authentication must be disabled for this phone number.", Fault.TWO_STEP_ON),
    ("Please turn off two step verification", Fault.TWO_STEP_ON),
    ("请先关闭两步验证", Fault.TWO_STEP_ON),
    ("You have made too many verification attempts.", Fault.TOO_MANY_TRIES),
    ("Too many incorrect tries", Fault.TOO_MANY_TRIES),
    ("The number of attempts exceeded the limit", Fault.TOO_MANY_TRIES),
    ("You have reached the maximum number of tries", Fault.TOO_MANY_TRIES),
    ("验证次数过多", Fault.TOO_MANY_TRIES),
    ("Account register or deregister rate limit exceeded", Fault.TOO_MANY_TRIES),
    ("Please wait a few minutes before attempting to register this phone number", Fault.THROTTLED),
    ("(#2388091) Please wait 1 hour before you try again", Fault.TOO_MANY_TRIES),
    ("(#136024) Request code error. Try again in an hour.", Fault.TOO_MANY_TRIES),
    ("Please wait for at least 30 minutes", Fault.TOO_MANY_TRIES),
    ("This phone number isn't eligible to receive a verification code", Fault.NOT_MIGRATING),
    ("The number is not being migrated", Fault.NOT_MIGRATING),
    ("Please add this phone number in your WhatsApp account", Fault.NOT_MIGRATING),
    ("The phone number is already verified", Fault.MAYBE_VERIFIED),
    ("该号码已经验证", Fault.MAYBE_VERIFIED),
    ("Request code error", Fault.MAYBE_VERIFIED),
    ("The phone number already exists in this account", Fault.MAYBE_VERIFIED),
    ("verification code invalid or expired", Fault.CODE_REFUSED),
    ("The verification code you entered is incorrect or has expired.", Fault.CODE_REFUSED),
    ("Invalid or expired code", Fault.CODE_REFUSED),
    ("Verify code error", Fault.CODE_REFUSED),
    ("The specified VerifyCode is not valid.", Fault.CODE_REFUSED),
    ("Invalid verification code", Fault.CODE_REFUSED),
    ("验证码无效", Fault.CODE_REFUSED),
    ("The number needs to be verified before registering", Fault.CODE_REFUSED),
    ("The certificate needs confirmation of ownership first", Fault.CODE_REFUSED),
    ("The verification code has expired", Fault.CODE_EXPIRED),
    ("(#136025) Verify code error: this verification code is no longer valid", Fault.CODE_EXPIRED),
    ("Code has expired", Fault.CODE_EXPIRED),
    ("验证码已过期", Fault.CODE_EXPIRED),
    ("The SMS code you entered is incorrect", Fault.WRONG_CODE),
    ("(#136025) Verify code error: wrong code", Fault.WRONG_CODE),
    ("The verification code doesn't match", Fault.WRONG_CODE),
    ("验证码不正确", Fault.WRONG_CODE),
    ("Phone number is not registered on the WhatsApp Business Platform", Fault.NUMBER_NOT_IN_SPACE),
    ("(#2388103) Registered name should be present and approved", Fault.NAME_NOT_APPROVED),
    ("(#2388103) The number belongs to a different Business Manager", Fault.CUSTOMER_ACCOUNT),
    ("(#2388103) The destination WhatsApp Business Account is not approved", Fault.WABA_NOT_APPROVED),
    ('(#2388103) The "Messaging For" request is not approved', Fault.CUSTOMER_ACCOUNT),
    ("(#2388103) Please add this phone number in your WhatsApp account", Fault.NOT_MIGRATING),
    ("(#2388103) No webhook subscription", Fault.WABA_INCOMPLETE),
    ("(#2388103) There is no payment account", Fault.WABA_INCOMPLETE),
    ("(#2388103) Cannot migrate phone number", Fault.WABA_INCOMPLETE),
    ("(#2388103) Error migrating", Fault.PROVIDER_DOWN),
    ("The account is in maintenance mode", Fault.PROVIDER_DOWN),
    ("Object does not exist, cannot be loaded due to missing permissions", Fault.META_ACCESS),
    ("Unsupported post request", Fault.META_ACCESS),
    ("(#200) Permissions error", Fault.META_ACCESS),
    ("Application request limit reached", Fault.THROTTLED),
    ("Request was denied due to flow control", Fault.THROTTLED),
    ("Connection to the upstream timed out", Fault.PROVIDER_DOWN),
    ("系统异常，请稍后重试", Fault.PROVIDER_DOWN),
]


@pytest.mark.parametrize(("sentence", "fault"), SENTENCES, ids=[str(n) for n in range(len(SENTENCES))])
def test_a_sentence_says_what_is_the_matter(sentence: str, fault: Fault) -> None:
    """Under a code that no list has, the words decide."""
    assert recognise("Something.New", sentence).fault is fault


def test_every_wording_has_a_sentence() -> None:
    """A wording that no sentence of this file needs could be deleted unnoticed."""
    needed = {
        next((phrase for phrase in (*CLEAR, *VAGUE) if phrase.row is recognise("Something.New", sentence)), None)
        for sentence, _ in SENTENCES
    }

    assert set(CLEAR) | set(VAGUE) <= needed
