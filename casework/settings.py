"""Settings, read from the environment (``REDRESS_...``) or an ``.env`` file; all have defaults."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared, never listened on


class Settings(BaseSettings):
    """Everything that differs from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix="REDRESS_", env_file=".env", extra="ignore")

    data_dir: Path = Field(Path("var"), description="folder for database, exhibits and secrets")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; default: SQLite in the data folder"
    )
    host: str = Field("127.0.0.1", description="address that the servers listen on")
    chat_port: int = Field(5005, description="port of the chat (Rasa server)")
    public_url: str | None = Field(
        None,
        description="address of the chat as consumers see it, for links; default: this machine",
    )
    web_port: int = Field(8000, description="port of the console (web application)")
    actions_port: int = Field(5055, description="port of the action server (loopback only)")
    secret_key: SecretStr | None = Field(
        None, description="signs sessions; default: made once and kept in the data folder"
    )
    allowed_origins: list[str] = Field(
        default_factory=lambda: ["*"], description="web pages that may embed the chat widget"
    )
    rest_channel: bool = Field(
        True, description="stock REST channel, for development; only ever served on loopback"
    )
    filing_url: str | None = Field(None, description="where filed cases are posted as JSON")
    filing_secret: SecretStr | None = Field(None, description="HMAC key that signs filed cases")
    max_upload_bytes: int = Field(10 * 1024 * 1024, description="largest piece of evidence")
    master_key: SecretStr | None = Field(
        None,
        description="encrypts the keys of evidence: 32 bytes in base64; "
        "default: made once and kept in the data folder",
    )
    clamd: str | None = Field(
        None, description="ClamAV daemon that scans evidence: host:port, or a socket's path"
    )
    timestamp_urls: list[str] = Field(
        default_factory=list, description="time-stamping authorities (RFC 3161) for evidence"
    )
    timestamp_roots: Path | None = Field(
        None, description="PEM file with the root certificates of these authorities"
    )
    fetch_pages: bool = Field(
        False, description="fetch pages of the public web that consumers name, as evidence"
    )
    evidence_retention_days: int | None = Field(
        None,
        ge=1,
        description="evidence is erased so long after its case last changed; default: never",
    )
    console_session_hours: int = Field(8, description="how long a console login lasts")
    smtp_url: SecretStr | None = Field(
        None,
        description="mail server: smtp://user:password@host:587 (STARTTLS) or smtps://host:465; "
        "without it no letter is mailed",
    )
    mail_from: str | None = Field(None, description="address that mail is sent from")
    web_public_url: str | None = Field(
        None,
        description="address of the web application as traders see it, for links; "
        "default: this machine",
    )
    reopen_days: int = Field(90, ge=0, description="days in which a closed case can be reopened")
    trader_link_days: int = Field(60, ge=1, description="days that a trader's link is valid")
    offer_days: int = Field(7, ge=1, description="days that an offer stands unless it says so")
    negotiation_days: int = Field(10, ge=1, description="days of negotiation before mediation")
    payment_days: int = Field(14, ge=1, description="days to do what was agreed without a date")
    reminder_days: int = Field(3, ge=1, description="days between two reminders")
    silence_days: int = Field(60, ge=1, description="days without a word that close a case")

    @property
    def database(self) -> str:
        """Return the SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'redress.db'}"

    def link(self, path: str) -> str:
        """Return the public address of a page of the chat server: ``link("rights/eu")``."""
        home = self.public_url or f"http://{_reachable(self.host)}:{self.chat_port}"
        return f"{home.rstrip('/')}/{path}"

    def web_link(self, path: str) -> str:
        """Return the public address of a page of the web application: ``web_link("trader/x")``."""
        home = self.web_public_url or f"http://{_reachable(self.host)}:{self.web_port}"
        return f"{home.rstrip('/')}/{path}"

    @property
    def exhibits_dir(self) -> Path:
        """Return the folder that holds the original bytes of the evidence."""
        return self.data_dir / "exhibits"


def _reachable(host: str) -> str:
    """Return a host for a link where ``host`` may be one to listen on only."""
    return "localhost" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
