"""Every error has one shape for programs and one page for people; neither shows how the server is made."""

from __future__ import annotations

from flask import Flask, Response, make_response, request
from werkzeug.exceptions import BadHost, HTTPException

from search.errors import BadRequest, FihrisError
from web.api.contract import ERRORS, ErrorAnswer, ErrorBody
from web.language import _, for_programs, language
from web.logs import logger, route
from web.responses import as_json, not_kept
from web.templating import rendered

CODES = {status: code for code, status in reversed(ERRORS.items())}


def init_app(app: Flask) -> None:
    """Answer every error in the one shape."""
    app.register_error_handler(FihrisError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def error_json(error: FihrisError) -> Response:
    """The JSON answer that tells of an error of the project."""
    if error.code not in ERRORS:
        return _json(_body("internal", _message("internal")), 500)
    return _json(_body(error.code, error.text(language()), error), ERRORS[error.code])


def _known(error: FihrisError) -> Response:
    status = ERRORS.get(error.code, 500)
    if status == 500:  # a setting, a file: for whoever runs the server, in the log
        return _unknown(error)
    if _told_as_json():
        return error_json(error)
    return _page(status, error.code, error.text(language()))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    response = error.get_response()
    if status < 400:
        return make_response(response)
    code = CODES.get(status, "bad_request" if status < 500 else "internal")
    message = _message(code)
    answer = _json(_body(code, message), status) if _told_as_json() else _page(status, code, message)
    if "Allow" in response.headers:
        answer.headers["Allow"] = response.headers["Allow"]
    return answer


def _unknown(error: Exception) -> Response:
    fields = {"method": request.method, "route": route()}
    logger.error("unexpected error", exc_info=error, extra={"fields": fields})
    message = _message("internal")
    if _told_as_json():
        return _json(_body("internal", message), 500)
    return _page(500, "internal", message)


def _told_as_json() -> bool:
    """For programs; and where the Host header is no name, as a page, which links to others, needs one."""
    return for_programs() or isinstance(request.routing_exception, BadHost) or not request.host


def _body(code: str, message: str, error: FihrisError | None = None) -> ErrorAnswer:
    body: ErrorBody = {"code": code, "message": message}
    if isinstance(error, BadRequest) and error.parameter:
        body["parameter"] = error.parameter
    return {"error": body}


def _json(body: ErrorAnswer, status: int) -> Response:
    """What is wrong now may be right the next moment, and in another language."""
    return not_kept(as_json(body, status))


def _page(status: int, code: str, message: str) -> Response:
    page = rendered("error.html", status=status, code=code, message=message, q=request.args.get("q", ""))
    return not_kept(make_response(page, status))


def _message(code: str) -> str:
    messages = {
        "bad_request": _("The request could not be understood."),
        "not_found": _("There is nothing at this address."),
        "method_not_allowed": _("This address can only be read."),
        "too_large": _("The request is too large."),
        "uri_too_long": _("The address is too long."),
        "rate_limited": _("Too many requests came from your address. Wait a moment, then try again."),
    }
    return messages.get(code) or _("Something went wrong on our side. It has been logged.")
