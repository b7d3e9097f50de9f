"""How a text file is encoded: what its byte order mark says, else UTF-8, else what is plausible.

Statistics over a few names mislead, so charset-normalizer is only asked where no plainer sign is: double
bytes that are everyday characters of one language, or Windows-1252 whose words look like words.
"""

import codecs
import re
from collections.abc import Callable
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
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_SINGLE_BYTE = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1257")
_CHUNK = 2**20
_BEGIN = 4096
_SAMPLE = 2**16
_FEW = 3  # signs beyond ASCII, fewer than which tell nothing


def find_encoding(path: Path) -> str:
    """The encoding of a text file, by name. Raises UserError if it is not text."""
    begin = read_begin(path)
    marked = next((name for mark, name in _MARKS if begin.startswith(mark)), None)
    if marked is not None or "\0" in begin.decode("latin-1"):
        encoding = marked or _without_mark(begin)
        return _checked(path, encoding or "utf-8")
    if _decodes(path, "utf-8"):
        return "utf-8"
    return _checked(path, _legacy(_telling_lines(path)) or "cp1252")


def read_begin(path: Path) -> bytes:
    """The first bytes of a file."""
    try:
        with path.open("rb") as file:
            return file.read(_BEGIN)
    except IsADirectoryError:
        raise UserError(f"{path} is a folder; name a CSV file in it") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}; name a CSV file") from None
    except ValueError:
        raise UserError(f"{path}: no file has such a name; name a CSV file") from None


def _without_mark(begin: bytes) -> str | None:
    """UTF-32 or UTF-16 without a mark: where it reads as lines of printable cells."""
    for encoding in _WIDE:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(begin)
        cells = re.search(r"[,;\t|]", text) and re.search(r"[\r\n]", text)
        if cells and "\ufffd" not in text and all(c.isprintable() or c.isspace() for c in text):
            return encoding
    return None


def _checked(path: Path, encoding: str) -> str:
    if _decodes(path, encoding):
        return encoding
    raise UserError(_undecodable(path, encoding))


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK):
                if "\0" in chunk:
                    raise UserError(
                        f"{path} contains NUL characters: it is a binary file; save it as CSV"
                        " (UTF-8)"
                    )
    except UnicodeError:
        return False
    return True


def _telling_lines(path: Path) -> bytes:
    """The different lines that hold more than ASCII, as many as it takes to tell an encoding."""
    told: dict[bytes, None] = {}
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii() and line not in told:
                told[line] = None
                size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(told)


def _legacy(told: bytes) -> str | None:
    """The encoding of lines that are not UTF-8, None if nothing fits."""
    for encoding, plausible in _DOUBLE_BYTE.items():
        pairs = _pairs(told, encoding)
        if pairs and plausible(pairs):
            return encoding
    western = "cp1252" if _reads_as_words(told, "cp1252") else None
    if sum(byte > 127 for byte in told) < _FEW:
        return western
    return _likeliest(told, western)


def _pairs(told: bytes, encoding: str) -> list[bytes] | None:
    """The characters beyond ASCII as bytes, None unless the lines decode."""
    try:
        return [c.encode(encoding) for c in told.decode(encoding) if not c.isascii()]
    except UnicodeError:
        return None


def _share(pairs: list[bytes], low: int, high: int, second: int) -> float:
    """Share of the pairs with a first byte from low to high, and a second of at least `second`."""
    fits = [len(p) == 2 and low <= p[0] <= high and p[1] >= second for p in pairs]
    return sum(fits) / len(pairs)


def _chinese(pairs: list[bytes]) -> bool:
    """GB 2312 and its everyday characters (level 1), or its punctuation."""
    everyday = _share(pairs, 0xB0, 0xD7, 0xA1) + _share(pairs, 0xA1, 0xA3, 0xA1)
    return everyday > 0.5 and _share(pairs, 0xA1, 0xF7, 0xA1) > 0.9


def _korean(pairs: list[bytes]) -> bool:
    """Hangul of KS X 1001; a few Chinese characters may all lie there, many do not."""
    return len(pairs) >= 8 and _share(pairs, 0xB0, 0xC8, 0xA1) > 0.95


def _japanese(pairs: list[bytes]) -> bool:
    """Kana, kanji of level 1 and punctuation of Shift-JIS."""
    everyday = _share(pairs, 0x81, 0x83, 0x40) + _share(pairs, 0x88, 0x98, 0x40)
    return len(pairs) >= 2 and everyday > 0.9


def _traditional(pairs: list[bytes]) -> bool:
    """Everyday characters of Big5; Windows-1252 has fewer letters than such pairs in a row."""
    return len(pairs) >= 4 and _share(pairs, 0xA4, 0xC6, 0x40) > 0.95


_DOUBLE_BYTE: dict[str, Callable[[list[bytes]], bool]] = {
    "cp949": _korean,
    "gb18030": _chinese,
    "cp932": _japanese,
    "big5": _traditional,
}


def _reads_as_words(told: bytes, encoding: str) -> bool:
    """Whether no sign like ³ or £ begins or breaks a word, and few words lack plain letters."""
    try:
        text = told.decode(encoding)
    except UnicodeError:
        return False
    words = re.findall(r"[^\W\d_]{3,}", text)
    strange = sum(not re.search("[A-Za-z]", word) for word in words)
    return strange <= len(words) / 5 and not re.search(r"[¢-©¬-±´¸¹¼-¾³²][^\W\d_]", text)


def _likeliest(told: bytes, western: str | None) -> str | None:
    """What charset-normalizer finds most likely, `western` by default."""
    from charset_normalizer import from_bytes

    matches = from_bytes(told, cp_isolation=[*_SINGLE_BYTE, *([western] if western else [])])
    best = matches.best()
    if best is None and _reads_as_words(told, "cp1250"):
        return western or "cp1250"
    if best is None or re.search("[A-Za-z][Ͱ-ӿ]|[Ͱ-ӿ][A-Za-z]", str(best)):
        return western  # words that mix alphabets are none
    alike = [m for m in matches if m.chaos <= best.chaos and m.coherence >= best.coherence - 0.05]
    return western if any(western in m.could_be_from_charset for m in alike) else best.encoding


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
