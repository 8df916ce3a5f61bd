"""Makes the Autobahn test suite 25.10.1, written for Python 2, run on Python 3.

    convert.py SOURCE TARGET        both are folders `autobahntestsuite`

lib2to3 does the syntax. The rest is bytes against text: the cases go on with strings whose
characters are bytes (Latin-1), and a layer between them and the protocol's class encodes what they
send and decodes what they get. Every replacement must find its text, or the version is another one.
"""

import pathlib
import re
import shutil
import sys

try:
    from lib2to3.refactor import RefactoringTool, get_fixers_from_package

    FIXERS = "lib2to3.fixes"
except ImportError:
    from fissix.refactor import RefactoringTool, get_fixers_from_package

    FIXERS = "fissix.fixes"

MODULES = [
    "_version.py", "caseset.py", "report.py", "spectemplate.py", "choosereactor.py", "fuzzing.py",
    "wstest.py",
]

LAYER = '''
def _bytes(data):
    return data.encode("latin-1") if isinstance(data, str) else data


def _text(data):
    return data.decode("latin-1") if isinstance(data, (bytes, bytearray, memoryview)) else data


def binLogData(data, maxlen=64):
    data = _bytes(data)
    if len(data) > maxlen - 4:
        return binascii.b2a_hex(data[:maxlen]).decode() + " ..."
    return binascii.b2a_hex(data).decode()


def asciiLogData(data, maxlen=64, replace=False):
    data = _bytes(data)
    shown = data[:maxlen] + b" ..." if len(data) > maxlen - 4 else data
    try:
        return shown.decode("utf8", errors="replace" if replace else "strict")
    except UnicodeDecodeError:
        return "0x" + binLogData(data, maxlen)


class Latin1Layer:
    def sendFrame(self, opcode, payload=b"", **options):
        return super().sendFrame(opcode, _bytes(payload), **options)

    def sendMessage(self, payload, isBinary=False, *more, **options):
        return super().sendMessage(_bytes(payload), isBinary, *more, **options)

    def sendMessageFrameData(self, payload, *more, **options):
        return super().sendMessageFrameData(_bytes(payload), *more, **options)

    def sendCloseFrame(self, code=None, reasonUtf8=None, *more, **options):
        return super().sendCloseFrame(code, _bytes(reasonUtf8), *more, **options)

'''

COMPATIBILITY = '''
import binascii as _binascii


class binascii:
    @staticmethod
    def b2a_hex(data):
        return _binascii.b2a_hex(data.encode("latin-1") if isinstance(data, str) else data).decode()

    hexlify = b2a_hex
'''

START = '''
import warnings

import txaio

txaio.use_twisted()
warnings.filterwarnings("ignore")
from autobahntestsuite._version import __version__

version = __version__
'''


def replaced(text, *pairs):
    """The text with each old part replaced; each must be there."""
    for old, new in pairs:
        if old not in text:
            raise SystemExit(f"convert.py: not found: {old!r}")
        text = text.replace(old, new)
    return text


def absolute_imports(text, names):
    return re.sub(rf"^(from|import) ({names})\b", r"\1 autobahntestsuite.\2", text, flags=re.M)


def wstest(text):
    # Modes that are not needed here, and what they import.
    text = re.sub(
        r"^(import (testee|echo|broadcast|massconnect|serializer))\s*$", r"#\1", text, flags=re.M)
    return replaced(
        text,
        ("from autobahn.websocket.xormasker import XorMaskerNull", "XorMaskerNull = None"),
        ("import choosereactor", "from autobahntestsuite import choosereactor"),
        ("\nimport fuzzing", "\nfrom autobahntestsuite import fuzzing"),
        ("from spectemplate", "from autobahntestsuite.spectemplate"),
    )


