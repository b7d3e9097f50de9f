"""Encodings are told from a few names, and from many."""

import pytest

from orgsim.errors import UserError
from orgsim.organisation import read_organisation
from orgsim.organisation.importing.encoding import find_encoding

# language: (rows under a header, encodings they are often saved in)
TEXTS = {
    "one umlaut": ("1,,Müller", ["utf-8", "cp1252", "latin-1"]),
    "German": ("1,,Schröder\n2,1,Groß\n3,1,Übelacker", ["cp1252", "utf-16", "utf-32"]),
    "German capitals": ("1,,MÜLLER\n2,1,ÄÖÜ", ["cp1252"]),
    "French": ("1,,Hélène\n2,1,François\n3,1,Zoë", ["cp1252", "latin-1"]),
    "Spanish": ("1,,Peña\n2,1,Muñoz\n3,1,Ibáñez", ["cp1252"]),
    "Portuguese": ("1,,João\n2,1,Conceição\n3,1,Simões", ["cp1252"]),
    "Norwegian": ("1,,Bjørn Ødegård\n2,1,Kjærstad", ["cp1252"]),
    "Polish": ("1,,Łukasz Żółć\n2,1,Święcicki\n3,1,Gąsior", ["cp1250"]),
    "Czech": ("1,,Dvořák\n2,1,Křížová\n3,1,Šťastný", ["cp1250"]),
    "Russian": ("1,,Петров\n2,1,Иванова\n3,1,Сидорова", ["cp1251"]),
    "Greek": ("1,,Παπαδόπουλος\n2,1,Γεωργίου\n3,1,Νικολάου", ["cp1253"]),
    "Chinese": ("1,,张伟\n2,1,王芳", ["gbk", "gb18030", "utf-16-le", "utf-16-be"]),
    "one Chinese name": ("1,,张伟", ["gbk"]),
    "rarer Chinese characters": ("1,,张鑫\n2,1,李婷\n3,1,王梓涵", ["gbk"]),
    "traditional Chinese": ("1,,陳志明\n2,1,林美玲", ["big5"]),
    "Japanese": ("1,,山田太郎\n2,1,佐藤さくら\n3,1,鈴木", ["cp932"]),
    "Korean": ("1,,김철수\n2,1,이영희\n3,1,박민준", ["cp949"]),
}
CASES = [(text, encoding) for text, (_, encodings) in TEXTS.items() for encoding in encodings]


@pytest.mark.parametrize("copies", [1, 40])
@pytest.mark.parametrize(("text", "encoding"), CASES)
def test_texts_are_read_as_they_were_written(tmp_path, text, encoding, copies):
    path = tmp_path / "chart.csv"
    content = "id,superior,name\n" + f"{TEXTS[text][0]}\n" * copies
    path.write_bytes(content.encode(encoding))
    assert path.read_text(encoding=find_encoding(path)) == content


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_needs_no_byte_order_mark(tmp_path, encoding):
    path = tmp_path / "chart.csv"
    path.write_bytes("id\tsuperior\na\t\nb\ta\n".encode(encoding))
    organisation, notes = read_organisation(path)
    assert organisation.labels == ("a", "b")
    assert notes.encoding == encoding


def test_what_fits_nothing_is_refused_by_row(tmp_path):
    path = tmp_path / "chart.csv"
    path.write_bytes(b"id,superior\na,\nb\x81,a\n")
    with pytest.raises(UserError, match="row 3: byte 0x81 is not UTF-8 or Windows-1252"):
        find_encoding(path)
