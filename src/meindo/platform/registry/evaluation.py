"""What can show people: every list, page, report and export, declared where it is made."""

from dataclasses import dataclass, replace

from meindo.kernel.message import mark as _

LIST, PAGE, REPORT, EXPORT, ENTRY = "list", "page", "report", "export", "entry"
KINDS = {
    LIST: _("Liste"),
    PAGE: _("Einzelne Sache"),
    REPORT: _("Zahlen ohne Namen"),
    EXPORT: _("Datei"),
    ENTRY: _("Eingabe für andere"),
}


@dataclass(frozen=True)
class Evaluation:
    """Something that shows people to others. `label` is a message id; `least`: so many people stand behind every
    figure (0: it shows people one by one). Purpose and roles are those of the door in front of it; `by` says in words
    who makes it where no role does (the operators of the program).
    """

    key: str
    label: str
    kind: str = LIST
    least: int = 0
    purpose: str = ""
    roles: tuple[str, ...] = ()
    by: str = ""


class DeclaredTwice(Exception):
    """Two things that show people bear the same key but are not the same."""


_known: dict[str, Evaluation] = {}


def declare(evaluation: Evaluation, *, purpose: str = "", roles: frozenset[str] = frozenset()) -> Evaluation:
    """Announce it, with the door in front of it; two pages may show the same, their roles are added."""
    before = _known.get(evaluation.key)
    whole = replace(evaluation, purpose=purpose or evaluation.purpose, roles=tuple(sorted(roles)) or evaluation.roles)
    if before is not None:
        if (before.label, before.kind, before.least) != (whole.label, whole.kind, whole.least):
            raise DeclaredTwice(evaluation.key)
        whole = replace(whole, roles=tuple(sorted({*before.roles, *whole.roles})))
    _known[evaluation.key] = whole
    return whole


def evaluations() -> tuple[Evaluation, ...]:
    """Everything that was declared, by key."""
    return tuple(_known[key] for key in sorted(_known))
