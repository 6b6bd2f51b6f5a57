"""The form renderer: KERN's markup for our forms and for those of libraries."""

from typing import Any

from django.forms.renderers import DjangoTemplates

from meindo.ui.bound import BoundField

# Widgets that libraries bring along, shown with our templates.
REPLACED = {
    **{
        f"django/forms/widgets/{kind}.html": "ui/forms/widgets/input.html"
        for kind in ("text", "email", "number", "password")
    },
    "django/forms/widgets/textarea.html": "ui/forms/widgets/textarea.html",
    "django/forms/widgets/select.html": "ui/forms/widgets/select.html",
    "django/forms/widgets/checkbox.html": "ui/forms/widgets/checkbox.html",
}


class FormRenderer(DjangoTemplates):
    """Django's renderer with our templates and our bound field."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField

    def get_template(self, template_name: str) -> Any:
        """Our template in place of Django's where there is one."""
        return super().get_template(REPLACED.get(template_name, template_name))


# One for all forms: each renderer parses its templates anew.
RENDERER = FormRenderer()
