# A colleague of the customer's, who has the phone, enters one code: what both of them read.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup, nor has share-text.
# The colleague need not know what else there is about the number. Thank them; blame nobody.

button-colleague = 请同事输入验证码
words-colleague = 同事, 我的同事, 请同事, 请同事帮忙, 手机在同事那里, 让同事输入, 让同事输入验证码, 给同事的链接

colleague-link-title = 给同事的链接
colleague-link = 请将这个链接发给拿着手机的同事：
colleague-link-rules = 链接只能使用一次，仅限一人，{ $minutes } 分钟内有效。您的同事只能看到号码的最后几位，只能输入一个验证码。结果双方都会看到。生成新的链接后，这个链接即失效。
colleague-link-then = 如果验证码还没有发送，请等同事打开链接后再发送：到时我们会告诉您。

# On a button that opens Telegram’s list of chats, and what is written beside the link there.
share-link = 通过 Telegram 发送
share-text = 请在这里输入我们号码的 WhatsApp 验证码。链接只能使用一次。

colleague-ask-title = 需要一个验证码
colleague-ask =
    您的同事请您帮忙。贵公司的 WhatsApp Business 号码要迁移到新的服务商，WhatsApp 会向尾号为 { $digits } 的手机发送一个 6 位验证码。

    收到后请粘贴到这里；整条短信也可以。您可以输入一个验证码。
colleague-ask-until = 这个链接在 { $minutes } 分钟内有效。如果不是您认识的人发给您的，请不要输入任何内容，并按“{ button-cancel }”。
colleague-ask-never = 我们绝不会索要 Telegram 登录验证码、银行验证码、密码或两步验证 PIN 码。

colleague-checking-title = 正在向 WhatsApp 核对验证码…
colleague-checking = 通常只需几秒钟。您和您的同事都会在这里看到结果。您无需进行任何操作。

colleague-late-title = 结果还没有出来
colleague-late =
    我们正在查明您的验证码的结果。它只提交了一次，不会再次提交。

    您无需进行任何操作。请不要再次发送这个验证码；一有结果我们就会告诉您和您的同事。

colleague-verified-title = 已通过验证
colleague-verified =
    WhatsApp 已确认这个号码。您的同事也会看到这条消息，接下来由同事继续办理。

    您无需再做什么。谢谢您。

colleague-refused-title = 尚未通过验证
colleague-refused-through = 您的验证码没有提交成功。
colleague-refused-other = 有别的问题需要先解决，与您无关。
colleague-refused-then = 您的同事已经知道，可以再发一个新的链接给您，以输入另一个验证码。这个链接已失效。

colleague-over-title = 这个链接已失效
colleague-over-not-accepted = 您输入的验证码没有让号码通过验证。您的同事已经知道，可以再发一个新的链接给您，以输入另一个验证码。
colleague-over-done-already = 号码已通过验证，不需要您输入验证码了。您无需再做什么。谢谢您。
colleague-over-stopped = 不再需要您输入验证码：您的同事已停止，或改用了别的办法。您无需进行任何操作。
colleague-over-replaced = 您的同事生成了更新的链接。请使用新的链接。
colleague-over-expired = 时间已过，没有输入验证码。您的同事已经知道，可以再发一个新的链接给您。
colleague-over-left = 您已停止，我们没有使用您的任何验证码。您的同事已经知道。
colleague-over-not-now = 这个号码暂时不能提交验证码，因此没有使用您的验证码。您的同事知道要等到什么时候。

note-colleague-opened = 您的同事已打开链接，可以输入验证码了。如果打开的不是您的同事，请生成新的链接：这个链接随即失效。
note-colleague-code = 您的同事已发送验证码。
note-colleague-code-sent = WhatsApp 正在向那部手机发送验证码。
note-colleague-left = 打开您链接的人选择了停止，链接已失效。没有用掉验证机会。您可以生成新的链接。
note-colleague-link-expired = 您给同事的链接已失效，没有收到验证码。没有用掉验证机会。您可以生成新的链接。
note-colleague-links-many = 您在一小时内生成了很多链接。请使用最新的一个，或过几分钟再生成。
note-colleague-link-over = 这个链接已失效。请向发给您链接的同事索取新的链接。
note-colleague-link-own = 这个链接是给您同事的。请转发给同事：它仍然有效。
note-colleague-own-too = 您自己的号码也在等待验证码，因此没有使用这个验证码，也没有用掉验证机会。如果它是给下面这个号码的，请以回复这条消息的方式发送。
note-colleague-only = 您在这里只能输入这一个验证码。其他事情请询问发给您链接的同事。
note-colleague-forgotten = 已清除：此账号曾协助输入验证码的记录。您输入的验证码结果如何，发给您链接的同事会看到。
note-colleague-this-first = 请先输入这个验证码，或按“{ button-cancel }”。然后再打开另一个链接：它还没有使用过。
