"""A text of a pack in each language it was written in."""

from __future__ import annotations

from pydantic import ConfigDict, RootModel


class Localised(RootModel[dict[str, str]]):
    """Text by language code; the first language is the one the author wrote in."""

    model_config = ConfigDict(frozen=True)

    def say(self, language: str) -> str:
        """Return the text in ``language``, or in the author's language if it is missing."""
        texts = self.root
        if language in texts:
            return texts[language]
        return next(iter(texts.values()), "")

    def __bool__(self) -> bool:
        return any(self.root.values())

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))


EMPTY = Localised({})
