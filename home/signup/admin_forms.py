"""The forms of the organiser: how many came, and repeating a session."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.date_input import DayField, DayInput
from home.models import ActivityPage
from home.signup.repeating import MOST_COPIES, repetitions

MOST_HEADS = 100_000
DAY, WEEK = "day", "week"


class HeadcountForm(forms.Form):
    """How many really came."""

    cleaned_data: dict[str, Any]

    headcount = forms.IntegerField(
        label=gettext_lazy("Số người đến"),
        help_text=gettext_lazy("Đếm sau buổi này; con số vào báo cáo của Tuần lễ."),
        required=False,
        min_value=0,
        max_value=MOST_HEADS,
        error_messages={
            "invalid": gettext_lazy("Hãy ghi một số, ví dụ 45."),
            "min_value": gettext_lazy("Số người không thể âm."),
            "max_value": gettext_lazy("Số này lớn quá, xin xem lại."),
        },
    )


class RepeatForm(forms.Form):
    """How often, and how many times or until when."""

    cleaned_data: dict[str, Any]

    every = forms.ChoiceField(
        label=gettext_lazy("Lặp lại"),
        choices=[(WEEK, gettext_lazy("Mỗi tuần, cùng thứ")), (DAY, gettext_lazy("Mỗi ngày"))],
        initial=WEEK,
        widget=forms.RadioSelect,
    )
    times = forms.IntegerField(
        label=gettext_lazy("Thêm mấy buổi"),
        required=False,
        min_value=1,
        max_value=MOST_COPIES,
        error_messages={
            "invalid": gettext_lazy("Hãy ghi một số từ 1 đến 30."),
            "min_value": gettext_lazy("Hãy ghi một số từ 1 đến 30."),
            "max_value": gettext_lazy("Mỗi lần tạo nhiều nhất 30 buổi."),
        },
    )
    until = DayField(
        label=gettext_lazy("Hoặc tới hết ngày"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Ghi một trong hai ô: số buổi, hoặc ngày."),
    )

    def __init__(self, activity: ActivityPage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.shifts: list[dt.timedelta] = []

    def clean(self) -> dict[str, Any]:
        """Work out the days.

        Raises:
            ValidationError: At ``times`` or ``until``.
        """
        super().clean()
        if self.errors:
            return self.cleaned_data
        times, until = self.cleaned_data["times"], self.cleaned_data["until"]
        if (times is None) == (until is None):
            self.add_error("times", _("Hãy ghi số buổi, hoặc ngày cuối: chỉ một trong hai."))
            return self.cleaned_data
        step = dt.timedelta(days=1 if self.cleaned_data["every"] == DAY else 7)
        self.shifts = repetitions(self.activity, step, times, until)
        if not self.shifts:
            self.add_error("until", _("Tới ngày này chưa có buổi nào lặp lại."))
        elif len(self.shifts) > MOST_COPIES:
            self.add_error("until", _("Mỗi lần tạo nhiều nhất 30 buổi. Hãy chọn ngày gần hơn."))
        return self.cleaned_data
