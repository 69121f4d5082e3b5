"""News for programs: the body of Statuspage's webhooks, to an address of Apprise for JSON.

Its form is that of support.atlassian.com/statuspage/docs/enable-webhook-notifications; the parts
are those of the published API in Statuspage's format.
"""

from collections.abc import Mapping
from typing import Any, Protocol

import requests
from msgspec.json import encode

from statusgen import __version__
from statusgen.console import CommandError
from statusgen.notify.news import PublishedNews, PublishedUpdate
from statusgen.notify.outcome import SendOutcome
from statusgen.notify.requests_outcome import of_error, of_response
from statusgen.render.urls import API

MAX_SILENCE = 30.0
"""Maximum time until a program answers, in seconds; Statuspage allows as much."""

_NEVER: Mapping[str, object] = {
    "backfilled": False,
    "impact_override": None,
    "postmortem_body": None,
    "postmortem_body_last_updated_at": None,
    "postmortem_ignored": False,
    "postmortem_notified_subscribers": False,
    "postmortem_notified_twitter": False,
    "postmortem_published_at": None,
    "scheduled_auto_in_progress": False,
    "scheduled_auto_completed": False,
    "scheduled_for": None,
    "scheduled_remind_prior": False,
    "scheduled_reminded_at": None,
    "scheduled_until": None,
}
"""Keys of an incident in a webhook that the API does not have, or not for every incident."""

_OF_UPDATE: Mapping[str, object] = {"twitter_updated_at": None, "wants_twitter_update": False}


def body(news: PublishedNews, update: PublishedUpdate) -> bytes:
    """Return the body about an update, as the incident was then; raises CommandError."""
    kind = "scheduled_maintenance" if update.is_maintenance else "incident"
    folder = "scheduled-maintenances" if update.is_maintenance else "incidents"
    path = f"{API}{folder}/{update.statuspage_entry}.json"
    incident = news.site.json(path, dict[str, Any])[kind]
    summary = news.site.json(f"{API}status.json", dict[str, Any])
    page, status = summary["page"], summary["status"]
    home = news.first.home_page_url
    return encode(
        {
            "meta": {"unsubscribe": home, "documentation": home},
            "page": {
                "id": page["id"],
                "status_indicator": status["indicator"],
                "status_description": status["description"],
            },
            "incident": _as_of(incident, update.statuspage_update, news.first.sample),
        }
    )


def _as_of(incident: dict[str, Any], update_id: str, sample: str) -> dict[str, Any]:
    """Return an incident with the update of this id as its newest one; raises CommandError.

    Of a sample, each update says so.
    """
    every = incident["incident_updates"]
    index = next((n for n, each in enumerate(every) if each["id"] == update_id), None)
    if index is None:
        message = f"the API of the site has no update {update_id} yet."
        raise CommandError(message)
    newest = every[index]
    later = newest["created_at"]
    return {
        **_NEVER,
        **incident,
        "organization_id": incident["page_id"],
        "status": newest["status"],
        "updated_at": later,
        "resolved_at": _until(incident["resolved_at"], later),
        "monitoring_at": _until(incident["monitoring_at"], later),
        "incident_updates": [_update(each, sample) for each in every[index:]],
    }


def _update(published: dict[str, Any], sample: str) -> dict[str, Any]:
    body = f"{sample}\n\n{published['body']}" if sample else published["body"]
    return {**published, **_OF_UPDATE, "body": body}


def _until(at: str | None, last: str) -> str | None:
    """Return an instant as far as it had come; all are written in one form, in UTC."""
    return at if at is not None and at <= last else None


class JsonService(Protocol):
    """The attributes of Apprise's service for JSON that are used."""

    secure: bool
    host: str
    port: int | None
    fullpath: str
    user: str | None
    password: str | None
    method: str
    headers: dict[str, str]
    params: dict[str, str]
    verify_certificate: bool


def send(service: JsonService, content: bytes) -> SendOutcome:
    """Send a body to the address that the service of Apprise was made of."""
    headers = {"Content-Type": "application/json", "User-Agent": f"statusgen/{__version__}"}
    try:
        response = requests.request(
            service.method,
            _address(service),
            data=content,
            params=service.params,
            headers={**headers, **service.headers},
            auth=(service.user, service.password or "") if service.user else None,
            verify=service.verify_certificate,
            timeout=MAX_SILENCE,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        return of_error(error)
    return of_response(response)


def _address(service: JsonService) -> str:
    scheme = "https" if service.secure else "http"
    port = f":{service.port}" if service.port else ""
    return f"{scheme}://{service.host}{port}{service.fullpath or '/'}"
