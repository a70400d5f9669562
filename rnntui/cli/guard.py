"""What every command runs inside: no traceback reaches a user, every ending has its exit code."""

from __future__ import annotations

import errno
import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from rnntui.cli.exit_codes import ExitCode
from rnntui.cli.failures import CommandError
from rnntui.cli.interrupt import interruptible
from rnntui.cli.safe import safe_lines
from rnntui.cli.unread import harmless_pipes, let_go, point_at_nothing

P = ParamSpec("P")
_OUTPUT_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)


def guarded(command: Callable[P, ExitCode | None]) -> Callable[P, None]:
    """The command with its ending: an exit code, and its errors as sentences on stderr."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            interruptible()
            harmless_pipes()
            code = command(*args, **kwargs) or ExitCode.DONE
            sys.stdout.flush()
        except CommandError as error:
            say_error(error.message, error.hint)
            code = error.code
        except KeyboardInterrupt:
            print("\nInterrupted.", file=sys.stderr)
            code = ExitCode.INTERRUPTED
        except BrokenPipeError:
            let_go()
            code = ExitCode.UNREAD
        except Exception as error:
            if _is_typers(error):
                raise
            code = ExitCode.UNEXPECTED
            if not says_output_failed(error):
                say_error(*_unexpected(error))
        raise SystemExit(int(code))

    return run


def say_error(message: str, hint: str = "") -> None:
    """An error on stderr: the sentence after the program's name, the hint below it."""
    lines = [f"rnntui: {message}", *(f"  {line}" for line in hint.split("\n") if line)]
    shown = "\n".join(safe_lines(line) for line in lines)
    print(wrapped(shown, _columns()), file=sys.stderr)


def _columns() -> int | None:
    """How wide a line on stderr may be; None where lines stay whole, as in a pipe."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or None
    except (OSError, ValueError):  # no terminal, or closed
        return None


def wrapped(text: str, width: int | None) -> str:
    """Sentences at most ``width`` columns wide, broken between words; not a line with a caret under it."""
    if width is None:
        return text
    from textwrap import fill  # late: only an error needs it

    lines = text.split("\n")
    below = [*lines[1:], ""]
    return "\n".join(
        line
        if "^" in (line.strip(), under.strip())
        else fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for line, under in zip(lines, below, strict=True)
    )


def says_output_failed(error: Exception) -> bool:
    """Whether an error is that stdout takes no more (a full disk); it is said then."""
    if not isinstance(error, OSError) or error.filename is not None or error.errno not in _OUTPUT_ERRORS:
        return False
    say_error(f"The output can't be written: {error.strerror}.")
    point_at_nothing([sys.stdout.fileno()])
    return True


def _is_typers(error: Exception) -> bool:
    """Whether an error is typer's own way to end; typer is imported late, the app starts without it."""
    import typer

    return isinstance(error, typer.Exit | typer.Abort | typer.BadParameter)


def _unexpected(error: Exception) -> tuple[str, str]:
    """The sentence and the hint for an error that nobody foresaw; its traceback goes to a file."""
    import traceback

    said = "".join(traceback.format_exception_only(error)).strip().splitlines()[-1]
    sentence = f"An unexpected error, which should not happen: {said}"
    text = "".join(traceback.format_exception(error))
    try:
        place = _write_log(text)
    except OSError as problem:
        return (
            sentence,
            f"No log could be written ({problem.strerror}). Run it with RNNTUI_HOME set elsewhere.",
        )
    return sentence, f"All of it is in {place}; please report it."


def _write_log(text: str) -> Path:
    from rnntui.runs.paths import log_dir

    directory = log_dir()
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.log"
    path.write_text(f"{' '.join(sys.argv)}\n\n{text}", encoding="utf-8")
    return path
