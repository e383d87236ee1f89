"""What the proxy is told of the server's settings: hosts as Django reads them, and nothing that opens the rest."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.http.request import validate_host
from hypothesis import given
from hypothesis import strategies as st

PATH = Path(__file__).resolve().parents[3] / "docker" / "proxy_settings.py"
spec = importlib.util.spec_from_file_location("proxy_settings", PATH)
proxy_settings = importlib.util.module_from_spec(spec)
spec.loader.exec_module(proxy_settings)

HOSTS = st.lists(st.sampled_from(["a", "b", ".", "-", "truong", "example"]), min_size=1, max_size=6).map(
    "".join
)


def is_ours(host, allowed):
    return bool(re.search(f"^(?:{proxy_settings.host_pattern(allowed)})$", host, re.IGNORECASE))


@given(HOSTS, st.lists(HOSTS, max_size=3))
def test_no_host_that_django_refuses_is_ours(host, allowed):
    if is_ours(host, ",".join(allowed)):
        assert validate_host(host.lower(), allowed)


@pytest.mark.parametrize("allowed", ["", " , ", 'a";}', "a b", "(", "a|.*", "a\\n"])
def test_what_is_no_name_opens_nothing(allowed):
    assert not is_ours("evil.example", allowed)
    assert '";' not in proxy_settings.host_pattern(allowed)


def test_any_host_may_be_allowed():
    assert is_ours("evil.example", "*")
    assert not is_ours("evil/example", "*")


@pytest.mark.parametrize(
    ("seconds", "line"), [("3600", 'https   "max-age=3600";'), ("0", 'https   "";'), ("x;", 'https   "";')]
)
def test_https_is_insisted_on_for_as_long_as_the_site_says(seconds, line):
    assert line in proxy_settings.settings({"SECURE_HSTS_SECONDS": seconds})
