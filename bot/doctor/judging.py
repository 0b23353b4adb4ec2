"""Says what the facts mean, each as one finding with the way to mend it. Pure; no finding holds a secret."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.flow.model import Accepted, Fault, NotSent, Offers, Outcome, Refused, Registering, Unknown
from bot.opening import Examined, Standing
from bot.telegram.checkup import Group, Hook, Seen

FARTHEST_OFF = 60
"""Seconds that the clock may be off: codes live for about ten minutes and are aged by it. CAMS refuses at 900."""

RECENT = 600
"""Seconds for which a failed post is news: longer than Telegram waits between two tries to post the same update."""


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    NOTE = "note"
    """Nothing is wrong, and there is something to know."""
    WRONG = "wrong"
    UNCHECKED = "unchecked"
    """Something that is wrong was in the way."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found, and what to do about it, in one line each."""

    check: str
    verdict: Verdict
    said: str
    fix: str = ""


def ok(check: str, said: str) -> Finding:
    """All is well."""
    return Finding(check, Verdict.OK, said)


def note(check: str, said: str, fix: str = "") -> Finding:
    """Nothing is wrong."""
    return Finding(check, Verdict.NOTE, said, fix)


def wrong(check: str, said: str, fix: str) -> Finding:
    """To be mended."""
    return Finding(check, Verdict.WRONG, said, fix)


def unchecked(check: str, said: str) -> Finding:
    """Something else is to be mended first."""
    return Finding(check, Verdict.UNCHECKED, said)


# --- This machine


def judge_problems(problems: Sequence[str]) -> list[Finding]:
    """Settings that cannot be used: each its own line."""
    return [
        wrong("settings", problem, "mend it in the environment or .env; .env.example shows it") for problem in problems
    ]


def judge_env_file(*, is_open: bool) -> Finding:
    """Who can read `.env`."""
    if is_open:
        return wrong(
            "env file", "others on this machine can read .env, which holds the token and the keys", "chmod 600 .env"
        )
    return ok("env file", "nobody else can read it, or there is none")


def judge_database(found: Examined) -> Finding:
    """Whether it is there, and of a schema that this program can use."""
    if found.standing is None and found.trouble:
        fix = "start the server, or mend the address, the password or the file's permissions in DATABASE_URL"
        return wrong("database", found.trouble, fix)
    match found.standing:
        case None:
            return note("database", "there is no file yet", "`python -m bot run` makes it")
        case Standing.EMPTY:
            return note("database", "it is empty", "`python -m bot run` makes the tables")
        case Standing.BEHIND:
            return note(
                "database",
                f"an upgrade is due; it is at revision {found.revision}",
                "`python -m bot run` does it, after a backup",
            )
        case Standing.CURRENT:
            return ok("database", f"at revision {found.revision}, as this program wants it")
        case Standing.AHEAD:
            said = f"a newer program changed it (revision {found.revision}); this one can still use it"
            return note("database", said, "update this program when it suits")
        case Standing.TOO_NEW:
            said = f"this program is older than the database (revision {found.revision}) and cannot use it"
            return wrong("database", said, "install the version that served last")


def judge_keys(found: Examined) -> Finding:
    """Whether what is stored can be read with the keys."""
    if found.misfit:
        fix = "put every key back that the database needs"
        return wrong("keys", found.misfit, fix)
    if found.trouble or found.standing is Standing.TOO_NEW:
        return unchecked("keys", "the database has to be mended first")
    if found.standing in {None, Standing.EMPTY}:
        return ok("keys", "nothing is stored yet; any will do")
    return ok("keys", "they fit what is stored")


# --- Telegram


def judge_telegram(seen: Seen) -> Finding:
    """Whether it answers, and knows the bot."""
    if seen.trouble == "unknown":
        return wrong(
            "telegram",
            "it does not know TELEGRAM_BOT_TOKEN",
            "copy the whole token from BotFather, or have a new one made",
        )
    if seen.trouble:
        return wrong("telegram", "it was not reached", "let this machine out to TELEGRAM_API_URL (https, port 443)")
    return ok("telegram", f"it knows the bot, @{seen.name}")


def judge_webhook(hook: Hook | None, *, wanted: str, now: float) -> Finding:
    """Whether updates come the way that the settings say."""
    if hook is None:
        return unchecked("webhook", "Telegram has to be reached first")
    waiting = f"{hook.waiting} updates wait" if hook.waiting else "nothing waits"
    host = _printable(urlsplit(hook.url).hostname or "")  # Not the whole address: some put their token in it.
    if hook.url and hook.url != wanted:
        said = f"updates are posted to another address, at {host}, and not to us ({waiting})"
        fix = "stop the other program that has the token, or give this one a bot of its own; then `python -m bot run`"
        return wrong("webhook", said, fix)
    if not wanted:
        return ok("webhook", f"none is set, as in the settings: updates are asked for ({waiting})")
    if not hook.url:
        return note("webhook", f"it is not set yet ({waiting})", "`python -m bot run` sets it")
    if not hook.takes_all:
        return wrong(
            "webhook", f"it is set, but not for all kinds of updates ({waiting})", "`python -m bot run` sets it again"
        )
    if hook.failure and now - hook.failed_at < RECENT:
        said = f"Telegram could not post: {_printable(hook.failure)} ({waiting})"
        return wrong("webhook", said, "mend the proxy, its certificate or its way to LISTEN; nothing is lost for a day")
    return ok("webhook", f"it is set as in the settings ({waiting})")


