# What the staff group reads: what happened, what to do, and the provider's own words. Never a code or a whole number.

staff-verified-title = Verified
staff-verified = The number’s owner is proven. The number is not live before <code>ChatappMigrationRegister</code> has run: do it within 14 days, or the customer needs another code.

staff-verified-and-ordered-title = Verified
staff-verified-and-ordered = The number’s owner is proven, and the bot has run <code>ChatappMigrationRegister</code>. It says when the number is live, or that it should be looked at.

staff-verified-order-it-title = Verified
staff-verified-order-it = The number’s owner is proven. The number is not live before it is registered, within 14 days. The bot does it at your word: <code>/register { $case }</code>. It cannot be undone.

staff-budget-used-up-title = Tries used up
staff-budget-used-up = The bot takes no code for this number until { $moment }, so that WhatsApp does not lock it. Ask the customer whether it was the newest message and the right phone, and whether a call would work better than SMS. Or allow one more: <code>/extend { $case }</code>.

staff-person-wanted-title = A customer asks for a person
staff-person-wanted = Please answer in the case’s topic, or as a reply to its card: what you write there reaches them. Where they are: { $state }.

staff-person-awaited-title = A customer waits for an answer
staff-person-awaited = Nobody has answered what they wrote. Please answer in the case’s topic, or as a reply to its card. Where they are: { $state }.

staff-code-wanted-title = A customer needs a code
staff-code-wanted = Have one sent from the CAMS console: open the space, choose the number by its last digits, SMS first. If nothing came after three minutes, use the call rather than SMS again. The customer pastes the code into the bot.

staff-unknown-outcome-title = Outcome unknown
staff-unknown-outcome = A code was handed in, and no answer came; reading the number’s status did not settle it. The bot goes on asking every few minutes and tells the customer when it knows. Look at the number in the CAMS console. Do not hand the code in again: a second try may lock the number.

staff-unknown-resolved-title = Outcome known now
staff-unknown-resolved = The code whose outcome was unknown did not verify the number. The customer has been told and can go on with a new code.

staff-fault-over-title = Over
staff-fault-over = { $what }: what was in the way is gone. Customers on hold because of it are told by the bot, and go on with a new code.

staff-unreachable-title = Customer cannot be reached
staff-unreachable = Telegram no longer delivers to this customer: the bot is blocked, or the account is gone. The bot reminds them no more, and goes on from the same place should they come back. Please reach them another way. Where they are: { $state }.

staff-reachable-title = Customer can be reached again
staff-reachable = Telegram delivers to this customer again, and the bot has shown them where they are: { $state }. There is nothing to do.

staff-forgotten-title = Customer had their data erased
staff-forgotten = What was kept about this case is erased; it stood at “{ $state }”. An unfinished move ends with it. If the number was verified, it still has to be registered while the verification lasts: who knows the number from elsewhere can see to that.

staff-forgotten-after-order-title = Customer had their data erased
staff-forgotten-after-order = What was kept about this case is erased; it stood at “{ $state }”. Its move had been ordered and may still be under way: look in the console before you order it again.

staff-expired-title = Customer has gone quiet
staff-expired =
    { $days ->
        [one] Nothing came for a day, so the case is closed.
       *[other] Nothing came for { $days } days, so the case is closed.
    } While the invitation lasts, the customer can go on in the bot; after that, make a new one.
staff-expired-in-all =
    { $times ->
        [one] One case was closed.
       *[other] { $times } cases were closed one after the other; this is the newest. All of them: <code>python -m bot cases --state expired</code>
    }

staff-number-taken-title = Two cases for one number
staff-number-taken = The customer gave a number that another open case has in the same space. They were told that it is taken. Find out who should go on with it.

staff-link-used-title = A used link was opened by somebody else
staff-link-used = Another Telegram account opened this case’s link. It was refused, and saw nothing of the case. A link is for whoever opens it first: ask the customer, by another way, whether that was them. If not, have no code sent for this case.

