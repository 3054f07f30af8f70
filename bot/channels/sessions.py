"""Signed sessions: who holds the token may speak and read as its conversation, nobody else."""

import uuid

from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "redress.chat.session"


class SessionInvalid(Exception):
    """The token is missing, forged, damaged, or of another installation."""

    code = "session_invalid"


class Sessions:
    """Makes and reads tokens. They hold the conversation's id; the server keeps no list of them."""

    def __init__(self, key: bytes) -> None:
        self._signer = URLSafeSerializer(key, salt=_SALT)

    def start(self, channel: str) -> tuple[str, str]:
        """Return the id of a new conversation, which nobody can guess, and its token."""
        conversation_id = f"{channel}-{uuid.uuid4()}"
        return conversation_id, str(self._signer.dumps(conversation_id))

    def conversation(self, token: str) -> str:
        """Return the conversation that ``token`` was made for; raises SessionInvalid."""
        try:
            conversation_id = self._signer.loads(token)
        except BadSignature as error:
            raise SessionInvalid("the token is not one of ours") from error
        if not isinstance(conversation_id, str):
            raise SessionInvalid("the token names no conversation")
        return conversation_id
