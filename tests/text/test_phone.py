"""Reading and showing phone numbers."""

import time

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from bot.flow.effects import Note
from bot.text.phone import Phone, apart, formatted, masked, one_spelling, read_phone, region_of

NUMBER_NOTES = {
    Note.NUMBER_UNREADABLE,
    Note.NUMBER_TOO_SHORT,
    Note.NUMBER_TOO_LONG,
    Note.NUMBER_NEEDS_COUNTRY,
    Note.NUMBER_IMPOSSIBLE,
}

INDONESIAN = Phone("6281234567890", "ID")
CHINESE = Phone("8613800001234", "CN")
AMERICAN = Phone("14155552671", "US")
VCARD = """BEGIN:VCARD
VERSION:3.0
N:;Toko Maju;;;
FN:Toko Maju
TEL;type=CELL;type=VOICE;waid=6281234567890:+62 812-3456-7890
END:VCARD"""

TABLE = [
    # Indonesia
    ("+62 812-3456-7890", "", INDONESIAN),
    ("+62 812-3456-7890", "US", INDONESIAN),
    ("0062 812 3456 7890", "", INDONESIAN),
    ("0062 812 3456 7890", "ID", INDONESIAN),
    ("0812-3456-7890", "ID", INDONESIAN),
    ("0812-3456-7890", "id", INDONESIAN),
    ("0812.3456.7890", "ID", INDONESIAN),
    ("0812_3456_7890", "ID", INDONESIAN),
    ("0812/3456/7890", "ID", INDONESIAN),
    ("0812\n3456\n7890", "ID", INDONESIAN),
    ("81234567890", "ID", INDONESIAN),
    ("6281234567890", "ID", INDONESIAN),
    ("6281234567890", "", INDONESIAN),
    ("6281234567890", "CN", INDONESIAN),
    ("62-812-3456-7890", "ID", INDONESIAN),
    ("62 0812 3456 7890", "ID", INDONESIAN),
    ("+62 (0)812-3456-7890", "", INDONESIAN),
    ("(+62) 812-3456-7890", "CN", INDONESIAN),
    ("+ 62 812 3456 7890", "", INDONESIAN),
    ("+0812 3456 7890", "ID", INDONESIAN),
    ("008 62 81234567890", "ID", INDONESIAN),
    ("011 62 812 3456 7890", "US", INDONESIAN),
    ("0011 62 812 3456 7890", "AU", INDONESIAN),
    ("+62\u00a0812\u20113456\u20117890", "", INDONESIAN),
    ("\u202a+62 812-3456-7890\u202c", "", INDONESIAN),
    ("０８１２３４５６７８９０", "ID", INDONESIAN),
    ("＋６２ ８１２ ３４５６ ７８９０", "", INDONESIAN),
    ("٠٨١٢٣٤٥٦٧٨٩٠", "ID", INDONESIAN),
    ("+۶۲۸۱۲۳۴۵۶۷۸۹۰", "", INDONESIAN),
    ("tel:+6281234567890", "", INDONESIAN),
    ("tel:0812-3456-7890", "ID", INDONESIAN),
    ("https://wa.me/6281234567890?text=halo", "", INDONESIAN),
    ("https://api.whatsapp.com/send?phone=6281234567890", "", INDONESIAN),
    ("whatsapp:+6281234567890", "", INDONESIAN),
    (VCARD, "", INDONESIAN),
    ("Toko Maju\n+62 812-3456-7890\nKantor: (021) 555-1234", "ID", INDONESIAN),
    ("Nomor WA: 0812-3456-7890 (aktif jam 10:00)", "ID", INDONESIAN),
    ("ini nomornya 0812 3456 7890, terima kasih", "ID", INDONESIAN),
    ("0812-3456-7890 10 unit", "ID", INDONESIAN),
    ("0812 3456 7890 / 0813 9876 5432", "ID", INDONESIAN),
    ("21/05/2024 10:30 0812-3456-7890", "ID", INDONESIAN),
    ("[21/05/24, 10.30] Ani: +62 812-3456-7890", "", INDONESIAN),
    ("2024-05-21 0812-3456-7890", "ID", INDONESIAN),
    ("+62 812-3456-7890 ext. 12", "", INDONESIAN),
    ("(021) 555-1234", "ID", Phone("62215551234", "ID")),
    # China
    ("86 138 0000 1234", "ID", CHINESE),
    ("+86-138-0000-1234", "", CHINESE),
    ("13800001234", "CN", CHINESE),
    ("8613800001234", "CN", CHINESE),
    ("8613800001234", "", CHINESE),
    ("１３８ ００００ １２３４", "CN", CHINESE),
    ("手机：13800001234（微信同号）", "CN", CHINESE),
    ("0086 13800001234", "CN", CHINESE),
    ("010-6552 9988", "CN", Phone("861065529988", "CN")),
    # Neighbours and others
    ("9123 4567", "HK", Phone("85291234567", "HK")),
    ("+852 9123 4567", "ID", Phone("85291234567", "HK")),
    ("9123 4567", "SG", Phone("6591234567", "SG")),
    ("65 9123 4567", "ID", Phone("6591234567", "SG")),
    ("0912 345 678", "TW", Phone("886912345678", "TW")),
    ("+886 912 345 678", "CN", Phone("886912345678", "TW")),
    ("012-345 6789", "MY", Phone("60123456789", "MY")),
    ("6012-345 6789", "ID", Phone("60123456789", "MY")),
    ("(11) 91234-5678", "BR", Phone("5511912345678", "BR")),
    ("(415) 555-2671", "US", AMERICAN),
    ("+1 (415) 555-2671", "ID", AMERICAN),
    ("1-415-555-2671", "", AMERICAN),
    ("050 123 4567", "SA", Phone("966501234567", "SA")),
    ("098765 43210", "IN", Phone("919876543210", "IN")),
    ("090 123 45 67", "VN", Phone("84901234567", "VN")),
    ("081 234 5678", "TH", Phone("66812345678", "TH")),
    ("07400 123456", "GB", Phone("447400123456", "GB")),
    ("312 345 6789", "IT", Phone("393123456789", "IT")),
    ("+39 06 1234 5678", "", Phone("390612345678", "IT")),
    ("+800 1234 5678", "", Phone("80012345678", "")),
    # Digits that are two numbers: the default country's wins
    ("13802345678", "CN", Phone("8613802345678", "CN")),
    ("13802345678", "US", Phone("13802345678", "US")),
    ("13802345678", "", Note.NUMBER_NEEDS_COUNTRY),
    ("8123456789", "ID", Phone("628123456789", "ID")),
    # but for a landline without its zero against a mobile without its plus
    ("659 123 4567", "ID", Phone("6591234567", "SG")),
    ("0659 123 4567", "ID", Phone("626591234567", "ID")),
    # No number
    ("0812-3456-7890", "", Note.NUMBER_NEEDS_COUNTRY),
    ("0812-3456-7890", "XX", Note.NUMBER_NEEDS_COUNTRY),
    ("9123 4567", "", Note.NUMBER_NEEDS_COUNTRY),
    ("nomor saya 0812-3456-7890", "", Note.NUMBER_NEEDS_COUNTRY),
    ("", "ID", Note.NUMBER_UNREADABLE),
    ("halo", "ID", Note.NUMBER_UNREADABLE),
    ("saya punya 2 nomor", "ID", Note.NUMBER_UNREADABLE),
    ("👍", "", Note.NUMBER_UNREADABLE),
    ("+", "", Note.NUMBER_UNREADABLE),
    ("482913", "ID", Note.NUMBER_TOO_SHORT),
    ("482913", "", Note.NUMBER_TOO_SHORT),
    ("989686", "", Note.NUMBER_TOO_SHORT),  # +98 9686 is in use, by a service; this is a code
    ("nomor +98 9686 ya", "ID", Note.NUMBER_TOO_SHORT),
    ("0812 345", "ID", Note.NUMBER_TOO_SHORT),
    ("+62 812", "", Note.NUMBER_TOO_SHORT),
    ("00 62 812", "", Note.NUMBER_TOO_SHORT),
    ("110", "CN", Note.NUMBER_TOO_SHORT),
    ("1380000123", "CN", Note.NUMBER_TOO_SHORT),
    ("0812 3456 7890 12", "ID", Note.NUMBER_TOO_LONG),
    ("08123456789012345", "ID", Note.NUMBER_TOO_LONG),
    ("+62812345678901234", "", Note.NUMBER_TOO_LONG),
    ("12345678901234567", "", Note.NUMBER_TOO_LONG),
    ("138000012345", "CN", Note.NUMBER_TOO_LONG),
    ("+999 123 456 789", "", Note.NUMBER_IMPOSSIBLE),
    ("+62 000 0000 0000", "", Note.NUMBER_IMPOSSIBLE),
    ("(415) 055-2671", "US", Note.NUMBER_IMPOSSIBLE),
    ("10000001234", "CN", Note.NUMBER_IMPOSSIBLE),
]

