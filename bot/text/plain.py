"""One form for the many ways in which keyboards, phones and copying write the same text."""

import unicodedata

LONGEST = 4096
"""Characters read of one text: Telegram's limit for a message, so nothing that a person can send is cut."""

_BY_CHARACTER = {
    **dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
    # Dashes by use, not by category: the minus sign and the dots that some put between digits.
    **dict.fromkeys("\u2212\u2043\u00b7\u2022\u30fb", "-"),
    # A keycap emoji is a digit with a variation selector and an enclosing keycap.
    **dict.fromkeys("\u20e3\ufe0e\ufe0f", ""),
    # The only letter whose lower case is longer than itself: places stay the same in both cases.
    "\u0130": "I",
}
_BY_CATEGORY = {"Pd": "-", "Zs": " ", "Cc": " ", "Cf": ""}


def plain(text: str) -> str:
    """Bring a text to the form that everything in `bot.text` reads.

    Digits of every script become ASCII, dashes of every length a hyphen, spaces of every kind a space;
    invisible characters (zero-width, direction marks, soft hyphens) are gone; lines end in a line feed;
    full-width and other compatibility letters are their ordinary selves. Letters keep their case.
    Reads the first `LONGEST` characters only: a longer text cannot come from Telegram.
    """
    # Cut twice: one Arabic ligature becomes eighteen letters.
    return "".join(map(_plain, unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]))


def _plain(character: str) -> str:
    if " " <= character <= "~":
        return character
    known = _BY_CHARACTER.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _BY_CATEGORY.get(category, character)
