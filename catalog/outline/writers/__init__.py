"""An outline written: as text, Markdown and JSON, or as a .docx."""
