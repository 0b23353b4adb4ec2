# --- Who is asking. A phrase is what the customer was told by another way; a contact is a person whom they know there.

contact = 您的聯絡人
contact-at = 您在 { $vendor } 的聯絡人
phrase-title = 請先確認是我們
phrase = { $contact }已透過其他方式告訴您一句暗語。它應該是：<b>{ $phrase }</b>。如果不一致，或者沒有人告訴過您，請不要在這裡回答，並詢問{ $contact }。詳情：/verify

verify-title = 如何查證這個機器人
verify-address = <b>地址：</b>這個機器人是 @{ $username }。請與{ $contact }在電話中告訴您的逐個字母核對。仿冒者可能看起來一模一樣。
verify-address-there = <b>地址：</b>這個機器人是 @{ $username }。請自行輸入 { $url }，並逐個字母核對。仿冒者可能看起來一模一樣。
verify-phrase = <b>暗語：</b><b>{ $phrase }</b>。這是{ $contact }透過其他方式告訴您的。仿冒者不知道它。
verify-phrase-later = <b>暗語：</b>開啟您的專屬連結後，在詢問任何內容之前，我們會先顯示透過其他方式告訴您的暗語。
verify-never = <b>絕不索取：</b>{ never-asked }沒有邀請時，我們不會詢問任何內容。
verify-doubt = <b>如有疑問：</b>請不要再在這裡寫任何內容，並撥打您以前就有的號碼聯絡{ $contact }。

never-asked = 我們絕不會索取 Telegram 登入驗證碼、銀行驗證碼、密碼或雙步驟驗證 PIN 碼。

# What phrases are made of: 64 everyday things that nobody confuses when they are read over the telephone.
phrase-words = 蘋果、竹子、燈塔、石橋、月亮、星星、白雲、彩虹、雪山、大海、小溪、森林、花園、草原、沙灘、港灣、玫瑰、茉莉、荷花、牡丹、蘭花、松樹、柳樹、楓葉、櫻桃、石榴、檸檬、芒果、葡萄、荔枝、橘子、核桃、花生、蜂蜜、生薑、豆腐、茶壺、咖啡、米飯、麵包、雨傘、燈籠、風箏、鋼琴、吉他、笛子、鈴鐺、鏡子、鑰匙、書包、鉛筆、椅子、梯子、扇子、帽子、圍巾、手套、白鴿、燕子、海豚、鯨魚、熊貓、老虎、駿馬
