"""Dates and times as people in Vietnam type and read them, between midnight and seven too."""

import datetime as dt
import unicodedata

import pytest
from django import forms
from django.db import models
from django.template import Context, Template
from django.utils import formats, timezone, translation
from django.utils.formats import date_format, get_format
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from core.date_input import DayField, MomentField
from core.publishing import VietnamTimePanel
from core.templatetags import vietnamese_tags
from core.vietnamese import NO_BREAK_SPACE, SCHOOL_TIME_ZONE


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"), timezone.override(SCHOOL_TIME_ZONE):
        yield


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def local(*parts):
    return dt.datetime(*parts, tzinfo=SCHOOL_TIME_ZONE)


class TestTyping:
    @pytest.mark.parametrize(
        "typed", ["05/09/2023", "5/9/2023", "05-09-2023", "5.9.2023", "05/09/23", "2023-09-05"]
    )
    def test_dates_are_day_first(self, typed):
        assert forms.DateField().clean(typed) == dt.date(2023, 9, 5)

    @pytest.mark.parametrize("typed", ["25/09/2023", "31-12-2023"])
    def test_days_beyond_twelve(self, typed):
        assert forms.DateField().clean(typed).day > 12

    @pytest.mark.parametrize("typed", ["31/02/2023", "09/25/2023", "hôm nay", "5/9"])
    def test_what_is_no_date_is_refused(self, typed):
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean(typed)

    @pytest.mark.parametrize(
        "typed",
        [
            "05/09/2023 07:30",
            "5/9/2023 7:30",
            "05/09/2023 07:30:00",
            "5-9-2023 7:30",
            "5.9.2023 7:30",
            "05/09/23 07:30",
            "2023-09-05 07:30",
            "2023-09-05 07:30:00",
            "7:30 5/9/2023",
        ],
    )
    def test_moments_are_on_the_school_clock(self, typed):
        assert forms.DateTimeField().clean(typed) == utc(2023, 9, 5, 0, 30)

    @pytest.mark.parametrize(
        "typed",
        [
            "05-09-23 7h30",
            "5.9.23 7h30",
            "7h30 5/9/2023",
            "7 h 30 5-9-2023",
            "7 giờ 30 ngày 5/9/2023",
            "7 giờ 30 phút, 5.9.2023",
            "lúc 7h30p, thứ Ba ngày 5/9/2023",
            "7:30, thứ Ba 5/9/2023 (giờ Việt Nam)",
            " 5/9/2023   7:30 ",
            unicodedata.normalize("NFD", "7 giờ 30 ngày 5/9/2023"),
        ],
    )
    def test_the_admin_reads_moments_as_teachers_write_them(self, typed):
        assert MomentField().clean(typed) == utc(2023, 9, 5, 0, 30)

    def test_a_full_hour_needs_no_minutes(self):
        assert MomentField().clean("7h 5/9/2023") == MomentField().clean("7 giờ ngày 5/9/2023")
        assert MomentField().clean("7h 5/9/2023") == utc(2023, 9, 5, 0, 0)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("31/02/2026", "không có ngày 31/02/2026"),
            ("31/02/2026 7:30", "không có ngày 31/02/2026"),
            ("9/25/2026 7:30", "không có ngày 9/25/2026"),
            ("5/9/2026", "ghi thêm giờ"),
            ("mai", "Chưa hiểu “mai”"),
            ("5/9/2026 25:00", "Chưa hiểu"),
            ("5/9", "Chưa hiểu “5/9”"),
            ("5/9/0026 7:30", "Năm 26 không đúng"),
            ("01/01/0001 00:00", "Năm 1 không đúng"),
            ("31/12/9999 23:59", "Năm 9999 không đúng"),
        ],
    )
    def test_the_admin_says_what_it_did_not_understand(self, typed, words):
        with pytest.raises(forms.ValidationError) as raised:
            MomentField().clean(typed)
        assert words in raised.value.messages[0]

    @pytest.mark.parametrize("typed", ["5/9/2023", "5-9-23", "05.09.23", "ngày 5/9/2023", "thứ Ba, 5/9/2023"])
    def test_the_admin_reads_days_as_teachers_write_them(self, typed):
        assert DayField().clean(typed) == dt.date(2023, 9, 5)

    @pytest.mark.parametrize(("typed", "words"), [("31/02/2026", "không có ngày"), ("hôm nay", "Chưa hiểu")])
    def test_the_admin_says_what_is_no_day(self, typed, words):
        with pytest.raises(forms.ValidationError) as raised:
            DayField().clean(typed)
        assert words in raised.value.messages[0]

    def test_every_date_box_of_the_admin_keeps_what_it_cannot_read(self):
        for field in (models.DateField(), models.DateTimeField()):
            box = formfield_for_dbfield(field)
            assert isinstance(box, DayField | MomentField)
            assert box.widget.get_config()["validateOnBlur"] is False
        for panel in VietnamTimePanel().children:
            assert panel.widget.get_config()["validateOnBlur"] is False

    @pytest.mark.parametrize(
        ("typed", "stored"), [("0:00", (4, 17, 0)), ("6:59", (4, 23, 59)), ("7:00", (5, 0, 0))]
    )
    def test_early_hours_belong_to_the_same_day(self, typed, stored):
        assert forms.DateTimeField().clean(f"5/9/2023 {typed}") == utc(2023, 9, *stored)

    @pytest.mark.parametrize("typed", ["7:30", "07:30", "07:30:00", "7h30"])
    def test_times(self, typed):
        assert forms.TimeField().clean(typed) == dt.time(7, 30)

    def test_what_the_site_writes_it_can_read(self):
        day = dt.date(2023, 9, 5)
        moment = dt.datetime(2023, 9, 5, 7, 30)
        assert forms.DateField().clean(date_format(day, "SHORT_DATE_FORMAT")) == day
        assert forms.DateTimeField().clean(date_format(moment, "SHORT_DATETIME_FORMAT")) == utc(
            2023, 9, 5, 0, 30
        )
        assert forms.DateField().clean(formats.localize_input(day)) == day
        assert forms.DateTimeField().clean(formats.localize_input(moment)) == utc(2023, 9, 5, 0, 30)

    def test_the_admin_s_pickers_speak_the_same_format(self):
        assert AdminDateInput().format_value(dt.date(2023, 9, 5)) == "05/09/2023"
        assert AdminDateTimeInput().format_value(dt.datetime(2023, 9, 5, 7, 30)) == "05/09/2023 07:30"
        assert "%d/%m/%Y %H:%M" in get_format("DATETIME_INPUT_FORMATS")

    def test_the_week_starts_on_monday(self):
        assert get_format("FIRST_DAY_OF_WEEK") == 1


