"""Who a message speaks for, and what kind of message it is, told from its words.

The words are those that the services really use, in the languages of our customers and their neighbours.
Names that are ordinary words too («dana» is money, «line» a telephone line) count only next to a word for code.
Every pattern here is for lower-case text (matching regardless of case takes three times as long).
"""

import re

from .services import SERVICE_LIKE_WORDS, SERVICES, any_of

_WHATSAPP = r"whats ?app?|(?<![a-z0-9])wa(?![a-z.])|واتس ?[اآ]ب|व्हाट्स ?[एऐ]प्?प?"

WHATSAPP = re.compile(_WHATSAPP)

# «Call us on WhatsApp +62…», «sent via WhatsApp»: the way a message travels, or where to ask, not whose code it is.
_WHATSAPP_AS_CHANNEL = re.compile(
    r"(?<![a-z])(?:via|lewat|melalui|by|through|over|on|hubungi|contact|chat|info|cs|call|telp|layanan"
    rf"|por|pelo|通过|通過|经|联系|聯繫|客服)[ :]{{0,2}}(?:{_WHATSAPP})"
    rf"|(?:{_WHATSAPP})[ :.-]{{0,3}}(?:\+\d|0\d|62\d)[\d -]{{6,20}}",
)

TELEGRAM = any_of("telegram", "телеграм", "تيليجرام", "تلغرام", "تيليغرام")

# A login link, and the site whose login codes have letters.
TELEGRAM_LOGIN_PLACE = re.compile(r"(?<![a-z0-9])(?:t\.me/login/|my\.telegram\.org)")

# The chat that we are in is on Telegram; people say so.
_TELEGRAM_AS_CHANNEL = re.compile(
    r"(?<![a-z])(?:via|lewat|melalui|bot|di|on|by|through|使用|通过|通過|用) ?telegram(?![a-z])"
    r"|telegram (?:bot|ini|chat|机器人|機器人)(?![a-z])",
)

CODE_WORD = re.compile(
    r"(?<![a-z])(?:code|kode|kod|otp|passcode|verifikasi|verification|c[oó]digo|mã)(?:nya|ny)?(?![a-z])"
    r"|验证码|驗證碼|校验码|認證碼|认证码|代码|代碼|رمز|كود|कोड|ओटीपी|รหัส",
)

# The password of WhatsApp's two-step verification. A word behind it belongs to it: «two-step code», «PIN WhatsApp».
PIN = re.compile(
    "(?:"
    r"(?<![a-z])(?<!bukan )(?<!not )(?<!tanpa )(?:pin|pinnya)(?![a-z])"
    r"|(?<![a-z0-9])(?:(?:two|2)[ -]?(?:step|factor)|2fa|2sv)(?![a-z])|(?:dua|2) langkah(?![a-z])"
    "|[两兩双雙]步|双重验证|雙重驗證|二步验证|en dos pasos|(?:em|de) duas etapas|بخطوتين|टू-?स्टेप|สองขั้นตอน|hai bước"
    ")(?:"
    "[ -]{0,2}(?:verification|verifikasi|authentication|auth|验证|驗證|骤验证|驟驗證|code|kode|pin|码|碼|whatsapp|wa)"
    "(?![a-z])"
    "){0,3}",
)

# The title of Telegram's service message that hands out five digits.
LOGIN_CODE = any_of(
    "log-? ?in code",
    "kode (?:masuk|login)",
    "kod log masuk",
    "登录代码",
    "登入代碼",
    "登录码",
    "登錄碼",
    "登录验证码",
    "登入驗證碼",
    "código de (?:inicio de sesión|login|acesso)",
    "رمز (?:الدخول|تسجيل الدخول)",
    "mã đăng nhập",
    "लॉगिन कोड",
    "รหัสเข้าสู่ระบบ",
)

# «grab the code» and «code for line 2» are no services: only these words may stand in between.
_BETWEEN = r"(?:[ :]{1,2}(?:otp|verification|verifikasi|security|keamanan|account|akun|dari|from))?[ :]{0,2}"
_BESIDE_A_CODE_WORD = re.compile(
    rf"(?:{CODE_WORD.pattern}){_BETWEEN}(?:{SERVICE_LIKE_WORDS})"
    rf"|(?:{SERVICE_LIKE_WORDS}){_BETWEEN}(?:{CODE_WORD.pattern})",
)
# `Grab: 123456 adalah…` and `DANA 123456` are all that is said: no telephone line and no means.
_BEFORE_THE_DIGITS = re.compile(
    rf"^[^\w\n]*(?:{SERVICE_LIKE_WORDS})(?: ?: ?|(?=[ -]+\d[\d -]*[^\w\n]*$)[ -]+)(?=\d)", re.MULTILINE
)

# `G-123456`, `FB-12345`: the service's initial in front of the code.
_INITIAL = re.compile(r"(?<![a-z0-9-])(?!wa-)[a-z]{1,2}-\d{4,8}(?!\d)")

