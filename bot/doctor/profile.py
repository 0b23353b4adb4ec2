"""Says whether the bot's profile at Telegram is the one that customers are to know it by. Pure."""

from collections.abc import Mapping

from bot.telegram.profile import Page, Profile, differences

from .judging import Finding, note, ok, unchecked

CHECK = "profile"


def judge_profile(profile: Profile | None, *, wanted: Mapping[str, Page], has_photo: bool) -> Finding:
    """Name, descriptions, commands, in each language, and the picture. `has_photo`: one is to be set.

    None of it keeps the bot from working, so nothing is more than a note.
    """
    if profile is None:
        return unchecked(CHECK, "Telegram has to be reached first")
    differing = [f"{what} ({', '.join(codes)})" for what, codes in differences(wanted, profile).items()]
    if has_photo and not profile.has_photo:
        differing.append("picture")
    if differing:
        said = f"not as this program has it: {'; '.join(differing)}"
        fix = (
            "`python -m bot run` sets it as it starts (names can be changed a few times a day only); "
            "a picture that somebody took away is set at BotFather"
        )
        return note(CHECK, said, fix)
    if not profile.has_photo:
        return note(CHECK, "all texts are as wanted; there is no picture, by which customers know it", "set BOT_PHOTO")
    return ok(CHECK, "name, descriptions, commands are as wanted in each language, and there is a picture")
