"""PURE. Why a list as a whole is refused, with what would be right."""

from catalog.outline.tree import gettext_noop

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5_000  # with something in them
MAX_COLUMNS = 100
MAX_CELL = 4_000  # characters in one cell or line
MAX_CHARACTERS = 5_000_000  # in all cells together

TOO_BIG = gettext_noop("文件有 %(size)s MB，最多 5 MB。请只保留名单所在的表，另存后再上传。")
EMPTY = gettext_noop("这是一个空文件。请上传写有学员姓名的 .xlsx 或 .csv 文件。")
UNKNOWN = gettext_noop(
    "请上传 .xlsx、.xls、.ods 或 .csv 文件；其他格式请先在表格软件里另存为 .xlsx，"
    "或把名单复制后粘贴进来。"
)
LOCKED = gettext_noop("这个文件设了密码，打不开。请去掉密码，另存为 .xlsx 后再上传。")
MACROS = gettext_noop("这个文件带有宏，不能接收。请另存为不带宏的 .xlsx 后再上传。")
BROKEN = gettext_noop("这个文件打不开，可能已损坏。请用表格软件重新另存为 .xlsx 后再上传。")
SWOLLEN = gettext_noop("这个文件解开后太大，不能接收。请只保留名单所在的表，另存后再上传。")
TOO_MANY_ROWS = gettext_noop("名单最多 %(rows)d 行、%(columns)d 列。请只保留来上课的人。")
NO_TEXT = gettext_noop("这个文件的文字编码无法识别。请在表格软件里另存为“CSV UTF-8”或 .xlsx。")
TOO_MANY_PEOPLE = gettext_noop("名单里有 %(people)d 人，一次最多 %(most)d 人。请只保留来上课的人。")
LONG_CELL = gettext_noop(
    "名单里有一处写了 %(length)d 个字，不像学员名单。请让每位学员占一行后再上传。"
)
NOTHING = gettext_noop("请先选择文件，或把名单粘贴进来，再按“读取名单”。")
NO_PEOPLE = gettext_noop(
    "读到 %(rows)d 行，没有读到学员。看到的第一行是“%(first)s”。"
    "请让每位学员占一行，写上姓名（最好有表头：姓名、手机、部门、职务）。"
)


class RosterError(ValueError):
    """The list as a whole is refused; ``message`` is translated and filled in by the edges."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def check_length(text: str) -> None:
    if len(text) > MAX_CELL:
        raise RosterError(LONG_CELL, length=len(text))


def too_many_rows() -> RosterError:
    return RosterError(TOO_MANY_ROWS, rows=MAX_ROWS, columns=MAX_COLUMNS)
