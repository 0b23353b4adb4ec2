# From «verified» to «live»: the last step, which makes WhatsApp work with the new provider.

verified-we-move-it =
    WhatsApp has confirmed that this number is yours.

    It is not live with its new provider yet: we are doing that last step now and write to you when it is done. Until then WhatsApp keeps working with your current provider.

    There is nothing you need to do now.

verified-let-go =
    WhatsApp has confirmed that this number is yours, but it is still not live with its new provider. Until it is, WhatsApp keeps working with your current provider.

    Our team has been told and sees to it. We no longer look by ourselves: press “{ button-try-again }”, and we ask WhatsApp once more.

verified-not-moved =
    WhatsApp has confirmed that this number is yours. It is not live with its new provider yet: the last step has been refused.
verified-not-moved-then =
    Our team has been told and sees to that step; we write to you when it is done. Until then WhatsApp keeps working with your current provider.

live-title = Live
live =
    This number now works with its new provider. Templates that WhatsApp had approved have come along.

    Please switch two-step verification on again, in WhatsApp Manager.

note-verification-over = WhatsApp no longer has this number as verified: its confirmation lasts 14 days, and the last step must come within them. It takes a new code now. No try was used.
