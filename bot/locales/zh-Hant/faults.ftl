# What is the matter, in the customer's words: one sentence for each fault, two where they can do something about it.
# Whether a try was counted is said after it, so not in it.

fault-wrong-code = 驗證碼不正確。
fault-code-expired = 驗證碼已過期：驗證碼的有效期限約為 10 分鐘。
fault-code-refused = WhatsApp 未接受這組驗證碼：可能不相符，也可能已過期。
fault-too-many-tries = WhatsApp 表示，此號碼的嘗試次數過多。
fault-maybe-verified = WhatsApp 沒有就此號碼給出明確的答覆。
fault-number-invalid = WhatsApp 不接受此號碼目前的寫法。
fault-number-not-in-space = 我們為您準備的帳戶中還沒有此號碼。
fault-not-migrating = 我們這邊尚未啟動此號碼的轉移。
fault-two-step-on = 此號碼仍開啟雙步驟驗證。請由您或您目前的服務商在 WhatsApp Manager 中將其關閉，然後使用新的驗證碼。
fault-customer-account = WhatsApp 要求先處理好您的商業帳戶，例如顯示名稱。我們的團隊已收到通知，可以協助您。
fault-space-not-bound = 您的 WhatsApp Business 帳戶尚未在我們這邊完成綁定。
fault-not-subscribed = 我們這邊有一項服務尚未開通。
fault-not-permitted = 我們的程式缺少這個步驟所需的權限。
fault-credentials = 我們的程式需要更新對阿里雲的存取權限。
fault-clock = 我們這邊有一部伺服器的時間不準。
fault-account = 我們的阿里雲帳戶需要處理。
fault-meta-access = WhatsApp 目前拒絕阿里雲的存取。
fault-throttled = 目前請求較多，我們需要排隊等候。
fault-provider-down = 負責核對驗證碼的服務目前沒有正常回應。
fault-program = 我們的程式在這個步驟出了錯。
fault-unrecognised = WhatsApp 沒有通過，給出的答覆我們尚未見過。我們的團隊正在查明原因。
