"""Outcome of a request over HTTP, as `requests` makes it."""

from collections.abc import Iterator
from ssl import SSLCertVerificationError

from requests import RequestException, Response
from requests.exceptions import ConnectionError as NoConnectionError
from requests.exceptions import ConnectTimeout, InvalidURL, SSLError
from urllib3.exceptions import MaxRetryError, NewConnectionError

from statusgen.notify.outcome import BAD_CERTIFICATE, TAKEN, Result, SendOutcome

_SUCCESS = range(200, 300)
_ABOUT_THE_MESSAGE = frozenset({400, 405, 406, 413, 415, 422})
"""HTTP statuses that depend on the message: the next one may be taken."""


def of_response(response: Response) -> SendOutcome:
    """Return the outcome that an answer stands for; a redirection is a failure."""
    status = response.status_code
    if status in _SUCCESS:
        return TAKEN
    result = Result.REFUSED if status in _ABOUT_THE_MESSAGE else Result.NOT_TAKEN
    wait = response.headers.get("Retry-After", "")
    return SendOutcome(result, f"it answers {status}", float(wait) if wait.isdecimal() else 0)


def of_error(error: RequestException) -> SendOutcome:
    """Return the outcome of a request without an answer: unknown if the server may have it."""
    if any(isinstance(each, SSLCertVerificationError) for each in _causes(error)):
        return SendOutcome(Result.NOT_TAKEN, BAD_CERTIFICATE)
    if isinstance(error, (ConnectTimeout, SSLError, InvalidURL)) or _is_unconnected(error):
        return SendOutcome(Result.NOT_TAKEN, "there is no connection")
    return SendOutcome(Result.UNKNOWN, "it has not answered")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_unconnected(error: RequestException) -> bool:
    if not isinstance(error, NoConnectionError) or not error.args:
        return False
    cause = error.args[0]
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
