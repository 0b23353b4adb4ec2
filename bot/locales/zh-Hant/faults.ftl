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
fault-two-step-on = 此號碼仍開啟雙步驟驗證。如果 WhatsApp 帳戶歸您目前的服務商所有，請讓他們關閉；否則您公司的管理員可以關閉：{ two-step-path }。
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
fault-unrecognised = WhatsApp 給出了否定的答覆，其內容我們尚未見過。我們的團隊正在查明原因。
fault-unexplained = WhatsApp 沒有通過我們的一個步驟，給出的答覆我們尚未見過。我們的團隊正在查明原因。
fault-already-in-space = 此號碼已經在要轉入的帳戶中。我們的團隊正在查看還需要做什麼。
fault-add-instead = 此號碼目前不在其他服務商處，因此需要的是新增，而不是轉移。這由我們的團隊來完成。
fault-name-not-approved = 此號碼的顯示名稱尚未通過 WhatsApp 審核，或正在變更。請在 WhatsApp Manager 中查看，必要時聯絡您目前的服務商。我們的團隊可以協助您。
fault-waba-not-approved = 該商業帳戶尚未通過 WhatsApp 審核。請在 WhatsApp Manager 中查看您的商家驗證是否已完成。我們的團隊已收到通知，可以協助您。
fault-too-many-requests = WhatsApp 暫時不再向此號碼傳送驗證碼。已經收到的驗證碼，在有效期限內仍可使用。
fault-moment-passed = 我們請求驗證碼時已經太晚，所以沒有送出，您不會收到驗證碼。請在手機在您手邊時再告訴我們。
fault-verify-again = WhatsApp 上此號碼的驗證已失效，需要再用一組驗證碼，號碼才能轉移。
fault-register-limit = WhatsApp 限制三天內轉移號碼的次數，我們需要等候。
fault-number-busy = WhatsApp 還在處理此號碼之前的變更，需要幾分鐘。
fault-waba-incomplete = WhatsApp 要求先處理好新帳戶。我們的團隊會負責處理。
