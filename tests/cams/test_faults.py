"""The catalogue, row by row, typed by hand from cams-api.md section 3 rather than computed from the catalogue."""

import pytest

from bot.cams.faults import CODES, FAMILIES, NUMBERS, UNRECOGNISED, Row, Verdict
from bot.cams.phrases import CLEAR, VAGUE
from bot.cams.recognition import recognise
from bot.flow.model import Fault

# Code, what is the matter, what it proves, whether a try was used.
EXPECTED = """
Product.Unsubscript                     not-subscribed       refused   -
Ram.PermissionDeny                      not-permitted        refused   -
System.LimitControl                     throttled            not_sent  -
Unknown.ResourceOwnerId                 number-not-in-space  refused   -
999999                                  provider-down        unknown   -
CHAT.APIError                           provider-down        unknown   -
ERR-COMMON-001                          provider-down        unknown   -
ERR-FB-001                              meta-access          refused   used
ERR-OPERATION-MAAP-0060                 space-not-bound      refused   -
ERR-OPERATION-MAAP-0065                 number-not-in-space  refused   -
ERR-OPERATION-MAAP-0085                 program              refused   -
DetailError.TemplateNotExist            program              refused   -
Authentication.NoAuth                   not-permitted        refused   -
InvalidParameter.PhoneNumberError       number-invalid       refused   -
InvalidParameter.LanguageNotSupport     program              refused   -
InvalidParameter.FromOnlyNumeric        program              refused   -
InvalidParameter.PageInvalid            program              refused   -
InvalidParameter.ChannelTypeNotSupport  program              refused   -
InvalidParameter.MessageInvalid         program              refused   -
InvalidParameter.FooterHaveVariable     program              refused   -
InvalidParameter.HeaderMoreVaiable      program              refused   -
InvalidParameter.HeaderMoreVariable     program              refused   -
InvalidParameter.HeaderTypeNotSupport   program              refused   -
InvalidParameter.ButtonTextHaveVariable program              refused   -
InvalidParameter.UrlMoreVaiable         program              refused   -
InvalidParameter.UrlMoreVariable        program              refused   -
InvalidParameter.CreateError            program              refused   -
InvalidParameter.TemplateNameExist      program              refused   -
InvalidParameter.AuditStatusNotSupport  program              refused   -
InvalidParameter.TemplateTypeNotSupport program              refused   -
InvalidParameter.MessageTypeNotEmpty    program              refused   -
InvalidParameter.ContentNotEmpty        program              refused   -
InvalidParameter.ContentError           program              refused   -
InvalidParameter.TextNotEmpty           program              refused   -
InvalidParameter.MessageTypeNotSupport  program              refused   -
InvalidParameter.LinkNotEmpty           program              refused   -
InvalidParameter.TemplateCodeNotEmpty   program              refused   -
InvalidParameter.LanguageNotEmpty       program              refused   -
InvalidParameter.SendSmsNotSupport      program              refused   -
DelError.TemplateNotExist               program              refused   -
TemplateListError.QueryError            program              refused   -
PhoneNumberNotRegistered                number-not-in-space  refused   -
Forbidden.RAM                           not-permitted        not_sent  -
InvalidAccessKeyId.NotFound             credentials          not_sent  -
InvalidAccessKeyId.Inactive             credentials          not_sent  -
SignatureDoesNotMatch                   credentials          not_sent  -
IncompleteSignature                     program              not_sent  -
InvalidSignatureMethod                  program              not_sent  -
InvalidTimeStamp.Format                 program              not_sent  -
IllegalTimestamp                        program              not_sent  -
InvalidTimeStamp.Expired                clock                not_sent  -
SignatureNonceUsed                      program              unknown   -
Throttling                              throttled            not_sent  -
Throttling.User                         throttled            not_sent  -
Throttling.Api                          throttled            not_sent  -
NoPermission                            not-permitted        not_sent  -
Forbidden                               not-permitted        not_sent  -
ActionUnauthorized                      not-permitted        not_sent  -
Forbidden.RiskControl                   account              refused   -
Forbidden.UserVerification              account              refused   -
InsufficientBalance                     account              refused   -
MissingParameter                        program              not_sent  -
InvalidApi.NotFound                     program              not_sent  -
InvalidAction                           program              not_sent  -
UnsupportedOperation                    program              not_sent  -
NoSuchVersion                           program              not_sent  -
InvalidProduct.NotFound                 program              not_sent  -
UnsupportedHTTPMethod                   program              not_sent  -
InvalidProtocol.NeedSsl                 program              not_sent  -
InternalError                           provider-down        unknown   -
ServiceUnavailable                      provider-down        unknown   -
"""

FAMILY_MEMBERS = """
Throttling.Quota                        throttled            not_sent  -
ThrottlingException                     throttled            not_sent  -
InvalidParameter                        program              refused   -
InvalidParameter.Format                 program              refused   -
InvalidParameter.ToOnlyNumeric          program              refused   -
InvalidPhoneNumber                      number-invalid       refused   -
InvalidParameter.PhoneNumber            number-invalid       refused   -
InvalidCustSpaceId                      number-not-in-space  refused   -
InvalidVerifyCode                       code-refused         refused   used
InvalidVerifyCode.Expired               code-expired         refused   used
InvalidTimeStamp.Skewed                 program              refused   -
InvalidSecurityToken.Expired            credentials          not_sent  -
InvalidSecurityToken.Malformed          credentials          not_sent  -
InvalidAccessKeyId                      credentials          not_sent  -
MissingPhoneNumber                      program              refused   -
MissingParameter.VerifyCode             program              refused   -
Forbidden.SomethingNew                  not-permitted        refused   -
NoPermission.SomethingNew               not-permitted        refused   -
InternalError.Gateway                   provider-down        unknown   -
InternalServerError                     provider-down        unknown   -
ServiceUnavailableTemporary             provider-down        unknown   -
SYSTEM_ERROR                            provider-down        unknown   -
RequestTimeout                          provider-down        unknown   -
ok                                      unrecognised         unknown   -
SUCCESS                                 unrecognised         unknown   -
0                                       unrecognised         unknown   -
200                                     unrecognised         unknown   -
VerifyCode.Incorrect                    wrong-code           refused   used
VERIFY_CODE_EXPIRED                     code-expired         refused   used
VerifyCodeError                         code-refused         refused   used
ERR-OPERATION-MAAP-0099                 unrecognised         refused   used
Something.New                           unrecognised         refused   used
"""

