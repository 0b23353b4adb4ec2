# What a customer sees. HTML as Telegram knows it: <b>, <i>, <code>.
# Say what happened, what to do, whether a try was used, and when. Calm and short; never blame.
# «通过验证» is not «启用»: a verified number has not moved yet.

step = 第 { $step } 步，共 { $steps } 步

need-invitation =
    <b>本机器人仅限受邀客户使用</b>

    它帮助企业将 WhatsApp Business 号码迁移到阿里云。要开始，请打开供应商发给您的专属链接。

    没有邀请时，我们绝不会索要号码或验证码。

ask-number-title = 要迁移哪个号码？
ask-number =
    请输入要迁移的 WhatsApp Business 号码，并带上国家或地区代码，例如 +62 812 3456 7890。

    下方按钮分享的是<b>此 Telegram 账号</b>的号码。只有当它就是要迁移的号码时才使用。

confirm-number-title = 要迁移的是这个号码吗？
for-label = 客户：{ $label }
confirm-number-given = 验证码将发送到这个号码，请逐位核对。
confirm-number-expected = 这个号码来自您的邀请。如果不对，请联系人工客服。

ask-code-title = 请发送 WhatsApp 验证码
ask-code =
    WhatsApp 会通过短信或电话向 <b>{ $number }</b> 发送 6 位验证码。如果没有收到，请按“{ button-no-code }”。

    收到后，请粘贴到这里；整条短信也可以。每个验证码只能使用一次，有效期通常约为 10 分钟。

    { never-asked }
tries-left = 您还有 { $tries } 次验证机会。
no-try-left = 您的验证机会已用完，请等到{ $moment }。
last-try = 您还有最后 1 次验证机会。如果再次未通过，此号码将暂停到{ $moment }。

checking-title = 正在向 WhatsApp 核对验证码…
checking = 通常只需几秒钟。您无需进行任何操作。
checking-in-line = 目前有许多验证码正在核对。您的验证码排在第 { $place } 位，大约需要 { $seconds } 秒。到目前为止没有用掉验证机会。您无需进行任何操作。

settling-title = 结果还没有出来
settling =
    我们正在查明这个验证码的结果。它只提交了一次，不会再次提交，因此最多用掉一次验证机会。

    您无需进行任何操作。请不要再次发送这个验证码；一有结果我们就会告诉您。
settling-for-long =
    WhatsApp 那边还没有告诉我们这个验证码的结果。我们每隔几分钟查询一次，团队也已收到通知。它只提交了一次，不会再次提交，因此最多用掉一次验证机会。

    您无需进行任何操作。请不要再次发送这个验证码；一有结果我们就会告诉您，即使需要几个小时。

paused-title = 此号码已暂停
paused = 目前的验证机会已用完。暂停到{ $moment }，以免 WhatsApp 将此号码锁定更久。
paused-by-whatsapp = WhatsApp 表示尝试次数过多，目前不接受此号码的验证码。我们会等到{ $moment }；提前再试可能会延长等待时间。
paused-then = 届时我们会通知您。到那时需要使用新的验证码，现在请先不要获取。

held-title = 暂时搁置，并非您的原因
held-until-mended = 我们的团队已收到通知，可以继续时会告诉您。在此之前，您无需进行任何操作。
held-until-it-works = 我们的团队已收到通知。我们每隔几分钟会再查询一次，可以继续时会通知您。在此之前，您无需进行任何操作。
held-new-code = 届时您需要新的验证码。

verified-title = 已通过验证
verified =
    WhatsApp 已确认此号码属于您。

    此号码尚未在新服务商处启用：最后一步由我们的团队完成。在此之前，WhatsApp 仍由您目前的服务商提供服务。

    现在您无需进行任何操作。

cancelled-title = 已停止
cancelled = 没有任何更改：WhatsApp 照常使用。

expired-title = 暂时关闭
expired = 我们已有 { $days } 天没有收到消息，因此暂时关闭。没有任何更改：WhatsApp 照常使用。

may-go-on = 您可以在此继续，直到{ $moment }。
may-not-go-on = 您的邀请已结束。要重新开始，请向您的供应商索取新的链接。
may-be-opened = 我们的团队可以重新打开此项。如果您想继续，请告诉他们。

person-called-title = 我们的团队已收到通知
person-called = 我们的客服人员会在这个聊天里直接回复您：您从现在起写的和发的内容都会转给他们。您的受理编号是 { $case }。{ never-as-a-picture }
person-there = 我们的客服人员现在在线。
person-back = 我们的客服人员现在不在线，从 { $moment } 起回复。

