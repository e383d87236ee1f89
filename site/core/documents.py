"""Documents of the library."""

from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document

from core.vietnamese import nfc


class SchoolDocument(AbstractDocument):
    """A file that editors attach to pages."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tài liệu")
        verbose_name_plural = _("tài liệu")

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the title composed, so that equal-looking titles are equal."""
        self.title = nfc(self.title)
        super().save(*args, **kwargs)

    def size_label(self) -> str:
        """Return the file's size in words, such as ``6,2 MB``."""
        size = self.get_file_size() or 0
        if size < 1024 * 1024:
            return f"{max(1, round(size / 1024))} KB"
        return f"{size / 1024 / 1024:.1f} MB".replace(".", ",")
