"""When a model is missing or older than its sources, and how one is trained.

The model's file name carries a digest of everything it was trained from: the same sources never
train twice, and a model of other sources is never served by mistake.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCES = ("config.yml", "domain.yml", "domain", "data", "bot/nlu", "bot/importer.py")
MODELS = Path("models")


class TrainingFailed(Exception):
    """Rasa could not train a model from the sources; its own words are in ``log``."""

    code = "training_failed"

    def __init__(self, log: str) -> None:
        super().__init__("the model could not be trained")
        self.log = log


def source_files(root: Path) -> Iterator[Path]:
    """Yield every file below ``root`` that a model is trained from, in a fixed order."""
    for name in SOURCES:
        path = root / name
        if path.is_file():
            yield path
        else:
            yield from sorted(p for p in path.rglob("*") if p.suffix in {".yml", ".py"})


def sources_digest(root: Path) -> str:
    """Return the digest (12 hexadecimal digits of SHA-256) of the training sources."""
    digest = hashlib.sha256()
    for path in source_files(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def model_path(root: Path) -> Path:
    """Return where the model of the present sources is, or would be."""
    return root / MODELS / f"redress-{sources_digest(root)}.tar.gz"


def train(root: Path) -> Path:
    """Train a model of the present sources and return its path.

    Raises:
        TrainingFailed: Rasa refused the sources.

    """
    target = model_path(root)
    command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", target.name]
    command += ["--out", str(target.parent), "--quiet"]
    environment = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment["PYTHONWARNINGS"] = "ignore"
    # Rasa's cache knows a component by the source of its class only, not by the modules it uses.
    environment["RASA_MAX_CACHE_SIZE"] = "0"
    done = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not target.exists():
        raise TrainingFailed(done.stdout + done.stderr)
    return target


def trained_model(root: Path) -> Path:
    """Return the model of the present sources, training it first where there is none."""
    path = model_path(root)
    return path if path.exists() else train(root)
