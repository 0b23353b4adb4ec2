# From the number to the code on the phone: what is said and pressed while a code is sent by us.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup.

preparing-title = 正在确认是否准备就绪…
preparing = 我们正在向 WhatsApp 查询这个号码，通常只需几秒钟。您无需进行任何操作。

ready-title = 手机在您手边吗？
ready-number = WhatsApp 将向 <b>{ $number }</b> 发送 6 位验证码。它只能使用一次，有效期约为 10 分钟。
ready-check-sms = 装有此 SIM 卡的手机已开机、有信号，并且不拦截境外短信。
ready-check-call = 有人接听电话。来电会直接响铃，不经过呼叫转移或语音菜单：来电的是自动语音，无法按键。不拦截境外来电。
ready-check-menu = 如果此号码设有语音菜单，请暂时改为直接接通到人。
ready-check-two-step = 两步验证已关闭。如果 WhatsApp 账户归您目前的服务商所有，由他们关闭；否则由您公司的管理员关闭：{ two-step-path }。之后 Meta 会发邮件，请点击其中的链接确认。
two-step-path = WhatsApp Manager › 账户工具 › 电话号码 › 此号码 › 两步验证 › 关闭
ready-neither-is-sure = 对于这类号码，WhatsApp 不建议使用短信或电话。请先联系人工客服；如果仍要继续，请选择电话。
ready-call-is-better = 对于这类号码，电话比短信更可靠。
ready-after-misses = 之前的短信没有收到，电话可能更可靠。
ready-call-arrives = 在这个号码所属的网络中，通过电话收到验证码比短信更可靠。
ready-press = 请拿到手机后再按：验证码会立即发送。
requests-left = 今天还可以发送 { $requests } 次验证码。

ready-wait = 下一个验证码可从{ $moment }起发送。届时请将手机放在手边，再按“{ button-no-code }”。

not-ready-title = 在发送验证码之前
not-ready = 处理好后，请按“{ button-try-again }”：我们会再次向 WhatsApp 查询。在此之前不会发送验证码，也不会用掉验证机会。

requesting-title = 正在请求验证码…
requesting = 我们正在请 WhatsApp 发送验证码，需要几秒钟；请将手机放在身边。

ask-code-sent-sms = WhatsApp 正在通过短信向 <b>{ $number }</b> 发送 6 位验证码，可能需要几分钟。
ask-code-sent-call = WhatsApp 正在致电 <b>{ $number }</b> 并读出 6 位验证码。请记下来。
ask-code-paste =
    请将验证码粘贴到这里；整条短信也可以。它只能使用一次，有效期通常约为 10 分钟。

    { never-asked }

ask-code-again = 请与最新的短信核对，然后重新发送。如果那条短信已超过 10 分钟，或者您发送的就是它，请按“{ button-no-code }”，并且只使用新的验证码。
ask-code-mended = 需要新的验证码：一切就绪后，请按“{ button-no-code }”。

new-code-title = 重新获取验证码
new-code = 重新获取后，请只使用新的验证码：之前的将不再有效。
new-code-wait = { $minutes } 分钟后（{ $moment }）可以再次发送验证码。之前的验证码可能还会收到，在您重新获取之前仍然有效。
new-code-used-up = 此号码目前可发送的验证码已经用完。下一次可从{ $moment }起发送。我们的团队已收到通知，可以提前协助您。

appointment-title = 选择我们再次询问的时间
appointment = 我们会提前 10 分钟联系您，询问手机是否在您手边。在您确认之前，不会发送验证码。上午指 9:00，晚上指 20:00。现在是{ $moment }。

appointed-title = 我们会再次询问您
appointed = 您选择了{ $moment }。我们会提前 10 分钟联系您，询问手机是否在您手边。在您确认之前，不会发送验证码。

held-look-again = 如果您得知已处理好，请按“{ button-try-again }”。

note-code-life-over = 已发送的验证码超过 10 分钟，WhatsApp 不会再接受。没有用掉验证机会。
note-request-unsure = 我们没有得到答复，因此不知道验证码是否正在发送。如果收到，请粘贴到这里；如果 3 分钟内没有收到，请重新获取。没有用掉验证机会。
note-extended = 我们的团队允许此号码再发送一次验证码，并多一次验证机会。请先拿好手机再获取。
note-unlocked = 我们的团队已获知，WhatsApp 重新接受此号码的验证码。
note-code-proposed = 我们的团队想现在发送验证码。此号码的手机在您手中吗？如果在，请在下方选择短信或电话；在您选择之前不会发送任何内容。
note-in-hand-again = 您的回复是几分钟前写的，因此我们再问一次：只有手机在您手边时才会发送验证码。
note-appointment-near = 您选择的时间快到了。
note-appointment-past = 这个时间已过或太近。请另选时间，或现在发送验证码。

button-send-sms = 发送短信
words-send-sms = 短信, 用短信, 发短信, 短信验证码

button-call-me = 拨打此号码
words-call-me = 电话, 用电话, 打电话, 打电话吧, 语音, 语音电话

button-later = 稍后再说
words-later = 稍后, 以后, 晚点, 晚一点, 预约, 另选时间

button-in-an-hour = 一小时后
words-in-an-hour = 一个小时后

button-this-evening = 今天晚上
words-this-evening = 今晚, 晚上

button-tomorrow-morning = 明天上午
words-tomorrow-morning = 明天, 明早

button-tomorrow-evening = 明天晚上
words-tomorrow-evening = 明晚

button-now = 还是现在吧
words-now = 现在, 马上, 现在就发

button-try-again = 再次查询
words-try-again = 再试一次, 重试, 再查一次, 已完成, 完成了
