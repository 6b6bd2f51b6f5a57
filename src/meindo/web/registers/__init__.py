"""The public registers: what each of them says, made from what the program declares of itself."""

from meindo.platform.registry.register import Register

from .algorithms import ALGORITHMS
from .charter import CHARTER
from .evaluations import EVALUATIONS
from .flows import FLOWS
from .participation import PARTICIPATION
from .processing import PROCESSING
from .rollouts import ROLLOUTS
from .suppliers import JOINED, SUPPLIERS, TRIALS

REGISTERS: dict[str, Register] = {
    register.key: register
    for register in (
        ALGORITHMS,
        PROCESSING,
        EVALUATIONS,
        FLOWS,
        ROLLOUTS,
        TRIALS,
        PARTICIPATION,
        SUPPLIERS,
        CHARTER,
        JOINED,
    )
}
