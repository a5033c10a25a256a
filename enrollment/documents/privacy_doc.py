"""docs/privacy.md, from the data map and the settings."""

from django.conf import settings
from django.utils import translation

from enrollment.domain import data_map
from enrollment.domain.data_fields import FIELDS

HEAD = """# Personal data: what is stored, why, how long

This page is written by `manage.py write_privacy_doc` from `enrollment/domain/data_map.py` and the
settings; a test compares them. The site's own page `/privacy/` is made from the same table, so
both promise what the program does. Nothing here is legal advice: have the notice read by counsel
before the site opens.

## How long

`manage.py purge` removes what is over; `tick` runs it once a day, `manage.py purge --dry-run`
only counts.

| Setting | Months by default |
|---|---|
"""
RIGHTS = """
`PRIVACY_REQUEST_DAYS` ({days}) is the time a request of a person has on the dashboard.
`COMPANY_NAME`, `PRIVACY_CONTACT` and `DATA_LOCATION` are printed in the notice; what is unset is
not claimed.

## One person

Staff with the permission `handle_privacy` (managers) find a person by telephone, e-mail, or code
and name at `/admin/enrollment/privacyrequest/person/`; the search is a POST. There they take a
copy, correct, end consent, erase. An erasure empties every field of the classes contact and
participant in place, deletes inquiries and interests, and leaves seats, sums and the record of
actions as they are. Who still holds a seat on a session that is not over has to be cancelled
first. The receipt counts rows and names the places that still mention the person.

There as well a person is kept back for a dispute, with a reason and a day: until then `purge`
leaves their rows and says how many, and an erasure is refused in words.

Each erasure is also a line of keyed hashes in `ERASURE_JOURNAL` (by default
`var/erasures.jsonl`). `manage.py restore` ends with `manage.py erase_again`, which applies the
lines that the restored database does not know. Keep the file apart from the backups: it is no use
if it is lost together with the database, and it depends on `SECRET_KEY`.

Not reached by an erasure: backups that are older (they are erased again when restored), files
that staff exported to their own machines, letters already delivered, and what a mail server or a
proxy logged.

## Classes

| Class | Whose | Why | Kept |
|---|---|---|---|
"""
FIELDS_HEAD = """
## Fields

| Model | Class | Fields |
|---|---|---|
"""


def privacy_doc() -> str:
    """The whole page, in English."""
    with translation.override("en"):
        rows = [
            f"| {name} | {data_map.WHOSE[known.whose]} | {known.why} | {known.retention} |"
            for name, known in data_map.CLASSES.items()
        ]
    months = [f"| `KEEP_{name.upper()}_MONTHS` | {n} |" for name, n in settings.KEEP_MONTHS.items()]
    fields = [
        f"| {label} | {name} | {', '.join(listed.split())} |"
        for label, classes in FIELDS.items()
        for name, listed in classes.items()
    ]
    rights = RIGHTS.format(days=settings.PRIVACY_REQUEST_DAYS)
    head = HEAD + "\n".join(months) + "\n" + rights
    return head + "\n".join(rows) + "\n" + FIELDS_HEAD + "\n".join(fields) + "\n"
