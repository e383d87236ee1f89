"""The containers of one server: what they may do, what they wait for, and what they must be told."""

import re
from pathlib import Path

import pytest
import yaml

DOCKER = Path(__file__).resolve().parents[3] / "docker"
TEXT = (DOCKER / "compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
OURS = ["proxy", "web", "runner", "worker", "keeper"]
VARIABLES = set(re.findall(r"\$\{([A-Z_]+)", TEXT))


def test_these_are_the_services():
    assert sorted(SERVICES) == sorted([*OURS, "db"])


def test_only_the_proxy_has_open_ports():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["database"] == {"internal": True}
    assert SERVICES["db"]["networks"] == ["database"]


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_write_nowhere_but_to_their_volumes(name):
    service = SERVICES[name]
    assert service["command"] == [name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"]


def test_every_service_starts_again_and_waits_for_what_it_needs():
    assert {service["restart"] for service in SERVICES.values()} == {"unless-stopped"}
    for name in ("web", "runner", "worker", "keeper"):
        assert SERVICES[name]["depends_on"] == {"db": {"condition": "service_healthy"}}
    for name in ("proxy", "runner", "worker", "keeper", "db"):  # the image has web's
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_no_container_can_take_the_memory_of_the_others():
    sizes = {"m": 1, "g": 1024}
    limits = {name: service["mem_limit"] for name, service in SERVICES.items()}
    megabytes = {name: int(limit[:-1]) * sizes[limit[-1]] for name, limit in limits.items()}
    assert max(megabytes.values()) <= 1024


def test_the_proxy_knows_the_hosts_and_no_secret():
    assert set(SERVICES["proxy"]["environment"]) == {"WEB_ADDRESS", "ALLOWED_HOSTS", "SECURE_HSTS_SECONDS"}
    for name in ("ALLOWED_HOSTS", "SECURE_HSTS_SECONDS"):
        assert SERVICES["proxy"]["environment"][name] == SERVICES["web"]["environment"][name]


def test_data_lives_in_named_volumes():
    used = {
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service["volumes"]
        if not volume.startswith("./")
    }
    assert used == set(COMPOSE["volumes"]) == {"data", "database", "socket"}
    assert "data:/srv/data:ro" in SERVICES["proxy"]["volumes"]


def test_secrets_come_from_outside_and_must_be_given():
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "SITE_URL", "ALLOWED_HOSTS"):
        assert re.search(rf"\$\{{{name}:\?Hãy đặt {name} trong tệp \.env\}}", TEXT)
        assert not re.search(rf"\$\{{{name}(?!:\?)", TEXT)


def test_the_example_names_every_variable_and_holds_no_secret():
    lines = (DOCKER / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(example) == VARIABLES
    assert [
        name for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_HOST_PASSWORD") if example[name]
    ] == []
    assert "/.env" in (DOCKER / ".gitignore").read_text().splitlines()


def test_no_file_names_an_address_to_download_from():
    files = [path for path in DOCKER.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) >= 12
    for path in files:
        text = path.read_text()
        assert not re.search(r"index-url|find-links|--trusted-host|[a-z0-9-]+\.io/|\bghcr\b|quay\.", text), (
            path
        )
        for address in re.findall(r"https?://([^\s/\"'$;}]+)", text):
            assert re.fullmatch(r"127\.0\.0\.1:\d+|site|page|[a-z.]+\.example", address), f"{path}: {address}"
