"""The editor of tables, whose own menu knows no Vietnamese."""

from django import forms
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.contrib.table_block.blocks import TableBlock, TableInput, TableInputAdapter


class VietnameseTableInput(TableInput):
    """Wagtail's widget with the words of its menu (rows, columns, undo)."""

    @cached_property
    def media(self) -> forms.Media:
        """The files of Wagtail's widget, and ours, which needs the first of them."""
        return super().media + forms.Media(
            js=[
                versioned_static("table_block/js/vendor/handsontable-6.2.2.full.min.js"),
                versioned_static("js/table_words.js"),
            ]
        )


register(TableInputAdapter(), VietnameseTableInput)


class VietnameseTableBlock(TableBlock):
    """A table as Wagtail has it, with a Vietnamese menu."""

    @cached_property
    def field(self) -> forms.Field:
        """The field of one table."""
        return forms.CharField(
            widget=VietnameseTableInput(table_options=self.table_options), **self.field_options
        )
