"""One letter, four renderings: text, HTML, PDF and DOCX."""
