# One or two sentences about what just happened, said above the screen that it led to.

note-link-unknown = 無法辨識這個連結。請從原本的訊息中重新開啟，或索取新的連結。
note-link-used = 這個連結已由另一個 Telegram 帳號使用。請索取您自己的連結。
note-link-expired = 這個連結已失效。請向您的廠商索取新的連結。

# Above the first question.
note-what-we-keep = 號碼和驗證碼僅用於將號碼轉移到阿里雲。驗證碼提交後立即清除；號碼、您的名稱和此帳號的 ID 在全部結束 { $days } 天後清除。詳情請看 /privacy。

note-number-unreadable = 這則訊息裡沒有電話號碼。
note-number-too-short = 這個號碼的位數不足。
note-number-too-long = 這個號碼的位數太多。
note-number-needs-country = 缺少國碼。請連同國碼一起傳送號碼，例如 +62。
note-number-impossible = 沒有任何國家或地區使用這樣的號碼。請核對數字。
note-number-taken = 此號碼正在別處進行驗證。我們的團隊已收到通知。
note-number-fixed = 您的邀請僅限一個號碼。如果號碼不對，請聯絡專人。
note-contact-not-yours = 這個聯絡人不是此帳號自己的號碼。請直接輸入號碼。

note-code-too-short = 您傳送的數字不足 6 位，因此沒有提交，也沒有用掉驗證機會。
note-code-too-long = 您傳送的數字超過 6 位，因此沒有提交，也沒有用掉驗證機會。
note-code-not-digits = 這則訊息裡沒有 6 位數驗證碼。沒有用掉驗證機會。
note-code-several = 這則訊息裡有好幾組驗證碼。請只傳送最新的一組。沒有用掉驗證機會。
note-code-telegram-login = 這看起來是 <b>Telegram</b> 的登入驗證碼。請不要告訴任何人，包括我們；我們會將它從此聊天中刪除。沒有用掉驗證機會。
note-code-foreign = 這看起來是銀行或其他服務的驗證碼。請不要告訴任何人，包括我們；我們會將它從此聊天中刪除。沒有用掉驗證機會。如果它確實來自 WhatsApp，請只傳送那 6 位數字。
note-code-pin = 這似乎與 PIN 碼有關。我們不需要 PIN 碼，只需要 WhatsApp 傳來的 6 位數驗證碼。沒有用掉驗證機會。
note-code-old = 這組驗證碼已超過 10 分鐘，WhatsApp 不會再接受，因此沒有提交，也沒有用掉驗證機會。請重新取得驗證碼。
note-code-same = 這組驗證碼先前已經提交過，而每組驗證碼只能使用一次。我們沒有再次提交，因此沒有再用掉驗證機會。
note-code-in-hand = 另一組驗證碼正在核對，因此沒有使用這則訊息，也沒有用掉驗證機會。

# After it follow the fault's own sentence, whether a try was counted, and the reference.
fault-reference = 如需聯絡專人，請提供參考編號 { $reference }。
try-counted = 這次用掉了一次驗證機會。
try-not-counted = 沒有用掉驗證機會。

note-not-through = 您的驗證碼沒有提交成功。為求穩妥，仍按用掉一次驗證機會計算。
note-already-verified = 此號碼先前已通過驗證，因此不需要您的驗證碼。沒有用掉驗證機會。
note-ready-again = 問題已解決：可以用新的驗證碼繼續。
note-ready-with-code = 問題已解決。您傳來的驗證碼沒有用掉：如果收到還不到 10 分鐘，請現在再傳一次。
note-try-again-now = 暫停已結束：您可以用新的驗證碼再試。
note-closed = 我們的團隊已關閉此項。不會再要求驗證碼，也沒有因此用掉驗證機會。
note-reopened = 我們的團隊已重新開啟此項：您可以繼續。
note-other-number-verified = 您之前的號碼 { $number } 其實已通過驗證。它尚未啟用：最後一個步驟由我們的團隊完成。
note-language-changed = 現在使用繁體中文。
note-late = 讓您久等了，結果如下。
note-back = 我們剛才中斷了一段時間，現在已恢復。期間沒有用掉驗證機會。如果您按過按鈕或傳過訊息卻沒有收到回覆，請再試一次。目前的進度如下：
note-back-for-code = 我們剛才中斷了一段時間，現在已恢復。期間沒有用掉驗證機會。10 分鐘前收到的驗證碼已經失效：請重新取得。如果您按過按鈕或傳過訊息卻沒有收到回覆，請再試一次。
note-back-with-code = 我們剛才中斷了一段時間，現在已恢復。您的驗證碼尚未提交，因此沒有用掉驗證機會。我們現在繼續處理；如果驗證碼已失效，我們會請您提供新的驗證碼。
note-back-finding-out = 我們剛才中斷了一段時間，現在已恢復。您的驗證碼沒有再次提交：我們正在查明結果。
note-forgotten-verified = 剛才的步驟已經處理完畢：您的號碼已通過驗證，我們的團隊已收到通知。
note-forgotten-unverified = 剛才的步驟已經處理完畢，您的號碼沒有通過驗證。
note-cannot-cancel = 您的驗證碼正在核對，暫時無法停止。等結果出來後即可停止。
note-code-asked-already = 您剛才的請求，我們的團隊已經收到。
note-number-chosen = 現在辦理的是這個號碼：您在這裡傳送的內容都與它有關。
note-code-goes-here = 現在辦理的是這個號碼。接下來 10 分鐘內您傳送的驗證碼都用於它，不會用於其他號碼。
note-person-here = 我們的專人正在為您處理。
note-with-bot = 您現在回到機器人服務。目前的進度如下：
note-not-now = 這與目前的步驟不符。目前的進度如下：
note-old-button = 這個按鈕屬於較早的訊息。目前的進度如下：
note-many-messages = 一下子收到的訊息太多，我們無法逐則回覆。訊息都沒有遺失：我們會全部讀取，包括還在途中的。請等候 { $seconds } 秒後再傳送。
note-cannot-read = 我們無法讀取這則訊息：這裡只支援文字。
