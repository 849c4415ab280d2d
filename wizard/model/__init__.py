"""The words of the domain as types: questions, answers, checklists, findings.

Frozen and pure: nothing here touches the clock, the disk or Qt.
"""
