# A colleague of the customer's, who has the phone, enters one code: what both of them read.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup, nor has share-text.
# The colleague need not know what else there is about the number. Thank them; blame nobody.

button-colleague = 請同事輸入驗證碼
words-colleague = 同事, 我的同事, 請同事, 請同事幫忙, 手機在同事那裡, 讓同事輸入, 讓同事輸入驗證碼, 給同事的連結

colleague-link-title = 給同事的連結
colleague-link = 請將這個連結傳給拿著手機的同事：
colleague-link-rules = 連結只能使用一次，限一人，{ $minutes } 分鐘內有效。您的同事只會看到號碼的最後幾碼，只能輸入一組驗證碼。結果雙方都會看到。產生新的連結後，這個連結就會失效。
colleague-link-then = 如果驗證碼還沒有傳送，請等同事開啟連結後再傳送：屆時我們會告訴您。

# On a button that opens Telegram’s list of chats, and what is written beside the link there.
share-link = 用 Telegram 傳送
share-text = 請在這裡輸入我們號碼的 WhatsApp 驗證碼。連結只能使用一次。

colleague-ask-title = 需要一組驗證碼
colleague-ask =
    您的同事請您幫忙。貴公司的 WhatsApp Business 號碼要轉移到新的服務商，WhatsApp 會傳送一組 6 位數驗證碼到末碼為 { $digits } 的手機。

    收到後請貼到這裡；整則簡訊也可以。您可以輸入一組驗證碼。
colleague-ask-until = 這個連結在 { $minutes } 分鐘內有效。如果不是您認識的人傳給您的，請不要輸入任何內容，並按「{ button-cancel }」。
colleague-ask-never = 我們絕不會索取 Telegram 登入驗證碼、銀行驗證碼、密碼或雙步驟驗證 PIN 碼。

colleague-checking-title = 正在向 WhatsApp 核對驗證碼…
colleague-checking = 通常只需要幾秒鐘。您和您的同事都會在這裡看到結果。您不需要做任何事。

colleague-late-title = 結果還沒有出來
colleague-late =
    我們正在查明您的驗證碼的結果。它只提交了一次，不會再次提交。

    您不需要做任何事。請不要再次傳送這組驗證碼；一有結果我們就會告訴您和您的同事。

colleague-verified-title = 已通過驗證
colleague-verified =
    WhatsApp 已確認這個號碼。您的同事也會看到這則訊息，接下來由同事繼續辦理。

    您不需要再做什麼。謝謝您。

colleague-refused-title = 尚未通過驗證
colleague-refused-through = 您的驗證碼沒有提交成功。
colleague-refused-other = 有別的問題需要先解決，與您無關。
colleague-refused-then = 您的同事已經知道，可以再傳一個新的連結給您，以輸入另一組驗證碼。這個連結已失效。

colleague-over-title = 這個連結已失效
colleague-over-not-accepted = 您輸入的驗證碼沒有讓號碼通過驗證。您的同事已經知道，可以再傳一個新的連結給您，以輸入另一組驗證碼。
colleague-over-done-already = 號碼已通過驗證，不需要您輸入驗證碼了。您不需要再做什麼。謝謝您。
colleague-over-stopped = 不再需要您輸入驗證碼：您的同事已停止，或改用了別的辦法。您不需要做任何事。
colleague-over-replaced = 您的同事產生了更新的連結。請使用新的連結。
colleague-over-expired = 時間已過，沒有輸入驗證碼。您的同事已經知道，可以再傳一個新的連結給您。
colleague-over-left = 您已停止，我們沒有使用您的任何驗證碼。您的同事已經知道。
colleague-over-not-now = 這個號碼暫時不能提交驗證碼，因此沒有使用您的驗證碼。您的同事知道要等到什麼時候。

note-colleague-opened = 您的同事已開啟連結，可以輸入驗證碼了。如果開啟的不是您的同事，請產生新的連結：這個連結隨即失效。
note-colleague-code = 您的同事已傳送驗證碼。
note-colleague-code-sent = WhatsApp 正在向那支手機傳送驗證碼。
note-colleague-left = 開啟您連結的人選擇了停止，連結已失效。沒有用掉驗證機會。您可以產生新的連結。
note-colleague-link-expired = 您給同事的連結已失效，沒有收到驗證碼。沒有用掉驗證機會。您可以產生新的連結。
note-colleague-links-many = 您在一小時內產生了很多連結。請使用最新的一個，或過幾分鐘再產生。
note-colleague-link-over = 這個連結已失效。請向傳給您連結的同事索取新的連結。
note-colleague-link-own = 這個連結是給您同事的。請轉傳給同事：它仍然有效。
note-colleague-own-too = 您自己的號碼也在等待驗證碼，因此沒有使用這組驗證碼，也沒有用掉驗證機會。如果它是給下面這個號碼的，請以回覆這則訊息的方式傳送。
note-colleague-only = 您在這裡只能輸入這一組驗證碼。其他事情請詢問傳給您連結的同事。
note-colleague-forgotten = 已清除：此帳號曾協助輸入驗證碼的紀錄。您輸入的驗證碼結果如何，傳給您連結的同事會看到。
note-colleague-this-first = 請先輸入這組驗證碼，或按「{ button-cancel }」。然後再開啟另一個連結：它還沒有使用過。
