"""Vietnamese text: comparing, addressing, sorting, writing numbers and dates.

One place for what the language asks of the site. Nothing here needs Django, so the
pictures, the search index, the browser's slug rules and the tests all share it.
"""

import datetime as dt
import re
import unicodedata
from zoneinfo import ZoneInfo

SCHOOL_TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NO_BREAK_SPACE = "\u00a0"

# Đ (U+0110) has no decomposition. Ð (eth) and Ɖ look the same and are found in older typed texts.
_STROKED_D = str.maketrans("đĐðÐɖƉ", "dddddd")
_STROKED_D_AS_TYPED = str.maketrans("ðÐɖƉ", "đĐđĐ")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")

# After these consonants "i" and "y" spell the same sound: kĩ năng, kỹ năng; Địa lí, Địa lý.
# Textbooks of the Ministry of Education write "i", most other texts "y".
_Y_FOR_I = re.compile(r"\b(h|k|l|m|s|t|qu)y\b")


def nfc(text: str) -> str:
    """Return `text` with every letter in its composed form (NFC), the form the site stores."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` in lower case without tone marks, letter marks and the bar of đ.

    NFC and NFD input give the same result, and so do "hòa" and "hoà". Punctuation stays.
    """
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.translate(_STROKED_D).lower()


def fold_words(text: str) -> str:
    """Return the folded words of `text` with one space between them, the form that search compares.

    Every run of characters that are not letters or digits becomes a space, so "387/QĐ-TTg" is
    three words on every database. "kỹ" and "kĩ" become the same word.
    """
    words = _NOT_WORD.sub(" ", fold(text)).strip()
    return _Y_FOR_I.sub(r"\1i", words)


def _single_letters() -> dict[int, str]:
    """Return the folded letter of each letter that a keyboard of a Latin script has."""
    ranges = (range(0x41, 0x5B), range(0xC0, 0x250), range(0x1E00, 0x1F00))
    folded = {code: fold(chr(code)) for codes in ranges for code in codes}
    return {code: letter for code, letter in folded.items() if len(letter) == 1 and letter != chr(code)}


_IN_PLACE = _single_letters()


def fold_in_place(text: str) -> str:
    """Return NFC `text` folded as `fold_words` does, with every letter and every sign where it was.

    So a word that is found in the folded text stands at the same place in `text`. Letters of other scripts stay.
    """
    return _Y_FOR_I.sub(r"\1i", text.translate(_IN_PLACE))


