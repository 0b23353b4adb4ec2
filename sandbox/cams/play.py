"""The actions themselves: what each demands, does and answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from . import refusals
from .actions import PARAMETERS, Action
from .locales import LOCALES
from .numbers import Number, Stage
from .refusals import Meta, Refusal, by_whatsapp
from .world import Account, CamsWorld, Waba

Body = dict[str, object]
"""What an action adds to the envelope of its answer."""

_PHONE = re.compile(r"[1-9]\d{6,14}", re.ASCII)  # E.164 without the plus sign


@dataclass(frozen=True, slots=True)
class _Call:
    """A call with parameters in order, in a space of the caller's."""

    world: CamsWorld
    space: str
    waba: Waba
    given: Mapping[str, str]
    now: float

    def number(self) -> Number | None:
        return self.world.number(self.space, self.given["PhoneNumber"])

    def refused(self, meta: Meta) -> Refusal:
        return by_whatsapp(meta, self.world.options)

    def spelled(self, digits: str) -> str | int:
        return int(digits) if self.world.options.numbers_as_integers else digits

    def data(self, number: Number) -> Body:
        return {"PhoneNumber": self.spelled(number.phone), "Id": self.spelled(number.id)}


def play(
    world: CamsWorld, account: Account, action: Action, query: tuple[tuple[str, str], ...], now: float
) -> Body | Refusal:
    """Carry out a call that the gateway let in."""
    given = _check_parameters(action, query)
    if isinstance(given, Refusal):
        return given
    space = world.spaces.get(given["CustSpaceId"])
    if space is None or space.uid != account.uid:
        return refusals.unknown_owner(world.options)
    if space.waba is None:
        return refusals.no_waba(world.options)
    return _PLAYS[action](_Call(world, space.id, space.waba, given, now))


def _check_parameters(action: Action, query: tuple[tuple[str, str], ...]) -> Mapping[str, str] | Refusal:
    """Read the parameters, each known, given once and of the documented form."""
    parameters = PARAMETERS[action]
    given: dict[str, str] = {}
    for name, value in query:
        if name not in parameters.required + parameters.optional:
            return refusals.invalid(f"{name} is not a parameter of this action.")
        if name in given:
            return refusals.invalid(f"{name} was given more than once.")
        given[name] = value
    for name in parameters.required:
        if not given.get(name):
            return refusals.missing(name)
    return _check_forms(given) or given


def _check_forms(given: Mapping[str, str]) -> Refusal | None:
    for name in ("PhoneNumber", "CountryCode", "MobileNumber"):
        if not given.get(name, "0").isascii() or not given.get(name, "0").isdigit():
            return refusals.invalid(f"{name} may hold digits only.", "FromOnlyNumeric")
    if "PhoneNumber" in given and not _PHONE.fullmatch(given["PhoneNumber"]):
        return refusals.invalid("The phone number is invalid.", "PhoneNumberError")
    if given.get("Method", "sms") not in {"sms", "voice"}:
        return refusals.invalid("Method must be sms or voice.")
    if given.get("Locale", "en") not in LOCALES:
        return refusals.invalid("The language is not supported.", "LanguageNotSupport")
    return None


def _initiate(call: _Call) -> Body | Refusal:
    number = call.world.number(call.space, call.given["CountryCode"] + call.given["MobileNumber"])
    if call.waba.review != "APPROVED":
        return call.refused(Meta.WABA_NOT_APPROVED)
    if number is None:  # nobody has it, so there is nobody to take it from
        return call.refused(Meta.ADD_DIRECTLY)
    if refused := number.initiate():
        return call.refused(refused)
    return {"Data": call.data(number) | {"Status": "MIGRATING"}}


def _status(call: _Call) -> Body | Refusal:
    number = call.number()
    if number is None or number.stage is Stage.ELSEWHERE:  # WhatsApp knows no such number in the space yet
        return refusals.number_not_bound(call.world.options)
    word = number.status_word(call.now, call.world.options, call.world.options.status_lag)
    return {"Data": call.data(number) | {"CodeVerificationStatus": word}}


def _request_code(call: _Call) -> Body | Refusal:
    number = call.number()
    if number is None:
        return refusals.number_not_bound(call.world.options)
    if refused := number.request_code(call.now, call.world.options):
        return call.refused(refused)
    method: Literal["sms", "voice"] = "voice" if call.given["Method"] == "voice" else "sms"
    call.world.issue_code(call.space, number.phone, method, call.given["Locale"])
    return {"Data": call.data(number)}


def _submit_code(call: _Call) -> Body | Refusal:
    number = call.number()
    if number is None:
        return refusals.number_not_bound(call.world.options)
    if refused := number.submit(call.given["VerifyCode"], call.now, call.world.options):
        return call.refused(refused)
    return {"Data": call.data(number)}


def _register(call: _Call) -> Body | Refusal:
    number = call.number()
    if number is None:
        return refusals.number_not_bound(call.world.options)
    if refused := number.register(call.now, call.world.options):
        return call.refused(refused)
    return {}  # documented without Data


def _list_numbers(call: _Call) -> Body:
    listed = [
        _listed(call, number)
        for number in call.world.numbers(call.space)
        if number.stage is Stage.LIVE or (number.stage is Stage.MIGRATING and call.world.options.lists_migrating)
    ]
    wanted = call.given.get("Status")
    return {"Success": True, "PhoneNumbers": [entry for entry in listed if wanted in (None, "", entry["Status"])]}


def _listed(call: _Call, number: Number) -> Body:
    """Describe a number as the list does: all its fields but the optional CallingConfigure; there is no Id."""
    return {
        "PhoneNumber": call.spelled(number.phone),
        "Status": number.standing_word(call.now, call.world.options, call.world.options.list_lag),
        "CodeVerificationStatus": number.status_word(call.now, call.world.options, call.world.options.list_lag),
        "VerifiedName": number.name,
        "NameStatus": "APPROVED",
        "NewNameStatus": "NONE",
        "QualityRating": "GREEN",
        "MessagingLimitTier": "TIER_1K",
        "IsOfficial": "N",
        "UpQueue": "",
        "StatusQueue": "",
        "UpCallbackUrl": "",
        "StatusCallbackUrl": "",
    }


def _show_waba(call: _Call) -> Body:
    data = {
        "Id": call.spelled(call.waba.id),
        "Name": call.waba.name,
        "AccountReviewStatus": call.waba.review,
        "BusinessId": call.spelled(call.waba.business_id),
        "BusinessName": call.waba.name,
        "Currency": "USD",
        "IsOnBizApp": "false",
    }
    return {"Success": True, "Data": data}


_PLAYS: Mapping[Action, Callable[[_Call], Body | Refusal]] = MappingProxyType(
    {
        Action.INITIATE: _initiate,
        Action.STATUS: _status,
        Action.REQUEST_CODE: _request_code,
        Action.SUBMIT_CODE: _submit_code,
        Action.REGISTER: _register,
        Action.LIST_NUMBERS: _list_numbers,
        Action.SHOW_WABA: _show_waba,
    }
)