never-as-a-picture = 验证码请只用文字发送：由机器人接收，其他人看不到。放在图片或语音里，会被别人看到或听到。

with-person-title = 人工客服
with-person = 您在这里写的和发的内容会转给我们的客服人员，他们会在这里回复您。{ never-as-a-picture }
person-says = 我们的客服

code-wanted-title = 我们的团队已收到通知
code-wanted =
    团队会让 WhatsApp 向 <b>{ $number }</b> 发送新的验证码。请留意那部手机：可能需要几分钟。收到后请粘贴到这里；请使用最新的一条消息。

    如果收不到短信，请告诉人工客服：WhatsApp 也可以打电话。电话必须由人直接接听，不能经过语音菜单。

help =
    <b>本机器人的用途</b>

    它负责提交 WhatsApp 发给您的验证码，以便将您的 WhatsApp Business 号码迁移到阿里云。{ never-asked }

help-typing = 每个按钮也可以直接输入文字。

privacy =
    <b>我们保存什么、为什么保存</b>

    <b>目的：</b>向 WhatsApp 证明号码属于您，以便迁移。仅此而已。
    <b>您的验证码：</b>加密保存，提交后立即清除。我们会从此聊天中删除您发送验证码的消息。只保留一个标记，用来识别相同的验证码。
    <b>保存的内容：</b>您的 Telegram 账号 ID、您的语言、号码（加密），以及发生了什么、何时发生。
    <b>谁能看到：</b>邀请您的团队。阿里云和 WhatsApp 会收到号码和验证码。
    <b>保存多久：</b>号码、名称和账号保存到全部结束后 { $days } 天；不含这些信息的经过记录再保存 { $records } 天。获取副本：/mydata。清除数据：/forgetme。

my-data =
    <b>您的数据</b>

    下面的文件包含我们保存的与您有关的内容：您的号码、何时发生了什么，以及我们向 WhatsApp 询问了什么。任何文本程序都能打开。其中没有验证码，因为我们不保存验证码。

my-data-later =
    <b>您的数据</b>

    不到一小时前，我们已把数据文件发给您，请在此聊天的上方查看。下一份可从{ $moment }起生成。

nothing-kept =
    <b>没有可发送或清除的内容</b>

    没有邀请时，我们只保存此账号的 ID 和您选择的语言，并在您首次发消息 { $days } 天后清除，因此没有可发送的内容，也没有其他需要清除的内容。

forget =
    <b>要清除您的数据吗？</b>

    <b>会清除：</b>您的号码、名称、与此账号的关联、给同事的链接，以及尚未发出的消息。
    <b>会保留（不含姓名）：</b>号码已使用的验证码次数，以加密标记保存，以便遵守 WhatsApp 的限制；以及何时发生了什么，保存 { $records } 天。此聊天中的内容可由您自行删除。
    <b>结果：</b>未完成的迁移到此结束。已通过验证的号码仍需由我们的团队迁移，但团队将不再知道号码属于谁；如仍需迁移，请先联系人工客服。如需重新开始，您需要新的邀请。此操作无法撤销。

forget-later =
    <b>您的数据即将清除</b>

    WhatsApp 正在处理 { $number } 的一个步骤，无法撤回，通常需要一两分钟。处理结束后，剩余内容会自动清除，您会在这里收到确认；在此之前，该号码无法继续操作。您的其他号码（如有）已经清除。如果改变主意，请按“{ button-keep }”。
forget-later-number = 您的号码

forgotten =
    <b>您的数据已清除</b>

    自{ $moment }起，这里不再有任何内容表明数据属于谁。参考编号：{ $case }。如日后需要查询，请保存。

    如需重新开始，请打开新的邀请。号码已用掉的验证机会仍会计入。

choose-language = 请选择语言：

# --- Times of day. $hour and $minute have two digits; $zone is the last part of its name (Hong_Kong) or UTC, $city is how
# this language calls it.

time-zone =
    { $zone ->
        [UTC] 世界标准时间 UTC
        [Shanghai] 北京时间
        [Ho_Chi_Minh] 越南时间
        [Kolkata] 印度时间
       *[other] { $city }时间
    }
clock = { time-zone } { $hour }:{ $minute }
day-and-clock = { time-zone } { $month }月{ $day }日 { $hour }:{ $minute }
