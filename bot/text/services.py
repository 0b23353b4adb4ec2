"""Who else sends codes: the names of banks, shops and the rest, in the places where our customers are.

A name that no list has is told by where it stands (`wording`). The patterns are for lower-case text.
"""

import re
import unicodedata


def words(*phrases: str) -> str:
    """Make an alternation of phrases. Those that begin with a Latin letter are whole words."""
    # As `plain` does to the text: it takes some Thai vowels apart.
    phrases = tuple(unicodedata.normalize("NFKC", phrase) for phrase in phrases)
    latin = [phrase for phrase in phrases if phrase[0].isascii() and phrase[0].isalnum()]
    # One look behind for them all: a third of the time that one each takes.
    return "|".join((rf"(?<![a-z0-9])(?:{'|'.join(latin)})(?![a-z])", *(p for p in phrases if p not in latin)))


def any_of(*phrases: str) -> re.Pattern[str]:
    """Compile an alternation of phrases."""
    return re.compile(words(*phrases))


SERVICES = any_of(
    # Banks and payments
    *("bank", "银行", "銀行", "बैंक", "بنك", "مصرف", "ธนาคาร", "ngân hàng", "banco", "bca", "klikbca", "mybca"),
    *("bri", "brimo", "bni", "btn", "bsi", "livin", "cimb", "danamon", "ocbc", "maybank2?u?", "uob", "dbs", "posb"),
    *("hsbc", "citi", "citibank", "btpn", "jenius", "seabank", "hang seng", "恒生", "汇丰", "匯豐", "icbc", "rhb"),
    *("招行", "工行", "建行", "农行", "交行", "云闪付", "银联", "銀聯", "unionpay", "支付宝", "支付寶", "alipay"),
    *("八达通", "八達通", "paypal", "paytm", "phonepe", "hdfc", "icici", "sbi", "nubank", "itaú", "bradesco", "bbva"),
    *("santander", "gopay", "go-?pay", "ovo", "linkaja", "shopeepay", "akulaku", "kredivo", "touch ?'?n ?go", "momo"),
    *("中國信託", "中国信托", "玉山銀", "富邦", "永豐", "街口支付", "悠遊付", "全支付", "一卡通", "渣打"),
    *("花旗", "中[银銀]香港", "浦发", "轉數快", "转数快"),
    *("line ?pay", "payme", "gcash", "picpay", "nequi", "stc ?pay", "careem", "كريم"),
    *("visa", "mastercard", "binance", "coinbase", "indodax", "tokocrypto", "okx", "bybit", "zalopay"),
    *("kasikorn",),
    *("vietcombank", "techcombank", "mercado ?(?:pago|libre|livre)", "الراجحي", "أبشر", "aadhaar", "bpjs", "singpass"),
    # Shops, rides and the rest
    *("go-?jek", "tokopedia", "shopee", "lazada", "bukalapak", "blibli", "traveloka", "grab(?:food|pay)", "amazon"),
    *("flipkart", "aliexpress", "淘宝", "淘寶", "天猫", "京东", "拼多多", "美团", "滴滴", "抖音", "小红书", "微博"),
    *("微信", "wechat", "weixin", "百度", "网易", "qq", "tiktok", "facebook", "instagram", "twitter", "google"),
    *("gmail", "youtube", "microsoft", "outlook", "apple id", "icloud", "netflix", "spotify", "uber", "airbnb"),
    *("蝦皮", "虾皮", "pchome", "foodpanda", "饿了么", "携程", "闲鱼", "快手 ?验证码", "钉钉", "飞书", "顺丰"),
    *("菜鸟(?:驿站|裹裹)", "丰巢"),
    *("中国(?:移动|联通|电信)", "中華電信", "健保快", "alibaba ?cloud", r"alibaba\.com", r"tiket\.com"),
    *("github", "j&t"),
    *("linkedin", "discord", "snapchat", "viber", "kakaotalk", "zalo", "openai", "chatgpt", "rappi", "ifood"),
)
"""Names that mean one service and nothing else: naming one is enough."""

SERVICE_LIKE_WORDS = words(
    *("dana", "line", "grab", "signal", "apple", "meta", "mandiri", "permata", "jago", "blu", "maxim", "indosat"),
    *("telkomsel", "axis", "smartfren", "tri", "im3", "steam", "alibaba", "aliyun", "yahoo"),
    *("阿里云", "阿里雲", "tiket"),
)
"""Names that mean something else as well: they count where they stand beside a word for code."""
