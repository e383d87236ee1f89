from dataclasses import replace

import pytest

from sharing.networks import LIMITS, Network
from sharing.texts import Story, hashtag, hashtags, texts_for

STORY = Story(
    title="Mười lăm phút đầu giờ",
    lead="Cả trường cùng đọc sách mỗi sáng.",
    details="",
    address="https://truong.edu.vn/tin-bai/muoi-lam-phut/",
    short_address="https://truong.edu.vn/t/12/",
    school="Trường Tiểu học Ấp Đình",
    tags=("khuyến đọc", "lớp 3", "Tuần lễ học tập suốt đời 2023"),
)
LONG = replace(STORY, title="Ế" * 255, lead="đọc sách 😀 " * 4_000, details="7:30, thứ Hai · Sân trường")


def words(story: Story, network: Network, name: str = "text") -> str:
    return next(text.text for text in texts_for(story)[network] if text.name == name)


def test_facebook_gets_a_post_that_reads_by_itself():
    assert words(STORY, Network.FACEBOOK) == (
        "Mười lăm phút đầu giờ\n\nCả trường cùng đọc sách mỗi sáng.\n\n"
        "Đọc cả bài: https://truong.edu.vn/tin-bai/muoi-lam-phut/\n\n"
        "#KhuyếnĐọc #Lớp3 #TuầnLễHọcTậpSuốtĐời2023"
    )


def test_every_text_keeps_to_its_limit_and_loses_neither_link_nor_hour():
    limited = 0
    for network, boxes in texts_for(LONG).items():
        for box in boxes:
            if box.limit:
                limited += 1
                assert len(box.text) <= box.limit, (network, box.name)
    assert limited == 4
    assert (LIMITS[Network.ZALO].title, LIMITS[Network.ZALO].text, LIMITS[Network.YOUTUBE].text) == (
        150,
        300,
        5000,
    )
    assert LONG.address in words(LONG, Network.FACEBOOK)
    assert LONG.address in words(LONG, Network.YOUTUBE)
    assert words(LONG, Network.ENETVIET).endswith(LONG.short_address)
    assert all(LONG.details in words(LONG, network) for network in texts_for(LONG))


def test_youtube_is_given_no_angle_bracket():
    story = replace(STORY, title="2 < 3", lead="<b>Toán</b>")
    for box in texts_for(story)[Network.YOUTUBE]:
        assert not set("<>") & set(box.text)
    assert "2 < 3" in words(story, Network.FACEBOOK)


def test_nothing_that_is_missing_leaves_a_gap():
    bare = replace(STORY, lead="", tags=())
    for boxes in texts_for(bare).values():
        for box in boxes:
            assert box.text
            assert "\n\n\n" not in box.text
            assert box.text == box.text.strip()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("khuyến đọc", "#KhuyếnĐọc"),
        ("lớp 3/2", "#Lớp32"),
        ("e\u0302\u0301 AI", "#ẾAI"),
        ("2023", ""),
        ("🎉", ""),
        ("", ""),
    ],
)
def test_a_hashtag_is_one_word_with_its_marks(given, expected):
    assert hashtag(given) == expected


def test_five_hashtags_at_most_and_none_twice():
    assert hashtags(("đọc", "Đọc", "a", "b", "c", "d", "e")).split() == ["#Đọc", "#A", "#B", "#C", "#D"]
