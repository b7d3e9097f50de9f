"""How a text file is encoded."""

import codecs
import re
from pathlib import Path

from orgsim.errors import UserError

# UTF-32 comes first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CHUNK = 2**20


def find_encoding(path: Path) -> str:
    """The encoding a file's byte order mark names, else UTF-8, else Windows-1252.

    Windows-1252 contains all printable characters of Latin-1. Raises UserError for what is no text.
    """
    begin = _begin(path)
    if begin.startswith(_SPREADSHEETS):
        raise UserError(f"{path} is a spreadsheet or an archive, not text; save it as CSV (UTF-8)")
    marked = [name for mark, name in _MARKS if begin.startswith(mark)][:1]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            _read_through(path, encoding)
        except UnicodeError:
            continue
        return encoding
    raise UserError(_undecodable(path, marked[0] if marked else "cp1252"))


def _begin(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except IsADirectoryError:
        raise UserError(f"{path} is a folder; name a CSV file in it") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}; name a CSV file") from None
    except ValueError:
        raise UserError(f"{path}: no file has such a name; name a CSV file") from None


def _read_through(path: Path, encoding: str) -> None:
    with path.open(encoding=encoding, newline="") as file:
        while chunk := file.read(_CHUNK):
            if "\0" in chunk:
                raise UserError(
                    f"{path} contains NUL characters: it is a binary file, or UTF-16 without a byte"
                    " order mark; save it as CSV (UTF-8)"
                )


def _undecodable(path: Path, encoding: str) -> str:
    data = path.read_bytes()
    encoding = encoding.removesuffix("-sig")  # with it, errors would not count the mark's bytes
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        row = len(re.findall("\r\n|\r|\n", before)) + 1
        name = "UTF-8 or Windows-1252" if encoding == "cp1252" else encoding.upper()
        byte = data[error.start]
        return f"{path}, row {row}: byte 0x{byte:02X} is not {name} text; save the file as UTF-8"
    return f"{path} cannot be decoded; save the file as UTF-8"
