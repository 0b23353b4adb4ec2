"""The gallery as one page of HTML that needs nothing else: no network, no other file."""

import html
from collections.abc import Iterable, Iterator
from importlib.resources import files
from string import Template

from bot.telegram.words import LANGUAGES

from .pictures import Picture, Wall, walls

NAMES = {"en": "English", "id": "Indonesia", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}


def page() -> str:
    """The whole page."""
    hung = walls()
    frame = Template((files("tests") / "gallery" / "frame.html").read_text(encoding="utf-8"))
    return frame.substitute(
        languages="".join(_language(each) for each in LANGUAGES),
        contents="".join(f'<a href="#{_anchor(wall)}">{html.escape(wall.name)}</a>' for wall in hung),
        walls="".join(map(_wall, hung)),
        count=sum(len(wall.pictures) + len(wall.aside) for wall in hung),
    )


def _language(language: str) -> str:
    return f'<label><input type="radio" name="language" value="{language}"><span>{NAMES[language]}</span></label>'


def _anchor(wall: Wall) -> str:
    return wall.name.replace(" ", "-")


def _wall(wall: Wall) -> str:
    aside = f"<details><summary>Under each note</summary>{_hung(wall.aside)}</details>" if wall.aside else ""
    head = f'<section id="{_anchor(wall)}"><h2>{html.escape(wall.name)}</h2>'
    return f"{head}{_hung(wall.pictures)}{aside}</section>"


def _hung(pictures: Iterable[Picture]) -> str:
    return f'<div class="hung">{"".join(map(_figure, pictures))}</div>'


def _figure(picture: Picture) -> str:
    about = html.escape(picture.about)
    kind = "bubble staff" if picture.for_staff else "bubble"
    return (
        f'<figure lang="{picture.language}"><figcaption>{about}</figcaption>'
        f'<div class="{kind}">{picture.text}</div>{"".join(_keys(picture))}</figure>'
    )


def _keys(picture: Picture) -> Iterator[str]:
    for row in picture.rows:
        yield f'<div class="keys">{"".join(f"<span>{html.escape(label)}</span>" for label in row)}</div>'
    if picture.share_contact:
        yield f'<div class="keys below"><span>{html.escape(picture.share_contact)}</span></div>'
