"""The container image: small, without secrets or tools, and never run as root."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pagestore.files import BEAT
from papers.worker import LOCK_NAME
from workflow.models import RunnerHeartbeat

ROOT = Path(__file__).resolve().parents[3]
DOCKER = ROOT / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
STAGES = re.split(r"^(?=FROM )", DOCKERFILE, flags=re.MULTILINE)[1:]
FINAL = STAGES[-1]
INSTRUCTIONS = re.findall(r"^([A-Z]+) (.*)", FINAL, flags=re.MULTILINE)


def entrypoint(*arguments, **environment):
    return subprocess.run(
        ["sh", "-c", f"cd() {{ :; }}; . {DOCKER / 'entrypoint'}", "entrypoint", *arguments],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_image_runs_as_a_fixed_number_other_than_root():
    users = [value for name, value in INSTRUCTIONS if name == "USER"]
    assert users == ["10001:10001"]
    assert "--uid 10001" in FINAL


def test_the_final_stage_has_no_tools_to_build_with():
    assert len(STAGES) == 2
    assert not re.search(r"\b(gcc|g\+\+|make|build-essential|\S+-dev|pip|python3-venv|curl|git)\b", FINAL)
    assert re.search(r"pip uninstall --yes .*\bpip\b", STAGES[0])
    for stage in STAGES:
        assert "rm -rf /var/lib/apt/lists/*" in stage


def test_every_package_is_checked_by_its_hash_and_none_is_built():
    assert "pip install --require-hashes --only-binary :all:" in STAGES[0]
    assert "pip install --no-deps --no-build-isolation --editable ." in STAGES[0]


def test_no_secret_stays_in_a_layer():
    for stage in STAGES:
        for name, value in re.findall(r"^(ENV|ARG) ((?:.*\\\n)*.*)", stage, flags=re.MULTILINE):
            assert not re.search(r"SECRET|PASSWORD|DATABASE_URL", value), name
    assert "SECRET_KEY" not in FINAL
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {"**/.*", "docker/certificates", "tests"} <= set(ignored)


def test_what_is_copied_and_started_exists():
    assert "COPY . ." in STAGES[0]
    for path in re.findall(r"docker/[a-z.]+", "\n".join(f"{name} {value}" for name, value in INSTRUCTIONS)):
        assert (ROOT / path).is_file(), path
    assert os.access(DOCKER / "entrypoint", os.X_OK)
    assert {"HEALTHCHECK", "STOPSIGNAL", "EXPOSE", "LABEL"} <= {name for name, value in INSTRUCTIONS}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "SITE_URL"])
@pytest.mark.parametrize("role", ["web", "runner", "worker", "keeper"])
def test_a_missing_setting_is_one_sentence(role, missing):
    environment = dict.fromkeys(["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "SITE_URL"], "x")
    del environment[missing]
    result = entrypoint(role, **environment)
    assert result.returncode == 1
    assert result.stderr == f"Thiếu biến môi trường {missing}; hãy ghi nó vào tệp .env rồi chạy lại.\n"


def test_an_unknown_role_is_one_sentence():
    result = entrypoint("dance")
    assert result.returncode == 1
    assert result.stderr == "Không hiểu “dance”; hãy dùng web, runner, worker, keeper, proxy hoặc manage.\n"


@pytest.mark.parametrize(("role", "name"), [("worker", LOCK_NAME), ("keeper", f"pages/{BEAT}")])
@pytest.mark.parametrize(("age", "code"), [(10, 0), (100_000, 1), (None, 1)])
def test_health_is_the_age_of_the_file_that_a_role_touches(tmp_path, role, name, age, code):
    if age is not None:
        beat = tmp_path / name
        beat.parent.mkdir(exist_ok=True)
        beat.touch()
        os.utime(beat, (time.time() - age, time.time() - age))
    result = subprocess.run(
        [sys.executable, DOCKER / "healthy.py", role],
        env={**os.environ, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr


def test_the_runners_health_is_read_from_the_table_it_writes():
    columns = {field.column for field in RunnerHeartbeat._meta.fields}
    assert {"name", "beat_at"} <= columns
    assert f"FROM {RunnerHeartbeat._meta.db_table}\n" in (DOCKER / "healthy.py").read_text()
