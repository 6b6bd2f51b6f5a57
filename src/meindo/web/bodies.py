"""The bodies that take part in personnel measures, in words."""

from django.utils.translation import gettext_lazy

BODIES = {
    "personalrat": gettext_lazy("Personalrat"),
    "sbv": gettext_lazy("Schwerbehindertenvertretung"),
    "gleichstellung": gettext_lazy("Gleichstellungsbeauftragte"),
    "jav": gettext_lazy("Jugend- und Auszubildendenvertretung"),
}
