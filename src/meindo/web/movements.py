"""Kinds of personnel movements that the personnel office records, and what stands behind each."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from meindo.platform.clock import today
from meindo.platform.people.models import Employment
from meindo.platform.people.queries_movements import current_jobs, former_jobs, on_leave, secondments
from meindo.ui.cells import Text

from . import forms_movements as forms


@dataclass(frozen=True)
class Movement:
    """One kind: its key is the kind of the measure."""

    key: str
    label: Text
    hint: Text
    form: type[forms.MovementForm]


ALL = (
    Movement("umsetzung", _("Umsetzung"), _("Auf Dauer auf eine andere Stelle in der Stadt."), forms.TransferForm),
    Movement(
        "versetzung",
        _("Versetzung"),
        _("Auf Dauer in eine andere Dienststelle der Stadt. Zu einem anderen Arbeitgeber: Ausscheiden."),
        forms.TransferForm,
    ),
    Movement(
        "abordnung", _("Abordnung"), _("Auf Zeit auf eine andere Stelle, ganz oder mit einem Teil."), forms.SecondForm
    ),
    Movement(
        "abordnung_ende",
        _("Abordnung verlängern oder früher beenden"),
        _("Der letzte Tag wird ein anderer."),
        forms.SecondmentEndForm,
    ),
    Movement(
        "beurlaubung",
        _("Beurlaubung oder Elternzeit"),
        _("Die Stelle bleibt, die Zugänge ruhen, niemand entscheidet an ihrer Stelle mit."),
        forms.LeaveForm,
    ),
    Movement("rueckkehr", _("Rückkehr vor der Zeit"), _("Eine Beurlaubung endet früher."), forms.ReturnForm),
    Movement(
        "mitwirkung",
        _("Mitwirkung in einer Matrixeinheit"),
        _("Stelle und Führungskraft bleiben, die Rolle kommt dazu."),
        forms.JoinForm,
    ),
    Movement(
        "ausscheiden",
        _("Ausscheiden"),
        _("Das Arbeitsverhältnis endet: Kündigung, Ruhestand, anderer Arbeitgeber. Warum, steht hier nicht."),
        forms.DepartForm,
    ),
    Movement("todesfall", _("Todesfall"), _("Alle Arbeitsverhältnisse enden an diesem Tag."), forms.DeathForm),
    Movement(
        "wiedereinstellung", _("Wiedereinstellung"), _("Jemand kommt zurück, mit derselben Nummer."), forms.RehireForm
    ),
)
BY_KEY = {movement.key: movement for movement in ALL}
LABELS = {movement.key: movement.label for movement in ALL} | {"einstellung": _("Einstellung")}


def possible(person_id: int) -> list[tuple[Movement, list[Employment]]]:
    """What can be recorded for somebody today, each with the employments that it can be about."""
    jobs, former = current_jobs(person_id, today()), former_jobs(person_id, today())
    seconded = [job for job in jobs if secondments(job.pk, today())]
    resting = [job for job in jobs if on_leave(job.pk, today())]
    special = {"abordnung_ende": seconded, "rueckkehr": resting, "wiedereinstellung": former}
    found = [(movement, special.get(movement.key, jobs)) for movement in ALL]
    return [(movement, about) for movement, about in found if about]
