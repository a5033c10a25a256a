"""PURE. A row of a table -> the person whom it names, or each of the several in its name cell."""

from dataclasses import replace

from catalog.text import inbound
from enrollment.people.party import Person
from enrollment.people.roster import cells
from enrollment.people.roster.cells import NameRead, read_name, read_phone, without
from enrollment.people.roster.contacts import emails_in, numbers_in
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.headers import (
    BOTH,
    COMPANY,
    DEPARTMENT,
    EMAIL,
    EXTENSION,
    JOB_TITLE,
    NAME,
    OFFICE_PHONE,
    PHONE,
    SESSION,
    kind_of,
)
from enrollment.people.roster.row_doubts import RowDoubts
from enrollment.people.roster.row_values import RowValues


class RowPeople:
    """Builds people from the values of a row, and notes what is to be listed or asked of them."""

    def __init__(self, values: RowValues):
        self.values = values
        self.grid, self.layout = values.grid, values.layout
        self.doubts = RowDoubts(values)
        self.has_department = bool(self.layout.of(DEPARTMENT) or self.layout.of(BOTH))

    def numbers_text(self, row: int) -> str:
        """What a row says where it has its numbers."""
        return self.values.value(row, PHONE) or self.values.value(row, OFFICE_PHONE)

    def numbers_of(self, row: int):
        text = inbound.plain(self.numbers_text(row))
        return numbers_in(without(text, emails_in(text)))

    def reaches_one(self, row: int, pieces: list[str]) -> bool:
        """Whether two words and a comma, Bin Ahmad, Faisal, have the number or address of one."""
        texts = "\n".join(inbound.plain(self.values.value(row, kind)) for kind in (PHONE, EMAIL))
        found = (numbers_in(without(texts, emails_in(texts))), emails_in(texts))
        return len(pieces) == 2 and {len(one) for one in found if one} == {1}

    def several(self, row: int, pieces: list[str], texts: dict[int, str], section: str):
        """张三、李四 in one cell: each is a person, with the number that stands in its place."""
        said = (self.values.value(row, EMAIL), self.numbers_text(row))
        emails = emails_in("\n".join(map(inbound.plain, said)))
        numbers = self.numbers_of(row)
        found = []
        for place, piece in enumerate(pieces):
            read = read_name(piece)
            typed = numbers[place].typed if len(numbers) == len(pieces) else ""
            address = emails[place].email if len(emails) == len(pieces) else ""
            taken = Taken(Person(read.name), row, self.grid.where(row))
            number = read_phone(typed).value or "".join(one.phone for one in read.numbers[:1])
            taken.person = Person(read.name, number, address or read.email)
            found.append(self.told(row, read, taken, texts, section))
        for shared in (numbers, emails):
            if shared and len(shared) != len(pieces):
                texts_shared = "、".join(one.typed for one in shared)
                found[0].leave(texts_shared, "second-number")
                found[0].doubt("shared-number", text=texts_shared)
        self.share_titles(row, found)
        return found

    def share_titles(self, row: int, found: list[Taken]) -> None:
        """As many titles as people are one each."""
        text = self.values.value(row, JOB_TITLE)
        parts = [part.strip() for part in cells.SEPARATOR.split(text) if part.strip()]
        if len(parts) == len(found) > 1:
            for taken, part in zip(found, parts, strict=True):
                taken.person = replace(taken.person, job_title=part)

    def one(self, row: int, read: NameRead, texts: dict[int, str], section: str) -> Taken:
        """The person of a row; ``section`` is the department that a heading above it names."""
        taken = Taken(Person(read.name), row, self.grid.where(row))
        number = self.values.phone(row, read, taken)
        self.leave_extension(row, number, taken)
        taken.person = Person(read.name, number)
        email = self.values.email(row, read, taken)
        taken.person = Person(read.name, number, email)
        return self.told(row, read, taken, texts, section)

    def told(
        self, row: int, read: NameRead, taken: Taken, texts: dict[int, str], section: str
    ) -> Taken:
        """The person with a department and a title, from the row, its name cell or above it."""
        read = self.with_word_as_title(read)
        department, title = self.unit_and_title(row, read, taken)
        if not department and not self.has_department:
            department = section
        taken.person = replace(
            taken.person, department=department, job_title=title or self.layout.title
        )
        taken.company = self.values.value(row, COMPANY)
        taken.session = self.values.value(row, SESSION)
        self.doubts.note(row, read, taken, texts)
        return taken

    def unit_and_title(self, row: int, read: NameRead, taken: Taken) -> tuple[str, str]:
        """What the row says, else what its name cell says; what is said twice is left."""
        department, title = self.values.unit_and_title(row)
        if department.endswith((":", "：")):  # 候补：
            taken.leave(department, "remark")
            department = ""
        for said, kept in ((read.title, title), (read.unit, department)):
            if kept and said != kept:
                taken.leave(said, "remark")
        for text in read.rest:
            taken.leave(text, "remark")
        return department or read.unit, title or read.title

    def with_word_as_title(self, read: NameRead) -> NameRead:
        """The word beside a name is what he does, where the header says that the cell says it:
        参训人员（姓名、职务、电话）.
        """
        said = (self.layout.titles.get(column, "") for column in self.values.of(NAME))
        parts = [part for text in said for part in cells.WORD_GAP.split(text.strip("()（）"))]
        asked = any((kind_of(part.split("(")[-1]) or ("",))[0] == JOB_TITLE for part in parts)
        if not asked or read.title or len(read.rest) != 1:
            return read
        return replace(read, title=read.rest[0], rest=())

    def leave_extension(self, row: int, number: str, taken: Taken) -> None:
        extension = self.values.value(row, EXTENSION)
        if extension and not number.endswith(f"转{extension}"):
            title = self.layout.titles.get(next(iter(self.values.of(EXTENSION)), -1), "")
            taken.leave(f"{title} {extension}", "second-number")
