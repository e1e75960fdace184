"""A terminal of 80 columns and 24 lines, and a program that is used on it, for the tests of the clerk's programs."""
import os
import pty
import re
import select
import struct
import fcntl
import termios
import unicodedata

COLUMNS, LINES = 80, 24
CLEAR = b"\x1b[H\x1b[2J\x1b[3J"


def columns(text):
    """Ambiguous characters are wide on terminals in Japan."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


class Screen:
    """What stands between two clearings, checked for its size."""

    def __init__(self, text):
        assert "\x1b" not in text, f"an escape sequence on the screen: {text!r}"
        assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", text), f"a control on the screen: {text!r}"
        self.lines = text.replace("\r", "").split("\n")
        self.text = "\n".join(self.lines)
        assert len(self.lines) < LINES, f"{len(self.lines)} lines and the line of the cursor after Enter:\n{self.text}"
        for line in self.lines:
            assert columns(line) < COLUMNS, f"{columns(line)} columns: {line}"
        assert self.lines[-1] == "> ", self.text

    def __contains__(self, text):
        return text in self.text


class Terminal:
    """Runs a program; each line that is typed gives the next screen, None where it has ended."""

    def __init__(self, arguments, folder, encoding="utf-8", environment=None):
        self.encoding, self.screens, self.code = encoding, [], None
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, {**os.environ, **(environment or {})})
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.screen = self._read()

    def _read(self):
        """Until it asks, which it does at the beginning of a line, or ends."""
        read = b""
        while not read.endswith(b"\n> "):
            ready, _, _ = select.select([self.terminal], [], [], 120)
            assert ready, f"no answer behind {read!r}"
            try:
                part = os.read(self.terminal, 65536)
            except OSError:
                part = b""
            if not part:
                assert read.endswith(CLEAR), f"left on the screen at the end: {read!r}"
                self.code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
                os.close(self.terminal)
                return None
            read += part
        echo, clear, shown = read.rpartition(CLEAR)
        assert clear, f"the screen was not cleared: {read!r}"
        assert b"\x1b" not in echo, f"an escape sequence was written: {echo!r}"
        self.screens.append(Screen(shown.decode(self.encoding)))
        return self.screens[-1]

    def type(self, line):
        os.write(self.terminal, (line if isinstance(line, bytes) else line.encode(self.encoding, "replace")) + b"\n")
        self.screen = self._read()
        return self.screen

    def end(self):
        """The end of the input; gives how the program has ended."""
        os.write(self.terminal, b"\x04")
        self.screen = self._read()
        assert self.screen is None, "it did not end:\n" + self.screen.text
        return self.code
