"""Every shortcut, in one table; Ctrl+F1 shows it. None is the only way to anything.

None uses Ctrl+Alt, Ctrl+Space, Shift+Space, Ctrl+. or Ctrl+Shift+F: those belong to
Chinese input methods.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys, what they do, and in words.

    Attributes:
        keys: the keys, the first one shown first.
        does: name of the window's method.
        said: text catalogue key.
        argument: handed to the method if there is one.
    """

    keys: tuple[str, ...]
    does: str
    said: str
    argument: int | str | None = None


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(("Ctrl+Return", "Ctrl+Enter"), "go_next", "ui.key_next"),
    Shortcut(("Ctrl+PgDown",), "next_card", "ui.key_next_card"),
    Shortcut(("Ctrl+PgUp",), "previous_card", "ui.key_previous_card"),
    Shortcut(("Ctrl+1",), "go_area", "ui.key_area", 0),
    Shortcut(("Ctrl+2",), "go_area", "ui.key_area", 1),
    Shortcut(("Ctrl+3",), "go_area", "ui.key_area", 2),
    Shortcut(("Ctrl+4",), "go_area", "ui.key_area", 3),
    Shortcut(("Ctrl+5",), "go_area", "ui.key_area", 4),
    Shortcut(("Ctrl+6",), "go_area", "ui.key_area", 5),
    Shortcut(("Ctrl+7",), "go_named", "ui.review", "review"),
    Shortcut(("Ctrl+8",), "go_named", "ui.preview", "preview"),
    Shortcut(("F1",), "help", "ui.key_help"),
    Shortcut(("Shift+F1",), "show_terms", "ui.terms"),
    Shortcut(("F6",), "cycle", "ui.key_cycle", 1),
    Shortcut(("Shift+F6",), "cycle", "ui.key_cycle_back", -1),
    Shortcut(("F7",), "mend", "ui.key_mend", 1),
    Shortcut(("Shift+F7",), "mend", "ui.key_mend_back", -1),
    Shortcut(("F9",), "toggle_preview", "ui.key_preview"),
    Shortcut(("Ctrl+G",), "ask_page", "preview.key_page"),
    Shortcut(("Ctrl+F",), "ask_search", "preview.key_find"),
    Shortcut(("F11",), "projector", "ui.key_projector"),
    Shortcut(("Ctrl+L",), "toggle_later", "ui.later"),
    Shortcut(("Ctrl+T",), "open_note", "ui.note"),
    Shortcut(("Ctrl+K",), "open_evidence", "life.add_evidence"),
    Shortcut(("Ctrl+M",), "go_budget", "ui.budget"),
    Shortcut(("Ctrl+J",), "ask_jump", "ui.key_jump"),
    Shortcut(("Alt+Left",), "back_where_i_was", "ui.key_back"),
    Shortcut(("Alt+Up",), "move_row", "ui.key_row_up", -1),
    Shortcut(("Alt+Down",), "move_row", "ui.key_row_down", 1),
    Shortcut(("Ctrl+Z",), "undo", "ui.undo"),
    Shortcut(("Ctrl+Y", "Ctrl+Shift+Z"), "redo", "ui.redo"),
    Shortcut(("Ctrl+S",), "save_now", "ui.key_save"),
    Shortcut(("Ctrl+P",), "print_pdf", "ui.print"),
    Shortcut(("Ctrl+N",), "new_plan", "ui.new_plan"),
    Shortcut(("Ctrl+O",), "open_file", "ui.open_file"),
    Shortcut(("Ctrl+=", "Ctrl++"), "resize_text", "ui.key_larger", 1),
    Shortcut(("Ctrl+-",), "resize_text", "ui.key_smaller", -1),
    Shortcut(("Ctrl+0",), "resize_text", "ui.key_normal", 0),
    Shortcut(("Ctrl+Shift+L",), "switch_language", "ui.switch_language"),
    Shortcut(("Ctrl+Shift+D",), "switch_theme", "ui.switch_theme"),
    Shortcut(("Ctrl+F1",), "show_shortcuts", "ui.shortcuts"),
)
