"""Everything that somebody of the staff can be answered: each line, and each button."""

from collections.abc import Iterator

from bot.flow.model import Channel, Milestone, State
from bot.flow.staff import AnswerStaff, DeepLink, Duration, Key, Line, Moment, Named, Ours

from .everything import NOW

NAME = "Sari <b> & Co."
TOKEN = "a-token"
CALLED = Ours("#case12")
WHOSE = "PT Maju Jaya <b> · •••• 7890"

LINES = (
    Line("staff-people-title"),
    Line("staff-people-of-settings", {"account": Ours("7000000007")}),
    Line(
        "staff-people-member",
        {"name": NAME, "role": Named("staff-role-agent"), "account": Ours("7000000008"), "moment": Moment(NOW)},
    ),
    Line("staff-people-more", {"more": 3}),
    Line("staff-people-usage"),
    Line("staff-people-added", {"name": NAME, "role": Named("staff-role-admin")}),
    Line("staff-people-by-link"),
    Line("staff-people-already", {"name": NAME}),
    Line("staff-people-link", {"link": DeepLink(TOKEN), "moment": Moment(NOW)}),
    Line("staff-people-removed", {"name": NAME}),
    Line("staff-people-left", {"name": NAME}),
    Line("staff-people-changed", {"name": NAME, "role": Named("staff-role-agent")}),
    Line("staff-people-nobody"),
    Line("staff-people-by-settings"),
    Line("staff-people-welcome"),
    Line("staff-people-already-you"),
    Line("staff-only-admins"),
    Line("staff-cases-title"),
    Line("staff-cases-row", {"command": Ours("/case_12"), "whose": WHOSE, "state": Named("state-held")}),
    Line("staff-cases-none"),
    Line("staff-cases-states", {"states": Ours(", ".join(State))}),
    Line("staff-find-usage"),
    Line("staff-find-cut"),
    Line("staff-case-title", {"case": CALLED, "whose": WHOSE}),
    Line("staff-case-state", {"state": Named("state-waiting-code")}),
    Line("staff-case-left", {"tries": Ours("2"), "codes": Ours("1")}),
    Line("staff-case-deadline", {"moment": Moment(NOW)}),
    Line("staff-case-fault", {"what": Named("playbook-wrong-code-title")}),
    Line("staff-case-unreachable"),
    Line("staff-case-unknown"),
    Line("staff-evidence", {"case": CALLED}),
    *(Line(f"staff-extend-{what}", {"case": CALLED}) for what in ("done", "left", "locked", "often", "step")),
    *(Line(f"staff-{what}", {"case": CALLED}) for what in ("settle-done", "settle-nothing")),
    *(Line(f"staff-{what}", {"case": CALLED}) for what in ("register-done", "register-not")),
    *(
        Line(f"staff-register-{what}", {"whose": WHOSE, "space": Ours("cams-8c8"), "command": Ours("/register 12")})
        for what in ("sure", "other-digits")
    ),
    Line("staff-resume-title"),
    Line("staff-resume-row", {"what": Named("playbook-not-permitted-title"), "command": Ours("/resume not-permitted")}),
    Line("staff-resume-usage"),
    *(
        Line(f"staff-resume-{what}", {"what": Named("playbook-not-permitted-title")})
        for what in ("done", "done-unread", "nothing")
    ),
    *(
        Line(f"staff-request-{what}", {"case": CALLED})
        for what in ("sms", "voice", "asked", "step", "not-ours", "no-tries", "held-up")
    ),
    Line("staff-request-not-yet", {"case": CALLED, "moment": Moment(NOW)}),
    *(Line(f"staff-{what}-sure", {"whose": WHOSE}) for what in ("unlock", "close")),
    *(Line(f"staff-unlock-{what}", {"case": CALLED}) for what in ("done", "step", "not-locked", "often")),
    Line("staff-unlock-later", {"case": CALLED, "moment": Moment(NOW)}),
    *(Line(f"staff-close-{what}", {"case": CALLED}) for what in ("done", "step", "busy", "proven")),
    *(Line(f"staff-reopen-{what}", {"case": CALLED}) for what in ("done", "step")),
    *(Line(f"staff-resume-{what}", {"case": CALLED}) for what in ("not-held", "all", "one")),
    *(Line("staff-list-made", {"links": links}) for links in (1, 200)),
    Line("staff-list-more", {"more": 3}),
    Line("staff-list-many", {"most": 200}),
    *(
        Line(f"staff-list-{what}", {"line": Ours("12")})
        for what in ("space", "number", "rounded", "language", "label", "twice", "taken")
    ),
    *(Line(f"staff-list-{what}") for what in ("nothing", "encoding", "unreadable", "headings", "empty", "unfetched")),
    Line("staff-export-coming", {"most": 10_000}),
    Line("staff-qr-usage"),
    Line("staff-invite-draft", {"draft": Ours("/invite · cams-8c8 · Toko <b> ·")}),
    *(Line(f"staff-invite-{what}") for what in ("ask-space", "ask-label", "ask-language", "ask-number", "language")),
    *(Line(f"staff-revoke-{what}") for what in ("done", "over", "unknown")),
    Line("staff-revoke-used", {"case": CALLED}),
    *(Line(f"staff-invite-{what}") for what in ("usage", "space", "number", "label")),
    Line(
        "staff-invite-link", {"number": Ours("3"), "whose": WHOSE, "space": Ours("cams-8c8"), "link": DeepLink(TOKEN)}
    ),
    Line("staff-invite-phrase", {"phrase": Ours("ribbon kettle island"), "moment": Moment(NOW)}),
    *(
        Line(name)
        for name in (
            "staff-taken",
            "staff-released",
            "staff-back",
            "staff-back-already",
            "staff-not-passed-on",
            "staff-assign-usage",
            "staff-which-case",
            "staff-canned-title",
            "staff-canned-usage",
            "staff-canned-unknown",
            "staff-canned-many",
        )
    ),
    Line("staff-canned-one", {"name": "hello", "languages": "en, id"}),
    Line("staff-canned-added", {"name": "hello", "spoken": "en"}),
    Line("staff-canned-removed", {"name": "hello"}),
    Line("staff-canned-said", {"text": "Hello <b> & welcome"}),
    *(
        Line(f"staff-{name}-title", {"span": Named(f"staff-span-{span}"), **days})
        for name, days in (("stats", {"days": Ours("2027-01-15 – 2027-01-21")}), ("chart", {}))
        for span in ("today", "yesterday", "week", "month")
    ),
    *(Line("staff-stats-milestone", {"what": Named(f"staff-milestone-{each}"), "times": 1_234}) for each in Milestone),
    Line("staff-stats-milestone-share", {"what": Named("staff-milestone-live"), "times": 7, "share": 58}),
    Line("staff-stats-success", {"share": 92}),
    *(
        Line("staff-stats-took", {"median": Duration(shorter), "ninth": Duration(longer)})
        for shorter, longer in ((59, 600), (7_200, 200_000))
    ),
    *(Line(f"staff-stats-codes-{channel}", {"arrived": 1_200, "asked": 1_234}) for channel in Channel),
    *(Line(f"staff-channel-{channel}") for channel in Channel),
    Line("staff-stats-left", {"times": 12}),
    Line("staff-stats-state", {"state": Named("state-waiting-code"), "times": 12}),
    Line("staff-stats-waiting", {"times": 1_234}),
    Line("staff-stats-fault", {"fault": "wrong-code 136025", "times": 7}),
    Line(
        "staff-stats-network",
        {"network": "ID <Telkomsel>", "sms": Ours("1/9"), "calls": Ours("8/9"), "first": Named("staff-channel-voice")},
    ),
    *(Line(f"staff-stats-{name}") for name in ("networks", "faults", "none", "file", "usage")),
    *(Line(f"staff-digest-{name}") for name in ("none", "off", "unread", "usage")),
    Line("staff-digest-when", {"clock": Ours("09:00"), "zone": Ours("Asia/Jakarta"), "moment": Moment(NOW)}),
    *(Line(f"staff-relearn-{name}") for name in ("sure", "done")),
    *(Line(f"staff-chart-{name}") for name in ("milestones", "days", "verified", "left", "codes")),
)
"""Every line that staff are answered with; `tests/staff` says when."""

