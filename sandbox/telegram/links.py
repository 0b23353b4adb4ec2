"""Which addresses Telegram accepts in a link or a button."""

from urllib.parse import urlsplit

# Protocols that open something inside the app and have no host to look at (TDLib, LinkManager).
_IN_APP = frozenset({"tg", "ton", "tonsite"})


def checked_link(url: str) -> str:
    """Give the address as Telegram stores it: `http://` where nothing else is said, `/` where there is no path.

    Raises:
        ValueError: with the server's reason. A host without a dot is one: `http://localhost` can be no link.
    """
    url = url.strip()
    scheme, separator, _ = url.partition("://")
    if not separator:
        scheme, url = "http", f"http://{url}"
    if scheme.lower() in _IN_APP:
        return url
    if scheme.lower() not in {"http", "https"}:
        raise ValueError("Unsupported URL protocol")
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise ValueError("Wrong HTTP URL") from None
    if not host:
        raise ValueError("URL host is empty")
    if "." not in host.strip(".") or any(one.isspace() for one in url):
        raise ValueError("Wrong HTTP URL")
    return parts._replace(path=parts.path or "/").geturl()


def linked_user(url: str) -> int | None:
    """Give the id in `tg://user?id=…`, which is a mention of a person and not a link."""
    prefix = "tg://user?id="
    if url.startswith(prefix) and url.removeprefix(prefix).isdecimal():
        return int(url.removeprefix(prefix))
    return None
