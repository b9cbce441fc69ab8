"""What presentations and workbooks share: how the parts of their packages lead to each other.

Parts are found by their relationships (ECMA-376 part 2, 9.3), as office programs find them, in
the names of both the transitional and the strict standard.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from translate_cli.documents.packages import Package, parse_part
from translate_cli.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part leads: the last word of the kind ("slide"), and the name of the other part."""

    kind: str
    target: str


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_relations(package: Package, part: str, *, where: Path | str) -> Mapping[str, Relation]:
    """Return the relations of a part by id, in order; without those that leave the package.

    `part` "" is the package itself. A target that is not there is left out.
    """
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in package.parts:
        return {}
    known = {found.lower(): found for found in package.parts}
    relations: dict[str, Relation] = {}
    for element in parse_part(package.parts[source], source, where=where).iter(_RELATION):
        if element.get("TargetMode") == "External":
            continue
        target = unquote(str(element.get("Target", "")))
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        # Names of parts do not differ by case (part 2, 6.3.2.2), and some writers rely on it.
        found = known.get(path.lower())
        if found is not None:
            kind = str(element.get("Type", "")).rpartition("/")[2]
            relations[str(element.get("Id", ""))] = Relation(kind, found)
    return relations


def find_main_part(package: Package, root_name: str, *, what: str, where: Path | str) -> str:
    """Return the name of the main part, whose root is `root_name`; `what` is the document's kind.

    Raises InputError where the package holds another kind of document.
    """
    for relation in read_relations(package, "", where=where).values():
        if relation.kind != "officeDocument" or relation.target.endswith(".bin"):
            continue
        root = parse_part(package.parts[relation.target], relation.target, where=where)
        if local_name(root) == root_name:
            return relation.target
    raise InputError(
        f"this is no {what}.",
        where=where,
        hint="Check its name, or open it, save it in today's format and try again.",
    )


def relation_id(element: etree._Element) -> str:
    """Return the r:id of an element, "" where it has none."""
    for namespace in _ID_NAMESPACES:
        found = element.get(f"{{{namespace}}}id")
        if found is not None:
            return str(found)
    return ""


def iter_related(relations: Mapping[str, Relation], *kinds: str) -> Iterator[str]:
    """Yield the parts of some kinds, kind by kind."""
    for kind in kinds:
        for relation in relations.values():
            if relation.kind == kind:
                yield relation.target
