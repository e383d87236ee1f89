"""A set of choices in one column."""

import json

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st
from modelcluster.models import ClusterableModel
from wagtail.admin.compare import comparison_class_registry

from core.fields import ChoiceSetComparison, ChoiceSetField, includes, labels_for


class Audience(models.TextChoices):
    STUDENTS = "students", _("Học sinh")
    TEACHERS = "teachers", _("Giáo viên")
    PARENTS = "parents", _("Cha mẹ")


with isolate_apps():

    class Event(ClusterableModel):
        audiences = ChoiceSetField("đối tượng", choices=Audience.choices)
        optional = ChoiceSetField(choices=Audience.choices, blank=True)

        class Meta:
            app_label = "core"
            managed = False


FIELD = Event._meta.get_field("audiences")


class TestValue:
    @pytest.mark.parametrize(
        ("given_value", "expected"),
        [
            (None, []),
            ("", []),
            ([], []),
            ("|students|parents|", ["students", "parents"]),
            ("students", ["students"]),
            (["parents", "students", "parents"], ["students", "parents"]),
            ({"parents", Audience.STUDENTS}, ["students", "parents"]),
            (["unknown", "students"], ["students", "unknown"]),
        ],
    )
    def test_the_attribute_is_always_a_list_in_the_choices_order(self, given_value, expected):
        event = Event(audiences=given_value)
        assert event.audiences == expected
        event.audiences = given_value
        assert event.audiences == expected
        assert all(type(value) is str for value in event.audiences)

    @pytest.mark.parametrize(
        ("values", "stored"), [([], ""), (["parents", "students"], "|students|parents|")]
    )
    def test_stored_form(self, values, stored):
        assert FIELD.get_prep_value(values) == stored
        assert FIELD.from_db_value(stored, None, connection) == sorted(values, reverse=True)

    @given(st.lists(st.sampled_from(Audience.values)))
    def test_round_trip(self, values):
        assert set(FIELD.to_python(FIELD.get_prep_value(values))) == set(values)

    def test_default_is_empty(self):
        assert Event().audiences == []

    def test_expressions_pass(self):
        event = Event()
        event.audiences = models.F("optional")
        assert isinstance(event.audiences, models.F)


class TestSerialising:
    def test_round_trip_through_a_revision(self):
        event = Event(pk=1, audiences=["parents", "students"])
        content = json.loads(json.dumps(event.serializable_data()))
        assert content["audiences"] == "|students|parents|"
        assert Event.from_serializable_data(content).audiences == ["students", "parents"]

    def test_value_to_string(self):
        event = Event(pk=1, audiences=["students"])
        assert FIELD.value_to_string(event) == "|students|"
        assert json.loads(serializers.serialize("json", [event]))[0]["fields"]["audiences"] == "|students|"

    def test_migrations_hold_no_choices(self):
        _name, path, arguments, options = FIELD.deconstruct()
        assert path == "core.fields.ChoiceSetField"
        assert "choices" not in options
        assert options["max_length"] == 255
        text, _imports = MigrationWriter.serialize(FIELD)
        assert "Học sinh" not in text
        rebuilt = ChoiceSetField(*arguments, **options)
        assert rebuilt.deconstruct()[1:] == FIELD.deconstruct()[1:]
        assert FIELD.clone().deconstruct()[1:] == FIELD.deconstruct()[1:]


class TestValidation:
    def test_known_values_are_fine(self):
        event = Event(audiences=["students", "parents"])
        event.clean_fields()
        assert event.audiences == ["students", "parents"]

    def test_unknown_value(self):
        with pytest.raises(ValidationError, match=r"Lựa chọn không có trong danh sách: hacker\."):
            Event(audiences=["students", "hacker"]).clean_fields()

    def test_empty(self):
        with pytest.raises(ValidationError) as error:
            Event().clean_fields()
        assert set(error.value.message_dict) == {"audiences"}

    @isolate_apps()
    def test_checks(self):
        class Broken(models.Model):  # noqa: DJ008
            piped = ChoiceSetField(choices=[("a|b", "x")])
            short = ChoiceSetField(choices=Audience.choices, max_length=10)

            class Meta:
                app_label = "core"

        found = [error.id for field in Broken._meta.local_fields for error in field.check()]
        assert found == ["core.E101", "core.E102"]
        assert [error for field in Event._meta.local_fields for error in field.check()] == []


class TestForm:
    def test_check_boxes(self):
        field = FIELD.formfield()
        assert isinstance(field, forms.MultipleChoiceField)
        assert isinstance(field.widget, forms.CheckboxSelectMultiple)
        assert field.required
        assert not Event._meta.get_field("optional").formfield().required
        assert [str(label) for _value, label in field.choices] == ["Học sinh", "Giáo viên", "Cha mẹ"]

    def test_a_model_form_reads_and_writes(self):
        form_class = forms.modelform_factory(Event, fields=["audiences", "optional"])
        form = form_class({"audiences": ["parents", "students"]}, instance=Event(audiences=["teachers"]))
        assert form.initial["audiences"] == ["teachers"]
        assert form.is_valid(), form.errors
        assert form.instance.audiences == ["students", "parents"]
        assert form.instance.optional == []
        assert form.changed_data == ["audiences"]

    def test_an_unknown_box_is_refused(self):
        form_class = forms.modelform_factory(Event, fields=["audiences"])
        assert not form_class({"audiences": ["hacker"]}).is_valid()


class TestReading:
    def test_labels(self):
        event = Event(audiences=["parents", "students"])
        assert event.get_audiences_labels() == ["Học sinh", "Cha mẹ"]
        assert labels_for(Audience.choices, ["teachers", "gone"]) == ["Giáo viên"]
        assert FIELD.get_searchable_content(event.audiences) == ["Học sinh", "Cha mẹ"]

    def test_includes(self):
        assert includes("audiences", "students") == models.Q(audiences__contains="|students|")
        assert includes("page__audiences", "students") == models.Q(page__audiences__contains="|students|")

    @pytest.mark.parametrize("value", ["", "students|parents", "|", "a\x00"])
    def test_a_value_that_no_set_holds_matches_nothing(self, value):
        assert includes("audiences", value) == models.Q(pk__in=[])

    def test_comparing_revisions(self):
        assert comparison_class_registry.get(FIELD) is ChoiceSetComparison
        before, after = Event(audiences=["students"]), Event(audiences=["students", "parents"])
        comparison = ChoiceSetComparison(FIELD, before, after)
        assert comparison.has_changed()
        assert comparison.htmldiff() == (
            '<span class="deletion">Học sinh</span> <span class="addition">Học sinh, Cha mẹ</span>'
        )
        assert ChoiceSetComparison(FIELD, before, before).htmldiff() == "Học sinh"
