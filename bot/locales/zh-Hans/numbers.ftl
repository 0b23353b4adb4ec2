# For a customer with several numbers: the list of them, and which of them a code is for. HTML as in screens.ftl.

numbers-title = 您的号码
numbers-part = 第 { $first } 至 { $last } 个，共 { $all } 个
numbers-line = { $number }：{ $state }
numbers-line-current = { $number }：{ $state }（当前办理）
numbers-choose = 请按要继续办理的号码，或输入它的后四位。

which-number-title = 这个验证码是哪个号码的？
which-number = 它可能属于您的多个号码，因此没有提交，也没有用掉验证机会。请先按对应的号码，然后再发送一次验证码。
which-number-reply = 您也可以直接回复该号码的消息来发送验证码。

# What a number is called, also on its button.
number-called = 号码 { $digits }
number-called-case = 受理编号 { $case }
number-called-both = 号码 { $digits }，受理编号 { $case }

# Where a number stands.
number-is-asking-number = 尚未提供号码
number-is-confirming-number = 等待您确认
number-is-preparing = 正在查询
number-is-ready = 可以获取验证码
number-is-appointed = 将在您选择的时间继续
number-is-requesting = 验证码正在发送
number-is-waiting-code = 等待验证码
number-is-prechecking = 正在核对验证码
number-is-checking = 正在核对验证码
number-is-settling = 正在查明结果
number-is-paused = 已暂停
number-is-held = 暂时搁置，并非您的原因
number-is-verified = 已通过验证，尚未启用
number-is-registering = 已通过验证，尚未启用
number-is-live = 已启用
number-is-cancelled = 已停止
number-is-expired = 暂时关闭
