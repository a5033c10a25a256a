"""A backup from elsewhere writes nothing beside the folder it is unpacked in."""

import tarfile
from io import BytesIO

import pytest

from enrollment.management.backups import unpack


def archive(*entries):
    raw = BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as tar:
        for name, kind, target in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname, entry.size = (
                kind,
                target,
                4 if kind == tarfile.REGTYPE else 0,
            )
            tar.addfile(entry, BytesIO(b"text"))
    raw.seek(0)
    return tarfile.open(fileobj=raw, mode="r:gz")


def test_files_and_folders_are_written_with_their_bytes(tmp_path):
    with archive(("media", tarfile.DIRTYPE, ""), ("media/讲义/a.txt", tarfile.REGTYPE, "")) as tar:
        unpack(tar, tmp_path)

    assert (tmp_path / "media" / "讲义" / "a.txt").read_bytes() == b"text"


@pytest.mark.parametrize(
    "entry",
    [
        ("../out.txt", tarfile.REGTYPE, ""),
        ("/tmp/out.txt", tarfile.REGTYPE, ""),  # noqa: S108 - must not be written
        ("media/../../out.txt", tarfile.REGTYPE, ""),
        ("media", tarfile.SYMTYPE, "/etc"),
        ("about.json", tarfile.LNKTYPE, "/etc/passwd"),
        ("pipe", tarfile.FIFOTYPE, ""),
    ],
)
def test_what_leads_elsewhere_is_refused(tmp_path, entry):
    folder = tmp_path / "part"
    folder.mkdir()

    with archive(entry) as tar, pytest.raises(ValueError, match=entry[0]):
        unpack(tar, folder)

    assert [path.name for path in tmp_path.iterdir()] == ["part"]
    assert list(folder.iterdir()) == []
