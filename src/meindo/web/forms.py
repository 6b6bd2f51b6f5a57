"""Forms of the shell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from meindo.ui.fields import LongTextField, TextField
from meindo.ui.numbers import AmountField


class ReleaseForm(forms.Form):
    """Why somebody vouches for a value."""

    reason = TextField(required=False, max_length=300)


class DecisionForm(forms.Form):
    """A move on a case as it is sent from a row or from the case page."""

    move = forms.SlugField()
    revision = forms.IntegerField(min_value=0)
    reason = LongTextField(required=False, max_length=2000)
    field = forms.SlugField(required=False, max_length=80)
    amount_eur = AmountField(label=_("Betrag"), required=False)