EXAMPLES = sorted(
    {
        (region, phonenumbers.format_number(example, PhoneNumberFormat.E164).removeprefix("+"))
        for region in phonenumbers.SUPPORTED_REGIONS
        for kind in PhoneNumberType.values()
        if (example := phonenumbers.example_number_for_type(region, kind)) is not None
    }
)

MOBILES = {
    region: phonenumbers.format_number(example, PhoneNumberFormat.E164).removeprefix("+")
    for region in sorted(phonenumbers.SUPPORTED_REGIONS)
    if (example := phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)) is not None
}

texts = st.lists(
    st.one_of(
        st.text(max_size=12), st.text("0123456789+-() ./\n", max_size=18), st.sampled_from(["tel:", "٠٨١２", "ext."])
    ),
    max_size=10,
).map("".join)
regions = st.one_of(
    st.sampled_from(["", "ID", "CN", "HK", "TW", "US", "SG", "MY", "BR", "id", "XX"]), st.text(max_size=3)
)


@pytest.mark.parametrize(("text", "region", "expected"), TABLE, ids=range(len(TABLE)))
def test_number(text: str, region: str, expected: Phone | Note) -> None:
    """Each text of the table, with its default country, is read as its row says."""
    assert read_phone(text, region) == expected


@pytest.mark.parametrize("default", ["", "ID", "CN", "US"])
def test_formatted_is_read_back(default: str) -> None:
    """What a screen shows is read as the same number, for every kind of number of every country.

    But for those that are no longer than a code.
    """
    wrong = [
        region
        for region, digits in EXAMPLES
        if len(digits) > 6 and read_phone(formatted(digits), default) != Phone(digits, region_of(digits))
    ]

    assert len(EXAMPLES) > 1000
    assert wrong == []


