# From the number to the code on the phone: what is said, pressed and told to staff while a code is sent by us.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup.

preparing-title = Checking that all is ready…
preparing = We are asking WhatsApp about this number. This usually takes a few seconds. There is nothing you need to do.

ready-title = Is the phone in your hand?
ready-number = WhatsApp will send a 6-digit code to <b>{ $number }</b>. It works once, for about 10 minutes.
ready-check-sms = The phone with this SIM is on, has a signal, and lets SMS from abroad through.
ready-check-call = Somebody takes the call. It rings there directly, without forwarding or a phone menu: a machine calls, which cannot press keys. Calls from abroad are let through.
ready-check-menu = If this number has a phone menu, have calls put straight through to a person meanwhile.
ready-check-two-step = Two-step verification is off. Whoever owns the WhatsApp account can switch it off, your current provider or an admin of yours: { two-step-path }. Meta then e-mails a link to confirm it.
two-step-path = WhatsApp Manager › Account tools › Phone numbers › this number › Two-step verification › Turn off
ready-neither-is-sure = WhatsApp advises against both ways for this kind of number. Please talk to a person first; if you do go on, choose the call.
ready-call-is-better = For this kind of number a call works better than an SMS.
ready-after-misses = The SMS did not come before, so a call may work better.
ready-call-arrives = In this number’s network, codes come more reliably by call than by SMS.
ready-press = Press only when you have the phone: the code is sent at once.
requests-left =
    { $requests ->
        [one] One more code can be sent today.
       *[other] { $requests } codes can be sent today.
    }

ready-wait = The next code can be sent from { $moment } on. Then press “{ button-no-code }”, with the phone in your hand.

not-ready-title = Before the code
not-ready = When it is in order, press “{ button-try-again }”: we ask WhatsApp once more. No code is sent before, so no try is used.

requesting-title = Asking for the code…
requesting = WhatsApp is being asked to send it. This takes a few seconds; please keep the phone near.

ask-code-sent-sms = WhatsApp is sending a 6-digit code to <b>{ $number }</b> by SMS. It can take some minutes.
ask-code-sent-call = WhatsApp is calling <b>{ $number }</b> and reads out a 6-digit code. Please write it down.
ask-code-paste =
    Paste it here; the whole SMS will do. It works once, usually for about 10 minutes.

    { never-asked }

ask-code-again = Please compare it with the newest SMS and send it again. If that SMS is more than 10 minutes old, or was the one you sent, press “{ button-no-code }” and use only the new code.
ask-code-mended = It takes a new code: when all is in order, press “{ button-no-code }”.

new-code-title = Another code
new-code = When you ask for another code, use only that one: older codes no longer work.
new-code-wait =
    { $minutes ->
        [one] Another code can be sent in a minute, at { $moment }. The one before may still come; it works until you ask again.
       *[other] Another code can be sent in { $minutes } minutes, at { $moment }. The one before may still come; it works until you ask again.
    }
new-code-used-up = This number has been sent all its codes for now. The next one can be sent from { $moment } on. Our team has been told and can help before that.

appointment-title = When shall we ask you again?
appointment = We write to you 10 minutes before and ask whether the phone is in your hand. No code is sent before you say so. Morning means 9:00 and evening 20:00. It is { $moment } now.

appointed-title = We will ask you again
appointed = You chose { $moment }. We write to you 10 minutes before and ask whether the phone is in your hand. No code is sent before you say so.

held-look-again = If you hear that it is done, press “{ button-try-again }”.

note-code-life-over = The code that was sent is more than 10 minutes old by now, so WhatsApp would no longer take it. No try was used.
note-request-unsure = We got no answer, so we don’t know whether a code is on its way. If one comes, paste it here. If none has come in 3 minutes, ask for another. No try was used.
note-extended = Our team allows this number one more code, and one more try. Please have the phone in your hand before you ask for it.
note-unlocked = Our team has heard that WhatsApp takes codes for this number again.
note-code-proposed = Our team would like to have a code sent now. Is the phone with this number in your hand? Then choose SMS or a call below; nothing is sent before you do.
note-in-hand-again = You wrote that some minutes ago, so we ask again: a code is sent only while the phone is in your hand.
note-appointment-near = It is nearly the time that you chose.
note-appointment-past = That time is past, or too near. Please choose another one, or have the code sent now.

button-send-sms = Send the SMS
words-send-sms = sms, text, send sms, by sms, text message, send the code

button-call-me = Call this number
words-call-me = call, call me, by call, voice, phone call, call instead

button-later = Not now
words-later = later, another time, choose a time, appointment, remind me

button-in-an-hour = In an hour
words-in-an-hour = in one hour, one hour

button-this-evening = This evening
words-this-evening = tonight, evening

button-tomorrow-morning = Tomorrow morning
words-tomorrow-morning = tomorrow, in the morning

button-tomorrow-evening = Tomorrow evening
words-tomorrow-evening = tomorrow night

button-now = Now after all
words-now = now, right now, i have it now

button-try-again = Look again
words-try-again = try again, again, retry, check again, done
