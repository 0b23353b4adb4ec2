# A colleague of the customer's, who has the phone, enters one code: what both of them read.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup, nor has share-text.
# The colleague need not know what else there is about the number. Thank them; blame nobody.

button-colleague = Let a colleague enter it
words-colleague = let a colleague enter the code, colleague, a colleague, my colleague, ask a colleague, a colleague has it, my colleague has the phone, link for a colleague

colleague-link-title = A link for your colleague
colleague-link = Send this link to the colleague who has the phone:
colleague-link-rules =
    { $minutes ->
        [one] It works once, for one person, for a minute.
       *[other] It works once, for one person, for { $minutes } minutes.
    } Your colleague sees the last digits of the number, can enter one code, and nothing else. You both read the result. A new link ends this one.
colleague-link-then = If no code is on its way yet, have it sent when your colleague has opened the link: we tell you.

# On a button that opens Telegram’s list of chats, and what is written beside the link there.
share-link = Send it in Telegram
share-text = Please enter the WhatsApp code for our number here. The link works once.

colleague-ask-title = A code is needed
colleague-ask =
    A colleague of yours has asked for your help. Your company’s WhatsApp Business number moves to another provider, and WhatsApp sends a 6-digit code to the phone whose number ends in { $digits }.

    When you have it, paste it here; the whole SMS will do. You can enter one code.
colleague-ask-until =
    { $minutes ->
        [one] This link works for another minute.
       *[other] This link works for another { $minutes } minutes.
    } If nobody you know has sent it to you, enter nothing and press “{ button-cancel }”.
colleague-ask-never = We never ask for Telegram login codes, bank codes, passwords or two-step PINs.

colleague-checking-title = Checking the code with WhatsApp…
colleague-checking = This usually takes a few seconds. You and your colleague both read the result here. There is nothing you need to do.

colleague-late-title = The answer is late
colleague-late =
    We are finding out what became of your code. It was handed in once and will not be handed in again.

    There is nothing you need to do. Please don’t send the code again; we write to you and your colleague as soon as we know.

colleague-verified-title = Verified
colleague-verified =
    WhatsApp has confirmed the number. Your colleague reads this too, and goes on from here.

    There is nothing more for you to do. Thank you.

colleague-refused-title = Not verified yet
colleague-refused-through = Your code did not go through.
colleague-refused-other = Something else is in the way, and not because of you.
colleague-refused-then = Your colleague knows, and can send you a new link for another code. This one is over.

colleague-over-title = This link is over
colleague-over-not-accepted = The code that you entered did not verify the number. Your colleague knows, and can send you a new link for another code.
colleague-over-done-already = The number has been verified without a code from you. There is nothing more for you to do. Thank you.
colleague-over-stopped = No code is needed from you any more: your colleague has stopped, or gone on in another way. There is nothing you need to do.
colleague-over-replaced = Your colleague has made a newer link. Please use that one.
colleague-over-expired = Its time is over, and no code was entered. Your colleague knows, and can send you a new link.
colleague-over-left = You have stopped here, and no code was taken from you. Your colleague knows.
colleague-over-not-now = No code can be handed in for this number for a while, so none was taken from you. Your colleague knows until when.

note-colleague-opened = Your colleague has opened the link and can enter the code. If that was not your colleague, make a new link: this one ends then.
note-colleague-code = Your colleague has sent the code.
note-colleague-code-sent = WhatsApp is sending the code to the phone now.
note-colleague-left = The person who opened your link has stopped, so the link is over. No try was used. You can make a new one.
note-colleague-link-expired = Your link for a colleague is over, and no code came by it. No try was used. You can make a new one.
note-colleague-links-many = You have made many links within the hour. Please use the newest, or wait some minutes before you make another.
note-colleague-link-over = This link is over. Please ask the colleague who sent it for a new one.
note-colleague-link-own = This link is for your colleague. Please send it on: it still works.
note-colleague-own-too = A number of your own is waiting for a code, too, so this one was not taken. No try was used. If it is for the number below, send it as a reply to this message.
note-colleague-only = Here you can only enter this one code. For anything else, please ask the colleague who sent you the link.
note-colleague-forgotten = Erased: that this account helped with a code. What becomes of a code that you entered, the colleague who sent you the link will read.
note-colleague-this-first = Please enter this code first, or press “{ button-cancel }”. Then open the other link once more: it was not used.
