# What is the matter, in the customer's words: one sentence for each fault, two where they can do something about it.
# Whether a try was counted is said after it, so not in it.

fault-wrong-code = The code was not the right one.
fault-code-expired = The code was too old: codes live for about 10 minutes.
fault-code-refused = WhatsApp did not accept the code: it does not match, or it is too old.
fault-too-many-tries = WhatsApp has seen too many tries for this number.
fault-maybe-verified = WhatsApp gave no clear answer for this number.
fault-number-invalid = WhatsApp does not accept this number as it is written.
fault-number-not-in-space = This number is not yet in the account that our team has prepared for you.
fault-not-migrating = The move of this number has not been started on our side yet.
fault-two-step-on = Two-step verification is still on for this number. Please have it switched off in WhatsApp Manager, by you or your current provider; then use a new code.
fault-customer-account = WhatsApp wants something in your business account, such as its display name, put in order first. Our team has been told and can help.
fault-space-not-bound = Your WhatsApp Business account is not connected on our side yet.
fault-not-subscribed = A service on our side has not been switched on yet.
fault-not-permitted = Our program lacks a permission for this step.
fault-credentials = Our program’s access to Alibaba Cloud has to be renewed.
fault-clock = A clock on our side is wrong.
fault-account = Our account with Alibaba Cloud has to be put in order.
fault-meta-access = WhatsApp does not let Alibaba Cloud in at the moment.
fault-throttled = Very much is going on at the moment, so we have to wait for our turn.
fault-provider-down = The service that checks the code does not answer properly at the moment.
fault-program = Our program made a mistake in this step.
fault-unrecognised = WhatsApp’s answer was no, in words that we don’t know yet. Our team is looking into it.
