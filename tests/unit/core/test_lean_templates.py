"""Lean templates say the same: nothing that a reader sees moves together or apart."""

from pathlib import Path

import pytest
from django.template import Context, Engine, Template
from django.template.loader import get_template

from core.lean_templates import lean

SOURCE = """<ul class="a"
    id="b">
  {% for word in words %}
    <li>
      {% if word %}
        <b>{{ word }}</b>
        {{ word }} and
        <i>more</i>
      {% endif %}
    </li>
  {% endfor %}
</ul>
"""


def test_indentation_and_control_lines_are_gone():
    drawn = Template(lean(SOURCE)).render(Context({"words": ["x"]}))
    assert drawn == '<ul class="a"\nid="b">\n<li>\n<b>x</b>\nx and\n<i>more</i>\n</li>\n</ul>\n'


def test_words_stay_apart():
    context = Context({"words": ["x", ""]})
    assert Template(lean(SOURCE)).render(context).split() == Template(SOURCE).render(context).split()


@pytest.mark.parametrize("mark", ["<pre>", "<textarea>", "{% blocktranslate %}"])
def test_spaces_that_are_seen_or_translated_stay(mark):
    source = f"  {mark}\n    x\n"
    assert lean(source) == source


def test_our_templates_are_lean_and_those_for_mails_are_as_written(tmp_path):
    assert get_template("components/task.html").template.source.count("\n ") == 0
    Path(tmp_path, "mail.txt").write_text("  a\n  {% if x %}\n  b\n  {% endif %}\n")
    engine = Engine(dirs=[str(tmp_path)], loaders=["core.lean_templates.Loader"])
    assert engine.get_template("mail.txt").source.startswith("  a\n  {% if")
