"""The rows of the matrix about identity and access management, and what its offices get (columns: see matrix.py)."""

from tests.web.matrix_rights import NO_PAY

IDENTITY: dict[str, tuple[str, str]] = {}
IT_HOUSE: dict[str, tuple[str, str]] = {**NO_PAY}
OWNER: dict[str, tuple[str, str]] = {**NO_PAY}
AUDITOR: dict[str, tuple[str, str]] = {**NO_PAY}
