"""What the site says about a page beside its content is what the proxy says about a stored one."""

import pytest
from django.test import override_settings

from tests.module_school import school_for_the_module
from tests.proxy_server import ABOUT_THE_FILE, stored_headers

pytestmark = pytest.mark.django_db
school = school_for_the_module()


@pytest.mark.parametrize("address", ["/", "/tin-bai/", "/tin-bai/rss/", "/robots.txt", "/sitemap.xml"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_stored_page_has_the_headers_that_the_site_sets(school, client, address, scheme):
    with override_settings(
        SECURE_HSTS_SECONDS=3600, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
    ):
        answer = client.get(address, headers={"X-Forwarded-Proto": scheme})
    assert answer.status_code == 200
    set_by_the_site = {name: value for name, value in answer.headers.items() if name not in ABOUT_THE_FILE}
    assert set_by_the_site == stored_headers(
        transport_security="max-age=3600" if scheme == "https" else "",
        robots_tag="noindex" if address == "/sitemap.xml" else "",
    )
