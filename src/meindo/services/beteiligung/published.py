"""What the public register of participation says: result and date, never the text, and nothing about a person."""

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from meindo.platform.cases import catalogue
from meindo.platform.clock import BERLIN
from meindo.platform.registry.register import Entry, Value

from . import queries
from .bodies import BODIES
from .subjects import KINDS, STAGE


def entries() -> Iterator[Entry]:
    """Every matter that ended, one entry for each body; a stage stands there by itself once it was started."""
    for part in queries.decided_parts(without=STAGE):
        yield Entry(f"part-{part.uuid}", part.title, partial(_said, part))


def _said(part: queries.Decided) -> dict[str, Value]:
    body = BODIES[part.body]
    step = catalogue.process_of(part.process, part.version).step(part.step)
    return {
        "subject": _(KINDS[part.kind]),
        "body": _(body.label),
        "result": _(step.label),
        "date": f"{part.closed_at.astimezone(BERLIN):%d.%m.%Y}",
        "norm": str(body.norm),
    }
