"""One demo account a role, with passwords made for each data folder."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role

USERNAMES = {
    Role.EDITOR: ("bientap", "Biên tập viên"),
    Role.LIBRARIAN: ("thuthu", "Thủ thư"),
    Role.PRINCIPAL: ("hieutruong", "Hiệu trưởng"),
    Role.CLERK: ("vanthu", "Văn thư"),
    Role.PRIVACY: ("dulieu", "Phụ trách dữ liệu"),
    Role.ADMIN: ("quantri", "Quản trị"),
    Role.WRITER: ("nguoiviet", "Người viết"),
}


def demo_users() -> dict[Role, User]:
    """Return the account of each role; make, without a password, those that are missing."""
    users = {}
    for role, (username, name) in USERNAMES.items():
        user, created = User.objects.get_or_create(
            username=username,
            # The administrator looks after the tree and everybody's settings, as the first one of a school does.
            defaults={"first_name": name, "last_name": "Tài khoản mẫu", "is_superuser": role is Role.ADMIN},
        )
        if created:
            user.set_unusable_password()
            user.save()
            user.groups.add(Group.objects.get(name=role.group_name))
        users[role] = user
    return users


def write_accounts(users: dict[Role, User], path: Path) -> None:
    """Give each account a password and write them to ``path``, which its owner alone can read.

    Accounts that the file names already keep their passwords. The file appears whole or not at all.
    """
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        known = {}
    accounts = {}
    for role, user in users.items():
        password = known.get(role.value, {}).get("password", "")
        if not password or not user.check_password(password):
            password = secrets.token_urlsafe(12)
            user.set_password(password)
            user.save(update_fields=["password"])
        accounts[role.value] = {"username": user.username, "password": password}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=2)
        file.write("\n")
    draft.replace(path)
