"""PDF documents: letters with their places, to lines, to paragraphs, to an article."""
