"""What this service declares of itself."""

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm
from meindo.platform.outbox.wiring import Job
from meindo.platform.registry.service import Algorithm, PaperTwin, Service

from . import commands, commands_letters, commands_package, disclosure, help_texts, queries, rules
from .process import AUSKUNFT, INFORMATION, KEY, QUESTION
from .process_rights import CORRECTION, ERASURE
from .purposes import ASK, ERASE, INFORM, RECTIFY
from .wizards import ASK as ASK_WIZARD
from .wizards import CORRECT
from .wizards import ERASE as ERASE_WIZARD
from .wizards import INFORM as INFORM_WIZARD

DEADLINE = Algorithm(
    key="datenschutz.answer_deadline",
    label=_("Frist für eine Auskunft, Berichtigung oder Löschung berechnen"),
    criteria=(_("Tag, an dem der Antrag eingegangen ist"), _("ob die Frist mit Begründung verlängert wurde")),
    responsible="DSB",
    decided_by=_("Gesetzgeber der Europäischen Union"),
    person_decides=_("Eine Person der zuständigen Stelle beantwortet jeden Antrag, auch nach der Frist."),
    norms=(Norm("DSGVO", "Art. 12 Abs. 3"),),
    disclosure=disclosure.DEADLINE,
    process=AUSKUNFT,
    parameters=True,
)
SERVICE = Service(
    key=KEY,
    label=_("Datenschutz"),
    owner="DSB",
    legal_basis=(Norm("DSGVO", "Art. 12 bis 17"), Norm("DSG NRW", "§ 18")),
    occasion="neu",
    synonyms=(_("Auskunft"), _("Berichtigung"), _("Löschung"), _("meine Daten"), _("Zugriffe"), "privacy", "GDPR"),
    processes=(QUESTION, INFORMATION, CORRECTION, ERASURE),
    purposes=(ASK, INFORM, RECTIFY, ERASE),
    algorithms=(DEADLINE,),
    paper_twin=PaperTwin(
        title=_("Frage oder Antrag zu eigenen Daten"),
        authority="Stadt Dortmund",
        send_to=_("Datenschutzbeauftragte Person, mit der Hauspost in verschlossenem Umschlag"),
        help=_("Datenschutzbeauftragte Person"),
        forms=(ASK_WIZARD, INFORM_WIZARD, CORRECT, ERASE_WIZARD),
    ),
    export=queries.rows_of,
    home_url="datenschutz_home",
    start_url="datenschutz_new",
    start_label=_("Auskunft beantragen"),
    case_url="datenschutz_case",
    decide=commands.decide,
    take_back=commands.take_back,
    roles={
        "applicant": _("Eigene Angelegenheiten"),
        "data_protection_office": _("Datenschutz"),
        "hr_office": _("Personalverwaltung"),
    },
    jobs=(
        Job(commands.PACKAGE, commands_package.write, outside=True),
        Job(commands.LETTER, commands_letters.write, outside=True),
    ),
    parameters=rules.parameters,
    help=help_texts.TOPICS,
)
