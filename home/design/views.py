"""The living page, for those who build the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from home.design.samples import samples


@require_safe
def living_page(request: HttpRequest) -> HttpResponse:
    """Show all components and states. Only the settings for development have an address for it."""
    return render(request, "home/design/design.html", samples())
