"""Every address of the site."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.contrib.sitemaps import Sitemap
from wagtail.documents import urls as document_urls

from core.uploads import media
from home import health, views
from honors.views import nominate
from honors.views.verify import verify

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("tai-lieu/", include(document_urls)),
    path("tim-kiem/", views.search, name="search"),
    path("de-cu/", nominate.nominate, name="nominate"),
    path("de-cu/cam-on/", nominate.thanks, name="nominate_thanks"),
    path("xac-minh/<str:token>/", verify, name="verify"),
    path("ap-phich/<int:edition>-<slug:stamp>.css", views.poster_stylesheet, name="poster_stylesheet"),
    path("anh-chia-se/<int:page>-<slug:stamp>.png", views.share_picture, name="share_picture"),
    path("sitemap.xml", sitemap, {"sitemaps": {"wagtail": Sitemap}}, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", health.alive, name="alive"),
    path("healthz/ready", health.ready, name="ready"),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>.*)$", media, name="media"))
urlpatterns.append(path("", include(wagtail_urls)))
