"""The order in which names that depend on each other can be computed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wizard.rules.error import CircleError


def order(dependencies: Mapping[str, Collection[str]]) -> list[str]:
    """Return the names in an order in which each comes after what it depends on.

    Equal input gives equal output. A dependency that is not itself a key (an answer)
    needs no computing and is not in the result.

    Args:
        dependencies: name to the names it reads.

    Raises:
        CircleError: some names depend on each other.
    """
    result: list[str] = []
    done: set[str] = set()
    for start in dependencies:
        if start in done:
            continue
        way: dict[str, Iterator[str]] = {start: iter(sorted(dependencies[start]))}
        while way:
            name, following = next(reversed(way.items()))
            for need in following:
                if need in way:
                    names = list(way)
                    raise CircleError([*names[names.index(need) :], need])
                if need in dependencies and need not in done:
                    way[need] = iter(sorted(dependencies[need]))
                    break
            else:
                del way[name]
                done.add(name)
                result.append(name)
    return result
