"""House rules as system checks: ``manage.py check`` names what breaks one, with a hint."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

OURS = {
    "core",
    "accounts",
    "papers",
    "people",
    "week",
    "workflow",
    "sharing",
    "trash",
    "home",
    "news",
    "honors",
    "resources",
}


def _our_pages() -> list[type[Page]]:
    return [model for model in get_page_models() if model._meta.app_label in OURS]


@register()
def pages_descend_from_base_page(**kwargs: Any) -> list[CheckMessage]:
    """Every page type has our slugs, tabs and description."""
    from core.base_page import BasePage  # noqa: PLC0415  # needs the app registry

    return [
        Error(
            f"{model._meta.label} does not descend from BasePage.",
            hint="Inherit core.base_page.BasePage.",
            id="core.E001",
        )
        for model in _our_pages()
        if not issubclass(model, BasePage)
    ]


@register()
def pages_have_a_place(**kwargs: Any) -> list[CheckMessage]:
    """Every page type says what may stand above and below it."""
    return [
        Error(
            f"{model._meta.label} does not set {name}.",
            hint="Name the pages allowed there, or [].",
            id="core.E002",
        )
        for model in _our_pages()
        for name in ("parent_page_types", "subpage_types")
        if name not in model.__dict__
        and not any(name in base.__dict__ for base in model.__mro__ if base.__module__.split(".")[0] in OURS)
    ]


@register()
def declared_templates_exist(**kwargs: Any) -> list[CheckMessage]:
    """Every page type's template loads."""
    errors: list[CheckMessage] = []
    for model in _our_pages():
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            errors.append(Error(f"{model._meta.label}: no template {model.template}.", id="core.E003"))
    return errors


@register()
def languages_are_vietnamese_first(**kwargs: Any) -> list[CheckMessage]:
    """The site speaks Vietnamese in Vietnam's time."""
    if settings.LANGUAGE_CODE == "vi" and settings.TIME_ZONE == "Asia/Ho_Chi_Minh":
        return []
    return [Error("LANGUAGE_CODE must be vi and TIME_ZONE Asia/Ho_Chi_Minh.", id="core.E004")]


@register()
def models_have_vietnamese_names(**kwargs: Any) -> list[CheckMessage]:
    """No model shows Django's made-up English name to an editor."""
    return [
        Error(
            f"{model._meta.label} has no verbose_name.",
            hint="Set Meta.verbose_name in Vietnamese.",
            id="core.E005",
        )
        for config in apps.get_app_configs()
        if config.label in OURS
        for model in config.get_models()
        if str(model._meta.verbose_name) == model._meta.model_name
    ]
