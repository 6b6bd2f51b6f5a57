"""What this service declares of itself."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.outbox.wiring import Job
from meindo.platform.registry.service import Algorithm, Page, PaperTwin, Service

from . import commands, disclosure, help_texts, published, queries, reminders, rules
from .bodies import BODIES, OFFICE
from .process import KEY, PROCESSES
from .purposes import TAKE_PART
from .wizards import BRING

DEADLINE = Algorithm(
    key="beteiligung.answer_deadline",
    label=_("Frist für die Antwort einer Personalvertretung berechnen"),
    criteria=(
        _("welche Stelle beteiligt wird"),
        _("Tag des Zugangs"),
        _("ob die Frist mit Gründen verkürzt oder im Einvernehmen verlängert wurde"),
        _("Tag der Erörterung"),
    ),
    responsible="11/1",
    decided_by=_("Gesetzgeber"),
    person_decides=_("Dass Schweigen als Zustimmung gilt, hält immer ein Mensch fest, mit Gründen."),
    norms=(Norm("LPVG NRW", "§ 66"), Norm("SGB IX", "§ 178 Abs. 2"), Norm("LGG NRW", "§ 18")),
    disclosure=disclosure.DEADLINE,
    process="beteiligung_personalrat",
    parameters=True,
)
ROOM = Page("beteiligung_home", _("Beteiligung"), "check")
SERVICE = Service(
    key=KEY,
    label=_("Beteiligung"),
    owner="11/1",
    legal_basis=(Norm("LPVG NRW", "§§ 65, 66"), Norm("SGB IX", "§ 178"), Norm("LGG NRW", "§§ 17, 18")),
    occasion="neu",
    synonyms=(_("Personalrat"), "SBV", "JAV", _("Gleichstellung"), _("Mitbestimmung"), "works council"),
    processes=tuple(PROCESSES.values()),
    purposes=(TAKE_PART,),
    algorithms=(DEADLINE,),
    paper_twin=PaperTwin(
        title=_("Vorlage zur Beteiligung"),
        authority="Stadt Dortmund",
        send_to=_("die beteiligte Stelle, mit der Hauspost in verschlossenem Umschlag"),
        help=_("Beteiligungsstelle (11/1)"),
        forms=(BRING,),
    ),
    export=queries.rows_of,
    home_url="beteiligung_home",
    start_url="beteiligung_home",
    start_label=_("Wer spricht für mich?"),
    case_url="beteiligung_case",
    decide=commands.decide,
    take_back=commands.take_back,
    roles={
        "applicant": _("Eigene Angelegenheiten"),
        OFFICE: _("Beteiligungsstelle"),
        **{body.key: body.label for body in BODIES.values()},
    },
    parameters=rules.parameters,
    pages={OFFICE: ROOM, **dict.fromkeys(BODIES, ROOM)},
    typed_as={BRING.key: OFFICE},
    register_entries={"beteiligungen": published.entries},
    daily=(Job(reminders.JOB, reminders.remind),),
    help=help_texts.TOPICS,
)
