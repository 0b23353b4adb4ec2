# --- Who is asking. A phrase is what the customer was told by another way; a contact is a person whom they know there.

contact = 您的联系人
contact-at = 您在 { $vendor } 的联系人
phrase-title = 请先确认是我们
phrase = { $contact }已通过其他方式告诉您一句暗语。它应当是：<b>{ $phrase }</b>。如果不一致，或者没有人告诉过您，请不要在这里回答，并询问{ $contact }。详情：/verify

verify-title = 如何核实本机器人
verify-address = <b>地址：</b>本机器人是 @{ $username }。请与{ $contact }在电话中告诉您的逐个字母核对。仿冒者可能看起来一模一样。
verify-address-there = <b>地址：</b>本机器人是 @{ $username }。请自行输入 { $url }，并逐个字母核对。仿冒者可能看起来一模一样。
verify-phrase = <b>暗语：</b><b>{ $phrase }</b>。这是{ $contact }通过其他方式告诉您的。仿冒者不知道它。
verify-phrase-later = <b>暗语：</b>打开您的专属链接后，在询问任何内容之前，我们会先显示通过其他方式告诉您的暗语。
verify-never = <b>绝不索要：</b>{ never-asked }没有邀请时，我们不会询问任何内容。
verify-doubt = <b>如有疑问：</b>请不要再在这里写任何内容，并拨打您以前就有的号码联系{ $contact }。

never-asked = 我们绝不会索要 Telegram 登录验证码、银行验证码、密码或两步验证 PIN 码。

# What phrases are made of: 64 everyday things that nobody confuses when they are read over the telephone.
phrase-words = 苹果、竹子、灯塔、石桥、月亮、星星、白云、彩虹、雪山、大海、小溪、森林、花园、草原、沙滩、港湾、玫瑰、茉莉、荷花、牡丹、兰花、松树、柳树、枫叶、樱桃、石榴、柠檬、芒果、葡萄、荔枝、橘子、核桃、花生、蜂蜜、生姜、豆腐、茶壶、咖啡、米饭、面包、雨伞、灯笼、风筝、钢琴、吉他、笛子、铃铛、镜子、钥匙、书包、铅笔、椅子、梯子、扇子、帽子、围巾、手套、白鸽、燕子、海豚、鲸鱼、熊猫、老虎、骏马