_RIGHTS = {"can_manage_topics": "manage topics", "can_pin_messages": "pin messages"}


def judge_group(group: Group | None) -> Finding:
    """Whether the bot may write to the staff."""
    check = "staff group"
    if group is None:
        return unchecked(check, "Telegram has to be reached first")
    if group.moved_to:
        return wrong(
            check, "the group has a new id since it became a supergroup", f"set STAFF_CHAT_ID={group.moved_to}"
        )
    if not group.is_found:
        return wrong(
            check,
            "Telegram finds no chat STAFF_CHAT_ID for the bot",
            "add the bot to the group; copy the id with its minus",
        )
    if not group.is_member:
        return wrong(check, "the bot is not in the group", "add it, as an administrator")
    if not group.may_write:
        return wrong(check, "the bot may not write in the group", "allow its members, or the bot, to send messages")
    if group.kind == "private":
        return note(check, "STAFF_CHAT_ID is a person, not a group", "a group, if others are to see the notices")
    return _judge_rights(check, group)


def _judge_rights(check: str, group: Group) -> Finding:
    """Whether the bot may do there what it does beside writing."""
    if not group.is_administrator:
        said = (
            "the bot may write there, and is no administrator: it hears commands and answers to it, and nothing else, "
            "and not always who leaves the group"
        )
        return note(check, said, "make it an administrator that may manage topics and pin messages")
    if group.lacks:
        lacking = " and to ".join(_RIGHTS[right] for right in group.lacks)
        said = f"the bot is an administrator there, without the right to {lacking}"
        return note(check, said, "give it that: then each case that needs a person has a topic, with its card pinned")
    return ok(check, "the bot may write there, and hears who leaves")


def judge_staff_commands(group: Group | None, wanted: Sequence[tuple[str, str]]) -> Finding:
    """Whether staff are offered what they can do. They can type it all the same."""
    check = "staff commands"
    if group is None or group.commands is None:
        return unchecked(check, "the staff group has to be reached first")
    if group.commands != tuple(wanted):
        there = dict(group.commands)
        differing = [name for name, text in wanted if there.get(name) != text]
        more = [name for name in there if name not in dict(wanted)]
        what = f": {', '.join(f'/{_printable(name)}' for name in differing + more)}" if differing or more else ""
        said = f"the group is not offered the commands as this program has them{what}"
        return note(check, said, "`python -m bot run` sets them as it starts")
    return ok(check, "the group is offered all of them")


def judge_notices(found: Examined) -> Finding:
    """Whether staff read all that they are told."""
    check = "notices"
    if found.standing in {None, Standing.EMPTY} and not found.trouble:
        return ok(check, "none is owed yet")
    if found.refused is None:
        return unchecked(check, "the database has to be there first, and up to date")
    if found.refused:
        said = f"{found.refused} that Telegram does not take wait, and are tried again every hour"
        return wrong(check, said, "update the program; its log names their cases: `notice refused`")
    return ok(check, "none waits that Telegram does not take")


# --- CAMS

_MEND: Mapping[Fault, tuple[str, str]] = {
    Fault.CREDENTIALS: (
        "the access key is unknown, inactive, out of date, or its secret is wrong",
        "copy key and secret from the RAM console; with temporary credentials the security token too",
    ),
    Fault.CLOCK: ("this machine's clock is too far off", "set it by NTP: timedatectl set-ntp true"),
    Fault.NOT_SUBSCRIBED: (
        "the account has not subscribed to the product",
        "activate Chat App Message Service in the console",
    ),
    Fault.ACCOUNT: (
        "the account is held up",
        "look into the Alibaba Cloud console: balance, real-name verification, risk control",
    ),
    Fault.PROGRAM: ("it did not understand the call", "look at CAMS_ENDPOINT: is it the host of CAMS?"),
    Fault.PROVIDER_DOWN: (
        "it was not reached, or is down",
        "let this machine out to CAMS_ENDPOINT (https, port 443); try again",
    ),
}
"""What concerns the whole account, and where it is mended."""

_NO_KEY = "see that this machine or pod was given the role, that its trust policy lets it in, and that STS is reached"

