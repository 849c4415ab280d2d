"""The data of a chart as a table, for formats that do not draw."""

from __future__ import annotations

from wizard.documents.blocks import Chart, Column, Number, Table, row


def as_table(chart: Chart) -> Table:
    """Return the data of a chart as a table, for readers that do not draw."""
    ranged = any(series.low for series in chart.series)
    columns = [Column(chart.unit and f"（{chart.unit}）")]
    for series in chart.series:
        if ranged:
            columns += [Column(f"{series.name} ↓", "right"), Column(f"{series.name} ↑", "right")]
        if series.values or not ranged:
            columns.append(Column(series.name, "right"))
    if chart.marks is not None:
        columns.append(Column(chart.marks.name, "right"))
    rows = []
    for at, label in enumerate(chart.labels):
        cells = [label]
        for series in chart.series:
            if ranged:
                cells += [_at(series.low, at), _at(series.high, at)]
            if series.values or not ranged:
                written = series.texts[at] if at < len(series.texts) else ""
                cells.append(written or _at(series.values, at))
        if chart.marks is not None:
            cells.append(_at(chart.marks.values, at))
        rows.append(row(*cells))
    rows += [
        row(level.label, f"{level.value:,}", *[""] * (len(columns) - 2))
        for level in chart.levels
        if not level.across and len(columns) > 1
    ]
    return Table(tuple(columns), tuple(rows))


def _at(values: tuple[Number | None, ...], at: int) -> str:
    value = values[at] if at < len(values) else None
    return "" if value is None else f"{value:,}"
