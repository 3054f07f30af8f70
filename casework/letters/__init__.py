"""The demand letter: built from facts and rules, shown as HTML, written as PDF and DOCX."""
