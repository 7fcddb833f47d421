"""An alert as an e-mail file: written to a folder, from which any mail program can send it."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from sayso.desk.alerts.text import lines, plain

Json = dict[str, Any]


def write_mail(folder: str | Path, alert: Json) -> Path:
    """The file that holds the alert. Its name is a hash of what it says, so writing it again changes nothing."""
    body = mail_of(alert)
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    path = into / f"{hashlib.sha256(body).hexdigest()[:32]}.eml"
    if not path.exists():
        new = path.with_suffix(f".part-{os.getpid()}")
        with new.open("wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        new.replace(path)
    return path


def mail_of(alert: Json) -> bytes:
    """The message; of one alert always the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = plain(f"[{alert['rule']['name']}] {alert['headline']}")[:400]
    message["From"] = "Sayso <sayso@localhost>"
    message["To"] = "undisclosed-recipients:;"
    message["Date"] = datetime.fromisoformat(alert["known_at"])
    message["Message-ID"] = f"<{alert['id'].replace(':', '.')}@sayso.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Sayso-Change"] = alert["change"]
    message.set_content("\n".join(lines(alert)) + "\n", cte="quoted-printable")
    return message.as_bytes()