def slugify(text: str) -> str:
    """Return an address part of a-z, 0-9 and single hyphens; "" when `text` holds nothing usable."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


# --- Sorting -----------------------------------------------------------------------------------

SORT_KEY_LENGTH = 255
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# One symbol for each of the 33 letters; "0" ends a part, "1" is a space and "2" starts a digit.
# Only 0-9 and a-z appear: plain binary order, the C locale and every language collation agree on those.
_SYMBOLS = dict(zip(_ALPHABET, "3456789abcdefghijklmnopqrstuvwxyz", strict=True))
_AFTER_Z = "zz"
_TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}
_LEVEL_TONE = 1
_PLACES = "zyxwvutsrqponmlkjihgfedcba"


def _letters_and_tone(word: str) -> tuple[str, int, int]:
    """Return the letters of `word` without its tone, the tone (1 to 6) and the place of the tone mark."""
    letters: list[str] = []
    tone, place = _LEVEL_TONE, 0
    for character in unicodedata.normalize("NFD", word.translate(_STROKED_D_AS_TYPED)).lower():
        if character in _TONES:
            tone, place = _TONES[character], len(letters)
        elif unicodedata.combining(character):
            letters[-1:] = [nfc(letters[-1] + character)] if letters else []
        else:
            letters.append(character)
    return "".join(letters), tone, place


def _symbol(letter: str) -> str:
    if letter in _SYMBOLS:
        return _SYMBOLS[letter]
    if letter.isascii() and letter.isdigit():
        return "2" + letter
    base = fold(letter)
    return _SYMBOLS.get(base) or f"{_AFTER_Z}{ord(letter):x}"


def _part_key(words: list[str]) -> tuple[str, str]:
    """Return the key of some words (letters first, then tones) and the places of their tone marks."""
    spelled = [_letters_and_tone(word) for word in words]
    letters = "1".join("".join(map(_symbol, word)) for word, _tone, _place in spelled)
    tones = "".join(str(tone) for _word, tone, _place in spelled)
    # A mark further right sorts first: "hoà" before "hòa", as the Unicode collation does.
    places = "".join(_PLACES[min(place, len(_PLACES) - 1)] for _word, _tone, place in spelled)
    return f"{letters}0{tones}0", places


def sort_key(full_name: str) -> str:
    """Return the key that sorts Vietnamese full names in plain binary order.

    The given name (the last word) counts first, then the family and middle names. Within each,
    letters count before tones: a ă â b c d đ e ê ..., then ngang, huyền, hỏi, ngã, sắc, nặng.
    The key holds only 0-9 and a-z and at most SORT_KEY_LENGTH characters.
    """
    words = _NOT_WORD.sub(" ", nfc(full_name)).split()
    given, given_places = _part_key(words[-1:])
    rest, rest_places = _part_key(words[:-1])
    return (given + rest + given_places + rest_places)[:SORT_KEY_LENGTH]


def initials(full_name: str) -> str:
    """Return the first letters of the family name and the given name: "Nguyễn Thị Ánh" gives "NA".

    Tones go, letters stay: "Đỗ Ấm" gives "ĐÂ". A single word gives one letter, no word gives "".
    """
    words = _NOT_WORD.sub(" ", nfc(full_name)).split()
    ends = words if len(words) <= 1 else [words[0], words[-1]]
    return "".join(_letters_and_tone(word)[0][:1] for word in ends).upper()


def spelled(text: str) -> str:
    """Return the words of `text` for comparing names: marks kept, but not where a tone mark is written.

    "Hòa" and "Hoà", NFC and NFD, capitals and small letters are equal; "An" and "Ân" are not. The words stand
    between single spaces, one before the first and one after the last, so that `spelled(a) in spelled(b)` finds
    whole words only.
    """
    words = [_letters_and_tone(word)[:2] for word in _NOT_WORD.sub(" ", nfc(text)).split()]
    return "".join(f" {letters}{tone}" for letters, tone in words) + " "


# --- Numbers in running text -------------------------------------------------------------------

_WORD_BEFORE_NUMBER = re.compile(
    r"\b(lớp|khối|tháng|năm|số|đợt|thứ|ngày|sau|học liệu)"
    r" (?=\d|(?:Hai|Ba|Tư|Năm|Sáu|Bảy)\b)",
    re.IGNORECASE,
)
_UNIT_AFTER_NUMBER = re.compile(
    r"(?<=\d) (?=(?:tuần|trang|tháng|việc|lớp|cuốn|người|phút|học liệu|kết quả|MB|tin bài)\b)"
)


def bind_numbers(text: str) -> str:
    """Return plain `text` with a no-break space between a number and the word it belongs to.

    Expects NFC and no HTML: the template filter of the same name keeps its hands off tags.
    """
    bound = _WORD_BEFORE_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", text)
    return _UNIT_AFTER_NUMBER.sub(NO_BREAK_SPACE, bound)


# --- Counts ------------------------------------------------------------------------------------

_COUNT = re.compile(r"[0-9]+|[0-9]{1,3}(?:[. ][0-9]{3})+")


def format_count(number: int) -> str:
    """Return a whole number with a point before each three digits: "1.000.000"."""
    return f"{number:,}".replace(",", ".")


def read_count(text: str) -> int | None:
    """Return the whole number that is written as "1000000", "1.000.000" or "1 000 000"; None for anything else."""
    tidy = " ".join(text.split())
    return int(re.sub(r"[. ]", "", tidy)) if _COUNT.fullmatch(tidy) else None


# --- Dates -------------------------------------------------------------------------------------

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def school_time(moment: dt.datetime) -> dt.datetime:
    """Return `moment` on the school's clock (Asia/Ho_Chi_Minh). A naive value is taken to be on it."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SCHOOL_TIME_ZONE)
    return moment.astimezone(SCHOOL_TIME_ZONE)


def school_date(value: dt.date) -> dt.date:
    """Return the calendar date of a date or a moment as the school sees it."""
    return school_time(value).date() if isinstance(value, dt.datetime) else value


def midnight(day: dt.date) -> dt.datetime:
    """Return the first moment of a day on the school's clock."""
    return dt.datetime.combine(day, dt.time(), SCHOOL_TIME_ZONE)


def weekday_name(value: dt.date) -> str:
    """Return the name of the weekday: "thứ Hai" ... "thứ Bảy", "Chủ nhật"."""
    return _WEEKDAYS[school_date(value).weekday()]


def format_date(value: dt.date) -> str:
    """Return the date as day/month/year without leading zeros: "2/10/2023"."""
    day = school_date(value)
    return f"{day.day}/{day.month}/{day.year}"


def format_time(value: dt.datetime | dt.time) -> str:
    """Return the time of day on the school's clock: "7:30", "15:05"."""
    clock = school_time(value) if isinstance(value, dt.datetime) else value
    return f"{clock.hour}:{clock.minute:02}"
