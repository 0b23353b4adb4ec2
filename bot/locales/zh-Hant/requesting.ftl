# From the number to the code on the phone: what is said and pressed while a code is sent by us.
# HTML as in screens.ftl; labels of buttons and what may be typed for them have no markup.

preparing-title = 正在確認是否準備就緒…
preparing = 我們正在向 WhatsApp 查詢這個號碼，通常只需幾秒鐘。您不需要做任何事。

ready-title = 手機在您手邊嗎？
ready-number = WhatsApp 將向 <b>{ $number }</b> 傳送 6 位數驗證碼。它只能使用一次，有效期限約為 10 分鐘。
ready-check-sms = 裝有此 SIM 卡的手機已開機、有訊號，並且不封鎖國外簡訊。
ready-check-call = 有人接聽電話。來電會直接響鈴，不經過來電轉接或語音選單：來電的是自動語音，無法按鍵。不封鎖國外來電。
ready-check-menu = 如果此號碼設有語音選單，請暫時改為直接接通到人。
ready-check-two-step = 雙步驟驗證已關閉。如果 WhatsApp 帳戶歸您目前的服務商所有，由他們關閉；否則由您公司的管理員關閉：{ two-step-path }。之後 Meta 會寄電子郵件，請點選其中的連結確認。
two-step-path = WhatsApp Manager › 帳戶工具 › 電話號碼 › 此號碼 › 雙步驟驗證 › 關閉
ready-neither-is-sure = 對於這類號碼，WhatsApp 不建議使用簡訊或電話。請先聯絡專人；如果仍要繼續，請選擇電話。
ready-call-is-better = 對於這類號碼，電話比簡訊更可靠。
ready-after-misses = 先前的簡訊沒有收到，電話可能更可靠。
ready-call-arrives = 在這個號碼所屬的網路中，透過電話收到驗證碼比簡訊更可靠。
ready-press = 請拿到手機後再按：驗證碼會立即傳送。
requests-left = 今天還可以傳送 { $requests } 次驗證碼。

ready-wait = 下一組驗證碼可從{ $moment }起傳送。屆時請將手機放在手邊，再按「{ button-no-code }」。

not-ready-title = 在傳送驗證碼之前
not-ready = 處理好後，請按「{ button-try-again }」：我們會再次向 WhatsApp 查詢。在此之前不會傳送驗證碼，也不會用掉驗證機會。

requesting-title = 正在請求驗證碼…
requesting = 我們正在請 WhatsApp 傳送驗證碼，需要幾秒鐘；請將手機放在身邊。

ask-code-sent-sms = WhatsApp 正在以簡訊向 <b>{ $number }</b> 傳送 6 位數驗證碼，可能需要幾分鐘。
ask-code-sent-call = WhatsApp 正在撥打 <b>{ $number }</b> 並唸出 6 位數驗證碼。請記下來。
ask-code-paste =
    請將驗證碼貼到這裡；整則簡訊也可以。它只能使用一次，有效期限通常約為 10 分鐘。

    { never-asked }

ask-code-again = 請與最新的簡訊核對，然後重新傳送。如果那則簡訊已超過 10 分鐘，或者您傳送的就是它，請按「{ button-no-code }」，並且只使用新的驗證碼。
ask-code-mended = 需要新的驗證碼：一切就緒後，請按「{ button-no-code }」。

new-code-title = 重新取得驗證碼
new-code = 重新取得後，請只使用新的驗證碼：先前的將不再有效。
new-code-wait = { $minutes } 分鐘後（{ $moment }）可以再次傳送驗證碼。先前的驗證碼可能還會收到，在您重新取得之前仍然有效。
new-code-used-up = 此號碼目前可傳送的驗證碼已經用完。下一次可從{ $moment }起傳送。我們的團隊已收到通知，可以提前協助您。

appointment-title = 選擇我們再次詢問的時間
appointment = 我們會提前 10 分鐘聯絡您，詢問手機是否在您手邊。在您確認之前，不會傳送驗證碼。上午指 9:00，晚上指 20:00。現在是{ $moment }。

appointed-title = 我們會再次詢問您
appointed = 您選擇了{ $moment }。我們會提前 10 分鐘聯絡您，詢問手機是否在您手邊。在您確認之前，不會傳送驗證碼。

held-look-again = 如果您得知已處理好，請按「{ button-try-again }」。

note-code-life-over = 已傳送的驗證碼超過 10 分鐘，WhatsApp 不會再接受。沒有用掉驗證機會。
note-request-unsure = 我們沒有得到回覆，因此不知道驗證碼是否正在傳送。如果收到，請貼到這裡；如果 3 分鐘內沒有收到，請重新取得。沒有用掉驗證機會。
note-extended = 我們的團隊允許此號碼再傳送一次驗證碼，並多一次驗證機會。請先拿好手機再取得。
note-unlocked = 我們的團隊已得知，WhatsApp 重新接受此號碼的驗證碼。
note-code-proposed = 我們的團隊想現在傳送驗證碼。此號碼的手機在您手中嗎？如果在，請在下方選擇簡訊或電話；在您選擇之前不會傳送任何內容。
note-in-hand-again = 您的回覆是幾分鐘前寫的，因此我們再問一次：只有手機在您手邊時才會傳送驗證碼。
note-appointment-near = 您選擇的時間快到了。
note-appointment-past = 這個時間已過或太近。請另選時間，或現在傳送驗證碼。

button-send-sms = 傳送簡訊
words-send-sms = 簡訊, 用簡訊, 傳簡訊, 發簡訊, 簡訊驗證碼

button-call-me = 撥打此號碼
words-call-me = 電話, 用電話, 打電話, 打電話吧, 語音, 語音電話

button-later = 稍後再說
words-later = 稍後, 以後, 晚點, 晚一點, 預約, 另選時間

button-in-an-hour = 一小時後
words-in-an-hour = 一個小時後

button-this-evening = 今天晚上
words-this-evening = 今晚, 晚上

button-tomorrow-morning = 明天上午
words-tomorrow-morning = 明天, 明早

button-tomorrow-evening = 明天晚上
words-tomorrow-evening = 明晚

button-now = 還是現在吧
words-now = 現在, 馬上, 現在就傳

button-try-again = 再次查詢
words-try-again = 再試一次, 重試, 再查一次, 已完成, 完成了
