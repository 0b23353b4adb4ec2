# To customers from whom nothing comes: reminders, which say where they are and how to stop, and coming back.
# HTML as in screens.ftl.

nudge-title = 我们还在等您
nudge-last-title = 最后一次提醒
nudge-asking-number = 我们还不知道要迁移哪个号码。要继续，请输入该号码，并带上国家或地区代码。
nudge-confirming-number = 下一步只需您确认：要迁移的是 <b>{ $number }</b> 吗？
nudge-ready = 一切就绪，随时可以向 <b>{ $number }</b> 发送验证码。
nudge-not-ready = 发送验证码之前还有事项需要处理。处理好后，请按“{ button-try-again }”。
nudge-waiting-code = 下一步是 WhatsApp 发送到 <b>{ $number }</b> 的 6 位验证码。请将它粘贴到这里；如果没有收到，请按“{ button-no-code }”。
nudge-open-until = 您至少可以在{ $moment }之前继续。等待不会用掉验证机会。
nudge-last = 我们不会再提醒您。您至少可以在{ $moment }之前继续；之后我们会暂时关闭，您提供的内容会保留。
nudge-how = 如果现在不方便，请按“{ button-later }”。按“{ button-cancel }”即可结束。

put-off-title = 我们会再次询问您
put-off = 我们会再次询问，但不会早于{ $moment }。在此之前，无论您发送什么，都会从当前进度继续。

expired-kept = 没有丢失任何内容：您提供的内容都已保留。

note-reachable-again = 欢迎回来，您又可以收到我们的消息了。没有丢失任何内容。目前的进度如下：
