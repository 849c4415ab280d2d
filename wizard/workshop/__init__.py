"""Workshops: the class kit, collecting, the board, reports, and printing many plans at once.

Everything here works on plain files and pure values; a window and the command line share it.
"""
