# From «verified» to «live»: the last step, which makes WhatsApp work with the new provider.

verified-we-move-it =
    WhatsApp 已確認此號碼屬於您。

    它尚未在新服務商啟用：我們正在完成最後一步，完成後會通知您。在此之前，WhatsApp 仍由您目前的服務商提供服務。

    現在您不需要做任何事。

verified-let-go =
    WhatsApp 已確認此號碼屬於您，但它仍未在新服務商啟用。在啟用之前，WhatsApp 仍由您目前的服務商提供服務。

    我們的團隊已收到通知，正在處理。我們不再自動查詢：請按「{ button-try-again }」，我們會再向 WhatsApp 查詢一次。

verified-not-moved =
    WhatsApp 已確認此號碼屬於您。它尚未在新服務商啟用：最後一步被拒絕了。
verified-not-moved-then =
    我們的團隊已收到通知，正在處理這一步；完成後會通知您。在此之前，WhatsApp 仍由您目前的服務商提供服務。

live-title = 已啟用
live =
    此號碼現已在新服務商正常使用。已通過 WhatsApp 審核的範本也已一併轉移。

    請在 WhatsApp Manager 中重新開啟雙步驟驗證。

note-verification-over = WhatsApp 不再將此號碼視為已通過驗證：其確認有效期為 14 天，最後一步須在此期間完成。因此現在需要新的驗證碼。沒有用掉驗證機會。
