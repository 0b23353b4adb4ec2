# Texts that Telegram shows around the chat. No markup: they are shown as they are.

# Beside the commands, in the menu and on the help page.
command-start = 开始，或查看进度
command-status = 查看进度
command-numbers = 查看您的所有号码，并选择一个
command-resend = 获取验证码，或重新获取
command-human = 联系人工客服
command-language = 更改语言
command-cancel = 停止
command-privacy = 我们保存什么、为什么保存
command-mydata = 获取我们保存的您的数据副本
command-forgetme = 清除我们保存的您的数据
command-verify = 核实本机器人的真伪
command-help = 本机器人的用途

# On the bot's profile: at most 120 characters.
description-short = 验证即将迁移到阿里云的 WhatsApp Business 号码。仅限受邀客户使用。

# Before the first message, above Start: at most 512 characters.
description = WhatsApp 会向贵公司的号码发送验证码，本机器人负责提交该验证码，以便将号码迁移到阿里云。您需要供应商发给您的专属链接。{ never-asked }

# The bot's name, where the vendor is named: at most 64 characters together.
bot-title = { $vendor } · 号码验证
