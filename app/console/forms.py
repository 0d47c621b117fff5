"""A form as it arrives: never more bytes than its route takes, from our own page only, with the token of its session."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from app.console import guard
from app.console.not_done import NotDone
from app.console.staff_request import Form, Upload

TOKEN = "token"  # noqa: S105 - the name of a field
TOKEN_HEADER = "x-form-token"  # noqa: S105 - the name of a header
_MOST_FIELDS = 2000


async def taken(request: Request, address: guard.OwnAddress, *, most: int) -> Form:
    """The form of this request. Raises NotDone for one that is too long, not ours, or not made for this session."""
    form = await sent_by_us(request, address, most=most)
    given = request.headers.get(TOKEN_HEADER) or form.text(TOKEN, most=200)
    if not guard.token_fits(address.held(request), given):
        raise NotDone("form_too_old", status=403)
    return form


async def sent_by_us(request: Request, address: guard.OwnAddress, *, most: int) -> Form:
    """The form of somebody who is not signed in yet. Raises NotDone for one that is too long or not of our own page."""
    if not address.sent_by_us(request):
        raise NotDone("form_not_ours", status=403)
    try:
        return await _read(request, most)
    except (ValueError, UnicodeError, MultiPartException, ClientDisconnect):
        raise NotDone("form_not_whole") from None


async def bounded(request: Request, *, most: int) -> AsyncGenerator[bytes, None]:
    """The body, piece by piece. Raises NotDone as soon as there is more of it than that."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > most:
        raise NotDone("too_long", status=413)
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise NotDone("too_long", status=413)
        yield piece


async def _read(request: Request, most: int) -> Form:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return await _in_parts(request, most)
    body = b"".join([piece async for piece in bounded(request, most=most)])
    if kind != "application/x-www-form-urlencoded":
        return Form()
    pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    return Form(tuple(pairs))


async def _in_parts(request: Request, most: int) -> Form:
    parser = MultiPartParser(
        request.headers, bounded(request, most=most), max_files=4, max_fields=_MOST_FIELDS, max_part_size=most
    )
    parts = await parser.parse()
    fields, uploads = [], []
    try:
        for name, value in parts.multi_items():
            if isinstance(value, UploadFile):
                uploads.append(Upload(name, (value.filename or "")[:200], await value.read()))
            else:
                fields.append((name, value))
    finally:
        await parts.close()
    return Form(tuple(fields), tuple(uploads))
