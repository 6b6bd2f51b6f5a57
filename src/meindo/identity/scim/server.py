"""The library's application with our storage, our tokens and our address."""

import logging
from collections.abc import Iterator
from functools import cache
from itertools import islice

from django.db import transaction
from scim2_models import Error, SCIMException, UnauthorizedException
from scim2_server.applications.wsgi import WSGIApplication
from scim2_server.bulk import BulkPlan, BulkStep
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.routing import Operation
from scim2_server.service import ScimService

from meindo.platform.login.sealing import keyed_digest

from .caller import caller_of
from .shape import provider
from .storage import Storage

AT_ONCE = 20  # operations of a bulk request in one transaction: far below half a second
log = logging.getLogger(__name__)


class Service(ScimService):
    """The protocol; a fault of ours says nothing of itself to the client, also inside a bulk request."""

    @staticmethod
    def error_of(exception: Exception) -> Error:
        """The error as the client sees it; what is no error of the client's is written to our log with its trace."""
        if not isinstance(exception, SCIMException):
            log.error("scim: %s", type(exception).__name__, exc_info=exception)
        return ScimService.error_of(exception)


class Handler(ScimHandler):
    """The operations; those of a bulk request share transactions, a few each."""

    def bulk(self, request: ScimRequest) -> ScimResponse:
        """Each operation is taken back alone if it fails (a savepoint); a commit for each would cost more than it."""
        with self.service.provider:
            self.service.route(request, Operation.bulk)
            plan = self.service.read_bulk(request.body, request.header("Content-Type"))
            steps = iter(plan)
            while self._some(request, plan, steps):
                pass
            return self.service.bulk_response(plan)

    def _some(self, request: ScimRequest, plan: BulkPlan, steps: Iterator[BulkStep]) -> int:
        """Run the next few operations in one transaction; 0 when there is none left."""
        done = 0
        with transaction.atomic():
            for step in islice(steps, AT_ONCE):
                result, resource = self.run_bulk_step(request, plan, step)
                plan.record(step, result, resource)
                done += 1
        return done


@cache
def service() -> Service:
    """One for the process: it holds no state."""
    return Service(provider(), secret=keyed_digest("cursor", use="scim"))


class Application(WSGIApplication):
    """Serves one request: who asks is known to its storage from `check_auth` on."""

    storage: Storage

    def __init__(self, *, writes: bool) -> None:
        super().__init__(Storage(writes=writes), provider(), service())
        self.handler = Handler(self.service, self.storage)

    def check_auth(self, request: ScimRequest) -> None:
        """Only a token of scope `scim` that is in force opens something; cookies never do."""
        caller = caller_of(request.header("Authorization") or "")
        if caller is None:
            raise UnauthorizedException
        self.storage.caller = caller

    def handle_exception(self, request: ScimRequest, exception: Exception) -> ScimResponse:
        """Errors of the client are not written down: their details may repeat what it sent."""
        return self.service.error_response(exception)


def too_large(most: int) -> ScimResponse:
    """The answer to a body larger than any request may have."""
    return service().error_response(service().payload_too_large(most))