_OF_A_SPACE = {
    Fault.NUMBER_NOT_IN_SPACE: (
        "the space is not this account's",
        "copy the space's id from the CAMS console, and use its account's key",
    ),
    Fault.SPACE_NOT_BOUND: ("the space has no WhatsApp account", "bind one in the CAMS console"),
}


def judge_cams(outcome: Outcome, *, has_space: bool, has_role: bool = False) -> Finding:
    """What a read call says of key, account and space. `has_space`: it asked of a space that should be there.

    `has_role`: the key was a role's.
    """
    fault = outcome.fault if isinstance(outcome, Refused | NotSent) else None
    code = "" if isinstance(outcome, Accepted) or not outcome.code else f" ({_printable(outcome.code)})"
    if has_role and fault is Fault.CREDENTIALS and isinstance(outcome, NotSent) and not outcome.code:
        return wrong("cams", f"the role gave no key ({_printable(outcome.message)})", _NO_KEY)
    if fault is not None and fault in _MEND:
        said, fix = _MEND[fault]
        return wrong("cams", said + code, fix)
    if has_space and fault is not None and fault in _OF_A_SPACE:
        said, fix = _OF_A_SPACE[fault]
        return wrong("cams", said + code, fix)
    if isinstance(outcome, Unknown):
        return wrong(
            "cams",
            f"it gave no answer that could be understood{code}",
            "try again; look at CAMS_ENDPOINT and what is in between",
        )
    if fault is Fault.THROTTLED:
        return note(
            "cams",
            f"it knows the key, and is busy with the account's other calls{code}",
            "lower CAMS_QPS if it stays so",
        )
    if has_space and fault not in {None, Fault.NOT_PERMITTED}:
        return wrong(
            "cams", f"it knows the key, and refused to read the space{code}", "look at the space in the CAMS console"
        )
    if has_space:
        return ok("cams", "it knows the key, and the space" if fault is None else "it knows the key")
    return note("cams", "it knows the key; no space was looked at", "name one: `python -m bot doctor --space cams-…`")


def judge_reads(outcomes: Mapping[str, Outcome]) -> Finding:
    """Which of the reads the key may do; by their names."""
    lacking = [name for name, outcome in outcomes.items() if _fault(outcome) is Fault.NOT_PERMITTED]
    if lacking:
        names = ", ".join(f"cams:{name}" for name in lacking)
        return wrong("ram reads", f"the key may not: {names}", "add these actions to the RAM user's policy")
    if not outcomes or any(_fault(outcome) in _MEND or isinstance(outcome, Unknown) for outcome in outcomes.values()):
        return unchecked("ram reads", "CAMS has to answer first")
    return ok("ram reads", f"the key may: {', '.join(outcomes)}")


def reads_of(offers: Offers) -> list[str]:
    """The reads that the enabled steps make."""
    always = ["QueryChatappPhoneNumbers", "GetPhoneNumberVerificationStatus"]
    return [*always, *(["QueryChatappBindWaba"] if offers.code_request or offers.initiate else [])]


def changes_of(offers: Offers) -> list[str]:
    """The calls of the enabled steps that change something."""
    return [
        "ChatappMigrationVerified",
        *(["GetMigrationVerifyCode"] if offers.code_request else []),
        *(["CreateChatappMigrationInitiate"] if offers.initiate else []),
        *(["ChatappMigrationRegister"] if offers.register is not Registering.OFF else []),
    ]


def judge_changes(offers: Offers) -> Finding:
    """Which rights no read can prove."""
    names = ", ".join(f"cams:{name}" for name in changes_of(offers))
    return note(
        "ram changes", f"no read can tell whether the key may: {names}", "see that the RAM user's policy has them"
    )


def judge_events(address: str, trouble: str) -> Finding:
    """Whether the receiver of events is reached; nothing is posted there. The address is empty where none is set."""
    if not address:
        return ok("events", "no other system is told what becomes of cases")
    if trouble:
        return wrong(
            "events",
            f"the host of EVENT_WEBHOOK_URL is not reached ({trouble})",
            "look at the address, its certificate, and whether this machine is let out to it",
        )
    return ok("events", "the host of EVENT_WEBHOOK_URL is reached; whether it takes events shows with the first")


def judge_clock(off: float | None) -> Finding:
    """How far this machine's clock is from the provider's; None where that did not say."""
    if off is None:
        return unchecked("clock", "CAMS has to answer first, and say what time it is")
    if abs(off) > FARTHEST_OFF:
        said = f"it is {abs(off):.0f} seconds {'ahead' if off > 0 else 'behind'}; at 900 CAMS refuses every call"
        return wrong("clock", said, "set it by NTP: timedatectl set-ntp true")
    return ok("clock", f"within {FARTHEST_OFF} seconds of the provider's")


def _fault(outcome: Outcome) -> Fault | None:
    return outcome.fault if isinstance(outcome, Refused | NotSent) else None


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