# A name that no list has: `Your Acme code is`, `Kode verifikasi Acme Anda`, `Acme: 123456 is your`, `【某某】`.
_NAME = r"((?:[\w.&'-]{1,20} ){1,5}?)"
_NAMED = re.compile(
    rf"(?<![^\W_])[Yy]our {_NAME}(?:[Cc]ode|OTP|[Oo]tp|[Pp]asscode|[Pp]assword|PIN)(?![a-z])"
    rf"|(?<![^\W_])[Kk]ode? {_NAME}(?:[Aa]nda|[Kk]amu|ANDA)(?![a-z])"
    r"|^([A-Z][\w.&'-]{1,20}(?: [\w.&'-]{1,20}){0,2}): ?(?:[Yy]our |[Uu]se |\d[\d -]{3,10} is |[Tt]u |[Ss]eu |[Ss]u "
    r"|(?:[Kk]ode )?OTP|[Kk]ode (?:verifikasi|aktivasi|rahasia|keamanan)(?![a-z])|(?:[\w]{1,20} )?verification code)"
    r"|^([A-Z][\w.&'-]{1,20}(?: [A-Z][\w.&'-]{1,20}){0,2}) (?:[Vv]erification|[Ss]ecurity|[Cc]onfirmation|OTP) "
    r"|[您你]的([^\s\d,。:;!?【】]{1,16}? ?)(?:验证码|驗證碼|校验码|動態密碼|动态密码|动态码)"
    r"|【([^【】\n]{1,30})】"
    r"|^\[([^\]\n\d]{2,30})\]"
    r"|^([A-Z][\w.&'-]{1,20}(?: [A-Z][\w.&'-]{1,20}){0,2}) ?(?:验证码|驗證碼|認證碼|认证码|校验码)",
    re.MULTILINE,
)
# `某某：您的验证码`, `10086：…`. A text that names WhatsApp may have who sent it, or whose phone it was, in front.
_SIGNED_IN_CHINESE = re.compile(
    r"^([^\s\d,。:;!?【】]{2,12}): ?(?:[您你]的|OTP|一次性|[动動][态態])|^()(?:955\d\d|100(?:86|10|00)|12306) ?:",
    re.MULTILINE,
)
_NOBODYS_NAME = (
    # English
    "whatsapp whatsapp's whats app wa business platform api verification verify security confirmation registration "
    "activation authentication validation access one time one-time onetime otp sms text voice six digit digits "
    "6-digit six-digit new latest secret unique personal phone number mobile account temporary two-step step pass "
    "pin secure single-use my the this our a is here code forwarded from "
    # Indonesian and Malay
    "verifikasi keamanan konfirmasi aktivasi bisnis akun rahasia pendaftaran registrasi baru untuk dari unik "
    "isi pesan info berikut pengirim masuk halo hai siang pagi sore malam baik maaf mohon tolong sorry please hi hello "
    "photo foto gambar image sticker screenshot dear pak bu kak mas mbak min admin "
    "sekali pakai autentikasi akses ini adalah nomor enam angka pengesahan yang saya di"
)
_WHATSAPPS_OWNER = frozenset({"meta"})
_NOBODYS_WORDS = frozenset(_NOBODYS_NAME.split())
_NOBODYS_NAME_IN_CHINESE = re.compile(
    r"图片|圖片|手机|手機|短信|消息|訊息|内容|內容|收到|电话|電話|簡訊|语音|語音|动态|動態|登录|登入|注册|註冊|账号|账户|帳號|帳戶|号码|號碼|商业版?|商業版?|企业|企業"
    r"|平台|六位|位|数字|數字|新|一次性|安全|身份|本次|验证码|驗證碼|转发|轉發|的"
)

