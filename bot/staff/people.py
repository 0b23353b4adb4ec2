"""Who is of the staff: the list of them, joining, leaving, and what each may do."""

from dataclasses import replace

from bot.desk import Desk
from bot.flow import policy
from bot.flow.staff import AnswerStaff, DeepLink, Key, Line, Member, Moment, Named, Ours, Role
from bot.ports import Gone, Person, Posted
from bot.store import Deed

from .asking import Asked, Done, Staffing
from .reading import account_in, role_in, words_of

LISTED, LONGEST_NAME = 20, 40
"""People in the list, and characters of their names in it: with all that stands beside them they fit one message."""

LINK_LIFE = policy.HOUR
"""Seconds: whoever is to join is told of it now. Everybody in the group can see the link, so it must not lie there."""

_ADD = {"add", "tambah"}
_REMOVE = {"remove", "hapus"}
_ROLE = {"role", "peran"}


async def staff(asked: Asked) -> Done:
    """`/staff`, and with a word behind it: add, remove, role."""
    words = words_of(asked.argument)
    verb, rest = (words[0].casefold(), words[1:]) if words else ("", [])
    if not words:
        return await _list(asked)
    if verb in _ADD:
        return await _add(asked, rest)
    if verb in _REMOVE:
        return await _remove(asked, rest)
    if verb in _ROLE:
        return await _change(asked, rest)
    await asked.answer((Line("staff-people-usage"),))
    return Done(detail="not understood")


async def _list(asked: Asked) -> Done:
    admins = sorted(asked.staffing.admins)
    lines = [Line("staff-people-of-settings", {"account": Ours(str(user_id))}) for user_id in admins]
    others = [each for each in await asked.desk.tx.members() if each.user_id not in asked.staffing.admins]
    lines += [
        Line(
            "staff-people-member",
            {
                "name": member.name[:LONGEST_NAME],
                "role": Named(f"staff-role-{member.role}"),
                "account": Ours(str(member.user_id)),
                "moment": Moment(int(member.added_at)),
            },
        )
        for member in others[:LISTED]
    ]
    if len(others) > LISTED:
        lines.append(Line("staff-people-more", {"more": len(others) - LISTED}))
    await asked.answer((Line("staff-people-title"), *lines), (Line("staff-people-usage"),))
    return Done()


async def _add(asked: Asked, words: list[str]) -> Done:
    """Add whoever wrote what this answers; where it answers nobody, make a link."""
    role = role_in(words[0]) if words else Role.AGENT
    person = _answered(asked.posted)
    if role is None or len(words) > 1 or (person is None and role is not Role.AGENT):
        await asked.answer((Line("staff-people-usage"),))
        return Done(detail="not understood")
    if person is None:
        return await _make_link(asked)
    if person.user_id in asked.staffing.admins:
        return await _of_settings(asked, person.user_id)
    if await asked.desk.tx.member(person.user_id) is not None:
        await asked.answer((Line("staff-people-already", {"name": person.name}),))
        return Done(detail=f"already {person.user_id}")
    await asked.desk.tx.save_member(
        Member(user_id=person.user_id, role=role, name=person.name, added_by=asked.by.user_id, added_at=asked.desk.now)
    )
    await asked.answer((_joined(person, role),))
    return Done(detail=f"added {person.user_id} {role}")


async def _make_link(asked: Asked) -> Done:
    token, ends = asked.staffing.new_token(), asked.at + LINK_LIFE
    await asked.desk.tx.forget_staff_links(before=asked.desk.now)
    await asked.desk.tx.add_staff_link(token, role=Role.AGENT, made_by=asked.by.user_id, expires_at=ends)
    await asked.answer(
        (Line("staff-people-link", {"link": DeepLink(token), "moment": Moment(ends)}),),
        keys=((Key(label="staff-key-copy-link", copies=DeepLink(token)),),),
    )
    return Done(detail="link made")


