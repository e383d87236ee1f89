"""Data that typst sets is never markup, and comes back from the PDF as it was."""

import unicodedata

import pytest

from papers.pdf import compile_pdf
from tests.printed_papers import needs_poppler, pdf_pages

TEMPLATE = """
#let content = json(bytes(sys.inputs.content))
#set document(date: none)
#set page(width: 297mm, height: 210mm)
#set text(font: "Tinos", fallback: false)
#content.text
"""
HOSTILE = [
    "#let x = 1",
    "{{ name }} {% for %}",
    "<script>alert(1)</script>",
    "$x^2$ và $",
    "*bold* _thin_ `code`",
    "@ref <label> = Title",
    "\\ \\u{1f600} \\n",
    "\"nháy\" 'đơn' “cong”",
    '#panic("no")',
    "//comment /* and */",
    "- list + list / term: x",
    "office fi fl ffi",
    "Ngô " * 50,
]


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "template.typ"
    path.write_text(TEMPLATE)
    return path


@needs_poppler
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_markup(template, text):
    assert pdf_pages(compile_pdf(template, {"text": text})) == [" ".join(text.split())]


@needs_poppler
def test_decomposed_text_is_found_in_its_composed_form(template):
    words = "Nguyễn Hồng Hoà, Ấp Đình, Đặng Thuỳ Trâm"
    decomposed = unicodedata.normalize("NFD", words)
    assert decomposed != words
    assert pdf_pages(compile_pdf(template, {"text": decomposed})) == [words]


def test_a_mark_after_a_line_break_does_not_break_the_data(template):
    """JSON writes the break with an n, which the mark must not join."""
    assert compile_pdf(template, {"text": "An\n\u0301 Bình", "more": [{"deep": ("\n\u0303",)}]}).startswith(
        b"%PDF"
    )


def test_the_same_data_give_the_same_file(template):
    assert compile_pdf(template, {"text": "An"}) == compile_pdf(template, {"text": "An"})
    assert compile_pdf(template, {"text": "An"}) != compile_pdf(template, {"text": "Ân"})


def test_pictures_are_found_by_their_names(tmp_path):
    template = tmp_path / "template.typ"
    template.write_text('#image("dot.svg")')
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    assert compile_pdf(template, {}, {"dot.svg": svg}).startswith(b"%PDF")
    with pytest.raises(RuntimeError, match=r"dot\.svg"):
        compile_pdf(template, {})


def test_nothing_outside_its_folder_can_be_read(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    template = tmp_path / "template.typ"
    template.write_text('#read("../secret.txt")')
    with pytest.raises(RuntimeError):
        compile_pdf(template, {})
    template.write_text(f'#read("{tmp_path}/secret.txt")')
    with pytest.raises(RuntimeError):
        compile_pdf(template, {})
