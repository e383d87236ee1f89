"""Lists of commendations: which files are read, which headings are understood, what is wrong with a row."""

import csv
import io
import struct
import time
import unicodedata
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from honors.importing.headings import SYNONYMS, Column, recognised
from honors.importing.reading import read_rows, read_upload
from honors.importing.sample import sample_workbook
from honors.importing.table import column_letters

HEADINGS = ["Họ và tên", "Lớp", "Hình thức", "Thành tích"]
ROW = ["Lê Thị Bảo Ngọc", "3/2", "Thư khen", "Đã đọc sách mỗi ngày."]


def workbook(*rows, change=None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def text_file(*rows, separator=",") -> str:
    output = io.StringIO()
    csv.writer(output, delimiter=separator).writerows(rows)
    return output.getvalue()


def windows_1258(text: str) -> bytes:
    """Encode as Windows does: a letter with its mark, then the tone."""
    output = bytearray()
    for letter in text:
        try:
            output += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tone))
            output += bare.encode("cp1258") + tone.encode("cp1258")
    return bytes(output)


def packed(content: bytes, **changes: bytes | None) -> bytes:
    """Return the archive with members replaced, added or (None) taken out."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, member in changes.items():
            if member is not None:
                new.writestr(name, member)
    return output.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_rows(content)
    return " ".join(caught.value.messages)


def errors(*cells, headings=HEADINGS) -> str:
    (row,) = read_rows(workbook(headings, cells))
    return " ".join(row.errors)


# --- Files -------------------------------------------------------------------------------------


def test_a_workbook_is_read():
    (row,) = read_rows(workbook(HEADINGS, ROW))
    assert (row.number, row.name, row.kind, row.unit) == (2, "Lê Thị Bảo Ngọc", "student", "lớp 3/2")
    assert (row.award, row.citation, row.errors) == ("letter", "Đã đọc sách mỗi ngày.", [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_whatever_its_encoding_and_separator(encoding, separator):
    (row,) = read_rows(text_file(HEADINGS, ROW, separator=separator).encode(encoding))
    assert (row.name, row.unit, row.citation) == (ROW[0], "lớp 3/2", ROW[3])


def test_a_text_file_of_vietnamese_windows_is_read():
    content = windows_1258(text_file(HEADINGS, ROW, ["Trần Văn Ửng", "4/1", "Biểu dương", "Đã giúp bạn."]))
    assert [row.name for row in read_rows(content)] == ["Lê Thị Bảo Ngọc", "Trần Văn Ửng"]


def test_what_a_file_is_called_does_not_matter():
    upload = SimpleUploadedFile("danh-sach.csv", workbook(HEADINGS, ROW))
    assert len(read_upload(upload)) == 1


def test_titles_may_stand_above_the_table_and_empty_rows_inside():
    rows = read_rows(
        workbook(
            ["TRƯỜNG TIỂU HỌC"], ["Danh sách khen thưởng"], [], ["STT", *HEADINGS], [1, *ROW], [], [2, *ROW]
        )
    )
    assert [row.number for row in rows] == [5, 7]


def test_the_first_visible_sheet_that_holds_something_is_read():
    def change(book):
        book.active.sheet_state = "hidden"
        book.create_sheet("Trống")
        sheet = book.create_sheet("Danh sách")
        sheet.append(HEADINGS)
        sheet.append(["Phạm An", *ROW[1:]])

    assert [row.name for row in read_rows(workbook(HEADINGS, ROW, change=change))] == ["Phạm An"]


def test_the_sample_is_a_list_without_errors():
    content = sample_workbook(["Thư khen", "Biểu dương"])
    rows = read_rows(content)
    assert [row.kind for row in rows] == ["student", "teacher", "collective"]
    assert [row.errors for row in rows] == [[], [], []]
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["C2"].number_format == "@"
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} >= {'"Thư khen,Biểu dương"'}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b" \r\n", "Tệp trống"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "không phải bảng tính"),
        (b"%PDF-1.7\n" + bytes(range(256)), "không phải bảng tính"),
        (b"PK\x03\x04 not an archive", "Không đọc được tệp này"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "tệp kiểu cũ (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu"),
        ("Kính gửi phụ huynh".encode(), "Không thấy dòng tiêu đề"),
        (workbook(), "chưa có gì"),
        (workbook(HEADINGS), "chưa có ai"),
        (workbook(HEADINGS, ROW)[:900], "Không đọc được tệp này"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content, words):
    assert words in refusal(content)


def test_a_large_file_is_refused_before_it_is_read():
    upload = SimpleUploadedFile("to.xlsx", b"")
    upload.size = 5 * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="lớn hơn 5 MB"):
        read_upload(upload)


def test_a_workbook_with_macros_is_refused_even_when_renamed():
    assert "macro" in refusal(packed(workbook(HEADINGS, ROW), **{"xl/vbaProject.bin": b"x"}))


def test_an_archive_that_is_no_workbook_is_refused():
    assert "không phải bảng tính .xlsx" in refusal(
        packed(workbook(HEADINGS, ROW), **{"xl/workbook.xml": None})
    )


def test_an_encrypted_archive_is_refused():
    content = bytearray(workbook(HEADINGS, ROW))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "mật khẩu" in refusal(bytes(content))


def test_an_archive_that_unpacks_to_too_much_is_refused():
    assert "giải nén ra quá lớn" in refusal(
        packed(workbook(HEADINGS, ROW), **{"xl/media/a.bin": bytes(60_000_000)})
    )


def test_the_size_that_an_archive_gives_of_itself_is_not_believed():
    content = bytearray(packed(workbook(HEADINGS, ROW), **{"xl/media/a.bin": bytes(60_000_000)}))
    directory = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 10)
    assert "giải nén ra quá lớn" in refusal(bytes(content))


@pytest.mark.parametrize(
    ("cell", "words"), [("A1048576", "Danh sách quá dài"), ("XFD2", "quá xa về bên phải")]
)
def test_one_stray_cell_far_out_does_not_make_millions_of_empty_ones(cell, words):
    def change(book):
        book.active[cell] = "x"

    started = time.monotonic()
    assert words in refusal(workbook(HEADINGS, ROW, change=change))
    assert time.monotonic() - started < 1


def test_five_thousand_rows_are_refused_quickly_with_their_number():
    content = text_file(HEADINGS, *[ROW] * 5000).encode()
    started = time.monotonic()
    assert "5.000 dòng" in refusal(content)
    assert time.monotonic() - started < 2


def test_five_hundred_rows_are_taken():
    assert len(read_rows(text_file(HEADINGS, *[ROW] * 500).encode())) == 500
    assert "501 dòng" in refusal(text_file(HEADINGS, *[ROW] * 501).encode())


def test_merged_cells_in_the_table_are_refused_by_name():
    content = workbook(HEADINGS, ROW, ROW, change=lambda book: book.active.merge_cells("B2:B3"))
    assert "B2:B3" in refusal(content)


def test_merged_titles_above_the_table_are_none_of_our_business():
    content = workbook(["Danh sách"], HEADINGS, ROW, change=lambda book: book.active.merge_cells("A1:D1"))
    assert len(read_rows(content)) == 1


def test_external_entities_are_not_followed():
    sheet = (
        b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row></sheetData></worksheet>'
    )
    assert "Không" in refusal(packed(workbook(HEADINGS, ROW), **{"xl/worksheets/sheet1.xml": sheet}))


# --- Headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("HỌ VÀ TÊN", Column.NAME),
        ("ho va ten", Column.NAME),
        ("Họ tên học sinh (*)", Column.NAME),
        ("Lớp / Đơn vị", Column.UNIT),
        ("Hình thức\nkhen thưởng", Column.AWARD),
        ("Lí do", Column.CITATION),
        ("Đối tượng", Column.KIND),
        ("Ngày, tháng, năm sinh", Column.BIRTH_DATE),
        (unicodedata.normalize("NFD", "Thành tích"), Column.CITATION),
    ],
)
def test_headings_are_understood_as_schools_write_them(heading, column):
    assert recognised([heading]) == {column: 0}


def test_no_heading_means_two_columns():
    words = [word for synonyms in SYNONYMS.values() for word in synonyms]
    assert len(words) == len(set(words))
    assert recognised(["Số thứ tự", "", 5, None]) == {}


def test_the_missing_columns_are_named():
    said = refusal(workbook(["Họ và tên", "Lớp"], ["An", "3/2"]))
    assert "“Hình thức”, “Thành tích”" in said
    assert "dòng 1" in said
    assert "“Họ và tên”" in refusal(
        workbook(["Lớp", "Hình thức", "Thành tích"], ["3/2", "Thư khen", "Đã học."])
    )


def test_family_and_given_names_in_two_columns_are_put_together():
    headings = ["Họ và tên đệm", "Tên", "Lớp", "Hình thức", "Thành tích"]
    (row,) = read_rows(workbook(headings, ["Lê Thị Bảo", "Ngọc", *ROW[1:]]))
    assert row.name == "Lê Thị Bảo Ngọc"


def test_columns_have_letters():
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


# --- Rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["", "3/2", "Thư khen", "Đã học."], "Thiếu họ tên"),
        (["An", "3/2", "", "Đã học."], "Thiếu hình thức"),
        (["An", "3/2", "Huân chương", "Đã học."], "Không có hình thức khen “Huân chương”"),
        (["An", "3/2", "Thư khen", ""], "Thiếu thành tích"),
        (["An", "3/2", "Thư khen", "x" * 301], "dài 301 chữ, nhiều nhất 300"),
        (["n" * 201, "3/2", "Thư khen", "Đã học."], "dài 201 chữ, nhiều nhất 200"),
        (["An", "t" * 81, "Thư khen", "Đã học."], "dài 81 chữ, nhiều nhất 80"),
        (["An 😀", "3/2", "Thư khen", "Đã học."], "“😀”"),
        (["An\u202e", "3/2", "Thư khen", "Đã học."], "U+202E"),
        (["An", "3/2", "Thư khen", "Đã học 😀."], "“😀”"),
        (["An", "3/2", "Thư khen", "Đã\u202e học."], "U+202E"),
        (["An {{ 7 }}", "3/2", "Thư khen", "Đã học."], "“{”"),
        (['#let x = "a"', "3/2", "Thư khen", "Đã học."], "“#”"),
        (["<script>", "3/2", "Thư khen", "Đã học."], "“<”"),
        (["An", date(2026, 2, 3), "Thư khen", "Đã học."], "Excel đã đổi ô lớp thành ngày 3/2/2026"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(cells, words):
    assert words in errors(*cells)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (date(2016, 3, 15), "2016-03-15"),
        ("15/3/2016", "2016-03-15"),
        ("15-03-2016", "2016-03-15"),
        ("15.3.2016", "2016-03-15"),
        ("2016-03-15", "2016-03-15"),
        ("", ""),
    ],
)
def test_dates_of_birth_are_read(written, expected):
    (row,) = read_rows(workbook([*HEADINGS, "Ngày sinh"], [*ROW, written]))
    assert (row.birth_date, row.errors) == (expected, [])


@pytest.mark.parametrize("written", ["31/2/2016", "2016", 2016, "hôm qua", "1/1/1800", "1/1/3000"])
def test_a_wrong_date_is_said(written):
    assert "Ngày sinh" in errors(*ROW, written, headings=[*HEADINGS, "Ngày sinh"])


@pytest.mark.parametrize(
    ("kind", "unit", "expected"),
    [
        ("Học sinh", "Lớp 3/2", ("student", "lớp 3/2")),
        ("HS", "5A", ("student", "lớp 5A")),
        ("", "lớp 4.1", ("student", "lớp 4.1")),
        ("GV", "tổ 4", ("teacher", "tổ 4")),
        ("Giáo viên", "3/2", ("teacher", "3/2")),
        ("", "ấp Đình", ("", "ấp Đình")),
        ("Cha mẹ học sinh", "", ("parent", "")),
        ("tập thể", "", ("collective", "")),
    ],
)
def test_who_somebody_is(kind, unit, expected):
    headings = ["Họ và tên", "Là ai", "Đơn vị", "Hình thức", "Thành tích"]
    (row,) = read_rows(workbook(headings, ["An Bình", kind, unit, "Thư khen", "Đã học."]))
    assert (row.kind, row.unit) == expected
    assert row.errors == []


def test_an_unknown_kind_is_said():
    assert "giáo viên" in errors(
        "An", "bạn tôi", "Thư khen", "Đã học.", headings=["Tên", "Là ai", *HEADINGS[2:]]
    )


def test_a_collective_has_its_own_column_and_a_row_names_one_recipient():
    headings = ["Họ và tên", "Tập thể", "Hình thức", "Thành tích"]
    (row,) = read_rows(workbook(headings, ["", "Tập thể lớp 5/3", "Thư khen", "Đã học."]))
    assert (row.is_collective, row.name, row.errors) == (True, "Tập thể lớp 5/3", [])
    assert "mỗi dòng chỉ một" in errors("An", "Lớp 5/3", "Thư khen", "Đã học.", headings=headings)
    assert "nhiều nhất 120" in errors("", "L" * 121, "Thư khen", "Đã học.", headings=headings)


def test_numbers_are_read_as_they_are_shown():
    (row,) = read_rows(workbook(HEADINGS, ["An", 3.0, "Thư khen", 35]))
    assert (row.unit, row.citation) == ("3", "35")


def test_a_formula_counts_by_its_stored_value_and_one_without_is_said():
    content = workbook(HEADINGS, ["=HYPERLINK(1)", "3/2", "Thư khen", "Đã học."])
    said = " ".join(read_rows(content)[0].errors)
    assert "Ô A2 là công thức" in said
    assert "Thiếu họ tên" in said
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    stored = sheet.replace(
        b'<c r="A2"><f>HYPERLINK(1)</f><v />', b'<c r="A2" t="str"><f>HYPERLINK(1)</f><v>An</v>'
    )
    stored = stored.replace(
        b'<c r="A2"><f>HYPERLINK(1)</f><v></v>', b'<c r="A2" t="str"><f>HYPERLINK(1)</f><v>An</v>'
    )
    assert stored != sheet
    (row,) = read_rows(packed(content, **{"xl/worksheets/sheet1.xml": stored}))
    assert (row.name, row.errors) == ("An", [])


def test_words_are_composed():
    (row,) = read_rows(workbook(HEADINGS, [unicodedata.normalize("NFD", cell) for cell in ROW]))
    assert (row.name, row.citation) == (ROW[0], ROW[3])
