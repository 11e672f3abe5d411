"""Form fields and the summary of errors."""

from typing import Any

from bs4 import BeautifulSoup
from django import forms
from django.forms import formset_factory
from django.template import engines

from trousse.web.components.form_views import error_lines, error_title
from trousse.web.components.samples import SampleForm


class LineForm(forms.Form):
    label = forms.CharField(label="Poste")


def render(source: str, **context: Any) -> BeautifulSoup:
    html = engines["django"].from_string("{% load trousse %}" + source).render(context)
    return BeautifulSoup(html, "html.parser")


def refused() -> SampleForm:
    return SampleForm({"email": "jeanne@"})


def test_a_field_has_a_label_a_help_and_keeps_its_autocomplete() -> None:
    page = render("{% champ form.email %}", form=SampleForm())
    field = page.select_one("input#id_email")
    assert field is not None
    assert field["autocomplete"] == "email"
    assert field["aria-describedby"] == "id_email_helptext"
    assert page.select_one("label[for=id_email]") is not None
    assert page.select_one("#id_email_helptext") is not None


def test_an_error_is_said_shown_and_tied_to_its_field() -> None:
    page = render("{% champ form.email %}", form=refused())
    field = page.select_one("input#id_email")
    assert field is not None
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_email_helptext id_email_error"
    assert field["value"] == "jeanne@"
    error = page.select_one("#id_email_error")
    assert error is not None
    assert "Il manque le nom après @" in error.text
    assert error.select_one("svg") is not None


def test_choices_are_a_fieldset_with_its_legend() -> None:
    page = render("{% champ form.kind boxed=True %}", form=refused())
    group = page.select_one("fieldset")
    assert group is not None
    assert group["aria-describedby"] == "id_kind_error"
    assert [choice["id"] for choice in page.select("input[type=radio]")] == ["id_kind_0", "id_kind_1"]
    assert len(page.select("label.coche--carte")) == 2


def test_a_check_box_is_labelled_and_its_error_tied() -> None:
    page = render("{% champ form.terms %}", form=refused())
    box = page.select_one("label.coche input[type=checkbox]")
    assert box is not None
    assert box["aria-describedby"] == "id_terms_error"


def test_only_optional_fields_say_so() -> None:
    assert "(facultatif)" in render("{% champ form.amount %}", form=SampleForm()).text
    assert "(facultatif)" not in render("{% champ form.email %}", form=SampleForm()).text


def test_the_summary_leads_to_each_field() -> None:
    page = render("{% resume_erreurs form %}", form=refused())
    assert [link["href"] for link in page.select("a")] == ["#id_kind_0", "#id_email", "#id_terms"]
    box = page.select_one(".resume-erreurs")
    assert box is not None
    assert box["tabindex"] == "-1"
    assert "Trois points à corriger" in box.text


def test_a_sound_form_has_no_summary() -> None:
    assert render("{% resume_erreurs form %}", form=SampleForm()).text.strip() == ""


def test_the_title_of_the_page_counts_the_errors() -> None:
    assert render("{% prefixe_erreurs form %}Don", form=refused()).text == "3\u00a0erreurs\u00a0: Don"
    assert render("{% prefixe_erreurs form %}Don", form=SampleForm()).text == "Don"


def test_lines_of_a_form_set_are_named() -> None:
    form_set = formset_factory(LineForm, extra=0, validate_min=True, min_num=3)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-label": "Car", "form-1-label": ""}
    )
    lines = error_lines(form_set)
    assert lines[0].target == ""
    assert any(line.text.startswith("Ligne 2, poste") and line.target == "id_form-1-label" for line in lines)


def test_beyond_six_points_are_counted_in_figures() -> None:
    assert error_title(1) == "Un point à corriger"
    assert error_title(7) == "7 points à corriger"
