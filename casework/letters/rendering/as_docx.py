"""The letter as a Word document (Office Open XML) that the consumer can change before sending."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from casework.letters.content import (
    AmountTable,
    Block,
    Chronology,
    Enclosures,
    LetterContent,
    Paragraph,
    Section,
    Sentence,
    Steps,
)

FONT = "Cambria"
_TEXT_WIDTH = Mm(163)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can hold


def letter_docx(content: LetterContent) -> bytes:
    """Return the letter as DOCX with headings, a real table, its language and a title."""
    document = Document()
    _set_page(document, content)
    _set_styles(document, content.language)
    _set_properties(document, content)
    _write_head(document, content)
    for section in content.body():
        _write_section(document, section)
    _write_close(document, content)
    for section in content.after_the_name():
        _write_section(document, section)
    return _same_bytes_each_time(document)


def _set_page(document: Any, content: LetterContent) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(25)
    footer = section.footer.paragraphs[0]
    document.styles["Footer"].paragraph_format.tab_stops.clear_all()
    footer.paragraph_format.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    case = next(line for line in content.references if line.key == "case")
    footer.add_run(f"{case.label.text} {case.value.text}\t")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    _set_font(styles["Normal"], 11)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.line_spacing = 1.12
    for name, size, before in (("Heading 1", 14, 18), ("Heading 2", 11, 12)):
        _set_font(styles[name], size)
        styles[name].font.bold = True
        styles[name].font.color.rgb = RGBColor(0x1B, 0x1B, 0x1F)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(3)
    _set_font(styles["Footer"], 9)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = defaults.find(qn("w:lang"))
    spoken = OxmlElement("w:lang") if spoken is None else spoken
    spoken.set(qn("w:val"), language)
    defaults.append(spoken)


def _set_font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _set_properties(document: Any, content: LetterContent) -> None:
    properties, moment = document.core_properties, datetime.combine(content.date, time(), UTC)
    properties.title = f"{content.subject.text} ({content.case_number})"
    properties.author = properties.last_modified_by = content.name.text[:255]
    properties.subject = content.subject.text[:255]
    properties.language = content.language
    properties.comments = ""
    properties.created = properties.modified = moment


def _write_head(document: Any, content: LetterContent) -> None:
    _add_lines(document, content.sender).paragraph_format.left_indent = Mm(100)
    _add_lines(document, content.recipient).paragraph_format.space_before = Pt(18)
    references = document.add_paragraph()
    references.paragraph_format.space_before = Pt(12)
    references.paragraph_format.tab_stops.add_tab_stop(Mm(25))
    for count, line in enumerate(content.references):
        if count:
            references.add_run().add_break()
        references.add_run(f"{line.label.text}\t{line.value.text}")
    document.add_heading(content.subject.text, level=1)
    document.add_paragraph(content.greeting.text)


def _add_lines(document: Any, sentences: Iterable[Sentence]) -> Any:
    paragraph = document.add_paragraph()
    for count, sentence in enumerate(sentences):
        if count:
            paragraph.add_run().add_break()
        paragraph.add_run(sentence.text).bold = count == 0
    return paragraph


def _write_section(document: Any, section: Section) -> None:
    document.add_heading(section.heading.text, level=2)
    for block in section.blocks:
        _write_block(document, block)


def _write_block(document: Any, block: Block) -> None:
    match block:
        case Paragraph():
            document.add_paragraph(" ".join(s.text for s in block.sentences))
        case Steps():
            for sentence in block.items:
                document.add_paragraph(sentence.text, style="List Bullet")
        case Chronology():
            _write_pairs(document, [(e.day_text, e.sentence.text) for e in block.events], Mm(45))
        case AmountTable():
            _write_amounts(document, block)
        case Enclosures():
            _write_pairs(document, [(i.name.text, i.title.text) for i in block.items], Mm(25))


def _write_pairs(document: Any, pairs: Iterable[tuple[str, str]], indent: Any) -> None:
    for left, right in pairs:
        paragraph = document.add_paragraph(f"{left}\t{right}")
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = indent, -indent
        layout.tab_stops.add_tab_stop(indent)
        layout.space_after = Pt(3)


def _write_amounts(document: Any, amounts: AmountTable) -> None:
    caption = document.add_paragraph()
    caption.add_run(amounts.caption.text).italic = True
    caption.paragraph_format.keep_with_next = True
    rows = [(row.label.text, row.amount_text) for row in amounts.rows]
    head = (amounts.item_heading.text, amounts.amount_heading.text)
    total = (amounts.total_label.text, amounts.total_text)
    table = document.add_table(rows=0, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for label, amount in (head, *rows, total):
        left, right = table.add_row().cells
        left.width, right.width = Mm(128), Mm(35)
        left.paragraphs[0].text, right.paragraphs[0].text = label, amount
        right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _mark_header(table.rows[0])
    _draw_line(table.rows[0], "bottom")
    _draw_line(table.rows[-1], "top")
    for cell in table.rows[-1].cells:
        cell.paragraphs[0].runs[0].bold = True
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _draw_line(row: Any, edge: str) -> None:
    for cell in row.cells:
        borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{edge}")
        for attribute, value in (("val", "single"), ("sz", "4"), ("color", "8A8A94")):
            line.set(qn(f"w:{attribute}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)


def _mark_header(row: Any) -> None:
    """Tell screen readers that the row heads the columns."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _write_close(document: Any, content: LetterContent) -> None:
    closing = document.add_paragraph(content.closing.text)
    closing.paragraph_format.space_before = Pt(18)
    closing.paragraph_format.space_after = Pt(36)
    closing.paragraph_format.keep_with_next = True
    document.add_paragraph(content.name.text)


def _same_bytes_each_time(document: Any) -> bytes:
    """Return the file without the time of its making, which ZIP entries would carry."""
    made, kept = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(kept, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return kept.getvalue()
