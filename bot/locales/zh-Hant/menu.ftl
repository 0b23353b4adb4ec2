# Texts that Telegram shows around the chat. No markup: they are shown as they are.

# Beside the commands, in the menu and on the help page.
command-start = 開始，或查看進度
command-status = 查看進度
command-numbers = 查看您的所有號碼，並選擇一個
command-resend = 取得驗證碼，或重新取得
command-human = 聯絡專人
command-language = 變更語言
command-cancel = 停止
command-privacy = 我們保存什麼、為什麼保存
command-mydata = 取得我們保存的您的資料副本
command-forgetme = 清除我們保存的您的資料
command-verify = 查證這個機器人的真偽
command-help = 這個機器人的用途

# On the bot's profile: at most 120 characters.
description-short = 驗證即將轉移到阿里雲的 WhatsApp Business 號碼。僅限受邀客戶使用。

# Before the first message, above Start: at most 512 characters.
description = WhatsApp 會將驗證碼傳送到貴公司的號碼，這個機器人負責提交驗證碼，讓號碼得以轉移到阿里雲。您需要廠商傳給您的專屬連結。{ never-asked }

# The bot's name, where the vendor is named: at most 64 characters together.
bot-title = { $vendor } · 號碼驗證
