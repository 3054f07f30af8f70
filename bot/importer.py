"""Reads the domain from ``domain.yml`` and from the topic files in ``domain/`` beside it.

Rasa takes one path for the domain. With this importer (named in ``config.yml``) the stock commands
(``rasa train``, ``rasa data validate``) see the words of every topic as well.
"""

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter


class TopicImporter(RasaFileImporter):
    """The standard importer, with the topic files of the domain added."""

    def get_domain(self) -> Domain:
        """Return ``domain.yml`` merged with every file in ``domain/``."""
        if not self._domain_path:
            return Domain.empty()
        main = Path(self._domain_path)
        topics = sorted((main.parent / "domain").glob("*.yml")) if main.is_file() else []
        return Domain.load([str(path) for path in (main, *topics)])
