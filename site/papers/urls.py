"""Addresses in the admin."""

from django.urls import path

from papers.views.jobs import JobPage, job_file, job_state
from papers.views.templates import TemplateDownload, TemplateIndex, TemplateRestore, TemplateUpload

app_name = "papers"
urlpatterns = [
    path("mau/", TemplateIndex.as_view(), name="templates"),
    path("mau/<slug:key>/", TemplateUpload.as_view(), name="template_upload"),
    path("mau/<slug:key>/tai-ve/", TemplateDownload.as_view(), name="template_download"),
    path("mau/<slug:key>/mau-goc/", TemplateRestore.as_view(), name="template_restore"),
    path("in/<int:number>/", JobPage.as_view(), name="job"),
    path("in/<int:number>/tinh-trang/", job_state, name="job_state"),
    path("in/<int:number>/tep/", job_file, name="job_file"),
]
