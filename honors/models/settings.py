"""What the school has settled about commendations."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from core.fields import ChoiceSetField
from honors.models.kinds import AwardKind

LARGEST_OFFSET_MM = 30
OFFSET_LIMITS = [MinValueValidator(-LARGEST_OFFSET_MM), MaxValueValidator(LARGEST_OFFSET_MM)]


def usual_kinds() -> list[str]:
    """Return what any school may issue."""
    return [AwardKind.LETTER.value, AwardKind.PRAISE.value, AwardKind.CERTIFICATE.value]


@register_setting(icon="pick", order=310)
class HonorsSettings(BaseSiteSetting):
    """Which awards the school may issue, how its decisions are numbered, how blanks are printed."""

    award_kinds = ChoiceSetField(
        _("hình thức trường được khen"),
        choices=AwardKind.choices,
        default=usual_kinds,
        help_text=_(
            "Giấy khen chỉ bật khi cấp trên đã nói rõ hiệu trưởng có thẩm quyền tặng: quy định về việc này "
            "khác nhau theo thời gian và theo địa phương. Biểu dương, thư khen, giấy chứng nhận thì trường nào "
            "cũng dùng được."
        ),
    )
    decision_symbol = models.CharField(
        _("ký hiệu quyết định"), max_length=30, default="QĐ", help_text=_("Đứng sau số, ví dụ “QĐ-THAĐ”.")
    )
    recipients = models.TextField(
        _("nơi nhận quyết định"),
        blank=True,
        default="Như Điều 3;",
        help_text=_("Mỗi dòng một nơi. Dòng “Lưu: VT.” được thêm vào cuối."),
    )
    blank_offset_x_mm = models.DecimalField(
        _("phôi in sẵn: dịch sang phải (mm)"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=OFFSET_LIMITS,
        help_text=_("Số âm thì dịch sang trái. In thử một tờ rồi chỉnh."),
    )
    blank_offset_y_mm = models.DecimalField(
        _("phôi in sẵn: dịch xuống dưới (mm)"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=OFFSET_LIMITS,
    )

    panels: list[Any] = [
        FieldPanel("award_kinds"),
        MultiFieldPanel([FieldPanel("decision_symbol"), FieldPanel("recipients")], _("Quyết định")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("blank_offset_x_mm"), FieldPanel("blank_offset_y_mm")])],
            _("In trên phôi có sẵn"),
        ),
    ]

    class Meta:
        verbose_name = _("khen thưởng")

    def kinds(self) -> list[tuple[str, str]]:
        """Return (value, label) of what the school may issue."""
        return [(kind.value, str(kind.label)) for kind in AwardKind if kind.value in self.award_kinds]
