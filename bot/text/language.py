"""Reading a language tag (BCP 47), as Telegram's clients send it and as people write it after /language."""

_SAME = {"in": "id", "cmn": "zh"}
"""Older and narrower names: Android has long called Indonesian `in`; `cmn` is Mandarin."""

_WRITTEN_IN_TRADITIONAL = frozenset({"tw", "hk", "mo"})
"""Where Chinese is written in traditional characters, unless the tag says which script it is."""


def language_of(tag: str) -> str:
    """The language that a tag stands for, by the name that our texts have: `in-ID` → `id`, `zh-TW` → `zh-Hant`.

    Chinese without a word about its script is simplified, but for Taiwan, Hong Kong and Macau, and for Cantonese.
    What is said of the script outweighs the place. Any text is taken; we need not have the language that comes out.
    """
    first, *rest = tag.strip().lower().replace("_", "-").split("-")
    first = _SAME.get(first, first)
    if first not in {"zh", "yue"}:
        return first
    if "hans" in rest:
        return "zh-Hans"
    is_traditional = first == "yue" or "hant" in rest or not _WRITTEN_IN_TRADITIONAL.isdisjoint(rest)
    return "zh-Hant" if is_traditional else "zh-Hans"