def test_forgotten_plus() -> None:
    """A mobile number with its country code but no plus is never taken for another; some of +1 could be Chinese."""
    read = {region: read_phone(digits, "") for region, digits in MOBILES.items()}

    unsure = {region for region, result in read.items() if result == Note.NUMBER_NEEDS_COUNTRY}
    assert {MOBILES[region][0] for region in unsure} == {"1"}
    assert {region: result for region, result in read.items() if region not in unsure} == {
        region: Phone(digits, region_of(digits)) for region, digits in MOBILES.items() if region not in unsure
    }


def test_national_form_is_read() -> None:
    """A number as its own country writes it is read with that country as the default, for mobile numbers of all."""
    read = {
        region: read_phone(
            phonenumbers.format_number(phonenumbers.parse(f"+{digits}"), PhoneNumberFormat.NATIONAL), region
        )
        for region, digits in MOBILES.items()
    }

    assert read == {region: Phone(digits, region_of(digits)) for region, digits in MOBILES.items()}


@given(texts, regions)
@settings(deadline=None, max_examples=300)
def test_any_text(text: str, region: str) -> None:
    """No text makes reading fail; what is read is a valid number that reads the same again, or a note on numbers."""
    read = read_phone(text, region)

    if isinstance(read, Phone):
        assert region_of(read.digits) == read.region
        assert read_phone(f"+{read.digits}", "") == read
        assert read_phone(formatted(read.digits), region) == read
    else:
        assert read in NUMBER_NOTES


@given(st.text(max_size=30))
def test_showing_any_text(digits: str) -> None:
    """Whatever is stored as a number, a screen can be made of it, and no mask shows more than four of its signs."""
    formatted(digits)
    region_of(digits)

    shown = masked(digits).removeprefix("••••").removeprefix(" ")
    assert len(shown) <= 4
    assert digits.endswith(shown)


def test_shown() -> None:
    """Screens show the international form; masks show four digits and no country."""
    assert [formatted(digits) for digits in ("6281234567890", "85291234567", "14155552671", "999", "")] == [
        "+62 812-3456-7890",
        "+852 9123 4567",
        "+1 415-555-2671",
        "+999",
        "+",
    ]
    assert [masked(digits) for digits in ("6281234567890", "14155552671", "7890", "")] == [
        "•••• 7890",
        "•••• 2671",
        "••••",
        "••••",
    ]
    assert [region_of(digits) for digits in ("6281234567890", "8613800001234", "80012345678", "999", "")] == [
        "ID",
        "CN",
        "",
        "",
        "",
    ]


def test_two_spellings_of_one_number_are_one() -> None:
    """Argentina's 9; every other number is what it is, other countries' and too short or long ones too."""
    assert one_spelling("541123456789") == one_spelling("5491123456789") == "5491123456789"
    for digits in ("6281234567890", "54112345678", "54911234567890", "541234567890123", "54", ""):
        assert one_spelling(digits) == digits


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_country_and_rest_are_the_number_again(region: str) -> None:
    """For every country and kind of number, the country code is the library's, and no digit is gained or lost."""
    for kind in PhoneNumberType.values():
        number = phonenumbers.example_number_for_type(region, kind)
        if number is not None:
            digits = phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")
            country, rest = apart(digits)
            assert (country, country + rest) == (str(number.country_code), digits)
            assert rest == phonenumbers.national_significant_number(number)


@pytest.mark.parametrize("digits", ["", "0", "0812345", "210", "999123"])
def test_a_number_of_no_country_is_not_parted(digits: str) -> None:
    """Codes that nobody has, and a number without one."""
    with pytest.raises(ValueError, match=r"^a number that begins with no country's code$"):
        apart(digits)


def test_number_is_not_in_its_repr() -> None:
    """A number that gets into a log line by accident shows its country only."""
    assert repr(INDONESIAN) == "Phone(region='ID')"


@pytest.mark.parametrize("unit", ["1", "1 ", "+1 ", "a1", "(", "12345678 a ", "0812-34 x ", "1-2/"])
def test_giant_text(unit: str) -> None:
    """A megabyte takes no longer than a text of Telegram's size."""
    began = time.perf_counter()

    assert read_phone(unit * (2**20 // len(unit)), "ID") in NUMBER_NOTES
    assert time.perf_counter() - began < 3
