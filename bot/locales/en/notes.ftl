# One or two sentences about what just happened, said above the screen that it led to.

note-link-unknown = We don’t know this link. Please open it once more from the message it came in, or ask for a new one.
note-link-used = This link already belongs to another Telegram account. Please ask for one of your own.
note-link-expired = This link is no longer valid. Please ask your vendor for a new one.

# Above the first question.
note-what-we-keep = We use the number and its code only to move the number to Alibaba Cloud. The code is erased once it is handed in; the number, your name and this account’s id, { $days } days after all is over. More at /privacy.

note-number-unreadable = We found no phone number in that message.
note-number-too-short = That number has too few digits.
note-number-too-long = That number has too many digits.
note-number-needs-country = The country code is missing. Please send the number with it, for example +62.
note-number-impossible = No country has numbers like that one. Please check the digits.
note-number-taken = This number is already being verified somewhere else. Our team has been told.
note-number-fixed = Your invitation is for one number only. If it is not the right one, talk to a person.
note-contact-not-yours = That contact is not this account’s own number. Please type the number instead.

note-code-too-short = That has fewer than 6 digits, so it was not handed in. No try was used.
note-code-too-long = That has more than 6 digits, so it was not handed in. No try was used.
note-code-not-digits = We found no 6-digit code in that message. No try was used.
note-code-several = That message has several codes in it. Please send only the newest. No try was used.
note-code-telegram-login = That looks like a login code for <b>Telegram</b>. Give it to nobody, not even to us; we delete it from this chat. No try was used.
note-code-foreign = That looks like a code of a bank or another service. Give it to nobody, not even to us; we delete it from this chat. No try was used. If it did come from WhatsApp, send just its 6 digits.
note-code-pin = That seems to be about a PIN. We don’t need a PIN, only the 6-digit code from WhatsApp. No try was used.
note-code-old = That code is more than 10 minutes old, so WhatsApp would no longer take it. It was not handed in, and no try was used. Please ask for a new one.
note-code-same = This code was handed in before, and each works only once. It was not sent again, so no further try was used.
note-code-in-hand = Another code is being checked right now, so this message was not used, and cost no try.

# After it follow the fault's own sentence, whether a try was counted, and the reference.
fault-reference = If you talk to a person, mention { $reference }.
try-counted = This counts as one try.
try-not-counted = No try was counted.

note-not-through = Your code did not go through. To be safe, we count it as one try.
note-already-verified = The number had already been verified, so your code was not needed. No try was used.
note-ready-again = The problem is solved: we can go on with a new code.
note-ready-with-code = The problem is solved. The code you sent was not used: if it is less than 10 minutes old, send it again now.
note-try-again-now = The pause is over: you can try again with a new code.
note-closed = Our team has closed this. No code is asked for any more, and no try was used for it.
note-reopened = Our team has opened this again: you can go on.
note-other-number-verified = Your number { $number } from before is verified after all. It is not live yet: our team does that last step.
note-language-changed = We speak English now.
note-late = That took longer than it should. Here is the result.
note-back = We were away for a while and are back. No try was used meanwhile. If you pressed or sent something and see no answer to it, please do it again. Here is where things stand:
note-back-for-code = We were away for a while and are back. No try was used meanwhile. A code that came more than 10 minutes ago is too old now: please ask for a new one. If you pressed or sent something and see no answer to it, please do it again.
note-back-with-code = We were away for a while and are back. Your code has not been handed in yet, so no try was used. We are going on with it now; if it has become too old, we will ask you for a new one.
note-back-finding-out = We were away for a while and are back. Your code was not handed in a second time: we are finding out what became of it.
note-forgotten-verified = The step that was under way has ended: your number is verified. Our team has been told.
note-forgotten-unverified = The step that was under way has ended. Your number is not verified.
note-cannot-cancel = Your code is being checked, so we cannot stop just now. You can once the answer is here.
note-code-asked-already = Our team already has your request from a moment ago.
note-number-chosen = You are on this number now: what you write here is about it.
note-code-goes-here = You are on this number now. A code that you send in the next 10 minutes is taken for it, and for no other.
note-person-here = Somebody of our team is looking after you now.
note-with-bot = You are with the bot again. Here is where things stand:
note-not-now = That does not fit this step. Here is where things stand:
note-old-button = That button belongs to an older message. Here is where things stand:
note-many-messages = So many messages came at once that we cannot answer each of them. Nothing is lost: we read them all, including those still on their way. Please wait { $seconds } seconds, then write again.
note-cannot-read = We could not read that message: only text works here.
