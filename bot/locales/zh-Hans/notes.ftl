# One or two sentences about what just happened, said above the screen that it led to.

note-link-unknown = 无法识别这个链接。请从原来的消息中重新打开，或索取新的链接。
note-link-used = 这个链接已被另一个 Telegram 账号使用。请索取您自己的链接。
note-link-expired = 这个链接已失效。请向您的供应商索取新的链接。

# Above the first question.
note-what-we-keep = 号码和验证码仅用于将号码迁移到阿里云。验证码提交后立即清除；号码、您的名称和此账号的 ID 在全部结束 { $days } 天后清除。详情请看 /privacy。

note-number-unreadable = 这条消息里没有电话号码。
note-number-too-short = 这个号码的位数不够。
note-number-too-long = 这个号码的位数太多。
note-number-needs-country = 缺少国家或地区代码。请连同代码一起发送号码，例如 +62。
note-number-impossible = 没有任何国家或地区使用这样的号码。请核对数字。
note-number-taken = 此号码正在别处进行验证。我们的团队已收到通知。
note-number-fixed = 您的邀请仅限一个号码。如果号码不对，请联系人工客服。
note-contact-not-yours = 这个联系人不是此账号自己的号码。请直接输入号码。

note-code-too-short = 您发送的数字不足 6 位，因此没有提交，也没有用掉验证机会。
note-code-too-long = 您发送的数字超过 6 位，因此没有提交，也没有用掉验证机会。
note-code-not-digits = 这条消息里没有 6 位验证码。没有用掉验证机会。
note-code-several = 这条消息里有多个验证码。请只发送最新的一个。没有用掉验证机会。
note-code-telegram-login = 这看起来是 <b>Telegram</b> 的登录验证码。请不要告诉任何人，包括我们；我们会将它从此聊天中删除。没有用掉验证机会。
note-code-foreign = 这看起来是银行或其他服务的验证码。请不要告诉任何人，包括我们；我们会将它从此聊天中删除。没有用掉验证机会。如果它确实来自 WhatsApp，请只发送那 6 位数字。
note-code-pin = 这似乎与 PIN 码有关。我们不需要 PIN 码，只需要 WhatsApp 发来的 6 位验证码。没有用掉验证机会。
note-code-old = 这个验证码已超过 10 分钟，WhatsApp 不会再接受，因此没有提交，也没有用掉验证机会。请重新获取验证码。
note-code-same = 这个验证码之前已经提交过，而每个验证码只能使用一次。我们没有再次提交，因此没有再用掉验证机会。
note-code-in-hand = 另一个验证码正在核对，因此这条消息没有使用，也没有用掉验证机会。

# After it follow the fault's own sentence, whether a try was counted, and the reference.
fault-reference = 如需联系人工客服，请提供参考号 { $reference }。
try-counted = 这次用掉了一次验证机会。
try-not-counted = 没有用掉验证机会。

note-not-through = 您的验证码没有提交成功。为稳妥起见，仍按用掉一次验证机会计算。
note-already-verified = 此号码此前已通过验证，因此不需要您的验证码。没有用掉验证机会。
note-ready-again = 问题已解决：可以用新的验证码继续。
note-ready-with-code = 问题已解决。您发来的验证码没有用掉：如果收到还不到 10 分钟，请现在再发一次。
note-try-again-now = 暂停已结束：您可以用新的验证码再试。
note-closed = 我们的团队已关闭此项。不会再索取验证码，也没有因此用掉验证机会。
note-reopened = 我们的团队已重新打开此项：您可以继续。
note-other-number-verified = 您之前的号码 { $number } 其实已通过验证。它还没有启用：最后一步由我们的团队完成。
note-language-changed = 现在使用简体中文。
note-late = 让您久等了，结果如下。
note-back = 我们刚才中断了一段时间，现在已恢复。期间没有用掉验证机会。如果您按过按钮或发过消息却没有收到回复，请再试一次。目前的进度如下：
note-back-for-code = 我们刚才中断了一段时间，现在已恢复。期间没有用掉验证机会。10 分钟前收到的验证码已经失效：请重新获取。如果您按过按钮或发过消息却没有收到回复，请再试一次。
note-back-with-code = 我们刚才中断了一段时间，现在已恢复。您的验证码尚未提交，因此没有用掉验证机会。我们现在继续处理；如果验证码已失效，我们会请您提供新的验证码。
note-back-finding-out = 我们刚才中断了一段时间，现在已恢复。您的验证码没有再次提交：我们正在查明结果。
note-forgotten-verified = 刚才的步骤已经处理完毕：您的号码已通过验证，我们的团队已收到通知。
note-forgotten-unverified = 刚才的步骤已经处理完毕，您的号码没有通过验证。
note-cannot-cancel = 您的验证码正在核对，暂时无法停止。等结果出来后即可停止。
note-code-asked-already = 您刚才的请求，我们的团队已经收到。
note-number-chosen = 现在办理的是这个号码：您在这里发送的内容都与它有关。
note-code-goes-here = 现在办理的是这个号码。接下来 10 分钟内您发送的验证码都用于它，不会用于其他号码。
note-person-here = 我们的客服人员正在为您处理。
note-with-bot = 您现在回到机器人服务。目前的进度如下：
note-not-now = 这与当前步骤不符。目前的进度如下：
note-old-button = 这个按钮属于较早的消息。目前的进度如下：
note-many-messages = 一下子收到的消息太多，我们无法逐条回复。消息都没有丢失：我们会全部读取，包括还在途中的。请等待 { $seconds } 秒后再发送。
note-cannot-read = 我们无法读取这条消息：这里只支持文字。
