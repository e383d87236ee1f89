"""The library in the admin: originals for the staff, documents only while a live page uses them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from wagtail import hooks

from core import uploads
from core.live_use import is_public
from core.picture_deleting import DeletePictureView, DeleteUploadedPictureView, refuse_to_delete_many
from core.publishing import page_hooks  # noqa: F401  # registers its hooks


@hooks.register("register_admin_urls", order=-10)  # ahead of Wagtail's own views of the same addresses
def register_admin_urls() -> list[Any]:
    """Add the address of originals, and ask before a picture on a live page is deleted."""
    return [
        path("anh-goc/<int:number>/", uploads.original, name="picture_original"),
        path("images/<int:image_id>/delete/", DeletePictureView.as_view()),
        path("images/multiple/<int:image_id>/delete/", DeleteUploadedPictureView.as_view()),
    ]


hooks.register("before_bulk_action", refuse_to_delete_many)


@hooks.register("before_serve_document", order=-20)  # before anybody else reads more of it
def refuse_files_that_no_live_page_uses(document: Any, request: HttpRequest) -> None:
    """Send the public no file that no live page leads to. Members of the staff may read them.

    Raises:
        Http404: Nothing is there for the public.
    """
    if not request.user.has_perm("wagtailadmin.access_admin") and not is_public(document):
        raise Http404


@hooks.register("insert_global_admin_css")
def add_styles() -> str:
    """Add the styles of the picture screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-pictures.css"))


@hooks.register("insert_global_admin_js")
def add_scripts() -> str:
    """Add the scripts of the picture screens; each waits for its own element."""
    names = ("picture_upload", "picture_focus")
    return format_html(
        "".join('<script src="{}" defer></script>' for _name in names),
        *[static(f"js/{name}.js") for name in names],
    )
