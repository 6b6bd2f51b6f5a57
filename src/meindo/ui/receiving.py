"""Receive files: only where a page asks for them, in memory only, whole or not at all.

Django writes larger uploads to a temporary file in plain. Here no handler does, and a page that takes no files does not
even keep them in memory.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from meindo.platform.files.ingest import Incoming
from meindo.platform.files.refused import MOST_BYTES, MOST_BYTES_AT_ONCE, TOO_LARGE, TOO_MUCH

Allows = Callable[..., bool]


class NoFiles(FileUploadHandler):
    """Drops every file unread."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip it."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called."""

    def file_complete(self, file_size: int) -> None:
        """Never called."""


class InMemory(FileUploadHandler):
    """Keeps files in memory up to the limits; of what is larger only the reason stays."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.all_bytes = 0
        self.parts: list[bytes] = []
        self.cut = ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin with nothing."""
        super().new_file(*args, **kwargs)
        self.parts, self.cut = [], ""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a part, or forget the file once it is too large."""
        if start + len(raw_data) > MOST_BYTES:
            self._forget(TOO_LARGE)
        elif self.all_bytes + len(raw_data) > MOST_BYTES_AT_ONCE:
            self._forget(TOO_MUCH)
        elif not self.cut:
            self.parts.append(raw_data)
            self.all_bytes += len(raw_data)

    def _forget(self, why: str) -> None:
        self.all_bytes -= sum(len(part) for part in self.parts)
        self.parts, self.cut = [], self.cut or why

    def file_complete(self, file_size: int) -> "Received":
        """The file, or what is known of it."""
        content = b"".join(self.parts)
        self.parts = []
        return Received(content, self.file_name or "", self.cut)


class Received(UploadedFile):  # type: ignore[type-arg]
    """A file in memory; `cut` says why it is not all here."""

    def __init__(self, content: bytes, name: str, cut: str) -> None:
        super().__init__(BytesIO(content), name, None, len(content))
        self.content, self.cut = content, cut


class ReceivingMiddleware:
    """Before anything reads the form: may this request bring files to this page?

    The page says so itself (`takes_files`), so that nobody without a right to hand in fills the memory.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Choose the handler."""
        allows: Allows | None = getattr(view, "takes_files", None)
        if request.method == "POST" and allows is not None and allows(request, **kwargs):
            request.upload_handlers = [InMemory(request)]


def takes_files(allows: Allows) -> Callable[[Any], Any]:
    """The outermost decorator of a page that takes files from the requests that `allows` lets through."""

    def mark(view: Any) -> Any:
        view.takes_files = allows
        return view

    return mark


def logged_in(request: HttpRequest, **_kwargs: Any) -> bool:
    """Everybody with a log-in; what they may do with the file is the page's business."""
    return bool(request.user.is_authenticated)


def received(request: HttpRequest, name: str) -> list[Incoming]:
    """The files that came under a name; BadRequest if the line broke before the end of the request."""
    if request.content_type == "multipart/form-data" and not _is_whole(request):
        raise BadRequest("the request was cut off")
    files = [file for file in request.FILES.getlist(name) if isinstance(file, Received)]
    return [Incoming(name=file.name or "", content=file.content, cut=file.cut) for file in files]


def _is_whole(request: HttpRequest) -> bool:
    """Django takes the end of a broken line for the end of the file: count what came."""
    request.POST  # noqa: B018 (reads the body)
    read = getattr(getattr(request, "_stream", None), "_pos", None)
    return read is None or read >= int(request.META.get("CONTENT_LENGTH") or 0)