async def _remove(asked: Asked, words: list[str]) -> Done:
    member = await _named(asked, words)
    if isinstance(member, Done):
        return member
    await asked.desk.tx.end_member(member.user_id, now=asked.desk.now)
    await asked.answer((Line("staff-people-removed", {"name": member.name}),))
    return Done(detail=f"removed {member.user_id}")


async def _change(asked: Asked, words: list[str]) -> Done:
    role = role_in(words[-1]) if words else None
    if role is None:
        await asked.answer((Line("staff-people-usage"),))
        return Done(detail="not understood")
    member = await _named(asked, words[:-1])
    if isinstance(member, Done):
        return member
    await asked.desk.tx.save_member(replace(member, role=role))
    await asked.answer((Line("staff-people-changed", {"name": member.name, "role": Named(f"staff-role-{role}")}),))
    return Done(detail=f"made {member.user_id} {role}")


async def _named(asked: Asked, words: list[str]) -> Member | Done:
    """Whom it is about: the account that is named, or whoever wrote what is answered. `Done`: nobody, which is said."""
    person = _answered(asked.posted)
    user_id = None
    if len(words) <= 1:
        user_id = account_in(words[0]) if words else person.user_id if person is not None else None
    if user_id is None:
        await asked.answer((Line("staff-people-usage"),))
        return Done(detail="not understood")
    if user_id in asked.staffing.admins:
        return await _of_settings(asked, user_id)
    member = await asked.desk.tx.member(user_id)
    if member is None:
        await asked.answer((Line("staff-people-nobody"),))
        return Done(detail=f"no member {user_id}")
    return member


async def _of_settings(asked: Asked, user_id: int) -> Done:
    await asked.answer((Line("staff-people-by-settings"),))
    return Done(detail=f"of settings {user_id}")


def _answered(posted: Posted) -> Person | None:
    return posted.reply_to.author if posted.reply_to is not None else None


def _joined(person: Person, role: Role) -> Line:
    return Line("staff-people-added", {"name": person.name, "role": Named(f"staff-role-{role}")})


# --- Not by a command


async def leave(desk: Desk, posted: Posted, gone: Gone) -> None:
    """Whoever is not in the group any more is not of the staff any more."""
    member = await desk.tx.member(gone.who.user_id)
    if member is None:
        return
    await desk.tx.end_member(member.user_id, now=desk.now)
    desk.audit(Deed(actor=posted.by.user_id, action="left", detail=f"ended {member.user_id}"))
    lines = (Line("staff-people-left", {"name": member.name}),)
    await desk.owe(AnswerStaff(chat_id=posted.chat_id, at=int(desk.now), paragraphs=(lines,)))


async def join(desk: Desk, staffing: Staffing, person: Person, token: str) -> bool:
    """Let somebody in who opened a link in private. False: the token is of no such link, or it is over.

    Of one that is over no more is said than of one that never was: who holds it may have found it anywhere.
    """
    link = await desk.tx.find_staff_link(token) if staffing.group.set_to else None
    if link is None or link.is_used or link.expires_at <= desk.now:
        return False
    if person.user_id in staffing.admins or await desk.tx.member(person.user_id) is not None:
        known = (Line("staff-people-already-you"),)
        await desk.owe(AnswerStaff(chat_id=person.user_id, at=int(desk.now), paragraphs=(known,)))
        return True
    await desk.tx.use_staff_link(token, now=desk.now)
    await desk.tx.save_member(
        Member(user_id=person.user_id, role=link.role, name=person.name, added_by=link.made_by, added_at=desk.now)
    )
    desk.audit(Deed(actor=person.user_id, action="joined", detail=f"by link of {link.made_by} {link.role}"))
    welcome = (Line("staff-people-welcome"),)
    await desk.owe(AnswerStaff(chat_id=person.user_id, at=int(desk.now), paragraphs=(welcome,)))
    told = (_joined(person, link.role), Line("staff-people-by-link"))
    await desk.owe(AnswerStaff(chat_id=staffing.group.chat_id, at=int(desk.now), paragraphs=(told,)))
    return True
