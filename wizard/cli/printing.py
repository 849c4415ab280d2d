"""The command ``print``: the plan as PDF, noted in the plan file it was printed from."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from wizard import packs
from wizard.errors import OutputError, WizardError
from wizard.plans.files import atomic_write, safe_file_name
from wizard.session import NotFinalError, Printed, PrintJob, Source, now, read_record, read_source
from wizard.session.pages import changed_pages, fingerprints, only_pages
from wizard.session.phrasing import boxes_line, error_lines
from wizard.session.printing import obstacle_lines
from wizard.session.recording import note_print
from wizard.text import Words


def print_edition(options: Namespace, say: Words) -> int:
    """Write the plan as PDF: 0 written, 1 final edition blocked, 2 unreadable."""
    compiled = packs.built_in() if options.pack is None else packs.load(options.pack)
    source = read_source(options.file, compiled)
    today = options.as_of or now().date()
    job = PrintJob(
        evaluation=source.evaluation(today, simulated=False),
        contents=source.contents,
        edition=options.edition,
        language=say.language,
        with_plan=not options.no_plan,
        numbered=source.is_plan_file,
        begun=source.begun or today,
    )
    try:
        printed = job.run()
    except NotFinalError as error:
        print(say(error.key, **error.params), file=sys.stderr)
        for line in obstacle_lines(job.evaluation, say):
            print(f"  {line}", file=sys.stderr)
        return 1
    name = source.name
    pdf = printed.pdf
    if options.changed:
        pages = _changed(options.file, source, printed, say)
        if not pages:
            return 0
        if len(pages) < printed.total:
            pdf = only_pages(pdf, pages)
            name = say("session.changed_pages_name", name=name)
    target: Path = options.output or options.file.with_name(safe_file_name(name, ".pdf"))
    whole = source.print_number is not None and not options.no_plan and not options.changed
    if not whole and _same(target, options.file):
        raise OutputError("session.output_is_input", path=str(target))
    atomic_write(target, pdf)
    boxes = boxes_line(printed.boxes, say)
    if boxes:
        print(boxes, file=sys.stderr)
    if source.is_plan_file and not options.no_record:
        _note(options.file, printed, say)
    print(target)
    return 0


def _same(target: Path, file: Path) -> bool:
    """Tell whether writing ``target`` would replace the file the plan came from."""
    try:
        return not target.is_symlink() and target.is_file() and target.samefile(file)
    except OSError:
        return False


def _changed(file: Path, source: Source, printed: Printed, say: Words) -> Sequence[int]:
    """Return the indexes of the pages that the last print did not have, and say so."""
    number, before = _last_pages(file, source, printed)
    after = printed.record.pages
    if not before:
        print(say("session.never_printed"), file=sys.stderr)
        return range(len(after))
    pages = changed_pages(before, after)
    key = "session.pages_changed" if pages else "session.no_pages_changed"
    print(say(key, number=number, count=len(pages)), file=sys.stderr)
    return pages


def _last_pages(file: Path, source: Source, printed: Printed) -> tuple[int, Sequence[str]]:
    """Return number and pages of the last print in this language; a PDF is its own."""
    if source.print_number is not None:
        return source.print_number, fingerprints(file.read_bytes())
    records = [(one.number, read_record(one.record)) for one in source.contents.prints]
    for number, record in reversed(records):
        if record.pages and record.language == printed.record.language:
            return number, record.pages
    return 0, ()


def _note(file: Path, printed: Printed, say: Words) -> None:
    """Note the print; the PDF is what was asked for, so a refusal is only said."""
    try:
        note_print(file, printed, now())
    except WizardError as error:
        reason = " ".join(error_lines(error, say))
        print(say("session.print_not_noted", path=str(file), reason=reason), file=sys.stderr)
