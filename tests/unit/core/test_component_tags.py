"""The smallest components say what they are given, and nothing that they are given becomes markup."""

import pytest
from django.template import Context, Template

EVIL = '"><script>'


@pytest.mark.parametrize(
    "tag",
    [
        "icon name='leaf' classes=evil",
        "symbol name='leaf' classes=evil",
        "label text=evil tone=evil url=evil",
        "label text=evil tone=evil",
        "heading_link title=evil url=evil level=evil classes=evil",
        "section_head title=evil id=evil link_label=evil link_url=evil",
        "motif name=evil loading=evil",
        "spine title=evil url=evil note=evil ground=evil height=evil",
        "drawn_picture scene=evil shape=evil seed=evil loading=evil priority=evil",
    ],
)
def test_what_is_given_is_escaped(tag):
    drawn = Template(f"{{% {tag} %}}").render(Context({"evil": EVIL}))
    assert "<script" not in drawn


def test_leaves_are_green_for_what_is_done():
    drawn = Template("{% leaf_counter full=2 total=5 %}").render(Context())
    assert "2 trên 5 nhiệm vụ đã xong" in drawn
    assert (drawn.count("<svg"), drawn.count('class="is-full"')) == (5, 2)


def test_a_heading_without_an_address_is_no_link():
    drawn = Template("{% heading_link title=title url=url level='h2' %}").render(
        Context({"title": "Lớp 4", "url": None})
    )
    assert drawn == "<h2>Lớp\N{NO-BREAK SPACE}4</h2>"
