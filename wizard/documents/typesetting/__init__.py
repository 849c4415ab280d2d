"""Typesetting for Chinese and Latin text: fonts, line breaking, pages and the PDF file.

    styles       sizes, colours and distances
    truetype     reads a font file, cuts subsets
    fonts        the fonts that come with the program and what they can draw
    breaking     where a line may end
    shaping      runs -> measured text -> lines
    objects      the PDF file: numbered objects, streams, cross-reference
    embedding    fonts inside the file
    tags         the structure tree: what is a heading, a table, a figure
    page         what is drawn on one page
    galley       strips of content, and how they are cut into pages

Only ``wizard.documents.pdf`` and the block layouts build on it.
"""
