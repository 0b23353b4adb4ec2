"""A conversation in which a colleague has the phone, and enters the code by a link that the customer hands them."""

import re

from sandbox.telegram import Person

from .scene import ASKED_FOR_CODE, VERIFIED, Scene, UnmetError

HER_QUESTION = "A code is needed"


async def colleague(scene: Scene) -> None:
    """One link, one person, one question, one code; both read what became of it, and nobody else can use the link."""
    await scene.begins()
    sandbox = scene.sandbox
    event = scene.told(ASKED_FOR_CODE)[-1]
    assert event.message is not None  # noqa: S101 -- what is read is a message
    sandbox.customer.person.taps(event.message.message_id, "Let a colleague enter it")
    payload = _payload((await scene.sees("A link for your colleague")).message)
    rina, stranger = sandbox.telegram.add_person("Rina"), sandbox.telegram.add_person("Somebody else")
    scene.narrator.aside("The customer sends the link to Rina, who has the phone")
    rina.opens_link(payload)
    asked = await scene.read_by(rina, HER_QUESTION)
    await scene.sees("Your colleague has opened the link")
    text = asked.message.text if asked.message is not None else ""
    scene.expects("Rina reads the last four digits", sandbox.customer.number[-4:] in text, wanted=True)
    stranger.opens_link(payload)
    await scene.read_by(stranger, "already belongs to another Telegram account")
    scene.gets_code()
    rina.says(sandbox.to_paste(sandbox.phone.messages(sandbox.customer.number)[-1]))
    await scene.sees("Your colleague has sent the code")
    await scene.read_by(rina, VERIFIED)
    await scene.sees(VERIFIED)
    await scene.until("The code is deleted from Rina’s chat", lambda: not _mine(rina) or None)
    scene.expects("The code was handed in once, and taken", [entry.answer_code for entry in scene.submissions], ["OK"])
    scene.expects("Rina never read the whole number", _has_whole_number(scene, rina), wanted=False)


def _payload(message: object) -> str:
    found = re.search(r"\?start=([A-Za-z0-9_-]+)", getattr(message, "text", ""))
    if found is None:
        raise UnmetError("The customer’s message has no link in it")
    return found.group(1)


def _mine(person: Person) -> list[str]:
    """What of the person's own messages is left, but for the link."""
    written = (message.text for message in person.chat.messages if not message.from_bot)
    return [text for text in written if not text.startswith("/start")]


def _has_whole_number(scene: Scene, person: Person) -> bool:
    digits = "".join(re.sub(r"\D", "", message.text) for message in person.chat.messages)
    return scene.sandbox.customer.number in digits
