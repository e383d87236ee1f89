"""What becomes of a document: title, lead, main picture, headings, lists, tables, and what is said about it."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from news.word.alternative_text import proposed_text
from news.word.archive import WordFileError, open_archive
from news.word.composing import LONGEST_TITLE, cut_at_word
from news.word.inspection import Frame
from news.word.pictures import as_shown
from news.word.reading import Reading, read
from tests.factories.files import picture_bytes
from tests.factories.word import changed, edited, word_bytes

PICTURE = picture_bytes((400, 300), "JPEG")
OTHER = picture_bytes((410, 300), "JPEG")


def reading(*parts: tuple) -> Reading:
    return read(BytesIO(word_bytes(*parts)))


def kinds(found: Reading) -> list[str]:
    return [block["type"] for block in found.story.blocks]


def test_bold_italic_links_and_lists_are_kept_and_nothing_dangerous():
    content = word_bytes(
        ("h1", "Tin"), ("p", "Mở đầu."), ("bold", "Đậm."), ("link", "trang của trường", "https://example.org/?a=1&b=2"),
        ("link", "bấm đây", "javascript:alert(1)"), ("p", "5 < 6 & <script>"), ("ul", "một", "hai"), ("ol", "ba"),
    )  # fmt: skip
    (block,) = read(BytesIO(content)).story.blocks
    assert block["html"] == (
        "<p><b>Đậm.</b></p>"
        '<p>Xem <a href="https://example.org/?a=1&amp;b=2">trang của trường</a></p>'
        "<p>Xem bấm đây</p>"
        "<p>5 &lt; 6 &amp; &lt;script&gt;</p>"
        "<ul><li>một</li><li>hai</li></ul><ol><li>ba</li></ol>"
    )


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        ([("p", "PHÒNG GIÁO DỤC"), ("h1", "Ngày hội"), ("p", "Chữ.")], "Ngày hội"),
        ([("h1", "Phần một"), ("title", "Ngày hội"), ("p", "Chữ.")], "Ngày hội"),
        ([("p", "Ngày hội"), ("p", "Chữ.")], "Ngày hội"),
        ([("p", "Ngày hội"), ("p", "Một câu mở đầu."), ("h2", "Phần một"), ("p", "Chữ.")], "Ngày hội"),
        ([("picture", PICTURE), ("p", "Ngày hội"), ("p", "Chữ.")], "Ngày hội"),
        ([("p", "Ngày hội"), *[("p", f"Đoạn {n}.") for n in range(5)], ("h1", "Phần")], "Ngày hội"),
    ],
)
def test_the_title_is_found(parts, title):
    assert reading(*parts).story.title == title


def test_old_fonts_are_read_by_name_and_the_original_is_kept():
    found = reading(
        ("font", "ngµy héi ®äc s¸ch", ".VnTimeH"), ("p", "Dòng này là Unicode, hoà bình."), ("p", "Hết.")
    )
    assert found.encoding == "tcvn3"
    assert found.story.title == "ngµy héi ®äc s¸ch"
    assert found.converted is not None
    assert found.converted.title == "NGÀY HỘI ĐỌC SÁCH"
    assert found.converted.lead == "Dòng này là Unicode, hoà bình."


def test_a_title_of_300_letters_is_cut_at_a_word_and_nothing_is_lost():
    words = " ".join(["đọc"] * 75)
    found = reading(("h1", words), ("p", "Đoạn sau dài hơn."))
    assert len(found.story.title) <= LONGEST_TITLE
    assert f"{found.story.title} {found.story.lead}".split() == words.split()
    assert "299" in " ".join(found.story.sentences)


@pytest.mark.parametrize(
    ("text", "cut"), [("một hai", ("một", "hai")), ("một", ("một", "")), ("mộthaiba", ("mộtha", "iba"))]
)
def test_a_text_is_cut_between_words(text, cut):
    assert cut_at_word(text, 5) == cut


def test_a_long_first_paragraph_is_no_lead():
    found = reading(("h1", "Tin"), ("p", "chữ " * 120), ("p", "Sau."))
    assert found.story.lead == ""
    assert kinds(found) == ["paragraph"]


def test_headings_start_at_the_second_level_and_skip_none():
    found = reading(
        ("title", "Tin"), ("p", "Một."), ("h3", "Nhỏ trước"), ("h2", "Lớn"), ("h3", "Nhỏ"), ("p", "Hai.")
    )
    levels = [(block["text"], block["level"]) for block in found.story.blocks if block["type"] == "heading"]
    assert levels == [("Nhỏ trước", "h2"), ("Lớn", "h2"), ("Nhỏ", "h3")]


def test_bold_lines_are_headings_where_there_are_no_others():
    found = reading(
        ("p", "Tin"),
        ("p", "Mở đầu."),
        ("bold", "Phần một:"),
        ("p", "Chữ."),
        ("bold", "Một câu đậm."),
        ("p", "Hết."),
    )
    assert kinds(found) == ["heading", "paragraph"]
    assert found.story.blocks[0]["text"] == "Phần một"
    assert any("in đậm" in sentence for sentence in found.story.sentences)


def test_the_first_picture_is_the_main_one_and_captions_stay_with_theirs():
    found = reading(
        ("h1", "Tin"), ("picture", PICTURE), ("caption", "Chú thích một"), ("p", "Chữ."), ("picture", OTHER),
        ("caption", "Chú thích hai"), ("p", "Hết."),
    )  # fmt: skip
    assert found.story.hero == {"type": "picture", "number": 1, "caption": "Chú thích một"}
    assert found.story.blocks[-2] == {"type": "picture", "number": 2, "caption": "Chú thích hai"}


def test_a_tiny_picture_is_not_the_main_one():
    found = reading(
        ("h1", "Tin"),
        ("picture", picture_bytes((80, 80))),
        ("p", "Chữ."),
        ("picture", PICTURE),
        ("p", "Hết."),
    )
    assert found.story.hero is not None
    assert found.story.hero["number"] == 2


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ([("p", "Bảng 1. Số sách")], "Bảng 1. Số sách"),
        ([("p", "Số sách của các tổ:")], "Số sách của các tổ"),
        ([("caption", "Số sách")], "Số sách"),
        ([("h2", "Kết quả")], "Kết quả"),
        ([("p", "Một đoạn văn bình thường.")], "Bảng 1"),
    ],
)
def test_a_table_gets_a_name(before, name):
    table = ("table", ("Tổ", "Số"), ("Tổ 1", "12"))
    found = reading(("h1", "Tin"), ("p", "Mở."), ("p", "Thân."), *before, table, ("p", "Hết."))
    (block,) = [block for block in found.story.blocks if block["type"] == "table"]
    assert (block["caption"], block["has_header"]) == (name, True)


def test_merged_cells_are_taken_apart_and_said():
    content = word_bytes(("h1", "Tin"), ("p", "Mở."), ("table", ("Gộp", "x"), ("a", "b")), ("p", "Hết."))
    cell = "<w:t>Gộp</w:t></w:r></w:p></w:tc>"
    merged = edited(content, cell, cell.replace("</w:tc>", "</w:tc>"))
    merged = edited(merged, "<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>')
    found = read(BytesIO(merged))
    (block,) = [block for block in found.story.blocks if block["type"] == "table"]
    assert block["rows"][0][:2] == ["Gộp", ""]
    assert any("ô gộp" in sentence for sentence in found.sentences)


def test_a_table_of_one_cell_is_a_frame_and_a_quote_is_a_quote():
    found = reading(
        ("h1", "Tin"), ("p", "Mở."), ("table", ("Chữ trong khung",)), ("quote", "“Mỗi ngày một trang.”")
    )
    assert kinds(found) == ["paragraph", "quote"]
    assert found.story.blocks[1]["text"] == "Mỗi ngày một trang."


def test_the_same_picture_twice_is_one_picture():
    found = reading(
        ("h1", "Tin"), ("picture", PICTURE), ("p", "Chữ."), ("picture", PICTURE), ("picture", OTHER)
    )
    assert [picture.number for picture in found.pictures] == [1, 2]
    assert [block["number"] for block in found.story.blocks if block["type"] == "picture"] == [1, 2]


def test_a_linked_picture_is_never_fetched():
    content = word_bytes(("h1", "Tin"), ("picture", PICTURE), ("p", "Chữ."))
    linked = edited(
        content,
        'Target="media/image1.jpg"',
        'Target="file:///etc/passwd" TargetMode="External"',
        "word/_rels/document.xml.rels",
    )
    linked = edited(linked, "r:embed=", "r:link=")
    found = read(BytesIO(linked))
    assert not found.pictures
    assert any("không nằm trong tệp" in sentence for sentence in found.sentences)


def test_a_document_by_another_name_is_read():
    content = word_bytes(("h1", "Tin"), ("p", "Chữ."))
    moved = edited(content, "word/document.xml", "word/document2.xml", "_rels/.rels")
    moved = edited(moved, "/word/document.xml", "/word/document2.xml", "[Content_Types].xml")
    with_parts = {"word/document2.xml": part(content, "word/document.xml"), "word/document.xml": None}
    with_parts |= {
        "word/_rels/document2.xml.rels": part(content, "word/_rels/document.xml.rels"),
        "word/_rels/document.xml.rels": None,
    }
    assert read(BytesIO(changed(moved, with_parts))).story.title == "Tin"


def part(content: bytes, name: str) -> bytes:
    import zipfile

    return zipfile.ZipFile(BytesIO(content)).read(name)


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("Ba học sinh đọc sách dưới gốc bàng.", "Ba học sinh đọc sách dưới gốc bàng."),
        ("Picture 1", ""),
        ("Hình ảnh 12", ""),
        ("IMG_1234.JPG", ""),
        ("C:\\Users\\Lan\\Ảnh lớp\\ngày hội.jpg", ""),
        ("A picture containing person, indoor\n\nDescription automatically generated", ""),
        ("Ảnh có chứa người, trong nhà Mô tả được tạo tự động", ""),
        ("A group of children reading books", ""),
        (None, ""),
    ],
)
def test_only_a_teachers_own_words_are_proposed(written, proposed):
    assert proposed_text(written) == proposed


def test_a_picture_is_turned_as_word_turns_it_unless_it_says_so_itself():
    turned = Image.open(as_shown(picture_bytes((400, 200), "JPEG"), Frame(turn=90)))
    assert turned.size == (200, 400)
    exif = Image.Exif()
    exif[0x0112] = 6
    itself = Image.open(as_shown(picture_bytes((400, 200), "JPEG", exif=exif.tobytes()), Frame(turn=90)))
    assert itself.size == (400, 200)
    assert itself.getexif()[0x0112] == 6


@pytest.mark.parametrize("angle", ["nan", "inf", "-1e999", "9" * 400])
def test_an_impossible_angle_turns_nothing(angle):
    content = edited(word_bytes(("p", "Chữ."), ("picture", PICTURE)), "<a:xfrm>", f'<a:xfrm rot="{angle}">')
    (found,) = read(BytesIO(content)).pictures
    assert found.frame.turn == 0


def test_a_picture_that_cannot_be_unpacked_is_left_out_and_the_rest_kept():
    name = "word/media/image1.jpg"
    content = changed(word_bytes(("h1", "Tin"), ("p", "Chữ."), ("picture", PICTURE)), {name: PICTURE})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        start = archive.getinfo(name).header_offset + 30 + len(name)
    found = read(BytesIO(content[: start + 4] + b"\xff" * 20 + content[start + 24 :]))
    assert found.story.title == "Tin"
    assert not found.pictures


def test_a_part_is_looked_at_before_it_is_read_whole(monkeypatch):
    """The list of parts is not checked yet: a "mimetype" of a gigabyte must not be unpacked."""
    content = changed(word_bytes(("p", "Chữ.")), {"mimetype": b"0" * 30_000_000})
    unpacked = []
    read_whole = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda self, name: unpacked.append(name) or read_whole(self, name)
    )
    with pytest.raises(WordFileError, match="lớn bất thường"):
        open_archive(BytesIO(content))
    assert "mimetype" not in unpacked


def test_a_part_of_empty_lines_costs_little(monkeypatch):
    calls = []
    monkeypatch.setattr("news.word.inspection._Text.text", lambda _self, words: calls.append(words))
    read(BytesIO(changed(word_bytes(("p", "Chữ.")), {"word/x.xml": b"<a>" + b"\n" * 100_000 + b"</a>"})))
    assert max(map(len, calls)) > 1_000  # unbuffered, each line is a call
