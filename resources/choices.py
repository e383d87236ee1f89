"""The words that describe a resource, after schema.org's LearningResource."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceType(models.TextChoices):
    """What a resource is."""

    LESSON = "lesson", _("Bài học")
    BOOK = "book", _("Sách, truyện")
    VIDEO = "video", _("Video")
    GUIDE = "guide", _("Hướng dẫn")
    GAME = "game", _("Trò chơi")
    COLLECTION = "collection", _("Kho học liệu")
    TOOL = "tool", _("Công cụ")
    REFERENCE = "reference", _("Tra cứu")


class Subject(models.TextChoices):
    """School subjects; ``all`` is for what serves every one."""

    VIETNAMESE = "vietnamese", _("Tiếng Việt")
    MATHEMATICS = "mathematics", _("Toán")
    ENGLISH = "english", _("Tiếng Anh")
    SCIENCE = "science", _("Khoa học")
    HISTORY_GEOGRAPHY = "history_geography", _("Lịch sử và Địa lí")
    INFORMATICS = "informatics", _("Tin học")
    ARTS = "arts", _("Nghệ thuật")
    LIFE_SKILLS = "life_skills", _("Kỹ năng sống")
    ALL = "all", _("Mọi môn")


class Language(models.TextChoices):
    """The language of a resource."""

    VIETNAMESE = "vi", _("Tiếng Việt")
    ENGLISH = "en", _("Tiếng Anh")
    FRENCH = "fr", _("Tiếng Pháp")
    MULTILINGUAL = "multilingual", _("Nhiều thứ tiếng")


class Licence(models.TextChoices):
    """How a resource may be used."""

    CC0 = "cc0", _("CC0, không giữ quyền")
    PUBLIC_DOMAIN = "public_domain", _("Phạm vi công cộng")
    CC_BY = "cc_by", "CC BY"
    CC_BY_SA = "cc_by_sa", "CC BY-SA"
    CC_BY_NC = "cc_by_nc", "CC BY-NC"
    CC_BY_ND = "cc_by_nd", "CC BY-ND"
    CC_BY_NC_SA = "cc_by_nc_sa", "CC BY-NC-SA"
    CC_BY_NC_ND = "cc_by_nc_nd", "CC BY-NC-ND"
    OPEN_OTHER = "open_other", _("Giấy phép mở khác")
    ALL_RIGHTS = "all_rights", _("Giữ mọi quyền")
    UNKNOWN = "unknown", _("Chưa rõ giấy phép")


VERSIONS = [("4.0", "4.0"), ("3.0", "3.0"), ("2.5", "2.5"), ("2.0", "2.0"), ("1.0", "1.0")]

PLAIN_WORDS = {
    Licence.CC0: (_("Tự do hoàn toàn"), _("Không cần xin phép, không cần ghi nguồn.")),
    Licence.PUBLIC_DOMAIN: (_("Tự do hoàn toàn"), _("Không còn ai giữ quyền; nên ghi nguồn cho rõ.")),
    Licence.CC_BY: (_("Tự do, kể cả sửa lại"), _("Chỉ cần ghi tên tác giả và nguồn.")),
    Licence.CC_BY_SA: (
        _("Tự do, chia sẻ cùng giấy phép"),
        _("Ghi nguồn; bản sửa lại cũng phải để mở như vậy."),
    ),
    Licence.CC_BY_NC: (_("Tự do khi không kinh doanh"), _("Ghi nguồn và không dùng để thu tiền.")),
    Licence.CC_BY_ND: (_("Được chép nguyên bản"), _("Ghi nguồn và không sửa nội dung.")),
    Licence.CC_BY_NC_SA: (
        _("Tự do khi không kinh doanh"),
        _("Ghi nguồn, không thu tiền; bản sửa lại cũng phải để mở như vậy."),
    ),
    Licence.CC_BY_NC_ND: (
        _("Được chép nguyên bản, không kinh doanh"),
        _("Ghi nguồn, không sửa, không thu tiền."),
    ),
    Licence.OPEN_OTHER: (_("Mở, theo giấy phép riêng"), _("Xem điều kiện ở trang gốc trước khi chép lại.")),
    Licence.ALL_RIGHTS: (
        _("Chỉ xem ở trang gốc"),
        _("Tác giả giữ mọi quyền: dẫn đường thì được, chép lại phải xin."),
    ),
    Licence.UNKNOWN: (_("Chưa rõ"), _("Xem và học thì được; muốn chép lại, hãy hỏi nơi phát hành.")),
}


@dataclass(frozen=True)
class LicenceNotice:
    """What a reader is told about a licence.

    Attributes:
        name: Name with version, such as ``CC BY 4.0``.
        short: What one may do, in three or four words.
        long: On what condition.
        url: The licence's own page, or empty where there is none.
        mark: The marks of the licence, such as ``["by", "sa"]``.
    """

    name: str
    short: Any
    long: Any
    url: str
    mark: list[str]


def licence_notice(licence: str, version: str) -> LicenceNotice:
    """Return the notice of a licence; addresses are those of creativecommons.org."""
    value = Licence(licence)
    short, long = PLAIN_WORDS[value]
    url, mark = "", []
    if value is Licence.CC0:
        url, mark = "https://creativecommons.org/publicdomain/zero/1.0/deed.vi", ["zero"]
    elif value is Licence.PUBLIC_DOMAIN:
        url, mark = "https://creativecommons.org/publicdomain/mark/1.0/deed.vi", ["pd"]
    elif value.startswith("cc_by"):
        mark = value.removeprefix("cc_").split("_")
        # Without a version the chooser of licences is the honest address.
        path = f"licenses/{'-'.join(mark)}/{version}/deed.vi" if version else "share-your-work/cclicenses/"
        url = f"https://creativecommons.org/{path}"
    name = f"{value.label} {version}".strip() if mark and mark[0] == "by" else str(value.label)
    return LicenceNotice(name=name, short=short, long=long, url=url, mark=mark)
