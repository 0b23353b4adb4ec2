# To customers from whom nothing comes: reminders, which say where they are and how to stop, and coming back.
# HTML as in screens.ftl.

nudge-title = Still waiting for you
nudge-last-title = The last reminder
nudge-asking-number = We don’t know yet which number is moving. To go on, type it with its country code.
nudge-confirming-number = The next step is a yes: is <b>{ $number }</b> the number that is moving?
nudge-ready = All is ready for a code to <b>{ $number }</b>.
nudge-not-ready = Something must be put in order before a code can be sent. When it is, press “{ button-try-again }”.
nudge-waiting-code = The next step is the 6-digit code that WhatsApp sends to <b>{ $number }</b>. Paste it here; if none has come, press “{ button-no-code }”.
nudge-open-until = This stays open at least until { $moment }. Waiting costs no try.
nudge-last = We won’t remind you again. This stays open at least until { $moment }; then we close it for now, and what you told us is kept.
nudge-how = If now is not a good time, press “{ button-later }”. “{ button-cancel }” ends it.

put-off-title = We will ask you again
put-off = We will ask again, but not before { $moment }. Whatever you send until then goes on from the same place.

expired-kept = Nothing is lost: what you told us is kept.

note-reachable-again = You are back, and messages from us reach you again. Nothing was lost. Here is where things stand:
