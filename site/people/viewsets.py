"""The lists of people and of their consents in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import PROTECT
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet, SnippetViewSetGroup

from core.fields import labels_for
from people.models import Channel, Consent, Person
from people.takedown import consequences, enforce, explain, release

LIST_PEOPLE = "wagtailsnippets_people_person:list"
ADD_CONSENT, LIST_CONSENTS = "wagtailsnippets_people_consent:add", "wagtailsnippets_people_consent:list"


class ConsequencesMixin:
    """After a person or a consent is stored, do what follows: put pictures back, take down what is not covered."""

    object: Any
    request: Any

    def save_instance(self) -> Any:
        """Save, then make the site agree with it."""
        before = self._people()
        instance = super().save_instance()  # type: ignore[misc]
        for person in before | {_person_of(instance)}:
            apply_consequences(self.request, person)
        return instance

    def _people(self) -> set[Person]:
        """Return whose consent it was until now: a consent may be moved to another person."""
        stored = (
            Consent.objects.filter(pk=self.object.pk).first() if isinstance(self.object, Consent) else None
        )
        return {stored.person} if stored is not None else set()


def _person_of(instance: Person | Consent) -> Person:
    return instance.person if isinstance(instance, Consent) else instance


def apply_consequences(request: Any, person: Person) -> None:
    """Put back what may be shown again and take down what may not; say so."""
    if titles := release(person):
        messages.success(request, gettext("Đã đưa lại vào kho: %(titles)s.") % {"titles": ", ".join(titles)})
    removal = enforce(person, reason=gettext("Hồ sơ hoặc phiếu đồng ý đã đổi."), user=request.user)
    for sentence in explain(removal):
        messages.warning(request, sentence)


def is_on_record(person: Person) -> bool:
    """Return whether something on file rests on the person: a consent, a picture, a page, an award."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: person}).exists()
        for relation in Person._meta.related_objects
        if relation.on_delete is PROTECT
    )


class PersonChooserViewSet(SnippetChooserViewSet):
    """Choose a person, or add one without leaving the form."""

    form_fields = ["full_name", "display_name", "kind", "unit"]
    per_page = 20


class PersonCreateView(CreateView):
    """A new person; a child may stand on the site already."""

    def save_instance(self) -> Person:
        """Save, and warn of pages that name the child without a consent."""
        person: Person = super().save_instance()
        found = consequences(person) if person.needs_consent else None
        if found:
            titles = ", ".join([*found.pages, *found.by_hand])
            messages.warning(
                self.request,
                gettext("Các trang này đang nêu tên em mà chưa có phiếu đồng ý: %(titles)s.")
                % {"titles": titles},
            )
        return person


class PersonEditView(ConsequencesMixin, EditView):
    """A person, with the ways to a consent."""

    @property
    def header_more_buttons(self) -> list[Any]:
        """Add the form to print and the place to enter the signed one."""
        buttons = [
            *super().header_more_buttons,
            Button(
                gettext("In phiếu đồng ý"),
                url=reverse("consents:form_for", args=[quote(self.object.pk)]),
                icon_name="download",
                priority=10,
            ),
        ]
        if self.request.user.has_perm("people.add_consent"):
            add = reverse(ADD_CONSENT)
            buttons.append(
                Button(
                    gettext("Nhập phiếu đã ký"),
                    url=f"{add}?person={quote(self.object.pk)}",
                    icon_name="form",
                    priority=20,
                )
            )
        return buttons


class PersonViewSet(SnippetViewSet):
    """People whom pages may introduce."""

    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    copy_view_enabled = False

    model = Person
    icon = "user"
    menu_label = _("Người trong bài")
    list_display = [
        "full_name",
        "display_name",
        "kind",
        "unit",
        BooleanColumn("is_illustration", label=_("Nhân vật minh hoạ"), sort_key="is_illustration"),
    ]
    list_filter = ["kind", "is_illustration"]
    ordering = ["sort_key"]
    chooser_viewset_class = PersonChooserViewSet


class ConsentPermissionPolicy(ModelPermissionPolicy):
    """A consent is never deleted, and one that was withdrawn never changed: it is the record."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Consent) -> bool:
        """Return whether the user may do it with this consent."""
        if action == "delete" or (action == "change" and instance.withdrawn_at is not None):
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class ConsentCreateView(ConsequencesMixin, CreateView):
    """Enter a signed form."""

    def get_initial(self) -> dict[str, Any]:
        """Start with the person whose page led here."""
        number = self.request.GET.get("person", "")
        return super().get_initial() | {"person": number if number.isdecimal() else None}


class ConsentEditView(ConsequencesMixin, EditView):
    """Correct a form, or withdraw it."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show a withdrawn consent as it is, not as a form."""
        if self.object.withdrawn_at is not None:
            return redirect("consents:withdraw", self.object.pk)
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_more_buttons(self) -> list[Any]:
        """Add the withdrawal and the scan to the buttons of the header."""
        buttons = [
            *super().header_more_buttons,
            Button(
                gettext("Rút lại đồng ý"),
                url=reverse("consents:withdraw", args=[quote(self.object.pk)]),
                icon_name="cross",
                priority=10,
            ),
        ]
        if self.object.scan:
            buttons.append(
                Button(
                    gettext("Tải bản chụp"),
                    url=reverse("consents:scan", args=[quote(self.object.pk)]),
                    icon_name="download",
                    priority=20,
                )
            )
        return buttons


def _channels_of(consent: Consent) -> str:
    return ", ".join(labels_for(Channel.choices, consent.channels))


def _state_of(consent: Consent) -> str:
    if consent.withdrawn_at is not None:
        return gettext("Đã rút lại")
    return gettext("Còn giá trị") if consent.is_in_force else gettext("Hết giá trị")


class ConsentViewSet(SnippetViewSet):
    """Signed forms."""

    model = Consent
    icon = "form"
    menu_label = _("Phiếu đồng ý")
    list_display = [
        "person",
        "purpose",
        Column("channels", label=_("Được hiện ở"), accessor=_channels_of),
        Column("state", label=_("Tình trạng"), accessor=_state_of),
        "expires_on",
    ]
    list_filter = ["purpose"]
    search_fields = ["person__full_name"]
    add_view_class = ConsentCreateView
    edit_view_class = ConsentEditView
    permission_policy = ConsentPermissionPolicy(Consent)
    copy_view_enabled = False


class PeopleViewSetGroup(SnippetViewSetGroup):
    """People."""

    items = (PersonViewSet, ConsentViewSet)
    menu_label = _("Người & đồng ý")
    menu_name = "people"
    menu_icon = "group"
    menu_order = 320
    add_to_admin_menu = True
