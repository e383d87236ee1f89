import pytest
from django.core.exceptions import ValidationError

from sharing.networks import Network, cleaned_link


@pytest.mark.parametrize(
    ("network", "link", "stored"),
    [
        (
            "facebook",
            " https://WWW.facebook.com/truong/posts/1?fbclid=x#c ",
            "https://www.facebook.com/truong/posts/1",
        ),
        (
            "facebook",
            "https://m.facebook.com/story.php?story_fbid=1&id=2",
            "https://m.facebook.com/story.php?story_fbid=1&id=2",
        ),
        ("youtube", "https://youtu.be/abc?si=xyz&t=30", "https://youtu.be/abc?t=30"),
        ("zalo", "https://oa.zalo.me/bai?utm_source=x", "https://oa.zalo.me/bai"),
        ("other", "https://giaoduc.net.vn/bai", "https://giaoduc.net.vn/bai"),
        ("facebook", "", ""),
    ],
)
def test_a_link_is_stored_without_who_clicked_it(network, link, stored):
    assert cleaned_link(network, link) == stored


@pytest.mark.parametrize(
    ("network", "link"),
    [
        ("facebook", "http://facebook.com/truong"),
        ("facebook", "https://facebook.com.lua-dao.vn/truong"),
        ("facebook", "https://notfacebook.com/truong"),
        ("facebook", "https://facebook.com@lua-dao.vn/"),
        ("youtube", "https://www.facebook.com/truong"),
        ("other", "javascript:alert(1)"),
        ("other", "https://"),
        ("other", "https://[::1/x"),
    ],
)
def test_a_link_that_is_not_of_the_network_is_refused(network, link):
    with pytest.raises(ValidationError):
        cleaned_link(network, link)


def test_every_network_is_named():
    assert [network.label for network in Network] == ["Facebook", "Zalo", "YouTube", "eNetViet", "Nơi khác"]
