# From «verified» to «live»: the last step, which makes WhatsApp work with the new provider.

verified-we-move-it =
    WhatsApp 已确认此号码属于您。

    它尚未在新服务商处启用：我们正在完成最后一步，完成后会通知您。在此之前，WhatsApp 仍由您目前的服务商提供服务。

    现在您无需进行任何操作。

verified-let-go =
    WhatsApp 已确认此号码属于您，但它仍未在新服务商处启用。在启用之前，WhatsApp 仍由您目前的服务商提供服务。

    我们的团队已收到通知，正在处理。我们不再自动查询：请按“{ button-try-again }”，我们会再向 WhatsApp 查询一次。

verified-not-moved =
    WhatsApp 已确认此号码属于您。它尚未在新服务商处启用：最后一步被拒绝了。
verified-not-moved-then =
    我们的团队已收到通知，正在处理这一步；完成后会通知您。在此之前，WhatsApp 仍由您目前的服务商提供服务。

live-title = 已启用
live =
    此号码现已在新服务商处正常使用。WhatsApp 已批准的模板也已一并迁移。

    请在 WhatsApp Manager 中重新开启两步验证。

note-verification-over = WhatsApp 不再将此号码视为已通过验证：其确认有效期为 14 天，最后一步须在此期间完成。因此现在需要新的验证码。没有用掉验证机会。
