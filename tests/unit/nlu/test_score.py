"""The figures of ``redress nlu eval``, on cases small enough to do by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands import nlu
from bot.nlu.labelled import LabelledFileError, read_labelled, truth_of
from bot.nlu.ranker import Ranked
from bot.nlu.reader import ModelMissing, Reading, newest_model
from bot.nlu.score import Judged, calibration_error, score


def judged(
    truth: str, first: str, second: str, *, sure: float = 0.9, asked: bool = False
) -> Judged:
    return Judged(truth, [Ranked(first, sure), Ranked(second, 1 - sure)], asked, 2.0)


CASES = [
    judged("a", "a", "b"),
    judged("a", "b", "a", asked=True),
    judged("b", "b", "a"),
    judged("c", "b", "a"),
]


def test_the_figures_of_four_texts() -> None:
    figures = score(CASES)
    assert figures.f1 == pytest.approx({"a": 2 / 3, "b": 1 / 2, "c": 0.0})
    assert figures.macro_f1 == pytest.approx((2 / 3 + 1 / 2) / 3)
    assert (figures.accuracy, figures.top_2_recall) == (0.5, 0.75)
    assert (figures.asked, figures.accuracy_unasked) == (0.25, pytest.approx(2 / 3))
    assert (figures.texts, figures.median_ms, figures.p95_ms) == (4, 2.0, 2.0)


def test_confidence_without_reason_counts_as_calibration_error() -> None:
    assert calibration_error(CASES) == pytest.approx(0.4)
    assert calibration_error([judged("a", "a", "b", sure=1.0)]) == 0


@pytest.mark.parametrize(
    ("label", "truth"),
    [
        ("late_or_missing_delivery", "report_delivery"),
        ("report_payment", "report_payment"),
        ("out_of_scope", "out_of_scope"),
        ("greet", "out_of_scope"),
        ("report_other", "out_of_scope"),
    ],
)
def test_what_is_no_claim_is_out_of_scope(label: str, truth: str) -> None:
    assert truth_of(label) == truth


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no texts"),
        ('{"text": "late"}', "line 1"),
        ('{"text": "late", "label": "a"}\nnot json', "line 2"),
        ('{"text": 3, "label": "a"}', "strings"),
    ],
)
def test_a_file_that_can_not_be_used_says_where(
    tmp_path: Path, content: str, complaint: str
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(LabelledFileError, match=complaint):
        read_labelled(path)


def test_a_missing_file_or_model_ends_with_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(nlu.app, ["eval", "--data", str(tmp_path / "none.jsonl")])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    with pytest.raises(ModelMissing, match="redress train"):
        newest_model(tmp_path)


class Parrot:
    """A model that takes every text for a late delivery."""

    def read(self, text: str) -> Reading:
        ranking = [Ranked("report_delivery", 0.8)._asdict(), Ranked("out_of_scope", 0.2)._asdict()]
        return Reading({"intent": {"name": "report_delivery"}, "claim_ranking": ranking}, 1.5)


def test_the_command_prints_its_figures_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("it is late", "late_or_missing_delivery"), ("hello", "out_of_scope")]
    data = tmp_path / "texts.jsonl"
    data.write_text("\n".join(json.dumps({"text": t, "label": lb}) for t, lb in rows), "utf-8")
    monkeypatch.setattr(nlu.Reader, "of", lambda _model: Parrot())
    arguments = ["eval", "--data", str(data), "--model", "any.tar.gz"]
    figures = json.loads(CliRunner().invoke(nlu.app, [*arguments, "--json"]).stdout)
    assert (figures["accuracy"], figures["top_2_recall"]) == (0.5, 1.0)
    assert "macro f1" in CliRunner().invoke(nlu.app, arguments).stdout


@pytest.mark.parametrize(
    ("intent", "first"),
    [("nlu_fallback", "report_delivery"), ("cancel", "out_of_scope"), (None, "report_delivery")],
)
def test_what_the_assistant_acts_on_is_its_first_guess(intent: str | None, first: str) -> None:
    ranking = [Ranked("report_delivery", 0.6)._asdict(), Ranked("out_of_scope", 0.4)._asdict()]
    reading = Reading({"intent": {"name": intent}, "claim_ranking": ranking}, 1.0)
    assert reading.ranking[0].name == first
    assert reading.asks is (first == "report_delivery")