staff-group-moved-title = This group has a new id
staff-group-moved = It became a supergroup, which is another chat for Telegram. The bot follows it by itself. Whoever runs the bot should put the new id into STAFF_CHAT_ID and start it again; <code>python -m bot doctor</code> says which it is.
staff-trouble-title = The bot cannot work just now
staff-trouble = It keeps trying, and nothing that customers write is lost: <code>{ $what }</code>, { $why }. Look at the database and the disk it is on; docs/operations.md says how.

staff-events-lost-title = Events not taken
staff-events-lost = The system at <code>EVENT_WEBHOOK_URL</code> has not taken an event for a day: { $why }. It is not sent again by itself. Customers notice nothing of it. Mend that system, then send it what it missed: <code>python -m bot events replay --since 2d</code>.

staff-buried-title = Given up
staff-buried = Something could not be carried out, however often it was tried: <code>{ $what }</code>, { $why }. The customer may be waiting for an answer: look at the case, and write to them if need be.

staff-requests-used-up-title = No more codes today
staff-requests-used-up = The customer has had all the codes sent that the bot asks for in a day, and none worked. WhatsApp blocks numbers that ask too often. Find out what stops them: SMS from abroad, call forwarding, a phone menu, another SIM. If it must be sooner than { $moment }, have one sent from the CAMS console while the customer is at the phone. Or allow one more: <code>/extend { $case }</code>.

staff-extended-title = One more code allowed
staff-extended = One of you has allowed this number one more code and one more try. The customer has been told. Codes left today: { $codes }; tries left now: { $tries }. Who it was stands in the case’s history.

staff-live-title = Live
staff-live = The number works with its new provider, and the customer has been told.

staff-register-due-title = Still to be registered
staff-register-due =
    { $days ->
        [one] The number is verified, but not live. The verification ends in a day; after that the customer needs another code. Run <code>ChatappMigrationRegister</code>.
       *[other] The number is verified, but not live. The verification ends in { $days } days; after that the customer needs another code. Run <code>ChatappMigrationRegister</code>.
    }

staff-not-live-title = Registered, but not live
staff-not-live = <code>ChatappMigrationRegister</code> ran, or its outcome is unknown, and an hour later the number is not CONNECTED. Look at it in the CAMS console before registering again: WhatsApp takes 10 attempts in 72 hours, then none for as long.

staff-let-go-title = Still not live
staff-let-go =
    { $days ->
        [one] For a day the number has been verified or registered, and is not CONNECTED.
       *[other] For { $days } days the number has been verified or registered, and is not CONNECTED.
    } The bot looks no more, and has told the customer so. Look at the number in the CAMS console. A verification lasts 14 days: it may take a new code, and a new invitation for it. Once it is mended, the customer presses “{ button-try-again }”, and the bot follows the number anew.

staff-verification-over-elsewhere-title = Verification is over
staff-verification-over-elsewhere = WhatsApp no longer counts this number as verified. Another case is open for the same number and goes on with it; this one is followed no longer.

staff-verification-over-title = Verification is over
staff-verification-over = The number was not registered within 14 days, or WhatsApp no longer counts it as verified. The customer has been asked for a new code.

# Where a customer is.
state-uninvited = without an invitation
state-asking-number = asked for the number
state-confirming-number = asked whether the number is right
state-preparing = WhatsApp is asked about the number
state-ready = asked whether the phone is at hand
state-appointed = has chosen a later time
state-requesting = a code is being asked for
state-waiting-code = waiting for a code
state-prechecking = a code is being checked
state-checking = a code is being checked
state-settling = the outcome of a code is being looked for
state-paused = paused
state-held = on hold
state-verified = verified
state-registering = being registered
state-live = live
state-cancelled = stopped
state-expired = closed, as nothing came

# Many notices of a kind in one message: what differs stands in the lines below the text.
staff-together-moment = the time given below
staff-together-state = see below
staff-together-more = More about each: <code>python -m bot case N</code>

staff-space = Space: <code>{ $space }</code>
staff-code = Code (CAMS): <code>{ $code }</code>
staff-message = Message (CAMS): { $message }
staff-request = RequestId: <code>{ $request }</code>
staff-waiting =
    { $waiting ->
        [one] One customer is on hold right now.
       *[other] { $waiting } customers are on hold right now.
    }
