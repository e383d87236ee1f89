"""The writers in the admin: who they are, their personal links, what was sent by them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.widgets import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView, SnippetViewSet

from news.models.writers import Writer

LIST_WRITERS = "wagtailsnippets_news_writer:list"
CHANGE_WRITER = "news.change_writer"


def link_url(writer: Writer) -> str:
    """Return the address of the screen with a writer's personal link."""
    return reverse("writer_links:link", args=[writer.pk])


def link_button(writer: Writer) -> Button:
    """Return the way to a writer's personal link."""
    return Button(gettext("Đường dẫn gửi bài"), url=link_url(writer), icon_name="link", priority=10)


class WriterPolicy(ModelPermissionPolicy):
    """A writer who has sent something is never deleted, for articles are counted: the link is revoked."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Writer) -> bool:
        """Return whether the user may do it with this writer."""
        if action == "delete" and instance.articles.exists():
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class WriterIndexView(IndexView):
    """The list, each with the way to the link."""

    @cached_property
    def columns(self) -> list[Column]:
        """Leave out the boxes for doing something to many; add the link's state, with the way to it for who gives it."""
        columns = [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]
        label = _("Đường dẫn")
        if not self.request.user.has_perm(CHANGE_WRITER):
            return [*columns, Column("link", label=label, accessor=state_of)]
        return [*columns, TitleColumn("link", label=label, accessor=state_of, get_url=link_url)]


class WriterCreateView(CreateView):
    """A new writer; the link is what comes next."""

    def get_success_url(self) -> str:
        """Return the way to the link, for a writer who needs one."""
        if self.object.user_id:
            return super().get_success_url()
        return link_url(self.object)


class WriterEditView(EditView):
    """A writer, with the way to the link."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Add the way to the link."""
        return [*super().header_more_buttons, link_button(self.object)]


class WriterDeleteView(DeleteView):
    """Deletes who has sent nothing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say so where that is not possible; Wagtail itself asks for the kind alone."""
        if self.object.articles.exists():
            messages.error(
                request, gettext("Người này đã gửi bài nên không xoá được. Hãy thu hồi đường dẫn gửi bài.")
            )
            return redirect(link_url(self.object))
        return super().dispatch(request, *args, **kwargs)


def state_of(writer: Writer) -> str:
    """Return whether the writer may send anything, in words."""
    if not writer.is_active:
        return gettext("Đã thu hồi")
    return gettext("Dùng tài khoản") if writer.user_id else gettext("Đang dùng")


class WriterViewSet(SnippetViewSet):
    """Who writes for the school."""

    model = Writer
    icon = "group"
    menu_label = _("Người viết")
    add_to_admin_menu = False
    permission_policy = WriterPolicy(Writer)
    index_view_class = WriterIndexView
    add_view_class = WriterCreateView
    edit_view_class = WriterEditView
    delete_view_class = WriterDeleteView
    index_results_template_name = "news/admin/writers_results.html"
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "name",
        Column("department", label=_("Bộ phận"), accessor="department", sort_key="department__name"),
        Column("sent", label=_("Bài đã gửi"), accessor="sent", sort_key="sent"),
    ]
    list_filter = ["department"]
    list_per_page = 50
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("department")]),
            FieldRowPanel([FieldPanel("email"), FieldPanel("user")]),
        ]
    )

    def get_menu_item_is_registered(self) -> bool:
        """Keep out of Wagtail's own list of kinds: a button of the list of articles leads here."""
        return True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Writer]:
        """Return every writer, with how many articles were sent."""
        return Writer.objects.select_related("department").annotate(sent=Count("articles"))
