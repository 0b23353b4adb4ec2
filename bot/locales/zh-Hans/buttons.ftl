# Labels of buttons. No markup: Telegram shows them as they are. Each can be typed as well.
# What else may be typed for a button stands in its words-…, with commas between.

button-yes = 是的，没错
words-yes = 是, 是的, 对, 对的, 没错, 正确, 确认, 确定, 好, 好的, 可以, 嗯, 行

button-change-number = 更换号码
words-change-number = 不, 不是, 不对, 错了, 号码错了, 号码不对, 不是这个, 换号码, 换个号码, 换一个号码, 其他号码, 改号码, 修改号码

button-no-code = 我需要验证码
words-no-code = 需要验证码, 要验证码, 没有验证码, 没收到, 还没收到, 没收到验证码, 没有收到验证码, 还没收到验证码, 收不到, 收不到验证码, 收不到短信, 没收到短信, 没有短信, 没有来电, 没接到电话, 重发, 重发验证码, 重新发送, 再发一次, 发验证码, 发送验证码, 获取验证码, 新验证码

button-person = 联系人工客服
words-person = 人工, 客服, 人工客服, 转人工, 找人工, 真人, 联系客服, 联系人工, 找客服

button-bot = 回到机器人
words-bot = 机器人, 返回机器人, 回机器人, 转机器人, 不用人工

button-resume = 继续
words-resume = 接着来, 继续办理, 继续吧

button-cancel = 停止
words-cancel = 取消, 退出, 结束, 终止, 不办了

button-status = 查看进度
words-status = 进度, 状态, 查看状态, 查进度, 到哪一步了, 现在怎么样了

button-numbers = 您的号码
words-numbers = 我的号码, 号码列表, 所有号码, 全部号码, 查看号码, 列表

button-more-numbers = 更多号码
words-more-numbers = 更多, 下一页, 翻页

button-help = 帮助
words-help = 帮忙, 说明, 这是什么, 怎么用, 使用说明

button-privacy = 隐私
words-privacy = 隐私政策, 隐私说明

button-my-data = 我的数据副本
words-my-data = 我的数据, 数据副本, 导出数据, 导出我的数据, 下载我的数据

button-forget = 清除我的数据
words-forget = 忘记我, 删除我的数据, 删除数据, 全部删除

button-erase = 是的，全部清除
words-erase = 确认全部清除, 立即全部清除

button-keep = 保留我的数据
words-keep = 保留数据, 不要清除, 不清除了, 取消清除

button-verify = 如何核实身份
words-verify = 核实, 核实身份, 验证身份, 是真的吗, 真的假的, 是骗子吗, 骗子, 诈骗, 防骗

button-language = 语言 · Language
words-language = 语言, 切换语言, 更改语言, 换语言

# A language's own name is the same in every language.
button-english = English
words-english = 英文, 英语

button-indonesian = Bahasa Indonesia
words-indonesian = 印尼语, 印尼文, 印度尼西亚语

button-simplified-chinese = 简体中文
words-simplified-chinese = 中文, 简体, 简中, 汉语, 普通话

button-traditional-chinese = 繁體中文
words-traditional-chinese = 繁体, 繁中, 繁体中文

# On a keyboard of its own: Telegram asks back before it shares the number.
share-number = 分享我的 Telegram 号码