staff-times = Seen { $times } times so far; this is the newest case.
staff-times-in-all = Seen { $times } times in all.
staff-untold =
    { $times ->
        [one] Since the last notice, the same came once more from this chat.
       *[other] Since the last notice, the same came { $times } more times from this chat.
    }
staff-goes-on = Cases on hold go on by themselves once it works.
staff-new-code = When it is mended, have a new code sent; the customer goes on by sending it to the bot.

# --- Playbooks: what it is, and what to do.

playbook-wrong-code-title = Wrong code
playbook-wrong-code = The customer can try again. If it goes on, ask whether it is the newest message and the right phone.

playbook-code-expired-title = Code too old
playbook-code-expired = Codes live for about 10 minutes. Have a new one sent while the customer is at the phone.

playbook-code-refused-title = Code refused
playbook-code-refused = WhatsApp does not say whether the code was wrong or too old. Have a new one sent while the customer is at the phone.

playbook-too-many-tries-title = Too many tries
playbook-too-many-tries = WhatsApp has locked the number. The bot waits for a day; trying earlier may lengthen the lock, so hand no code in at the console either.

playbook-maybe-verified-title = Refused, perhaps because it is verified
playbook-maybe-verified = Look at CodeVerificationStatus in the console. VERIFIED: go on with <code>ChatappMigrationRegister</code>. Anything else: WhatsApp limits code requests for this number, so wait an hour before having another sent.

playbook-number-invalid-title = Number not accepted
playbook-number-invalid = Check the number digit by digit with the customer. If the invitation has it wrong, make a new one with <code>python -m bot invite</code>.

playbook-number-not-in-space-title = Number not in this space
playbook-number-not-in-space = Check that number and CustSpaceId belong together, and that the space belongs to the account of the bot’s access key. Run <code>ChatappSyncPhoneNumber</code> if the number was added lately. If the space is wrong, make a new invitation.

playbook-not-migrating-title = Migration not started
playbook-not-migrating = Run <code>CreateChatappMigrationInitiate</code> for the number (it takes country code and number apart). Then have the code sent by <code>GetMigrationVerifyCode</code>, not by <code>GetChatappVerifyCode</code>.

playbook-two-step-on-title = Two-step verification is on
playbook-two-step-on = Only a person can switch it off: WhatsApp Manager › Account tools › Phone numbers › the number › Two-step verification. If the old provider owns the account, the provider must do it. Meta then sends a link by e-mail that must be opened. Afterwards have a new code sent.

playbook-customer-account-title = Customer’s WhatsApp account not in order
playbook-customer-account = Check in WhatsApp Manager: display name approved and no change pending, business verification done, account approved and not restricted, the same business on the old side and the new. Afterwards have a new code sent.

playbook-space-not-bound-title = No WhatsApp Business account bound
playbook-space-not-bound = Have the customer finish the embedded sign-up without adding the number there, and bind the account (WABA) to the space. <code>QueryChatappBindWaba</code> must say APPROVED.

playbook-not-subscribed-title = Chat App not activated
playbook-not-subscribed = Activate Chat App Message Service in the Alibaba Cloud account that the bot’s access key belongs to.

playbook-not-permitted-title = RAM permission missing
playbook-not-permitted = Give the bot’s RAM user a policy that allows <code>cams:ChatappMigrationVerified</code>, <code>cams:GetPhoneNumberVerificationStatus</code> and <code>cams:QueryChatappPhoneNumbers</code> with Resource <code>*</code>. The system’s AliyunCamsReadOnlyAccess is not enough.

playbook-credentials-title = Access key not accepted
playbook-credentials = Check in the RAM console that the bot’s access key exists and is enabled. Put key and secret into <code>ALIBABA_CLOUD_ACCESS_KEY_ID</code> and <code>ALIBABA_CLOUD_ACCESS_KEY_SECRET</code>, and start the bot again. If it uses a RAM role, check the role instead: <code>python -m bot doctor</code>.

playbook-clock-title = The server’s clock is wrong
playbook-clock = Alibaba Cloud takes no request whose time is more than 15 minutes off. Switch on NTP on the bot’s server (<code>timedatectl set-ntp true</code>).

