"""Qt's own words (dialog buttons, menus, file dialogs) in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator

# Qt's catalogue has these under the words they were before they got a key of their own.
_RENAMED = {"&Look in:": "Look in:", "Files of &type:": "Files of type:"}


class QtWords(QTranslator):
    """Qt's words in Chinese, to be installed in the application."""

    def load_chinese(self) -> bool:
        """Read Qt's catalogue; False if this Qt brings none."""
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return self.load("qtbase_zh_CN", folder)

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Return what Qt asks for; None, which leaves it as it is, for what is not known."""
        known = _RENAMED.get(source, source)
        return super().translate(context, known, disambiguation, n) or None
