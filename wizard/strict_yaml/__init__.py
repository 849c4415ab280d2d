"""YAML and JSON read strictly: plain values, and the place in the file of each of them.

The only importer of PyYAML. What ``load`` accepts is a small, unambiguous part of YAML
1.2: maps with text keys, lists, and scalars. Tags, anchors, aliases, merge keys,
directives, duplicate keys, several documents, deep nesting and invisible characters
are refused, each with its place. Files come from strangers: reading costs linear time
and memory, whatever they hold.

Plain scalars are read like this; everything else, and everything in quotes, is text:

    ==========================  =====================================================
    nothing, ``~``, ``null``    ``None``
    ``true``, ``false``         ``bool``
    ``0``, ``-12``, ``5000``    ``int``, up to 18 digits, no leading zero
    ``0.5``, ``-12.50``         ``Decimal``, exactly as written
    ``yes``, ``On``, ``NULL``…  refused: other programs read them as something else
    ==========================  =====================================================

``007``, ``+5``, ``5%``, ``2026-01-31``, ``12:30`` and ``1e5`` stay text.
"""

from __future__ import annotations

from wizard.strict_yaml.characters import clean, refused_character
from wizard.strict_yaml.document import Document, Limits, Path, StrictYamlError, Value
from wizard.strict_yaml.reading import load
from wizard.strict_yaml.reading_json import load_json
from wizard.strict_yaml.writing import dump

__all__ = [
    "Document",
    "Limits",
    "Path",
    "StrictYamlError",
    "Value",
    "clean",
    "dump",
    "load",
    "load_json",
    "refused_character",
]