playbook-account-title = Alibaba Cloud account needs attention
playbook-account = The code says which: InsufficientBalance – top up the balance; Forbidden.UserVerification – finish the real-name check; Forbidden.RiskControl – open a ticket with Alibaba Cloud.

playbook-meta-access-title = WhatsApp refuses Alibaba Cloud
playbook-meta-access = The provider’s own access to WhatsApp is refused. Open a ticket with Alibaba Cloud and name the RequestId; check meanwhile that the new WhatsApp Business account has a payment method and a webhook subscription.

playbook-throttled-title = Too many calls
playbook-throttled = All programs of the Alibaba Cloud account share the limit of 10 calls a second for each action. If this goes on, find the other caller, or lower <code>CAMS_QPS</code>.

playbook-provider-down-title = CAMS does not answer
playbook-provider-down = Nothing to do as a rule. If it lasts, look at Alibaba Cloud’s status page and at the way from the bot’s server to the CAMS endpoint.

playbook-program-title = Defect in the bot
playbook-program = The request was refused as malformed. Give code, message and RequestId to the developers. Until it is mended, do this customer’s step in the CAMS console.

playbook-unrecognised-title = Answer not known
playbook-unrecognised = No list that we know has this code. Most likely the customer’s code was wrong: the bot reads the number’s status before it tells them so. Look the RequestId up in Alibaba Cloud’s OpenAPI troubleshooting, and give code and message to the developers, so that the bot learns it.

playbook-unexplained-title = Step refused, reason not known
playbook-unexplained = No list that we know has this answer, and no customer’s code is behind it. Look the RequestId up in Alibaba Cloud’s OpenAPI troubleshooting; if that does not help, open a ticket with it. Give code and message to the developers, so that the bot learns it.

playbook-already-in-space-title = Number already in the space
playbook-already-in-space = Look at the number in the CAMS console. <code>CONNECTED</code>: it has moved, nothing is left to do. <code>VERIFIED</code>: go on with <code>ChatappMigrationRegister</code>. Anything else: somebody added it otherwise; find out who before you take it away.

playbook-add-instead-title = Number is added, not moved
playbook-add-instead = No other provider has this number, so there is nothing to move. Add it to the space: <code>GetChatappVerifyCode</code>, then <code>ChatappVerifyAndRegister</code> with the code. If the customer says that another provider has it, check the number digit by digit.

playbook-name-not-approved-title = Display name not approved
playbook-name-not-approved = In WhatsApp Manager of the old account the number’s display name must be approved, with no change pending. The customer, or the old provider, has to see to it. Afterwards start the migration again.

playbook-waba-not-approved-title = WhatsApp account not approved
playbook-waba-not-approved = <code>QueryChatappBindWaba</code> must say <code>APPROVED</code> for the new account, and WhatsApp Manager for the old one. <code>PENDING</code>: wait for Meta. <code>REJECTED</code> or <code>DISABLED</code>: the customer appeals to Meta.

playbook-too-many-requests-title = No more codes for now
playbook-too-many-requests = WhatsApp limits how often a code is sent to a number. Have none sent for an hour, at the console either; a code that has come already may still be handed in.

playbook-moment-passed-title = Code request came too late
playbook-moment-passed = Nothing was sent, because the customer may no longer hold the phone. They can ask for a code again in the bot.

playbook-verify-again-title = Verification no longer counts
playbook-verify-again = It lives 14 days, and was not followed by <code>ChatappMigrationRegister</code> in time, or never happened. The customer needs another code; then register without delay.

playbook-register-limit-title = Too many registrations
playbook-register-limit = WhatsApp takes ten attempts in 72 hours and then locks the number for 72 hours. Do not register it at the console either until that is over; then find out first why the earlier ones failed.

playbook-number-busy-title = Number is being changed
playbook-number-busy = WhatsApp is still busy with what was done to the number before, such as its deletion elsewhere. Wait five minutes before the step is done again.

playbook-waba-incomplete-title = New account lacks something
playbook-waba-incomplete = The WhatsApp Business account that the number moves into needs a payment method and an app that is subscribed to its webhooks. See to both; if they are there, open a ticket with Alibaba Cloud and name the RequestId.
