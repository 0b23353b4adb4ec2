# What a customer sees. HTML as Telegram knows it: <b>, <i>, <code>.
# Say what happened, what to do, whether a try was used, and when. Calm and short; never blame.
# «通過驗證» is not «啟用»: a verified number has not moved yet.

step = 第 { $step } 步，共 { $steps } 步

need-invitation =
    <b>這個機器人僅限受邀客戶使用</b>

    它協助企業將 WhatsApp Business 號碼轉移到阿里雲。要開始，請開啟廠商傳給您的專屬連結。

    沒有邀請時，我們絕不會索取號碼或驗證碼。

ask-number-title = 要轉移哪個號碼？
ask-number =
    請輸入要轉移的 WhatsApp Business 號碼，並加上國碼，例如 +62 812 3456 7890。

    下方按鈕分享的是<b>此 Telegram 帳號</b>的號碼。只有當它就是要轉移的號碼時才使用。

confirm-number-title = 要轉移的是這個號碼嗎？
for-label = 客戶：{ $label }
confirm-number-given = 驗證碼將傳送到這個號碼，請逐位核對。
confirm-number-expected = 這個號碼來自您的邀請。如果不對，請聯絡專人。

ask-code-title = 請傳送 WhatsApp 驗證碼
ask-code =
    WhatsApp 會透過簡訊或電話將 6 位數驗證碼傳送到 <b>{ $number }</b>。如果沒有收到，請按「{ button-no-code }」。

    收到後，請貼到這裡；整則簡訊也可以。每組驗證碼只能使用一次，有效期限通常約為 10 分鐘。

    { never-asked }
tries-left = 您還有 { $tries } 次驗證機會。
no-try-left = 您的驗證機會已用完，請等到{ $moment }。
last-try = 您還有最後 1 次驗證機會。如果再次未通過，此號碼將暫停到{ $moment }。

checking-title = 正在向 WhatsApp 核對驗證碼…
checking = 通常只需要幾秒鐘。您不需要做任何事。
checking-in-line = 目前有許多驗證碼正在核對。您的驗證碼排在第 { $place } 位，大約需要 { $seconds } 秒。到目前為止沒有用掉驗證機會。您不需要做任何事。

settling-title = 結果還沒有出來
settling =
    我們正在查明這組驗證碼的結果。它只提交了一次，不會再次提交，因此最多用掉一次驗證機會。

    您不需要做任何事。請不要再次傳送這組驗證碼；一有結果我們就會告訴您。
settling-for-long =
    WhatsApp 那邊還沒有告訴我們這組驗證碼的結果。我們每隔幾分鐘查詢一次，團隊也已收到通知。它只提交了一次，不會再次提交，因此最多用掉一次驗證機會。

    您不需要做任何事。請不要再次傳送這組驗證碼；一有結果我們就會告訴您，即使需要幾個小時。

paused-title = 此號碼已暫停
paused = 目前的驗證機會已用完。暫停到{ $moment }，以免 WhatsApp 將此號碼鎖定更久。
paused-by-whatsapp = WhatsApp 表示嘗試次數過多，目前不接受此號碼的驗證碼。我們會等到{ $moment }；提前再試可能會延長等候時間。
paused-then = 屆時我們會通知您。到時需要使用新的驗證碼，現在請先不要取得。

held-title = 暫時擱置，並非您的原因
held-until-mended = 我們的團隊已收到通知，可以繼續時會告訴您。在此之前，您不需要做任何事。
held-until-it-works = 我們的團隊已收到通知。我們每隔幾分鐘會再查詢一次，可以繼續時會通知您。在此之前，您不需要做任何事。
held-new-code = 屆時您需要新的驗證碼。

verified-title = 已通過驗證
verified =
    WhatsApp 已確認此號碼屬於您。

    此號碼尚未在新服務商啟用：最後一個步驟由我們的團隊完成。在此之前，WhatsApp 仍由您目前的服務商提供服務。

    現在您不需要做任何事。

cancelled-title = 已停止
cancelled = 沒有任何變更：WhatsApp 照常使用。

expired-title = 暫時關閉
expired = 我們已有 { $days } 天沒有收到訊息，因此暫時關閉。沒有任何變更：WhatsApp 照常使用。

may-go-on = 您可以在此繼續，直到{ $moment }。
may-not-go-on = 您的邀請已結束。要重新開始，請向您的廠商索取新的連結。
may-be-opened = 我們的團隊可以重新開啟此項。如果您想繼續，請告訴他們。

person-called-title = 我們的團隊已收到通知
person-called = 我們的專人會在這個聊天裡直接回覆您：您從現在起寫的和傳的內容都會轉給他們。您的案件編號是 { $case }。{ never-as-a-picture }
person-there = 我們的專人現在在線上。
person-back = 我們的專人現在不在線上，從 { $moment } 起回覆。

