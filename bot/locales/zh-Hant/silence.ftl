# To customers from whom nothing comes: reminders, which say where they are and how to stop, and coming back.
# HTML as in screens.ftl.

nudge-title = 我們還在等您
nudge-last-title = 最後一次提醒
nudge-asking-number = 我們還不知道要轉移哪個號碼。要繼續，請輸入該號碼，並加上國碼。
nudge-confirming-number = 下一步只需您確認：要轉移的是 <b>{ $number }</b> 嗎？
nudge-ready = 一切就緒，隨時可以將驗證碼傳送到 <b>{ $number }</b>。
nudge-not-ready = 傳送驗證碼之前還有事項需要處理。處理好後，請按「{ button-try-again }」。
nudge-waiting-code = 下一步是 WhatsApp 傳送到 <b>{ $number }</b> 的 6 位數驗證碼。請將它貼到這裡；如果沒有收到，請按「{ button-no-code }」。
nudge-open-until = 您至少可以在{ $moment }之前繼續。等待不會用掉驗證機會。
nudge-last = 我們不會再提醒您。您至少可以在{ $moment }之前繼續；之後我們會暫時關閉，您提供的內容會保留。
nudge-how = 如果現在不方便，請按「{ button-later }」。按「{ button-cancel }」即可結束。

put-off-title = 我們會再次詢問您
put-off = 我們會再次詢問，但不會早於{ $moment }。在此之前，無論您傳送什麼，都會從目前的進度繼續。

expired-kept = 沒有遺失任何內容：您提供的內容都已保留。

note-reachable-again = 歡迎回來，您又可以收到我們的訊息了。沒有遺失任何內容。目前的進度如下：