class TestDjangoFormats:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("DATE_FORMAT", "ngày 05 tháng 9 năm 2023"),
            ("DATETIME_FORMAT", "07:30 ngày 05 tháng 9 năm 2023"),
            ("YEAR_MONTH_FORMAT", "tháng 9 năm 2023"),
            ("MONTH_DAY_FORMAT", "ngày 5 tháng 9"),
            ("SHORT_DATE_FORMAT", "05/09/2023"),
            ("SHORT_DATETIME_FORMAT", "07:30 05/09/2023"),
            ("TIME_FORMAT", "07:30"),
        ],
    )
    def test_dates(self, name, text):
        assert date_format(dt.datetime(2023, 9, 5, 7, 30), name) == text

    def test_numbers(self):
        assert formats.number_format(1234567.5, 2, force_grouping=True) == "1.234.567,50"
        assert formats.number_format(1234, use_l10n=True, force_grouping=True) == "1.234"
        assert Template("{{ year }} {{ share|floatformat:1 }}").render(
            Context({"year": 2023, "share": 2.5})
        ) == ("2023 2,5")


def rendered(expression, **values):
    return Template("{% load vietnamese_tags %}{{ " + expression + " }}").render(Context(values))


class TestFilters:
    @pytest.mark.parametrize(
        ("moment", "date", "day", "time"),
        [
            (utc(2023, 10, 1, 16, 59), "1/10/2023", "Chủ nhật, 1/10/2023", "23:59"),
            (utc(2023, 10, 1, 17, 0), "2/10/2023", "thứ Hai, 2/10/2023", "0:00"),
            (utc(2023, 10, 1, 20, 5), "2/10/2023", "thứ Hai, 2/10/2023", "3:05"),
            (utc(2023, 10, 1, 23, 59), "2/10/2023", "thứ Hai, 2/10/2023", "6:59"),
            (utc(2023, 10, 2, 0, 30), "2/10/2023", "thứ Hai, 2/10/2023", "7:30"),
            (utc(2023, 12, 31, 17, 0), "1/1/2024", "thứ Hai, 1/1/2024", "0:00"),
        ],
    )
    def test_moments(self, moment, date, day, time):
        # Whatever zone the visitor's request has: the school's clock counts.
        with timezone.override("Europe/Paris"):
            assert rendered("value|vi_date", value=moment) == date
            assert rendered("value|vi_day", value=moment) == day
            assert rendered("value|vi_time", value=moment) == time
            assert rendered("value|vi_datetime", value=moment) == f"{time} ngày {date}"

    def test_plain_dates_and_times(self):
        assert rendered("value|vi_date", value=dt.date(2023, 10, 2)) == "2/10/2023"
        assert rendered("value|vi_datetime", value=dt.date(2023, 10, 2)) == "2/10/2023"
        assert rendered("value|vi_time", value=dt.time(7, 5)) == "7:05"

    @pytest.mark.parametrize("name", ["vi_date", "vi_day", "vi_time", "vi_datetime", "vi_range", "vi_since"])
    @pytest.mark.parametrize("value", [None, "", "2023-10-02", 5])
    def test_no_date_no_words(self, name, value):
        assert rendered(f"value|{name}", value=value) == ""

    @pytest.mark.parametrize(
        ("start", "end", "text"),
        [
            (local(2023, 10, 7, 7, 30), local(2023, 10, 7, 11, 0), "7:30–11:00, thứ Bảy 7/10/2023"),
            (utc(2023, 10, 6, 17, 0), utc(2023, 10, 6, 23, 30), "0:00–6:30, thứ Bảy 7/10/2023"),
            (
                local(2023, 10, 7, 7, 30),
                local(2023, 10, 8, 16, 0),
                "7:30 thứ Bảy 7/10/2023 – 16:00 Chủ nhật 8/10/2023",
            ),
            (local(2023, 10, 7, 7, 30), None, "7:30, thứ Bảy 7/10/2023"),
            (local(2023, 10, 7, 7, 30), local(2023, 10, 7, 7, 0), "7:30, thứ Bảy 7/10/2023"),
            (dt.date(2023, 10, 2), dt.date(2023, 10, 8), "2–8/10/2023"),
            (dt.date(2023, 9, 30), dt.date(2023, 10, 2), "30/9–2/10/2023"),
            (dt.date(2023, 12, 30), dt.date(2024, 1, 2), "30/12/2023–2/1/2024"),
            (dt.date(2023, 10, 2), dt.date(2023, 10, 2), "2/10/2023"),
            (dt.date(2023, 10, 2), None, "2/10/2023"),
        ],
    )
    def test_range(self, start, end, text):
        assert rendered("start|vi_range:end", start=start, end=end) == text

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (local(2023, 10, 6, 6, 59, 30), "vừa xong"),
            (local(2023, 10, 6, 6, 55), "5 phút trước"),
            (local(2023, 10, 6, 0, 5), "6 giờ trước"),
            (local(2023, 10, 5, 23, 50), "hôm qua"),
            (local(2023, 10, 5, 0, 0), "hôm qua"),
            (local(2023, 10, 4, 23, 0), "2 ngày trước"),
            (local(2023, 9, 29, 7, 0), "1 tuần trước"),
            (local(2023, 8, 1, 7, 0), "2 tháng trước"),
            (local(2021, 10, 1, 7, 0), "2 năm trước"),
            (local(2023, 10, 6, 7, 30), "7:30 ngày 6/10/2023"),
            (dt.date(2023, 10, 6), "hôm nay"),
            (dt.date(2023, 10, 5), "hôm qua"),
            (dt.date(2023, 10, 8), "8/10/2023"),
        ],
    )
    def test_since(self, value, text):
        # 7:00 in Vietnam is midnight UTC: the UTC date is already the same, ten minutes before it was not.
        assert vietnamese_tags.vi_since(value, utc(2023, 10, 6, 0, 0)) == text

    def test_since_just_after_midnight(self):
        now = local(2023, 10, 6, 0, 10)
        assert vietnamese_tags.vi_since(local(2023, 10, 5, 23, 50), now) == "20 phút trước"
        assert vietnamese_tags.vi_since(local(2023, 10, 5, 22, 0), now) == "hôm qua"

    def test_since_uses_the_clock(self):
        assert (
            rendered("value|vi_since", value=timezone.now() - dt.timedelta(minutes=5, seconds=5))
            == "5 phút trước"
        )


class TestBindNumbers:
    def test_plain_text_is_bound_and_escaped(self):
        assert rendered("value|bind_numbers", value="lớp 5 & <b>lớp 4</b>") == (
            f"lớp{NO_BREAK_SPACE}5 &amp; &lt;b&gt;lớp{NO_BREAK_SPACE}4&lt;/b&gt;"
        )

    def test_html_keeps_its_tags(self):
        html = mark_safe(
            'lớp 5 <a title="lớp 5 > lớp 4" href="?q=lớp 5">thứ Hai</a>'
            "<!-- lớp 5 --> 20 trang <img alt='số 3'>"
        )
        bound = vietnamese_tags.bind_numbers(html)
        assert isinstance(bound, SafeString)
        assert bound == (
            f"lớp{NO_BREAK_SPACE}5 "
            '<a title="lớp 5 > lớp 4" href="?q=lớp 5">'
            f"thứ{NO_BREAK_SPACE}Hai</a><!-- lớp 5 --> 20{NO_BREAK_SPACE}trang <img alt='số 3'>"
        )
        assert rendered("value|bind_numbers", value=html) == bound

    def test_nothing(self):
        assert rendered("value|bind_numbers", value=None) == ""