def fuzzing(text):
    text = absolute_imports(text, "case|caseset|report")
    text = re.sub(
        r"def binLogData\(.*?(?=class FuzzingProtocol:)", lambda _: LAYER.lstrip(), text,
        flags=re.S)
    text = replaced(
        text,
        # What the library calls otherwise by now.
        (", debug = debug, debugCodePaths = debug", ""),
        ("self.failConnection()", "self._fail_connection()"),
        ("if self.debug:", "if False:"),
        # Bytes and text.
        ("class FuzzingProtocol:", "class FuzzingProtocol(Latin1Layer):"),
        ("p = ''.join(payload)", "p = b''.join(payload)"),
        ("binascii.b2a_hex(frameHeader.mask) if", "_text(binascii.b2a_hex(frameHeader.mask)) if"),
        ("(len(payload), asciiLogData(payload))", "(len(_bytes(payload)), asciiLogData(payload))"),
        ("   def onPong(self, payload):\n",
         "   def onPong(self, payload):\n      payload = _text(payload)\n"),
        ("   def onMessage(self, msg, binary):\n",
         "   def onMessage(self, msg, binary):\n      msg = _text(msg)\n"),
        ('.encode("utf-8"))', ")"),
        ("ll.encode('utf8')", "ll"),
        ('pl.encode("UTF-8")', "pl"),
        ("self.factory.logCase(caseResult)",
         "caseResult.update({key: _text(caseResult[key]) for key in ("
         "'localCloseReason', 'remoteCloseReason', 'httpRequest', 'httpResponse')})\n"
         "         self.factory.logCase(caseResult)"),
        ("open(os.path.join(outdir, report_filename), 'w')",
         "open(os.path.join(outdir, report_filename), 'w', encoding='utf-8', "
         "errors='surrogateescape')"),
        ("webdir.putChild('cwd'", "webdir.putChild(b'cwd'"),
    )
    return re.sub(r"binascii\.b2a_hex\((t\[\d\])\)", r"\1", text)


def report(text):
    # A generator for another protocol follows.
    return text[: text.index("from zope.interface import implementer")].replace("import jinja2", "")


def case(name, text):
    text = re.sub(r"^from (case\w*) import", r"from autobahntestsuite.case.\1 import", text, flags=re.M)
    text = re.sub(
        r"^import binascii$", "from autobahntestsuite._compat import binascii", text, flags=re.M)
    if name.startswith("case6_x_x"):
        text = replaced(text, ("v.validate(vss[:i])", "v.validate(vss[:i].encode('latin-1'))"))
    if name.startswith("case10_1_1"):
        text = replaced(text, ("len(self.payload) / self", "len(self.payload) // self"))
    if name.startswith("case12"):
        for old, new in (
            ("requestNoContextTakeover", "request_no_context_takeover"),
            ("requestMaxWindowBits", "request_max_window_bits"),
            ("acceptNoContextTakeover", "accept_no_context_takeover"),
            ("acceptMaxWindowBits", "accept_max_window_bits"),
        ):
            pattern = rf"(\bx\.|\boffer\.|[(,] ?){old}(?=\s*=|\b(?=[),: ]| and))"
            text = re.sub(pattern, rf"\g<1>{new}", text)
        text = replaced(
            text,
            ("hashlib, binascii", "hashlib\nfrom autobahntestsuite._compat import binascii"),
            ("def onMessage(self, msg, binary):\n",
             "def onMessage(self, msg, binary):\n   msg = msg.encode('latin-1')\n"),
            ('{"LEN"', '{"__hash__": object.__hash__, "LEN"'),
        )
    if name == "__init__.py":
        # Not used, and it needs a decorator that is gone.
        text = re.sub(r"^from \S*case9_9_1 import \*.*$", "", text, flags=re.M)
    return text.replace("(object, Case, )", "(Case, )")


def read(path):
    """The source as ASCII: what is not, in UTF-8, becomes the bytes that it is in Python 2."""
    text = path.read_bytes().replace(b"\r\n", b"\n").decode("latin-1")
    text = re.sub(r"-\*- coding:.*-\*-", "", text)
    text = "".join(c if ord(c) < 128 else f"\\x{ord(c):02x}" for c in text)
    return text if text.endswith("\n") else text + "\n"


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    shutil.rmtree(target, ignore_errors=True)
    (target / "case").mkdir(parents=True)
    for folder in ("testdata", "web"):
        shutil.copytree(source / folder, target / folder)
    fixers = [
        name for name in get_fixers_from_package(FIXERS)
        if not name.endswith((".fix_unicode", ".fix_import"))
    ]
    tool = RefactoringTool(fixers)
    special = {"wstest.py": wstest, "fuzzing.py": fuzzing, "report.py": report}
    for name in MODULES:
        text = special.get(name, lambda text: text)(read(source / name))
        (target / name).write_text(str(tool.refactor_string(text, name)))
    for path in sorted((source / "case").glob("*.py")):
        if path.name == "case9_9_1.py":
            continue
        text = case(path.name, read(path))
        (target / "case" / path.name).write_text(str(tool.refactor_string(text, path.name)))
    (target / "__init__.py").write_text(START)
    (target / "_compat.py").write_text(COMPATIBILITY)


if __name__ == "__main__":
    main(*sys.argv[1:])
