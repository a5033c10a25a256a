"""Pictures of courses, venues, instructors and past sessions, and codes of chats to be scanned."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models.session import new_public_id

SUBJECTS = ("course", "venue", "instructor", "office")


def _of(model: str, words):
    return models.ForeignKey(
        f"catalog.{model}",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pictures",
        verbose_name=words,
    )


def _of_one_thing() -> Q:
    found = Q()
    for name in SUBJECTS:
        others = {f"{other}__isnull": True for other in SUBJECTS if other != name}
        found |= Q(**{f"{name}__isnull": False}, **others)
    return found


class Picture(models.Model):
    """Its files stand in MEDIA_ROOT under the public id, one for each width and format."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    course = _of("Course", _("课程"))
    venue = _of("Venue", _("场地"))
    instructor = _of("Instructor", _("讲师"))
    office = _of("Office", _("联系方式（微信二维码）"))
    alt = models.CharField(
        _("文字说明"),
        max_length=200,
        help_text=_("写给看不到图片的人：图里是谁、在做什么，如：学员分组画网点动线图。"),
    )
    alt_en = models.CharField(_("英文说明"), max_length=250, blank=True)
    focus_x = models.PositiveSmallIntegerField(
        _("重点在左起（%）"), default=50, validators=[MaxValueValidator(100)]
    )
    focus_y = models.PositiveSmallIntegerField(
        _("重点在上起（%）"), default=50, validators=[MaxValueValidator(100)]
    )
    width = models.PositiveIntegerField(default=0, editable=False)  # pixels of the largest file
    height = models.PositiveIntegerField(default=0, editable=False)
    # Counts up at every change of the files, so that browsers may keep each of them for good.
    edition = models.PositiveIntegerField(default=0, editable=False)
    held_on = models.DateField(
        _("往期日期"), null=True, blank=True, help_text=_("往期班级的照片才填。")
    )
    city = models.CharField(_("往期城市"), max_length=40, blank=True)
    people = models.PositiveIntegerField(_("往期人数"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "图片")
        verbose_name_plural = pgettext_lazy("many", "图片")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="picture_is_of_one_thing",
                condition=_of_one_thing(),
                violation_error_message=_("请选一样：课程、场地、讲师或联系方式。"),
            ),
            models.CheckConstraint(name="picture_has_words", condition=~Q(alt="")),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def is_code(self) -> bool:
        """A code to be scanned is never cropped or compressed."""
        return self.office_id is not None

    @property
    def base(self) -> str:
        """How the addresses of its files begin."""
        return f"{self.public_id}/{self.edition}"

    @property
    def folder(self) -> str:
        return f"pictures/{self.public_id}"