KEYS = (
    Key(label="staff-key-copy-link", copies=DeepLink(TOKEN)),
    Key(label="staff-key-copy-phrase", copies="ribbon kettle island"),
    Key(label="staff-key-newest", command="cases held"),
    Key(label="staff-key-older", command="cases confirming_number 9223372036854775807"),
    Key(label="staff-key-look-again", command="case 12"),
    Key(label="staff-key-extend", command="extend 12"),
    Key(label="staff-key-settle", command="settle 12"),
    Key(label="staff-key-register", command="register 12"),
    Key(label="staff-key-resume", command="resume 12"),
    Key(label="staff-key-evidence", command="evidence 12"),
    Key(label="staff-key-revoke", command="revoke 12"),
    Key(label="staff-key-copy-reference", copies="4F2A9C"),
    Key(said="繁體中文", command="invite · zh-Hant"),
    Key(label="staff-key-any-language", command="invite · -"),
    Key(label="staff-key-qr", command="qr"),
    Key(label="staff-key-request-sms", command="request 12 sms"),
    Key(label="staff-key-request-voice", command="request 12 call"),
    *(Key(label=f"staff-key-{name}", command=f"{name} 12") for name in ("unlock", "close", "reopen")),
    *(Key(label=f"staff-key-{name}-sure", command=f"{name} 12 yes") for name in ("unlock", "close")),
    *(Key(label=f"staff-key-{name}", command=f"{name} 7") for name in ("take", "release", "back")),
    Key(said="hello", command="canned hello 7"),
    *(Key(label=f"staff-key-stats-{span}", command=f"stats {span}") for span in ("today", "week", "month")),
    *(Key(label=f"staff-key-stats-{form}", command=f"stats {form} yesterday") for form in ("picture", "file")),
    Key(label="staff-key-stats-relearn", command="relearn"),
    Key(label="staff-key-relearn", command="relearn yes"),
)
"""Every button under those."""


def every_answer() -> Iterator[AnswerStaff]:
    """Each line by itself, and each button."""
    for line in LINES:
        yield AnswerStaff(chat_id=-1, at=NOW, paragraphs=((line,),))
    for key in KEYS:
        yield AnswerStaff(chat_id=-1, at=NOW, paragraphs=((LINES[0],),), keys=((key,),))
