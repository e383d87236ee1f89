"""Every address of the site."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from accounts.session_views import session
from board.views import public as board
from core.uploads import media
from home import health, views
from home.design.views import living_page
from home.opensearch import opensearch
from home.sitemaps import sitemap_file, sitemap_index
from honors.views import nominate
from honors.views.verify import verify
from news.writers import views as writers
from sharing.views.short import short_address
from workflow.views.feed import calendar_feed

urlpatterns = [
    path("admin/pages/", include("core.publishing.views")),  # before Wagtail's own
    # Ahead of Wagtail's, which would ask for a login first.
    path("admin/phien/", session, name="admin_session"),
    path("admin/", include(admin_urls)),
    path("tai-lieu/", include(document_urls)),
    path("tim-kiem/", views.search, name="search"),
    path("tim-kiem/goi-y/", views.search_suggestions, name="search_suggestions"),
    path("de-cu/", nominate.nominate, name="nominate"),
    path("de-cu/cam-on/", nominate.thanks, name="nominate_thanks"),
    path("gui-bai/", include((writers.urls, "writers"))),
    path("gui-bai/<str:token>/", include((writers.urls, "writers_link"))),
    path("lich-dang/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("xac-minh/<str:token>/", verify, name="verify"),
    path("anh-chia-se/<int:page>-<slug:stamp>.png", views.share_picture, name="share_picture"),
    path("bang-dien-tu/<str:key>/", include(board.urls)),
    path("t/<int:page>/", short_address, name="short_address"),
    path("sitemap.xml", sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_file, name="sitemap_file"),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", health.alive, name="alive"),
    path("healthz/ready", health.ready, name="ready"),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", media, name="media"))
if settings.DESIGN_PAGE:
    urlpatterns.append(path("mau/", living_page, name="living_page"))
urlpatterns.append(path("", include(wagtail_urls)))