# How services speak that customers do not: warnings, times of validity, what the code is for.
SERVICE_SPEECH = any_of(
    # English
    r"(?:do not|don[’']?t|never|please not) (?:share|give|disclose|forward|reveal|tell)",
    r"valid (?:for|until|till)",
    "expires? (?:in|at|after|on)",
    "one[ -]time (?:password|passcode|pin|code)",
    r"(?:is )?your otp",
    "otp (?:for|to)",
    "transaction",
    "purchase",
    "credit card",
    "debit",
    "withdrawal",
    "password",
    "(?:log|sign)[ -]?(?:in|on) (?:code|to)",
    "account ending",
    "did(?:n[’']t| not) request",
    r"\d (?:to (?:log|sign) ?(?:in|on)|to (?:verify|confirm|complete) your|as your)",
    "(?:use|enter) (?:the )?code [^\n]{1,12} to",
    "tac",
    "(?:verify|confirm) your (?:e-?mail|identity|login|payment|order)",
    "(?:booking|pickup|promo|voucher|referral|postal|zip|tracking) code",
    "authentication code",
    # Indonesian, Malay
    "jangan (?:pernah )?(?:mem)?(?:berikan|bagikan|sebarkan|beri ?tahu(?:kan)?|informasikan|share|dedahkan)",
    "jangan (?:pernah )?(?:ber)?kongsi",
    "jangan (?:kasih|beri) (?:kode|otp)",
    "(?:bersifat )?rahasia(?:kan)?",
    r"berlaku (?:selama|hingga|sampai|s/d|untuk|\d)",
    r"(?:sah|laku) (?:selama|hingga|untuk)",
    "kode (?:booking|pengambilan|ambil|pickup|promo|voucher|referral|pesanan|pos|login|rahasia|penerima)",
    "transaksi",
    "pembayaran",
    "pembelian",
    "penarikan",
    "kartu (?:kredit|debit)",
    "kata sandi",
    "(?:masuk|login) ke (?:akun|aplikasi)",
    # Chinese
    r"[请請切]?勿(?:将|將|向|告|泄|洩|转|轉|提供|分享)",
    r"(?:请|請)?不要(?:告诉|告訴|告知|泄露|洩露|透露|转发|轉發|分享)",
    "谨防|謹防|打死",
    "有效期|分钟内|分鐘內|分钟有效|分鐘有效",
    "动态(?:密码|口令|码)|動態(?:密碼|碼)|一次性|[随隨][机機][密码碼]|密[码碼]|校验码|取件|提[货貨]码",
    "登[录錄入]|支付|付款|转账|轉帳|轉賬|交易|尾号|尾號|银行卡|信用卡|本人操作",
    # Spanish, Portuguese
    "no (?:lo |la )?comp[aá]rt[ae](?:s|lo|la)?",
    "nunca compart[ae]s?",
    "não (?:o )?compartilhe",
    "v[áa]lid[oa] (?:por|até|hasta)",
    "(?:vence|expira) (?:en|em)",
    "transacci[óo]n|transação|senha|contraseña|compra de",
    # Arabic, Hindi, Thai, Vietnamese
    "لا تشارك|لا تفصح|لا تعط|صالح لمدة|لمرة واحدة|كلمة المرور|عملية|لتسجيل الدخول",
    "साझा न करें|शेयर न करें|किसी को न|मान्य है|लेनदेन",
    "ห้าม|อย่าเปิดเผย|อย่าบอก|อย่าแชร์|หมดอายุ|ใช้ได้ภายใน|รายการ",
    "không chia sẻ|không cung cấp|không tiết lộ|tuyệt đối không|khong (?:chia se|cung cap|tiet lo)|hiệu lực|giao dịch",
)

# What WhatsApp's code is never for.
MONEY_SPEECH = any_of(
    *("transaction", "transaksi", "pembayaran", "pembelian", "purchase", "payment", "kartu (?:kredit|debit)"),
    *("credit card", "debit", "withdrawal", "交易", "支付", "付款", "转账", "轉帳", "轉賬", "compra", "transacci[óo]n"),
    *("transação", "giao dịch", "عملية", "लेनदेन"),
)


def names_whatsapp(said: str) -> bool:
    """Whether the text speaks of a WhatsApp code, and not only of WhatsApp as a way to reach somebody."""
    return WHATSAPP.search(_WHATSAPP_AS_CHANNEL.sub(" ", said)) is not None


def names_telegram(said: str) -> bool:
    """Whether the text speaks of Telegram, and not only of this chat being there."""
    return TELEGRAM.search(_TELEGRAM_AS_CHANNEL.sub(" ", said)) is not None


def speaks_of_login(said: str) -> bool:
    """Whether the text could go with Telegram's login code: it says so, or has Telegram in it at all."""
    return LOGIN_CODE.search(said) is not None or TELEGRAM.search(said) is not None


def other_services(said: str) -> list[re.Match[str]]:
    """Find where another service is named, by its known name."""
    found = [*SERVICES.finditer(said), *_BESIDE_A_CODE_WORD.finditer(said)]
    return found if names_whatsapp(said) else [*found, *_BEFORE_THE_DIGITS.finditer(said)]


def signed_by_a_stranger(text: str) -> bool:
    """Whether the text is worded as some service's own message, and that service is not WhatsApp.

    Recognises services that no list has, by the place where such messages put the name.
    Takes the text with its capitals.
    """
    said = text.lower()
    if _INITIAL.search(said):
        return True
    if not names_whatsapp(said) and any(not name or _is_a_name(name, _NOBODYS_WORDS) for name in _chinese_names(text)):
        return True
    nobodys = _NOBODYS_WORDS | _WHATSAPPS_OWNER if names_whatsapp(said) else _NOBODYS_WORDS
    return any(_is_a_name(name, nobodys) for match in _NAMED.finditer(text) for name in match.groups() if name)


def _chinese_names(text: str) -> list[str]:
    """Who signs in front of a Chinese message; empty for a number that only services have."""
    return [match[1] or "" for match in _SIGNED_IN_CHINESE.finditer(text)]


def _is_a_name(phrase: str, nobodys: frozenset[str]) -> bool:
    if WHATSAPP.search(phrase.lower()):
        return False
    if not phrase.isascii():
        rest = _NOBODYS_NAME_IN_CHINESE.sub("", phrase)
        return any(letter.isalpha() for letter in rest)
    words = phrase.split()
    # Names of services begin with a capital; a customer's «your damn code» does not.
    return any(word[0].isupper() and word.lower() not in nobodys for word in words)
