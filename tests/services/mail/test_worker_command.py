"""The worker as it is started in earnest: it mails a letter that waits, and runs what is due."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from casework.cases import state_of
from casework.mail.letters import queue_letter
from casework.store.database import reading, transaction
from casework.store.models import Case


def test_redress_worker_mails_a_letter_that_waits(
    case: Case, postbox, clock, database_url: str, tmp_path: Path
) -> None:
    with transaction() as session:
        own = session.get_one(Case, case.id)
        queue_letter(session, own, link_key=b"k", actor="consumer", now=clock())
    settings = {
        "REDRESS_DATABASE_URL": database_url,
        "REDRESS_DATA_DIR": str(tmp_path),
        "REDRESS_SMTP_URL": f"smtp://127.0.0.1:{postbox.port}",
        "REDRESS_MAIL_FROM": "post@redress.example",
    }
    command = [sys.executable, "-m", "bot.cli", "worker"]
    with subprocess.Popen(command, env=os.environ | settings, stderr=subprocess.DEVNULL) as process:
        patience = threading.Event()
        for _ in range(1500):
            if _is_out(case):
                break
            patience.wait(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert _is_out(case)
    assert "service@kessel.example" in [message["To"] for message in postbox.messages]


def _is_out(case: Case) -> bool:
    with reading() as session:
        return state_of(session.get_one(Case, case.id)) == "letter_sent"
