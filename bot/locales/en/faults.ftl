# What is the matter, in the customer's words: one sentence for each fault, two where they can do something about it.
# Whether a try was counted is said after it, so not in it.

fault-wrong-code = That was not the right code.
fault-code-expired = The code was too old: a code is good for about 10 minutes.
fault-code-refused = WhatsApp did not accept the code: either it does not match, or it is too old.
fault-too-many-tries = WhatsApp says there were too many tries for this number.
fault-maybe-verified = WhatsApp gave no clear answer for this number.
fault-number-invalid = WhatsApp does not accept this number as it is written.
fault-number-not-in-space = This number is not yet in the account that our team has prepared for you.
fault-not-migrating = We have not started the move of this number on our side yet.
fault-two-step-on = Two-step verification is still on. Your current provider or an admin of yours can switch it off: { two-step-path }.
fault-customer-account = WhatsApp wants something in your business account put right first, such as its display name. Our team has been told and can help.
fault-space-not-bound = Your WhatsApp Business account is not connected on our side yet.
fault-not-subscribed = A service on our side has not been switched on yet.
fault-not-permitted = Our program lacks a permission for this step.
fault-credentials = Our program’s access to Alibaba Cloud has to be renewed.
fault-clock = A clock on our side is wrong.
fault-account = Our account with Alibaba Cloud needs attention.
fault-meta-access = WhatsApp is not letting Alibaba Cloud in at the moment.
fault-throttled = It is very busy at the moment, so we have to wait our turn.
fault-provider-down = The service that checks the code is not answering properly at the moment.
fault-program = Our program made a mistake in this step.
fault-unrecognised = WhatsApp said no, with an answer that we have not seen before. Our team is looking into it.
fault-unexplained = WhatsApp said no to a step of ours, in words that we don’t know yet. Our team is looking into it.
fault-already-in-space = This number is already in the account that it was to move into. Our team is looking at what is left to do.
fault-add-instead = This number is not with another provider, so it is added rather than moved. Our team does that.
fault-name-not-approved = WhatsApp has not approved the display name of this number, or it is about to change. Please look at it in WhatsApp Manager, with your current provider if need be. Our team can help.
fault-waba-not-approved = WhatsApp has not approved the business account yet. Please look in WhatsApp Manager whether your business verification is done. Our team has been told and can help.
fault-too-many-requests = WhatsApp sends no more codes to this number for now. A code that has come already may still be used while it is fresh.
fault-moment-passed = Our request for a code came too late to be sent, so no code is on its way. Please say again when the phone is in your hand.
fault-verify-again = WhatsApp no longer counts this number as verified, so it needs one more code before it can move.
fault-register-limit = WhatsApp allows only so many attempts to move a number within three days, so we have to wait.
fault-number-busy = WhatsApp is still busy with an earlier change of this number. It takes some minutes.
fault-waba-incomplete = WhatsApp wants something in the new account put in order first. Our team is seeing to it.
