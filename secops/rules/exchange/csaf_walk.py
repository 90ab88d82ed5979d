"""What the tests of CSAF look at: products, groups and what names them. Without recursion, so that
no tree is too deep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]
Place = tuple[str, str]


def branches(doc: Document) -> Iterator[Document]:
    """Every branch of the product tree."""
    waiting = list(doc.get("product_tree", {}).get("branches", []))
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(one.get("branches", []))


def products(doc: Document) -> Iterator[Document]:
    """Every definition of a product (full_product_name_t)."""
    tree = doc.get("product_tree", {})
    yield from tree.get("full_product_names", [])
    for one in branches(doc):
        if "product" in one:
            yield one["product"]
    for one in tree.get("relationships", []):
        yield one["full_product_name"]


def product_ids(doc: Document) -> list[str]:
    return [str(one["product_id"]) for one in products(doc)]


def groups(doc: Document) -> list[Document]:
    return list(doc.get("product_tree", {}).get("product_groups", []))


def vulnerabilities(doc: Document) -> Iterator[tuple[str, Document]]:
    for number, one in enumerate(doc.get("vulnerabilities", [])):
        yield f"/vulnerabilities/{number}", one


def named_products(doc: Document) -> Iterator[Place]:
    """(where, id) of everything that names a product."""
    tree = doc.get("product_tree", {})
    for number, one in enumerate(tree.get("relationships", [])):
        for key in ("product_reference", "relates_to_product_reference"):
            yield f"/product_tree/relationships/{number}/{key}", one[key]
    for number, one in enumerate(groups(doc)):
        for name in one["product_ids"]:
            yield f"/product_tree/product_groups/{number}", name
    for where, one in vulnerabilities(doc):
        for key, names in one.get("product_status", {}).items():
            for name in names:
                yield f"{where}/product_status/{key}", name
        for part, key in (
            ("remediations", "product_ids"),
            ("threats", "product_ids"),
            ("flags", "product_ids"),
            ("scores", "products"),
        ):
            for number, row in enumerate(one.get(part, [])):
                for name in row.get(key, []):
                    yield f"{where}/{part}/{number}", name


def named_groups(doc: Document) -> Iterator[Place]:
    """(where, id) of everything that names a group of products."""
    for where, one in vulnerabilities(doc):
        for part in ("remediations", "threats", "flags"):
            for number, row in enumerate(one.get(part, [])):
                for name in row.get("group_ids", []):
                    yield f"{where}/{part}/{number}", name


def circular(doc: Document) -> Iterator[str]:
    """Products that are defined by themselves, over however many relationships."""
    built: dict[str, list[str]] = {}
    for one in doc.get("product_tree", {}).get("relationships", []):
        name = str(one["full_product_name"]["product_id"])
        parts = [one["product_reference"], one["relates_to_product_reference"]]
        built.setdefault(name, []).extend(str(part) for part in parts)
    # What is made of known things only is known; what is left goes in circles, or rests on them.
    left = {name: {part for part in parts if part in built} for name, parts in built.items()}
    while True:
        known = {name for name, parts in left.items() if not parts}
        if not known:
            break
        left = {name: parts - known for name, parts in left.items() if name not in known}
    yield from sorted(left)


def repeated(names: list[str]) -> list[str]:
    """Those that stand there twice, each once."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for name in names:
        if name in seen:
            twice[name] = None
        seen.add(name)
    return list(twice)
