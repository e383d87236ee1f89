"""Two texts that are opened at once do not mix."""

import json
from threading import Event, Thread

from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.rich_text.converters.html_to_contentstate import HtmlToContentStateHandler

SECONDS = 5


def test_a_text_opened_while_another_is_read_is_another(monkeypatch):
    widget = get_rich_text_editor_widget("default", features=["bold"])
    in_the_middle, go_on = Event(), Event()
    read = HtmlToContentStateHandler.handle_data

    def pause(self, content):
        if content == "chậm":
            in_the_middle.set()
            go_on.wait(SECONDS)
        read(self, content)

    monkeypatch.setattr(HtmlToContentStateHandler, "handle_data", pause)
    opened = []
    slow = Thread(target=lambda: opened.append(widget.format_value("<p>chậm</p><p>sau</p>")))
    slow.start()
    assert in_the_middle.wait(SECONDS)
    quick = widget.format_value("<p>nhanh</p>")
    go_on.set()
    slow.join()
    assert [block["text"] for block in json.loads(quick)["blocks"]] == ["nhanh"]
    assert [block["text"] for block in json.loads(opened[0])["blocks"]] == ["chậm", "sau"]
