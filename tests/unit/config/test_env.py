"""Settings from the environment: a wrong value is one plain sentence, never a guess."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_text_comes_from_the_environment_or_the_default(monkeypatch):
    monkeypatch.setenv("SCHOOL", "Tiểu học")
    assert env.text("SCHOOL", "khác") == "Tiểu học"
    monkeypatch.delenv("SCHOOL")
    assert env.text("SCHOOL", "khác") == "khác"


def test_text_without_default_must_be_there(monkeypatch):
    monkeypatch.delenv("SCHOOL", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SCHOOL"):
        env.text("SCHOOL")


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Yes", True), (" on ", True), ("0", False), ("", False)]
)
def test_flag_knows_the_usual_spellings(monkeypatch, value, expected):
    monkeypatch.setenv("FLAG", value)
    assert env.flag("FLAG") is expected


def test_flag_refuses_anything_else(monkeypatch):
    monkeypatch.setenv("FLAG", "có")
    with pytest.raises(ImproperlyConfigured, match="FLAG phải là 1 hoặc 0, không phải “có”"):
        env.flag("FLAG")


def test_flag_has_a_default(monkeypatch):
    monkeypatch.delenv("FLAG", raising=False)
    assert env.flag("FLAG") is False
    assert env.flag("FLAG", default=True) is True


def test_number_refuses_words(monkeypatch):
    monkeypatch.setenv("COUNT", "25")
    assert env.number("COUNT", 3) == 25
    monkeypatch.setenv("COUNT", "hai")
    with pytest.raises(ImproperlyConfigured, match="COUNT phải là một số"):
        env.number("COUNT", 3)


def test_words_drop_empty_entries(monkeypatch):
    monkeypatch.setenv("HOSTS", " a.vn, ,b.vn,")
    assert env.words("HOSTS") == ["a.vn", "b.vn"]


def test_sqlite_waits_for_a_busy_file():
    settings = env.sqlite(Path("/x/db.sqlite3"))
    assert settings["NAME"] == Path("/x/db.sqlite3")
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["OPTIONS"]["timeout"] >= 10
    assert "journal_mode=WAL" in settings["OPTIONS"]["init_command"]


def test_postgresql_address_is_taken_apart():
    settings = env.postgresql("postgresql://school:p%40ss@db.local:5433/tuan_le?sslmode=require")
    assert (settings["USER"], settings["PASSWORD"]) == ("school", "p@ss")
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.local", "5433", "tuan_le")
    assert settings["OPTIONS"]["sslmode"] == "require"
    assert settings["OPTIONS"]["pool"]["max_size"] > 0


def test_postgresql_socket_and_no_pool():
    settings = env.postgresql("postgresql:///tuan_le?host=/run/postgresql", pool=False)
    assert settings["HOST"] == "/run/postgresql"
    assert "pool" not in settings["OPTIONS"]


def test_small_questions_are_not_compiled_unless_the_address_says_so():
    assert "jit=off" in env.postgresql("postgresql:///tuan_le")["OPTIONS"]["options"]
    own = env.postgresql("postgresql:///tuan_le?options=-c%20jit%3Don")
    assert own["OPTIONS"]["options"] == "-c jit=on"


def test_another_kind_of_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.postgresql("mysql://localhost/tuan_le")
