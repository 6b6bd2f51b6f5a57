"""Markup of forms: what assistive technology hears, and that nothing typed gets out unescaped."""

from django import forms as django_forms

from meindo.ui import fields, forms
from meindo.ui.blocks import error_summary
from meindo.ui.renderer import FormRenderer

EVIL = '"><script>alert(1)</script>'


class Everything(forms.Form):
    """One field of each kind."""

    goal = fields.TextField(label="Ziel", help_text="Ort und Stelle.", max_length=10)
    reason = fields.LongTextField(label="Grund", required=False)
    means = fields.ChoiceField(label="Verkehrsmittel", choices=[("car", "Auto"), ("bike", "Rad")])
    meals = fields.MultipleChoiceField(
        label="Mahlzeiten", choices=[("b", "Frühstück"), ("l", "Mittag")], required=False
    )
    occasion = fields.SelectField(label="Anlass", choices=[("t", "Tagung")])
    sure = fields.StatementField(label="Alles stimmt.")


def test_required_is_said_but_never_enforced_by_the_browser() -> None:
    html = str(Everything())
    assert 'aria-required="true"' in html
    assert " required" not in html.replace("aria-required", "")
    assert "maxlength" not in html


def test_hint_and_error_belong_to_the_field() -> None:
    html = str(Everything({}))
    assert 'aria-describedby="id_goal_hint id_goal_error"' in html
    assert 'id="id_goal_hint"' in html
    assert 'id="id_goal_error"' in html
    assert 'role="radiogroup" aria-required="true" aria-invalid="true" aria-describedby="id_means_error"' in html
    assert 'role="alert"' not in html


def test_typed_text_is_escaped_everywhere() -> None:
    form = Everything({"goal": EVIL, "reason": "</textarea>" + EVIL, "means": EVIL, "occasion": EVIL, "meals": [EVIL]})
    html = str(form) + error_summary(form)
    assert "<script>" not in html
    assert "</textarea>&quot;" not in html


def test_labels_and_hints_are_escaped() -> None:
    class Evil(forms.Form):
        field = fields.TextField(label=EVIL, help_text=EVIL)
        group = fields.ChoiceField(label=EVIL, choices=[("a", EVIL)], hints={"a": EVIL})

    form = Evil({})
    assert "<script>" not in str(form) + error_summary(form)


def test_summary_links_every_error_once_in_order_and_takes_the_focus() -> None:
    form = Everything({"goal": "a" * 11})
    html = error_summary(form)
    anchors = [entry.anchor for entry in form.error_entries]
    assert anchors == ["id_goal", "id_means_0", "id_occasion", "id_sure"]
    assert html.count('role="alert"') == 1
    assert 'tabindex="-1" autofocus' in html
    for anchor in anchors:
        assert f'id="{anchor}"' in str(form)
        assert html.count(f'href="#{anchor}"') == 1


def test_too_long_text_is_told_with_numbers() -> None:
    form = Everything({"goal": "a" * 11})
    assert form.error_entries[0].text == "Der Text ist zu lang: Es sind 11 Zeichen, möglich sind 10."


def test_error_of_the_whole_form_stands_first_without_link() -> None:
    class Clash(Everything):
        def clean(self) -> None:
            self.add_error(None, "Das Ende liegt vor dem Beginn.")

    form = Clash({})
    assert form.error_entries[0].anchor == ""
    assert error_summary(form).index("Das Ende") < error_summary(form).index("#id_goal")


def test_label_of_a_single_question_is_the_heading() -> None:
    class One(forms.Form):
        title_field = "means"
        means = fields.ChoiceField(label="Womit reisen Sie?", choices=[("car", "Auto")])

    assert '<h1 class="question">Womit reisen Sie?</h1>' in str(One())


def test_chosen_values_stay_chosen() -> None:
    form = Everything({"means": "bike", "meals": ["b"], "occasion": "t", "sure": "on", "goal": "Köln"})
    assert form.is_valid()
    html = str(form)
    assert 'value="bike" id="id_means_1" checked' in html
    assert 'value="b" id="id_meals_0" checked' in html
    assert '<option value="t" selected>' in html


def test_single_choice_from_a_browser_keeps_all_boxes() -> None:
    from django.http import QueryDict

    form = Everything(QueryDict("meals=b&meals=l&goal=K"))
    assert form.typed()["meals"] == ["b", "l"]


def test_forms_of_libraries_get_the_same_markup() -> None:
    class Foreign(django_forms.Form):
        login = django_forms.CharField(label="Benutzername")

    form = Foreign({}, renderer=FormRenderer())
    html = form.render()
    assert 'class="kern-form-input__input"' in html
    assert 'href="#id_login"' in error_summary(form)


def test_password_is_never_shown_again() -> None:
    class Login(forms.Form):
        password = fields.PasswordField(label="Passwort")

    assert "geheim" not in str(Login({"password": "geheim"}))


TURNED = "Köln \u202e00,01\u202c \u2066x\u2069"


def test_no_typed_text_turns_the_direction_of_writing() -> None:
    from meindo.web.forms import DecisionForm, ReleaseForm

    decision = DecisionForm({"move": "reject", "revision": 0, "reason": TURNED})
    for form in (decision, ReleaseForm({"reason": TURNED})):
        assert form.is_valid()
        assert form.cleaned_data["reason"] == "Köln 00,01 x"
    assert fields.TextField().clean("\u0639\u200f Köln") == "\u0639\u200f Köln", "a plain mark belongs to its script"
