"""What the library of pictures and files hears of."""

from django.db.models.signals import post_save, pre_save
from wagtail.models import UploadedFile

from core import live_use
from core.image_forms import clean_waiting_upload
from core.images import SchoolImage
from core.renditions import queue_after_save


def connect() -> None:
    """Have sizes made of what is uploaded, deleted of what leaves the public, and nothing stored uncleaned."""
    live_use.connect()
    post_save.connect(queue_after_save, sender=SchoolImage, dispatch_uid="core.renditions")
    pre_save.connect(clean_waiting_upload, sender=UploadedFile, dispatch_uid="core.waiting_uploads")
