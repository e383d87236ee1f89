"""Words that should make an editor stop: a child made recognisable, a family's hardship told.

Source: Decree 56/2017/NĐ-CP article 33 (a child's private life: name, class, results, circumstances). It only warns;
what may not be published is decided by the consent gate.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from core.vietnamese import nfc

HARDSHIP = (
    "hộ nghèo",
    "cận nghèo",
    "nhà nghèo",
    "gia đình nghèo",
    "hoàn cảnh khó khăn",
    "gia đình khó khăn",
    "đặc biệt khó khăn",
    "hoàn cảnh éo le",
    "hoàn cảnh đáng thương",
    "mồ côi",
    "bố mẹ ly hôn",
    "cha mẹ ly hôn",
    "bố mẹ bỏ nhau",
    "bị bỏ rơi",
    "khuyết tật",
    "tật nguyền",
    "bệnh hiểm nghèo",
    "mất cha",
    "mất mẹ",
    "mất bố",
    "nợ nần",
    "trợ cấp xã hội",
)
_LETTER = "A-ZÀ-ỸĐ"
_NAME = re.compile(rf"\b[{_LETTER}][^\W\d_]*(?: [{_LETTER}][^\W\d_]*){{2,4}}\b")
_CLASS = re.compile(r"\blớp\s+\d{1,2}(?:\s*[/.]?\s*(?:\d{1,2}|[A-Z]\d?))\b", re.IGNORECASE)
NEAR = 60
"""A class within so many letters of a name belongs to it."""
FAMILY_NAMES = frozenset(
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Phạm",
        "Huỳnh",
        "Hoàng",
        "Phan",
        "Vũ",
        "Võ",
        "Đặng",
        "Bùi",
        "Đỗ",
        "Hồ",
        "Ngô",
        "Dương",
        "Lý",
        "Đinh",
        "Đoàn",
        "Lâm",
        "Trịnh",
        "Mai",
        "Đào",
        "Cao",
        "Châu",
        "Tô",
        "Tạ",
        "Hà",
        "Trương",
        "Thái",
        "Lương",
        "Quách",
        "Tống",
        "Kiều",
        "Vương",
        "Từ",
        "Triệu",
        "La",
        "Lưu",
        "Nghiêm",
        "Phùng",
        "Tăng",
        "Chu",
        "Đồng",
        "Thạch",
        "Danh",
        "Kim",
        "Sơn",
    ]
)


def hardship_words(text: str) -> list[str]:
    """Return the words about a family's hardship that the text holds."""
    lowered = nfc(text).casefold()
    return [words for words in HARDSHIP if words in lowered]


def named_pupils(text: str) -> list[str]:
    """Return each full name with a class near it: ``Nguyễn Văn An, lớp 3/2``."""
    text = nfc(text)
    found = []
    for name in _NAME.finditer(text):
        if name.group().split()[0] not in FAMILY_NAMES:
            continue
        around = text[max(0, name.start() - NEAR) : name.end() + NEAR]
        if school_class := _CLASS.search(around):
            found.append(f"{name.group()}, {school_class.group()}")
    return found


def warnings_for(text: str, *, has_picture: bool) -> list[str]:
    """Return the sentences that an editor should read before the text goes public.

    Args:
        text: Plain words, without markup.
        has_picture: Whether a photograph stands beside them.
    """
    found = []
    if pupils := named_pupils(text):
        names = "; ".join(dict.fromkeys(pupils))
        found.append(
            _("Có đủ họ tên, lớp và ảnh của học sinh: %(names)s. Hãy chỉ ghi tên gọi, hoặc bỏ lớp.")
            % {"names": names}
            if has_picture
            else _("Có đủ họ tên và lớp của học sinh: %(names)s. Hãy chỉ ghi tên gọi.") % {"names": names}
        )
    if words := hardship_words(text):
        found.append(
            _("Có lời nói về hoàn cảnh gia đình: %(words)s. Đừng kể hoàn cảnh; hãy kể việc học.")
            % {"words": ", ".join(words)}
        )
    return found
