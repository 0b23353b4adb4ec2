"""One customer with two numbers, whose codes must not be mixed up."""

from sandbox.cams.actions import Action

from .scene import VERIFIED, Scene

LIST = "Your numbers"


async def several(scene: Scene) -> None:
    """Both wait for a code when one comes: the bot asks which it is for instead of trying it on the wrong one."""
    await scene.begins()
    first = scene.sandbox.customer
    scene.narrator.aside("Staff send a link for a second number")
    await scene.sandbox.welcome_again()
    second = scene.sandbox.customer
    await scene.begins()
    scene.gets_code()
    scene.pastes()
    asked = await scene.sees("Which number is this code for?")
    scene.expects("No code was handed in on a guess", len(scene.submissions), 0)
    assert asked.message is not None  # noqa: S101 -- what is read is a message
    second.person.taps(asked.message.message_id, f"Number {second.number[-4:]}")
    await scene.sees("You are on this number now")
    scene.pastes()
    await scene.sees(VERIFIED)
    second.person.says("my numbers")
    listed = await scene.sees(LIST)
    text = listed.message.text if listed.message is not None else ""
    for number, state in ((first, "waits for a code"), (second, "verified, not live yet")):
        line = f"Number {number.number[-4:]} · {number.business}: {state}"
        scene.expects(f"The list has {number.number[-4:]}", line in text, wanted=True)
    scene.end = LIST
    books = scene.sandbox.cams.books
    scene.expects("Nothing was handed in for the other", books.entries(Action.SUBMIT_CODE, phone=first.number), ())
