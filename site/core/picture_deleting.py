"""Deleting pictures: one that the public sees is taken out of its pages first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.images.views import images, multiple

from core.images import SchoolImage
from core.live_use import is_public, live_references


def is_needed(picture: SchoolImage) -> bool:
    """Return whether the public sees the picture now."""
    return picture.is_shown or is_public(picture)


def _explain(request: HttpRequest, pictures: list[SchoolImage]) -> None:
    messages.error(
        request,
        _("Chưa xoá được: %(titles)s đang ở trên trang. Hãy bỏ ảnh khỏi bài (xem mục “Dùng ở”) rồi xoá lại.")
        % {"titles": ", ".join(f"“{picture.title}”" for picture in pictures)},
    )


class DeletePictureView(images.DeleteView):
    """Wagtail's question, which is not asked of a picture on a live page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the context; ``is_protected`` leaves out the button."""
        return super().get_context_data(**kwargs) | {"is_protected": is_needed(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete the picture, or say where it is in use."""
        if is_needed(self.object):
            _explain(self.request, [self.object])
            return redirect("wagtailimages:edit", self.object.pk)
        return super().form_valid(form)


class DeleteUploadedPictureView(multiple.DeleteView):
    """The button beside a picture that was just uploaded."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete the picture unless it is on a live page already."""
        picture = SchoolImage.objects.filter(pk=kwargs[self.pk_url_kwarg]).first()
        if picture is not None and is_needed(picture):
            return JsonResponse({"success": False, self.context_object_id_name: picture.pk})
        return super().post(request, *args, **kwargs)


def refuse_to_delete_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Delete none of the chosen pictures when one of them is on a live page, and say which."""
    if action_type != "delete" or not objects or not isinstance(objects[0], SchoolImage):
        return None
    used = live_references(SchoolImage).filter(to_object_id__in=[str(picture.pk) for picture in objects])
    on_pages = set(used.order_by().values_list("to_object_id", flat=True))
    needed = [picture for picture in objects if picture.is_shown or str(picture.pk) in on_pages]
    if not needed:
        return None
    _explain(request, needed)
    return redirect("wagtailimages:index")
