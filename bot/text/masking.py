"""Blanking out the digits in a text that are something else than a code: times, dates, amounts, links.

A blanked stretch keeps its length, so that places found in the masked text are places in the original too.
All texts here are in lower case.
"""

import re

BLANK = "\u00a6"
"""Stands for each character of a blanked stretch. Neither letter, digit, space nor dash: it joins nothing."""

_MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|januari|februari|maret|mei|juni|juli|agustus|oktober|nopember|desember"
    "|jan|feb|mar|apr|may|jun|jul|aug|agu|ago|sept?|oct|okt|nov|nop|dec|des|dic|dez"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_CURRENCY = r"rp|idr|usd|us\$|hk\$|nt\$|s\$|r\$|[$€£¥₹]|rm|myr|cny|rmb|hkd|twd|sgd|eur|inr|php|thb|vnd|brl"

_LENGTH_OF_TIME = (
    "seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|detik|menit|mnt|jam|hari|minit|minutos?|horas?"
    "|phút|นาที|मिनट|دقائق|دقيقة|分钟|分鐘|小时|小時|秒|分|天"
)

_PHRASES = re.compile(
    "|".join(
        (
            # Dates.
            rf"(?<!\d){_YEAR} ?[-/.] ?{_MONTH_NUMBER} ?[-/.] ?{_DAY}(?!\d)",
            rf"(?<!\d)\d{{1,2}} ?[-/.] ?\d{{1,2}} ?[-/.] ?{_YEAR}(?!\d)",
            r"(?<!\d)\d{1,2}/\d{1,2}(?:/\d{2})?(?!\d)",
            r"(?<!\d)(?:\d{4} ?年 ?)?\d{1,2} ?月 ?(?:\d{1,2} ?[日号號])?",
            rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{_MONTH})(?![a-z])\.?,?(?:[ -]{_YEAR}(?!\d))?",
            rf"(?<![a-z])(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? {_YEAR}(?!\d))?",
            # Times of day.
            rf"(?<!\d){_HOUR}:{_MINUTE}(?::{_MINUTE})?(?!\d)(?: ?[ap]\.?m(?![a-z]))?",
            rf"(?<!\d){_HOUR}\.{_MINUTE}(?:\.{_MINUTE})?(?= ?(?:wib|wita|wit|am|pm|hrs)(?![a-z]))",
            rf"(?<![a-z])(?:pukul|jam|pkl) ?{_HOUR}(?:[.:]{_MINUTE})?(?!\d)",
            r"(?<!\d)\d{1,2} ?[点點时時](?: ?\d{1,2} ?分)?",
            # Lengths of time.
            rf"(?<!\d)\d{{1,2}}(?: ?- ?\d{{1,2}})? ?(?:{_LENGTH_OF_TIME})",
            # Amounts of money.
            rf"(?<![a-z])(?:{_CURRENCY})\.? ?\d[\d.,]*+",
            r"(?<![\d.,])\d[\d.,]*+ ?(?:usd|idr|rupiah|ribu|juta|ringgit|元|块|塊|円|đ|%)",
        )
    ),
)

# Only where a sentence surrounds it: alone, `12-05-24` is somebody's code.
_SHORT_DATES = re.compile(
    rf"(?<![\d.-])(?:{_DAY}([-.]){_MONTH_NUMBER}\1\d\d|{_MONTH_NUMBER}([-.]){_DAY}\2\d\d"
    rf"|{_YEAR}-{_MONTH_NUMBER})(?![\d-])"
)

_LINKS = re.compile(
    # ASCII only: Chinese goes on without a space behind a link.
    r"(?:https?://|www\.)[!-~]+"
    # A host without a scheme; each label begins with a letter, so that `123456.Visit` is no host.
    r"|(?<![a-z0-9.-])(?:[a-z][a-z0-9-]{0,40}\.){1,4}(?:com|me|org|net|co|io|cn|id|hk|tw|sg|my|app|link|ly)"
    r"(?![a-z0-9.-])(?:/[!-~]*)?"
    r"|(?<![a-z0-9.+-])[a-z0-9.+-]{1,64}+@[a-z0-9.-]+",
    re.ASCII,
)

# Eleven characters by which Android finds the app that an SMS is for (SMS Retriever), as in `4sgLq1p5sV6`.
_APP_HASH = re.compile(r"(?<!\S)(?=[0-9+/]*+[a-z])[a-z0-9+/]{11}(?!\S)")


# What orders, bills and balances are numbered by, where the word stands right before the number.
_NUMBERED = re.compile(
    r"(?<![a-z])(?:order|invoice|inv|ticket|tiket|resi|faktur|pesanan|kasus|case(?= ?n)|ref|referensi|reference|po"
    r"|saldo|tagihan|nominal|balance|amount)(?: ?(?:id|no|nomor|number|saya|nya|anda))?\.? ?[:#-]? ?\d[\d/-]*+"
    r"|(?:订单|訂單|工单|單號|单号|编号|編號|快递|運單|运单|邮编|邮政编码|郵遞區號|餘額|余额|金额|金額)"
    r"(?:号码?|號碼?)?[为為是: ]{0,2}\d[\d/-]*+",
)


def without_times_and_amounts(text: str) -> str:
    """Blank out dates, times of day, lengths of time and amounts of money."""
    return _PHRASES.sub(_blank, text)


def without_short_dates(text: str) -> str:
    """Blank out dates that could be codes, such as `21-05-24`."""
    return _SHORT_DATES.sub(_blank, text)


def without_numbers_of_things(text: str) -> str:
    """Blank out the numbers of orders, tickets, bills and the like. They may be secrets all the same."""
    return _NUMBERED.sub(_blank, text)


def without_links_and_hashes(text: str) -> str:
    """Blank out web and mail addresses and the app's hash at the end of an SMS."""
    return _APP_HASH.sub(_blank, _LINKS.sub(_blank, text))


def blank_out(text: str, start: int, end: int) -> str:
    """Blank out one stretch."""
    return text[:start] + BLANK * (end - start) + text[end:]


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match[0])
