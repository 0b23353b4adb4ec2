# For a customer with several numbers: the list of them, and which of them a code is for. HTML as in screens.ftl.

numbers-title = 您的號碼
numbers-part = 第 { $first } 至 { $last } 個，共 { $all } 個
numbers-line = { $number }：{ $state }
numbers-line-current = { $number }：{ $state }（目前辦理）
numbers-choose = 請按要繼續辦理的號碼，或輸入它的後四碼。

which-number-title = 這組驗證碼是哪個號碼的？
which-number = 它可能屬於您的多個號碼，因此沒有提交，也沒有用掉驗證機會。請先按對應的號碼，然後再傳送一次驗證碼。
which-number-reply = 您也可以直接回覆該號碼的訊息來傳送驗證碼。

# What a number is called, also on its button.
number-called = 號碼 { $digits }
number-called-case = 案件編號 { $case }
number-called-both = 號碼 { $digits }，案件編號 { $case }

# Where a number stands.
number-is-asking-number = 尚未提供號碼
number-is-confirming-number = 等待您確認
number-is-preparing = 正在查詢
number-is-ready = 可以取得驗證碼
number-is-appointed = 將在您選擇的時間繼續
number-is-requesting = 驗證碼正在傳送
number-is-waiting-code = 等待驗證碼
number-is-prechecking = 正在核對驗證碼
number-is-checking = 正在核對驗證碼
number-is-settling = 正在查明結果
number-is-paused = 已暫停
number-is-held = 暫時擱置，並非您的原因
number-is-verified = 已通過驗證，尚未啟用
number-is-registering = 已通過驗證，尚未啟用
number-is-live = 已啟用
number-is-cancelled = 已停止
number-is-expired = 暫時關閉
