"""Names that Django and Wagtail write into the database in English, put into Vietnamese.

Their migrations run without a language, so no catalogue reaches these rows; nothing but the admin reads the names
(the code goes by codenames and by depth).
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Collection, Page

STOCK_ROOT, ROOT = "Root", "Gốc"
ACTIONS = {
    "view": "Xem",
    "add": "Thêm",
    "change": "Sửa",
    "delete": "Xoá",
    # Wagtail's, for what has drafts and locks, and for files.
    "choose": "Chọn",
    "publish": "Đăng",
    "lock": "Khoá",
    "unlock": "Mở khoá",
}


def _names_of_permissions(model: type[Model]) -> dict[str, str]:
    """Return codename -> name, as the model declares them or by the action."""
    names = {
        get_permission_codename(action, model._meta): f"{word} {model._meta.verbose_name}"
        for action, word in ACTIONS.items()
    }
    declared = {codename: str(name) for codename, name in model._meta.permissions}
    return names | {
        codename: gettext(name)
        for codename, name in declared.items()
        # Wagtail's "Can choose image" says no more than its action, and stands in no catalogue.
        if codename not in names or not name.startswith("Can ")
    }


def _name_permissions() -> None:
    models = {
        kind.pk: model
        for model, kind in ContentType.objects.get_for_models(
            *apps.get_models(), for_concrete_models=False
        ).items()
    }
    renamed = []
    for permission in Permission.objects.filter(content_type__in=models):
        model = models[permission.content_type_id]
        name = _names_of_permissions(model).get(permission.codename, permission.name)
        if name != permission.name:
            permission.name = name
            renamed.append(permission)
    Permission.objects.bulk_update(renamed, ["name"], batch_size=100)


def name_stored_rows() -> None:
    """Name permissions, the root of all pages and the root of all collections; a root named by the school stays."""
    with translation.override(settings.LANGUAGE_CODE):
        _name_permissions()
    Page.objects.filter(depth=1, title=STOCK_ROOT).update(title=ROOT, draft_title=ROOT)
    Collection.objects.filter(depth=1, name=STOCK_ROOT).update(name=ROOT)
