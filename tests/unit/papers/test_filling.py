"""Templates are filled in with plain texts; what is wrong in one is named in Vietnamese."""

import io
import zipfile

import pytest
from docx import Document

from papers.filling import TemplateError, fill
from tests.printed_papers import word_lines

CONTEXT = {"name": "Nguyễn Thị Mẫu", "rows": [{"text": "một"}, {"text": "hai"}], "number": 5}


def template(*lines):
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_names_and_loops_are_filled_in():
    lines = word_lines(
        fill(
            template("Em {{ name|upper }}", "{%p for row in rows %}", "- {{ row.text }}", "{%p endfor %}"),
            CONTEXT,
        )
    )
    assert lines == ["Em NGUYỄN THỊ MẪU", "- một", "- hai"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ number }} {% for %}",
        "<w:t>&amp; <script>",
        "a & b",
        "{_{ number }_}",
        "#let x",
        "“nháy” 'đơn' \"kép\"",
        "Ệ" * 200,
    ],
)
def test_a_text_is_never_a_tag_or_markup(text):
    line = word_lines(fill(template("{{ name }}."), CONTEXT | {"name": text}))[0]
    assert line.replace("{ _{", "{_{").replace("}_ }", "}_}") == f"{text}."
    assert "5" not in line


def test_characters_that_a_word_file_cannot_hold_are_left_out():
    assert word_lines(fill(template("{{ name }}."), CONTEXT | {"name": "An\x00\x0b\ufffe\x1f Bình"})) == [
        "An Bình."
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{{ nmae }}", "“nmae”"),
        ("{%p for x in khong_co %}{%p endfor %}", "Mẫu"),
        ("{{ khong_co|upper }}", "“khong_co”"),
        ("{{ rows.nothing }}", "“nothing”"),
        ("{{ rows[0].nothing }}", "“nothing”"),
        ("{{ name", "“{{ name"),
        ("{{ name }", "{{ name }"),
        ("{{ name name }}", "“{{ name name }}”"),
        ("{% for row in rows %}", "{% for row in rows %}"),
        ("{% nothing %}", "“{% nothing %}”"),
        ("{{ name|nothing }}", "“{{ name|nothing }}”"),
        ("{{ name * 1000000000 }}", "không được phép"),
        ("{{ name.__class__ }}", "không được phép"),
        ("{{ rows.__class__.__mro__ }}", "không được phép"),
        ("{{ range(9) }}", "“range”"),
        ("{% include 'x' %}", "Không điền được mẫu này"),
        ("{{ number() }}", "Không điền được mẫu này"),
    ],
)
def test_a_wrong_tag_is_named(line, words):
    with pytest.raises(TemplateError) as caught:
        fill(template("Đầu", line, "Cuối"), CONTEXT)
    assert words in str(caught.value)
    assert str(caught.value)[0].isupper()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"plain text" * 100])
def test_what_is_no_word_file_is_said_to_be_none(content):
    with pytest.raises(TemplateError):
        fill(content, CONTEXT)


def test_a_zip_without_a_document_is_no_word_file():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError):
        fill(file.getvalue(), CONTEXT)
