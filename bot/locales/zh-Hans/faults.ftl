# What is the matter, in the customer's words: one sentence for each fault, two where they can do something about it.
# Whether a try was counted is said after it, so not in it.

fault-wrong-code = 验证码不正确。
fault-code-expired = 验证码已过期：验证码的有效期约为 10 分钟。
fault-code-refused = WhatsApp 未接受这个验证码：可能不匹配，也可能已过期。
fault-too-many-tries = WhatsApp 表示，此号码的尝试次数过多。
fault-maybe-verified = WhatsApp 没有就此号码给出明确答复。
fault-number-invalid = WhatsApp 不接受此号码目前的写法。
fault-number-not-in-space = 我们为您准备的账户中还没有此号码。
fault-not-migrating = 我们这边还没有启动此号码的迁移。
fault-two-step-on = 此号码仍开启着两步验证。如果 WhatsApp 账户归您目前的服务商所有，请让他们关闭；否则您公司的管理员可以关闭：{ two-step-path }。
fault-customer-account = WhatsApp 要求先处理好您的企业账户，例如显示名称。我们的团队已收到通知，可以协助您。
fault-space-not-bound = 您的 WhatsApp Business 账户还没有在我们这边完成绑定。
fault-not-subscribed = 我们这边有一项服务尚未开通。
fault-not-permitted = 我们的程序缺少这一步所需的权限。
fault-credentials = 我们的程序需要更新对阿里云的访问权限。
fault-clock = 我们这边有一台服务器的时间不准。
fault-account = 我们的阿里云账户需要处理。
fault-meta-access = WhatsApp 目前拒绝阿里云的访问。
fault-throttled = 目前请求较多，我们需要排队等候。
fault-provider-down = 负责核对验证码的服务目前没有正常响应。
fault-program = 我们的程序在这一步出了错。
fault-unrecognised = WhatsApp 给出了否定的答复，其内容我们尚未见过。我们的团队正在查明原因。
fault-unexplained = WhatsApp 没有通过我们的一个步骤，给出的答复我们尚未见过。我们的团队正在查明原因。
fault-already-in-space = 此号码已经在要迁入的账户中。我们的团队正在查看还需要做什么。
fault-add-instead = 此号码目前不在其他服务商处，因此需要的是添加，而不是迁移。这由我们的团队来完成。
fault-name-not-approved = 此号码的显示名称尚未通过 WhatsApp 审核，或正在更改。请在 WhatsApp Manager 中查看，必要时联系您目前的服务商。我们的团队可以协助您。
fault-waba-not-approved = 该企业账户尚未通过 WhatsApp 审核。请在 WhatsApp Manager 中查看您的企业验证是否已完成。我们的团队已收到通知，可以协助您。
fault-too-many-requests = WhatsApp 暂时不再向此号码发送验证码。已经收到的验证码，在有效期内仍可使用。
fault-moment-passed = 我们请求验证码时已经太晚，所以没有发出，您不会收到验证码。请在手机在您手边时再告诉我们。
fault-verify-again = WhatsApp 上此号码的验证已失效，需要再用一个验证码，号码才能迁移。
fault-register-limit = WhatsApp 限制三天内迁移号码的次数，我们需要等待。
fault-number-busy = WhatsApp 还在处理此号码之前的变更，需要几分钟。
fault-waba-incomplete = WhatsApp 要求先处理好新账户。我们的团队会负责处理。
