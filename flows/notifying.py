"""Tells people of a night by e-mail or webhook. Addresses and secrets come from the environment.

``CAPAIAN_SMTP`` (``smtp://user:sandi@host:port`` with STARTTLS where it is offered, or
``smtps://``), ``CAPAIAN_EMAIL_DARI``, ``CAPAIAN_EMAIL_KEPADA`` (several parted by commas);
``CAPAIAN_WEBHOOK``: an address that gets ``{"text": ...}`` by POST. None of them is ever logged.
"""

from __future__ import annotations

import json
import logging
import os
import smtplib
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

SMTP, WEBHOOK = "CAPAIAN_SMTP", "CAPAIAN_WEBHOOK"
SENDER, RECEIVERS = "CAPAIAN_EMAIL_DARI", "CAPAIAN_EMAIL_KEPADA"
_SECONDS = 20.0
_SCHEMES = frozenset({"http", "https"})
_LOG = logging.getLogger("prefect.capaian")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of a night."""

    subject: str
    text: str


def notify(notice: Notice, settings: Mapping[str, str] | None = None) -> None:
    """Tell by every way that is set; one that fails is logged by its name, and stops no other."""
    given = os.environ if settings is None else settings
    for name, send in ((SMTP, _mail), (WEBHOOK, _post)):
        if given.get(name):
            try:
                send(notice, given)
            except (OSError, ValueError, KeyError, smtplib.SMTPException) as error:
                _LOG.warning("Pemberitahuan lewat %s gagal (%s)", name, type(error).__name__)


def _mail(notice: Notice, settings: Mapping[str, str]) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = notice.subject, settings[SENDER]
    message["To"] = settings[RECEIVERS]
    message.set_content(notice.text)
    place = urlsplit(settings[SMTP])
    kind = smtplib.SMTP_SSL if place.scheme == "smtps" else smtplib.SMTP
    with kind(place.hostname or "", place.port or 0, timeout=_SECONDS) as server:
        server.ehlo()
        if kind is smtplib.SMTP and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        server.send_message(message)


def _post(notice: Notice, settings: Mapping[str, str]) -> None:
    address = settings[WEBHOOK]
    if urlsplit(address).scheme not in _SCHEMES:
        raise ValueError(WEBHOOK)
    body = json.dumps({"text": f"{notice.subject}\n{notice.text}"}).encode()
    asked = urllib.request.Request(  # noqa: S310 - the scheme is checked above
        address, body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=_SECONDS):  # noqa: S310
        return
