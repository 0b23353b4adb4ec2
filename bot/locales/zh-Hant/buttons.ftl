# Labels of buttons. No markup: Telegram shows them as they are. Each can be typed as well.
# What else may be typed for a button stands in its words-…, with commas between.

button-yes = 是的，沒錯
words-yes = 是, 是的, 對, 對的, 沒錯, 正確, 確認, 確定, 好, 好的, 可以, 嗯, 行

button-change-number = 更換號碼
words-change-number = 不, 不是, 不對, 錯了, 號碼錯了, 號碼不對, 不是這個, 換號碼, 換個號碼, 換一個號碼, 其他號碼, 改號碼, 修改號碼

button-no-code = 我需要驗證碼
words-no-code = 需要驗證碼, 要驗證碼, 沒有驗證碼, 沒收到, 還沒收到, 沒收到驗證碼, 沒有收到驗證碼, 還沒收到驗證碼, 收不到, 收不到驗證碼, 收不到簡訊, 沒收到簡訊, 沒有簡訊, 收不到短訊, 沒有來電, 沒接到電話, 重發, 重發驗證碼, 重新傳送, 再傳一次, 再發一次, 傳送驗證碼, 取得驗證碼, 新驗證碼

button-person = 聯絡專人
words-person = 專人, 真人, 客服, 人工, 人工客服, 轉真人, 找真人, 找客服, 聯絡客服, 真人客服

button-bot = 回到機器人
words-bot = 機器人, 返回機器人, 回機器人, 轉機器人, 不用專人

button-resume = 繼續
words-resume = 繼續辦理, 繼續吧

button-cancel = 停止
words-cancel = 取消, 退出, 結束, 終止, 不辦了

button-status = 查看進度
words-status = 進度, 狀態, 查看狀態, 查進度, 到哪一步了, 現在怎麼樣了

button-numbers = 您的號碼
words-numbers = 我的號碼, 號碼清單, 所有號碼, 全部號碼, 查看號碼, 清單

button-more-numbers = 更多號碼
words-more-numbers = 更多, 下一頁, 翻頁

button-help = 說明
words-help = 幫助, 幫忙, 這是什麼, 怎麼用, 使用說明

button-privacy = 隱私權
words-privacy = 隱私, 隱私權政策, 隱私政策

button-my-data = 我的資料副本
words-my-data = 我的資料, 資料副本, 匯出資料, 匯出我的資料, 下載我的資料

button-forget = 清除我的資料
words-forget = 忘記我, 刪除我的資料, 刪除資料, 全部刪除

button-erase = 是的，全部清除
words-erase = 確認全部清除, 立即全部清除

button-keep = 保留我的資料
words-keep = 保留資料, 不要清除, 不清除了, 取消清除

button-verify = 如何查證身分
words-verify = 查證, 查證身分, 驗證身分, 是真的嗎, 真的假的, 是詐騙嗎, 詐騙, 騙子, 防詐騙

button-language = 語言 · Language
words-language = 語言, 切換語言, 更改語言, 變更語言, 換語言

# A language's own name is the same in every language.
button-english = English
words-english = 英文, 英語

button-indonesian = Bahasa Indonesia
words-indonesian = 印尼語, 印尼文

button-simplified-chinese = 简体中文
words-simplified-chinese = 簡體, 簡中, 簡體中文

button-traditional-chinese = 繁體中文
words-traditional-chinese = 繁體, 繁中, 正體中文, 正體, 國語, 粵語

# On a keyboard of its own: Telegram asks back before it shares the number.
share-number = 分享我的 Telegram 號碼