never-as-a-picture = 驗證碼請只用文字傳送：由機器人接收，其他人看不到。放在圖片或語音裡，會被別人看到或聽到。

with-person-title = 專人服務
with-person = 您在這裡寫的和傳的內容會轉給我們的專人，他們會在這裡回覆您。{ never-as-a-picture }
person-says = 我們的專人

code-wanted-title = 我們的團隊已收到通知
code-wanted =
    團隊會請 WhatsApp 將新的驗證碼傳送到 <b>{ $number }</b>。請留意那支手機：可能需要幾分鐘。收到後請貼到這裡；請使用最新的一則訊息。

    如果收不到簡訊，請告訴專人：WhatsApp 也可以打電話。電話必須由人直接接聽，不能經過語音選單。

help =
    <b>這個機器人的用途</b>

    它負責提交 WhatsApp 傳給您的驗證碼，讓您的 WhatsApp Business 號碼得以轉移到阿里雲。{ never-asked }

help-typing = 每個按鈕也可以直接輸入文字。

privacy =
    <b>我們保存什麼、為什麼保存</b>

    <b>目的：</b>向 WhatsApp 證明號碼屬於您，以便轉移。僅此而已。
    <b>您的驗證碼：</b>加密保存，提交後立即清除。我們會從此聊天中刪除您傳送驗證碼的訊息。只保留一個標記，用來辨識相同的驗證碼。
    <b>保存的內容：</b>您的 Telegram 帳號 ID、您的語言、號碼（加密），以及發生了什麼、何時發生。
    <b>誰能看到：</b>邀請您的團隊。阿里雲和 WhatsApp 會收到號碼和驗證碼。
    <b>保存多久：</b>號碼、名稱和帳號保存到全部結束後 { $days } 天；不含這些資訊的經過紀錄再保存 { $records } 天。取得副本：/mydata。清除資料：/forgetme。

my-data =
    <b>您的資料</b>

    下面的檔案包含我們保存的與您有關的內容：您的號碼、何時發生了什麼，以及我們向 WhatsApp 詢問了什麼。任何文字編輯程式都能開啟。其中沒有驗證碼，因為我們不保存驗證碼。

my-data-later =
    <b>您的資料</b>

    不到一小時前，我們已把資料檔案傳給您，請在此聊天的上方查看。下一份可從{ $moment }起產生。

nothing-kept =
    <b>沒有可傳送或清除的內容</b>

    沒有邀請時，我們只保存此帳號的 ID 和您選擇的語言，並在您首次傳訊息 { $days } 天後清除，因此沒有可傳送的內容，也沒有其他需要清除的內容。

forget =
    <b>要清除您的資料嗎？</b>

    <b>會清除：</b>您的號碼、名稱、與此帳號的關聯、給同事的連結，以及尚未送出的訊息。
    <b>會保留（不含姓名）：</b>號碼已使用的驗證碼次數，以加密標記保存，以便遵守 WhatsApp 的限制；以及何時發生了什麼，保存 { $records } 天。此聊天中的內容可由您自行刪除。
    <b>結果：</b>未完成的轉移到此結束。已通過驗證的號碼仍需由我們的團隊轉移，但團隊將不再知道號碼屬於誰；如仍需轉移，請先聯絡專人。如需重新開始，您需要新的邀請。此操作無法復原。

forget-later =
    <b>您的資料即將清除</b>

    WhatsApp 正在處理 { $number } 的一個步驟，無法撤回，通常需要一兩分鐘。處理結束後，剩餘內容會自動清除，您會在這裡收到確認；在此之前，這個號碼無法繼續操作。您的其他號碼（如有）已經清除。如果改變主意，請按「{ button-keep }」。
forget-later-number = 您的號碼

forgotten =
    <b>您的資料已清除</b>

    自{ $moment }起，這裡不再有任何內容表明資料屬於誰。參考編號：{ $case }。如日後需要查詢，請保存。

    如需重新開始，請開啟新的邀請。號碼已用掉的驗證機會仍會計入。

choose-language = 請選擇語言：

# --- Times of day. $hour and $minute have two digits; $zone is the last part of its name (Hong_Kong) or UTC, $city is how
# this language calls it.

time-zone =
    { $zone ->
        [UTC] 世界標準時間 UTC
        [Shanghai] 北京時間
        [Ho_Chi_Minh] 越南時間
        [Kolkata] 印度時間
       *[other] { $city }時間
    }
clock = { time-zone } { $hour }:{ $minute }
day-and-clock = { time-zone } { $month }月{ $day }日 { $hour }:{ $minute }