META = """
0        meta-access          refused  -
1        provider-down        unknown  -
2        provider-down        unknown  -
3        meta-access          refused  -
4        throttled            refused  -
10       meta-access          refused  -
33       number-not-in-space  refused  -
100      program              refused  used
190      meta-access          refused  -
200      meta-access          refused  -
201      meta-access          refused  -
299      meta-access          refused  -
368      customer-account     refused  -
422      code-refused         refused  used
429      throttled            refused  -
80007    throttled            refused  -
131000   provider-down        unknown  -
131016   provider-down        unknown  -
131031   customer-account     refused  -
131057   provider-down        refused  -
133000   not-migrating        refused  -
133004   provider-down        unknown  -
133005   two-step-on          refused  -
133006   code-refused         refused  -
133008   too-many-tries       refused  used
133009   too-many-tries       refused  used
133010   number-not-in-space  refused  -
133015   throttled            refused  -
133016   too-many-tries       refused  used
136024   maybe-verified       refused  used
136025   code-refused         refused  used
2388012  maybe-verified       refused  -
2388091  not-migrating        refused  -
2388093  not-migrating        refused  -
2388103  customer-account     refused  -
2494100  provider-down        refused  -
"""

Meaning = tuple[Fault, Verdict, bool]


def table(text: str) -> list[tuple[str, Meaning]]:
    """Read a table of this file."""
    rows = [line.split() for line in text.strip().splitlines()]
    return [(code, (Fault(fault), Verdict(verdict), used == "used")) for code, fault, verdict, used in rows]


def meaning(row: Row) -> Meaning:
    """Take from a row what others act on."""
    return row.fault, row.verdict, row.try_used


@pytest.mark.parametrize(("code", "expected"), table(EXPECTED))
def test_each_code_means_what_the_documents_say(code: str, expected: Meaning) -> None:
    """A CAMS or gateway code alone, without any message, has its row in the catalogue."""
    assert meaning(CODES[code]) == expected
    assert meaning(recognise(code, "")) == expected


@pytest.mark.parametrize(("code", "expected"), table(FAMILY_MEMBERS))
def test_codes_that_are_not_listed(code: str, expected: Meaning) -> None:
    """A code that no list has is judged by what it looks like, and by nothing where it looks like nothing."""
    assert code not in CODES
    assert meaning(recognise(code, "")) == expected


@pytest.mark.parametrize(("number", "expected"), table(META))
def test_numbers_of_whatsapp_are_found_in_the_message(number: str, expected: Meaning) -> None:
    """In the envelope for refusals of WhatsApp, its number says what is the matter."""
    assert meaning(NUMBERS[number]) == expected
    assert meaning(recognise("ERR-FB-001", f"(#{number}) Some title")) == expected
    assert meaning(recognise("ERR-FB-001", f'{{"error":{{"code":{number}}}}}')) == expected
    assert meaning(recognise("Something.New", f"Some title, error_subcode: {number}")) == expected


@pytest.mark.parametrize(("number", "expected"), [row for row in table(META) if row[0] not in {"0", "200"}])
def test_numbers_of_whatsapp_are_found_in_the_code(number: str, expected: Meaning) -> None:
    """A number may also take the place of the code. Not 0 and 200: there they mean success in many an API."""
    assert meaning(recognise(number, "")) == expected
    assert meaning(recognise(f"(#{number})", "")) == expected


def test_the_tables_of_this_file_are_complete() -> None:
    """No row of the catalogue goes untested; the permission range stands for itself with both ends."""
    assert set(CODES) == {code for code, _ in table(EXPECTED)}
    assert set(NUMBERS) - {str(n) for n in range(202, 299)} == {number for number, _ in table(META)}


def test_only_a_code_of_the_gateway_or_of_cams_proves_that_nothing_ran() -> None:
    """What WhatsApp says came through CAMS: to send such a call again would hand the code in twice."""
    said_by_whatsapp = [*NUMBERS.values(), *(phrase.row for phrase in (*CLEAR, *VAGUE)), UNRECOGNISED]

    assert [row for row in said_by_whatsapp if row.resend_safe] == []


def test_a_call_is_sent_again_only_where_it_did_not_run() -> None:
    """Sending again is safe for exactly the rows that say that nothing ran."""
    rows = [*CODES.values(), *(family.row for family in FAMILIES)]

    assert {row.verdict for row in rows if row.resend_safe} == {Verdict.NOT_SENT}
    assert {row.verdict for row in rows if not row.resend_safe} == {Verdict.REFUSED, Verdict.UNKNOWN}


def test_every_row_names_its_source() -> None:
    """Facts from outside say where they are from, and guesses that they are guesses."""
    rows = [
        *CODES.values(),
        *NUMBERS.values(),
        *(family.row for family in FAMILIES),
        *(phrase.row for phrase in (*CLEAR, *VAGUE)),
        UNRECOGNISED,
    ]

    assert {row.source for row in rows} == {"2.6", "3.1", "3.2", "3.3", "inferred"}
