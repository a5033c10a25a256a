import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import enrollment.models.certificate
import enrollment.models.interest
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "__first__"),
        ("catalog", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("position", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("receipt", models.CharField(max_length=16, unique=True, verbose_name="回执编号")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("actor", models.CharField(max_length=160, verbose_name="操作人")),
                ("counts", models.JSONField(default=dict, verbose_name="删除了什么")),
                ("left", models.JSONField(default=dict, verbose_name="仍提到此人的地方")),
                ("marks", models.JSONField(default=list, editable=False)),
            ],
            options={
                "verbose_name": "删除回执",
                "verbose_name_plural": "删除回执",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="NoticeText",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=12, verbose_name="语言")),
                ("text", models.TextField(verbose_name="全文")),
                ("first_used_at", models.DateTimeField(verbose_name="首次使用")),
            ],
            options={
                "verbose_name": "隐私说明文本",
                "verbose_name_plural": "隐私说明文本",
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("actor", models.CharField(max_length=160, verbose_name="操作人")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("steps", models.JSONField(default=list, verbose_name="变动")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
            ],
            options={
                "verbose_name": "排期变动",
                "verbose_name_plural": "排期变动",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, verbose_name="时间")),
                ("actor", models.CharField(max_length=160, verbose_name="操作人")),
                ("verb", models.CharField(max_length=40, verbose_name="动作")),
                ("object_type", models.CharField(max_length=40, verbose_name="对象")),
                ("object_id", models.CharField(max_length=40, verbose_name="对象编号")),
                ("changes", models.JSONField(default=dict, verbose_name="变动")),
            ],
            options={
                "verbose_name": "操作记录",
                "verbose_name_plural": "操作记录",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["object_type", "object_id"], name="audit_object")],
            },
        ),
        migrations.CreateModel(
            name="ClassNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "half",
                    models.CharField(
                        choices=[("am", "上午"), ("pm", "下午")], max_length=2, verbose_name="半天"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("created_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="记录人",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="class_notes",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
            ],
            options={
                "verbose_name": "课堂记录",
                "verbose_name_plural": "课堂记录",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ClassRules",
            fields=[
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="class_rules",
                        serialize=False,
                        to="catalog.course",
                        verbose_name="课程",
                    ),
                ),
                (
                    "needed_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        help_text="到和迟到的半天占全部半天的百分比；0 表示不看出勤。",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="发证要求的出勤（%）",
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[("framed", "横版，带边框"), ("plain", "竖版，简洁")],
                        default="framed",
                        max_length=10,
                        verbose_name="证书版式",
                    ),
                ),
                (
                    "heading",
                    models.CharField(
                        blank=True,
                        help_text="留空为“结业证书”。",
                        max_length=40,
                        verbose_name="证书标题",
                    ),
                ),
                (
                    "wording",
                    models.TextField(
                        blank=True,
                        help_text="可用 {姓名}、{课程}、{日期}、{城市}、{天数}；留空用通用的正文。",
                        max_length=600,
                        verbose_name="证书正文",
                    ),
                ),
                (
                    "issuer",
                    models.CharField(
                        blank=True,
                        help_text="留空为本公司的名称。",
                        max_length=80,
                        verbose_name="发证单位",
                    ),
                ),
                (
                    "seal",
                    models.FileField(
                        blank=True,
                        help_text="PNG，背景透明，1 MB 以内。",
                        upload_to=enrollment.models.certificate.seal_stored_as,
                        verbose_name="印章图片",
                    ),
                ),
            ],
            options={
                "verbose_name": "结业规则",
                "verbose_name_plural": "结业规则",
                "ordering": ["course_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needed_percent__gte", 0), ("needed_percent__lte", 100)
                        ),
                        name="class_rules_need_0_to_100_percent",
                        violation_error_message="出勤要求为 0 至 100。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("layout__in", ["framed", "plain"])),
                        name="class_rules_layout_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="单位")),
                ("tax_number", models.CharField(blank=True, max_length=20, verbose_name="税号")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("bank", models.CharField(blank=True, max_length=120, verbose_name="开户行")),
                (
                    "bank_account",
                    models.CharField(blank=True, max_length=40, verbose_name="银行账号"),
                ),
                ("notes", models.TextField(blank=True, verbose_name="内部备注")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="首次出现")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="enrollment.company",
                        verbose_name="已并入",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位",
                "verbose_name_plural": "单位",
                "ordering": ["name", "pk"],
                "permissions": [("merge_company", "可以合并单位和联系人")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("tax_number", ""), _negated=True), ("merged_into", None)
                        ),
                        fields=("tax_number",),
                        name="company_tax_number_is_of_one_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="company_is_not_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="写法")),
                ("key", models.CharField(editable=False, max_length=300)),
                ("brand", models.CharField(db_index=True, editable=False, max_length=120)),
                (
                    "by_staff",
                    models.BooleanField(default=False, editable=False, verbose_name="工作人员填写"),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="enrollment.company",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位的写法",
                "verbose_name_plural": "单位的写法",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="company_name_means_one_company",
                    ),
                    models.UniqueConstraint(
                        fields=("company", "name"), name="company_name_is_written_down_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("enroll", "报名表"),
                            ("inquiry", "咨询表"),
                            ("interest", "开班意向表"),
                        ],
                        max_length=10,
                        verbose_name="表单",
                    ),
                ),
                ("object_key", models.CharField(editable=False, max_length=64)),
                ("person", models.CharField(db_index=True, editable=False, max_length=64)),
                ("notice", models.CharField(max_length=64, verbose_name="隐私说明文本")),
                ("given_at", models.DateTimeField(verbose_name="勾选时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="结束时间")),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("withdrawn", "已撤回"),
                            ("erased", "信息已删除"),
                            ("purged", "信息已到期清除"),
                        ],
                        max_length=10,
                        verbose_name="结束方式",
                    ),
                ),
            ],
            options={
                "verbose_name": "同意记录",
                "verbose_name_plural": "同意记录",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "object_key", "notice"),
                        name="consent_is_given_once_to_a_notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__in", ["withdrawn", "erased", "purged"]),
                            ),
                            _connector="OR",
                        ),
                        name="consent_that_ended_says_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("listing", models.CharField(max_length=12, verbose_name="每行一个")),
                (
                    "form",
                    models.CharField(
                        choices=[("xlsx", "Excel"), ("csv", "CSV")],
                        max_length=4,
                        verbose_name="文件",
                    ),
                ),
                ("columns", models.JSONField(default=list, verbose_name="列")),
                ("ids", models.JSONField(default=list)),
                ("reason", models.CharField(max_length=100, verbose_name="用途")),
                ("language", models.CharField(max_length=12, verbose_name="语言")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "排队中"),
                            ("making", "正在生成"),
                            ("ready", "可以下载"),
                            ("failed", "没有生成"),
                            ("gone", "已删除"),
                        ],
                        default="due",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("rows_made", models.PositiveIntegerField(default=0, verbose_name="已生成的行")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                (
                    "file",
                    models.FileField(
                        blank=True, max_length=200, upload_to="exports", verbose_name="文件"
                    ),
                ),
                (
                    "size",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="大小"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("ready_at", models.DateTimeField(blank=True, null=True, verbose_name="生成时间")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="保留至")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的",
                    ),
                ),
            ],
            options={
                "verbose_name": "导出的文件",
                "verbose_name_plural": "导出的文件",
                "ordering": ["-asked_at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["due", "making", "ready", "failed", "gone"])
                        ),
                        name="export_file_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["xlsx", "csv"])),
                        name="export_file_form_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("expires_at__isnull", False),
                            _connector="OR",
                        ),
                        name="export_file_that_is_ready_expires",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("shared", models.BooleanField(default=False, verbose_name="同事也能用")),
                ("listing", models.CharField(max_length=12, verbose_name="每行一个")),
                ("columns", models.JSONField(default=list, verbose_name="列")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的",
                    ),
                ),
            ],
            options={
                "verbose_name": "导出的列",
                "verbose_name_plural": "导出的列",
                "ordering": ["name", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "listing", "name"),
                        name="export_layout_has_a_name_of_its_own",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExportSchedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="筛选")),
                (
                    "form",
                    models.CharField(
                        choices=[("xlsx", "Excel"), ("csv", "CSV")],
                        max_length=4,
                        verbose_name="文件",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("day", "每天早上"),
                            ("week", "每周一早上"),
                            ("month", "每月一日早上"),
                        ],
                        max_length=5,
                        verbose_name="什么时候",
                    ),
                ),
                ("reason", models.CharField(max_length=100, verbose_name="用途")),
                ("language", models.CharField(max_length=12, verbose_name="语言")),
                ("next_at", models.DateTimeField(verbose_name="下次")),
                (
                    "layout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedules",
                        to="enrollment.exportlayout",
                        verbose_name="列",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的",
                    ),
                ),
            ],
            options={
                "verbose_name": "按时导出",
                "verbose_name_plural": "按时导出",
                "ordering": ["next_at", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rhythm__in", ["day", "week", "month"])),
                        name="export_schedule_rhythm_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["xlsx", "csv"])),
                        name="export_schedule_form_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("turn", models.CharField(editable=False, max_length=64, unique=True)),
                ("form_key", models.CharField(editable=False, max_length=64, unique=True)),
                ("given_on", models.DateField(verbose_name="日期")),
                ("may_quote", models.BooleanField(default=False, verbose_name="同意公开")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
            ],
            options={
                "verbose_name": "课后评价",
                "verbose_name_plural": "课后评价",
                "ordering": ["pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="FeedbackQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "kind",
                    models.CharField(
                        choices=[("scale", "1 至 5 分"), ("text", "文字")],
                        default="scale",
                        max_length=5,
                        verbose_name="种类",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="问题")),
                ("text_en", models.CharField(blank=True, max_length=200, verbose_name="英文问题")),
                ("retired", models.BooleanField(default=False, verbose_name="不再问")),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        help_text="留空表示每门课都问。",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback_questions",
                        to="catalog.course",
                        verbose_name="课程",
                    ),
                ),
            ],
            options={
                "verbose_name": "评价问题",
                "verbose_name_plural": "评价问题",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["scale", "text"])),
                        name="feedback_question_kind_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="分数",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="回答")),
                (
                    "feedback",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="enrollment.feedback",
                        verbose_name="课后评价",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="enrollment.feedbackquestion",
                        verbose_name="问题",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答",
                "verbose_name_plural": "回答",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("feedback", "question"), name="feedback_answers_a_question_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True),
                            models.Q(("score__gte", 1), ("score__lte", 5)),
                            _connector="OR",
                        ),
                        name="feedback_score_is_1_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupLetter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("subject", models.CharField(max_length=200, verbose_name="标题")),
                ("body", models.TextField(max_length=5000, verbose_name="正文")),
                (
                    "subject_en",
                    models.CharField(blank=True, max_length=200, verbose_name="英文标题"),
                ),
                ("body_en", models.TextField(blank=True, max_length=5000, verbose_name="英文正文")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁写的",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_letters",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
            ],
            options={
                "verbose_name": "群发的信",
                "verbose_name_plural": "群发的信",
                "ordering": ["-pk"],
                "default_permissions": ("add",),
            },
        ),
        migrations.CreateModel(
            name="LetterText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "简体中文"), ("en", "English")],
                        max_length=12,
                        verbose_name="语言",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="版本")),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁改的",
                    ),
                ),
            ],
            options={
                "verbose_name": "信件文字",
                "verbose_name_plural": "信件文字",
                "ordering": ["kind", "language", "-number"],
                "default_permissions": ("view", "change"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "language", "number"),
                        name="letter_text_version_is_used_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("phone", models.CharField(db_index=True, max_length=40, verbose_name="手机")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                (
                    "domain",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=120),
                ),
                ("notes", models.TextField(blank=True, verbose_name="内部备注")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="首次出现")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="enrollment.company",
                        verbose_name="单位",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merged",
                        to="enrollment.person",
                        verbose_name="已并入",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系人",
                "verbose_name_plural": "联系人",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into", None),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="person_is_not_merged_into_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="报名序号")),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="报名编号")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("links_renewed", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "key",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="提交标识"
                    ),
                ),
                ("body_hash", models.CharField(editable=False, max_length=64)),
                ("contact_name", models.CharField(max_length=64, verbose_name="联系人")),
                ("contact_phone", models.CharField(max_length=40, verbose_name="手机")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="邮箱"),
                ),
                ("company", models.CharField(blank=True, max_length=120, verbose_name="单位")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="人数")),
                (
                    "min_seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="至少接受人数"
                    ),
                ),
                (
                    "offered_seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="可提供人数"
                    ),
                ),
                (
                    "unit_price",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="约定单价（元/人）",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "占位"),
                            ("confirmed", "已确认"),
                            ("waiting", "候补"),
                            ("offered", "待确认"),
                            ("cancelled", "已取消"),
                            ("expired", "已过期"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("preregistered", models.BooleanField(default=False, verbose_name="预登记")),
                (
                    "held_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="占位保留至"),
                ),
                (
                    "longer_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="请求延长占位"),
                ),
                (
                    "offered_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="待确认截止"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "网站"), ("staff", "工作人员")],
                        default="web",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="推广来源")),
                (
                    "language",
                    models.CharField(default="zh-hans", max_length=12, verbose_name="语言"),
                ),
                ("staff_note", models.TextField(blank=True, verbose_name="内部备注")),
                ("created_at", models.DateTimeField(verbose_name="报名时间")),
                ("state_changed_at", models.DateTimeField(verbose_name="状态时间")),
                (
                    "company_record",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enrollments",
                        to="enrollment.company",
                        verbose_name="单位档案",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "moved_to",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moved_from",
                        to="enrollment.enrollment",
                        verbose_name="改到",
                    ),
                ),
                (
                    "outline",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.outline",
                        verbose_name="报名时的大纲",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="enrollments",
                        to="enrollment.person",
                        verbose_name="联系人档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名",
                "verbose_name_plural": "报名",
                "ordering": ["-created_at", "-pk"],
                "permissions": [
                    ("export_enrollment", "可以导出报名名单"),
                    ("view_figures", "可以看经营数据"),
                ],
                "indexes": [
                    models.Index(fields=["session", "state", "number"], name="enrollment_queue"),
                    models.Index(fields=["-created_at", "-id"], name="enrollment_newest_first"),
                    models.Index(fields=["contact_phone"], name="enrollment_phone"),
                    models.Index(
                        django.db.models.functions.text.Lower("contact_email"),
                        name="enrollment_mail",
                    ),
                    models.Index(
                        fields=["contact_name", "company"], name="enrollment_name_company"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "number"),
                        name="enrollment_number_is_used_once_in_a_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 50)),
                        name="enrollment_takes_one_to_fifty_seats",
                        violation_error_message="人数为 1 至 50。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["held", "confirmed", "waiting", "offered", "cancelled", "expired"],
                            )
                        ),
                        name="enrollment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("held_until__isnull", False),
                            _connector="OR",
                        ),
                        name="enrollment_hold_has_a_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("offered_until__isnull", False),
                            _connector="OR",
                        ),
                        name="enrollment_offer_has_a_deadline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_seats__isnull", True),
                            models.Q(("min_seats__gte", 1), ("min_seats__lte", models.F("seats"))),
                            _connector="OR",
                        ),
                        name="enrollment_least_seats_are_one_to_all",
                        violation_error_message="至少接受人数为 1 至报名人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("offered_seats__isnull", True),
                            models.Q(
                                ("offered_seats__gte", 1),
                                ("offered_seats__lte", models.F("seats")),
                                ("state", "offered"),
                            ),
                            _connector="OR",
                        ),
                        name="enrollment_offered_seats_belong_to_an_offer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("moved_to__isnull", True), ("state", "cancelled"), _connector="OR"
                        ),
                        name="enrollment_moves_only_when_cancelled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("unit_price__isnull", True), ("unit_price__gte", 0), _connector="OR"
                        ),
                        name="enrollment_price_is_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "咨询"), ("in_house", "内训需求")],
                        default="question",
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                (
                    "people",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="大约几人",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="城市")),
                ("wished", models.CharField(blank=True, max_length=60, verbose_name="希望的时间")),
                ("text", models.TextField(verbose_name="想了解什么")),
                ("contact_name", models.CharField(max_length=64, verbose_name="联系人")),
                ("contact_phone", models.CharField(max_length=40, verbose_name="手机")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="邮箱"),
                ),
                ("company", models.CharField(blank=True, max_length=120, verbose_name="单位")),
                ("source", models.CharField(blank=True, max_length=40, verbose_name="推广来源")),
                (
                    "channel",
                    models.CharField(
                        choices=[("web", "网站"), ("staff", "工作人员")],
                        default="web",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("next_step", models.CharField(blank=True, max_length=200, verbose_name="下一步")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="下一步的日期")),
                ("quote", models.TextField(blank=True, verbose_name="报价内容")),
                (
                    "quote_amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        verbose_name="报价（元）",
                    ),
                ),
                ("quote_until", models.DateField(blank=True, null=True, verbose_name="报价有效至")),
                (
                    "lost_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="未成交的原因"),
                ),
                (
                    "language",
                    models.CharField(default="zh-hans", max_length=12, verbose_name="语言"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "待答复"),
                            ("answered", "已答复"),
                            ("quoted", "已报价"),
                            ("held", "已占位"),
                            ("won", "已报名"),
                            ("lost", "未成交"),
                            ("closed", "已关闭"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("staff_note", models.TextField(blank=True, verbose_name="内部备注")),
                ("created_at", models.DateTimeField(verbose_name="提交时间")),
                (
                    "told_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="告知办公室的时间"
                    ),
                ),
                (
                    "company_record",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="inquiries",
                        to="enrollment.company",
                        verbose_name="单位档案",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.course",
                        verbose_name="课程",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="inquiries",
                        to="enrollment.enrollment",
                        verbose_name="报名",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="跟进人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="inquiries",
                        to="enrollment.person",
                        verbose_name="联系人档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "咨询",
                "verbose_name_plural": "咨询",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["state", "next_on"], name="inquiry_next_step")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "lost"), _negated=True),
                            models.Q(("lost_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inquiry_lost_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "quoted"), _negated=True),
                            models.Q(
                                models.Q(("quote", ""), _negated=True),
                                ("quote_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_quote_has_text_and_last_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quote_amount__isnull", True),
                            ("quote_amount__gte", 0),
                            _connector="OR",
                        ),
                        name="inquiry_quote_is_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["web", "staff"])),
                        name="inquiry_channel_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["question", "in_house"])),
                        name="inquiry_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["new", "answered", "quoted", "held", "won", "lost", "closed"],
                            )
                        ),
                        name="inquiry_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=enrollment.models.interest.new_code,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=64, unique=True)),
                ("month", models.DateField(blank=True, null=True, verbose_name="月份")),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="人数",
                    ),
                ),
                ("contact_name", models.CharField(max_length=64, verbose_name="联系人")),
                ("contact_phone", models.CharField(max_length=40, verbose_name="手机")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="邮箱"),
                ),
                ("company", models.CharField(blank=True, max_length=120, verbose_name="单位")),
                (
                    "language",
                    models.CharField(default="zh-hans", max_length=12, verbose_name="语言"),
                ),
                ("created_at", models.DateTimeField(verbose_name="登记时间")),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="通知时间")),
                (
                    "city",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.city",
                        verbose_name="城市",
                    ),
                ),
                (
                    "company_record",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="interests",
                        to="enrollment.company",
                        verbose_name="单位档案",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="catalog.course",
                        verbose_name="课程",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="interests",
                        to="enrollment.person",
                        verbose_name="联系人档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "开班意向",
                "verbose_name_plural": "开班意向",
                "ordering": ["-created_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__isnull", True), ("month__day", 1), _connector="OR"
                        ),
                        name="interest_month_is_a_first_day",
                        violation_error_message="月份请填当月 1 日。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 500)),
                        name="interest_is_of_one_to_500_seats",
                        violation_error_message="人数为 1 至 500。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MoveQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="什么时候问的")),
                ("asked_by", models.CharField(max_length=160, verbose_name="操作人")),
                ("until", models.DateTimeField(verbose_name="答复期限")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("", "还没答复"), ("yes", "同意"), ("no", "不同意")],
                        max_length=3,
                        verbose_name="答复",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="什么时候答复的"),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="move_questions",
                        to="enrollment.enrollment",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.session",
                        verbose_name="改到哪个班次",
                    ),
                ),
            ],
            options={
                "verbose_name": "合班征询",
                "verbose_name_plural": "合班征询",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrollment", "to"), name="party_is_asked_once_about_a_session"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["", "yes", "no"])),
                        name="move_answer_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "已占位"),
                            ("confirmed", "报名已确认"),
                            ("preregistered", "已预登记"),
                            ("waiting", "进入候补"),
                            ("offered", "有座位，待确认"),
                            ("promoted", "候补转为确认"),
                            ("hold_ending", "占位即将到期"),
                            ("extended", "占位已延期"),
                            ("reduced", "人数已减少"),
                            ("moved", "已改班次"),
                            ("move_asked", "请问能否改班次"),
                            ("session_confirmed", "已成班"),
                            ("session_changed", "班次有变动"),
                            ("session_cancelled", "班次已取消"),
                            ("cancelled", "报名已取消"),
                            ("expired", "已过期"),
                            ("link", "找回链接"),
                            ("added", "人数已增加"),
                            ("restored", "报名已恢复"),
                            ("reminder", "提醒"),
                            ("contact_changed", "联系方式已更正"),
                            ("interest", "等的班开了"),
                            ("inquiry", "告知办公室有咨询"),
                            ("week_before", "开课前 7 天"),
                            ("names_missing", "请补学员名单"),
                            ("papers", "参训须知"),
                            ("day_before", "开课前 1 天"),
                            ("no_show", "学员缺席"),
                            ("feedback", "请评价课程"),
                            ("group", "群发的信"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="次")),
                ("recipient", models.EmailField(blank=True, editable=False, max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "待发送"),
                            ("sending", "发送中"),
                            ("sent", "已发送"),
                            ("failed", "发送失败"),
                            ("dropped", "不再需要"),
                        ],
                        default="due",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="尝试次数")),
                ("due_at", models.DateTimeField(verbose_name="应发时间")),
                (
                    "claimed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="领取时间"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=200, verbose_name="最近的错误"),
                ),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="标题")),
                (
                    "enrollment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="enrollment.enrollment",
                        verbose_name="报名",
                    ),
                ),
                (
                    "group_letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="enrollment.groupletter",
                        verbose_name="群发的信",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="enrollment.inquiry",
                        verbose_name="咨询",
                    ),
                ),
                (
                    "interest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="enrollment.interest",
                        verbose_name="开班意向",
                    ),
                ),
            ],
            options={
                "verbose_name": "待发邮件",
                "verbose_name_plural": "待发邮件",
                "ordering": ["due_at", "pk"],
                "indexes": [models.Index(fields=["state", "due_at"], name="outbox_due")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrollment", "kind", "version"), name="message_is_due_once"
                    ),
                    models.UniqueConstraint(
                        fields=("interest", "version"), name="message_of_an_interest_is_due_once"
                    ),
                    models.UniqueConstraint(
                        fields=("inquiry",), name="message_of_an_inquiry_is_due_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("enrollment__isnull", False),
                                ("inquiry__isnull", True),
                                ("interest__isnull", True),
                                models.Q(("kind__in", ["interest", "inquiry"]), _negated=True),
                            ),
                            models.Q(
                                ("enrollment__isnull", True),
                                ("inquiry__isnull", True),
                                ("interest__isnull", False),
                                ("kind", "interest"),
                            ),
                            models.Q(
                                ("enrollment__isnull", True),
                                ("inquiry__isnull", False),
                                ("interest__isnull", True),
                                ("kind", "inquiry"),
                            ),
                            _connector="OR",
                        ),
                        name="message_is_about_exactly_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group_letter__isnull", False), ("kind", "group")),
                            models.Q(
                                models.Q(("kind", "group"), _negated=True),
                                ("group_letter__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="message_to_a_group_has_its_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["due", "sending", "sent", "failed", "dropped"])
                        ),
                        name="message_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="手机")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                ("department", models.CharField(blank=True, max_length=80, verbose_name="部门")),
                ("job_title", models.CharField(blank=True, max_length=80, verbose_name="职务")),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="enrollment.enrollment",
                        verbose_name="报名",
                    ),
                ),
            ],
            options={
                "verbose_name": "学员",
                "verbose_name_plural": "学员",
                "ordering": ["enrollment_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("enrollment", "position"),
                        name="participant_position_is_used_once_in_an_enrollment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="证书编号")),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("course_title", models.CharField(max_length=200, verbose_name="课程")),
                ("attended_percent", models.PositiveSmallIntegerField(verbose_name="出勤（%）")),
                ("issued_at", models.DateTimeField(verbose_name="发证时间")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="作废时间"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发证人",
                    ),
                ),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="enrollment.certificate",
                        verbose_name="由哪张代替",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="enrollment.participant",
                        verbose_name="学员",
                    ),
                ),
            ],
            options={
                "verbose_name": "证书",
                "verbose_name_plural": "证书",
                "ordering": ["-pk"],
                "default_permissions": ("view", "add", "change"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("participant", "session"),
                        name="certificate_valid_once_a_participant_and_session",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_by", None), ("withdrawn_at__isnull", False), _connector="OR"
                        ),
                        name="certificate_replaced_is_withdrawn",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "half",
                    models.CharField(
                        choices=[("am", "上午"), ("pm", "下午")], max_length=2, verbose_name="半天"
                    ),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[("present", "到"), ("late", "迟到"), ("absent", "缺席")],
                        max_length=7,
                        verbose_name="出勤",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("staff", "工作人员点名"),
                            ("badge", "扫胸牌"),
                            ("screen", "扫屏幕上的码"),
                        ],
                        default="staff",
                        max_length=6,
                        verbose_name="怎么签的",
                    ),
                ),
                ("tapped_at", models.DateTimeField(verbose_name="签到时间")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="点名人",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="enrollment.participant",
                        verbose_name="学员",
                    ),
                ),
            ],
            options={
                "verbose_name": "出勤",
                "verbose_name_plural": "出勤",
                "ordering": ["session_id", "day", "half", "participant_id"],
                "default_permissions": ("view", "change"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participant", "session", "day", "half"),
                        name="attendance_is_marked_once_a_half_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("half__in", ["am", "pm"])),
                        name="attendance_half_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("presence__in", ["present", "late", "absent"])),
                        name="attendance_presence_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergeSuggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("fits", "名称少写了一部分"),
                            ("near", "名称只差一个字"),
                            ("phone", "同一个手机"),
                            ("mail", "同一个邮箱"),
                            ("namesake", "同一单位的同名联系人"),
                        ],
                        max_length=10,
                        verbose_name="为什么",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="处理时间"),
                ),
                (
                    "company_one",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enrollment.company",
                    ),
                ),
                (
                    "company_other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enrollment.company",
                    ),
                ),
                (
                    "person_one",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enrollment.person",
                    ),
                ),
                (
                    "person_other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="enrollment.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "可能是同一个",
                "verbose_name_plural": "可能是同一个",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("company_one__isnull", False),
                                ("company_other__isnull", False),
                                ("person_one__isnull", True),
                                ("person_other__isnull", True),
                            ),
                            models.Q(
                                ("person_one__isnull", False),
                                ("person_other__isnull", False),
                                ("company_one__isnull", True),
                                ("company_other__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_is_of_two_companies_or_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why__in", ["fits", "near", "phone", "mail", "namesake"])
                        ),
                        name="suggestion_reason_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("company_one", "company_other"),
                        name="two_companies_are_suggested_once",
                    ),
                    models.UniqueConstraint(
                        fields=("person_one", "person_other"), name="two_people_are_suggested_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("moved", models.JSONField(default=dict)),
                ("filled", models.JSONField(default=list)),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("actor", models.CharField(max_length=160, verbose_name="操作人")),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="撤销时间")),
                (
                    "company_gone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_gone",
                        to="enrollment.company",
                    ),
                ),
                (
                    "company_kept",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_kept",
                        to="enrollment.company",
                    ),
                ),
                (
                    "person_gone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_gone",
                        to="enrollment.person",
                    ),
                ),
                (
                    "person_kept",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_kept",
                        to="enrollment.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "合并",
                "verbose_name_plural": "合并",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("company_gone__isnull", False),
                                ("company_kept__isnull", False),
                                ("person_gone__isnull", True),
                                ("person_kept__isnull", True),
                            ),
                            models.Q(
                                ("person_gone__isnull", False),
                                ("person_kept__isnull", False),
                                ("company_gone__isnull", True),
                                ("company_kept__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="merge_is_of_two_companies_or_two_people",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "sees_colleagues",
                    models.BooleanField(default=False, verbose_name="也看同事报的"),
                ),
                ("created_at", models.DateTimeField(verbose_name="生成时间")),
                ("created_by", models.CharField(max_length=160, verbose_name="生成人")),
                ("expires_at", models.DateTimeField(verbose_name="有效至")),
                (
                    "revoked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="作废时间"),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="最近打开")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="enrollment.company",
                        verbose_name="单位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="enrollment.person",
                        verbose_name="给谁",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位页面的链接",
                "verbose_name_plural": "单位页面的链接",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="company_link_expires_after_it_was_made",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64, unique=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="enrollment.person",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PrivacyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("copy", "要一份我的全部信息"),
                            ("correct", "更正我的信息"),
                            ("withdraw", "撤回同意"),
                            ("erase", "删除我的信息"),
                        ],
                        max_length=10,
                        verbose_name="请求",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办理"), ("done", "已办理"), ("refused", "未办理")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("due_on", models.DateField(verbose_name="最迟办理")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        help_text="对方在自己的报名页上看得到。",
                        max_length=200,
                        verbose_name="答复",
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="privacy_requests",
                        to="enrollment.enrollment",
                        verbose_name="报名",
                    ),
                ),
            ],
            options={
                "verbose_name": "个人信息请求",
                "verbose_name_plural": "个人信息请求",
                "ordering": ["due_on", "pk"],
                "permissions": [("handle_privacy", "可以办理个人信息请求")],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("enrollment", "kind"),
                        name="privacy_request_is_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "refused"])),
                        name="privacy_request_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="种类")),
                ("day", models.DateField(verbose_name="日期")),
                ("moment", models.DateTimeField(verbose_name="应发时间")),
                ("planned_at", models.DateTimeField(verbose_name="排定时间")),
                ("letters", models.PositiveIntegerField(default=0, verbose_name="封数")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminder_runs",
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒",
                "verbose_name_plural": "提醒",
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "kind", "day"), name="reminder_is_planned_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("shared", models.BooleanField(default=False, verbose_name="同事也能用")),
                ("query", models.CharField(max_length=1000, verbose_name="筛选")),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谁的",
                    ),
                ),
            ],
            options={
                "verbose_name": "存好的筛选",
                "verbose_name_plural": "存好的筛选",
                "ordering": ["name", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "name"), name="saved_view_has_a_name_of_its_own"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=40, verbose_name="动作")),
                ("taken", models.IntegerField(default=0, verbose_name="已确认")),
                ("held", models.IntegerField(default=0, verbose_name="占位")),
                ("waiting", models.IntegerField(default=0, verbose_name="候补")),
                ("offered", models.IntegerField(default=0, verbose_name="其中待确认")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="保留至")),
                (
                    "capacity",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="名额"),
                ),
                ("overbook", models.PositiveIntegerField(default=0, verbose_name="允许超额")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "enrollment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat_changes",
                        to="enrollment.enrollment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat_changes",
                        to="catalog.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "座位变动",
                "verbose_name_plural": "座位变动",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["session", "at"], name="seat_change_history")],
            },
        ),
        migrations.CreateModel(
            name="SessionTerms",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="catalog.session",
                        verbose_name="班次",
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(
                        default=False,
                        help_text="每份报名先占位，单位审批后再确认。",
                        verbose_name="先占位后确认",
                    ),
                ),
                (
                    "hold_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="占位保留天数",
                    ),
                ),
                (
                    "offers_first",
                    models.BooleanField(
                        default=False,
                        help_text="有座位空出时先请候补的一方答复；不勾选则直接确认。",
                        verbose_name="递补先征求意见",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="答复期限（小时）",
                    ),
                ),
                (
                    "names_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="留空表示到开班当天。",
                        null=True,
                        verbose_name="名单截止（开班前几天）",
                    ),
                ),
                (
                    "cancel_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="留空表示到报名截止。",
                        null=True,
                        verbose_name="取消截止（开班前几天）",
                    ),
                ),
                (
                    "cancel_fee",
                    models.CharField(
                        blank=True,
                        help_text="例如：开班前 7 天内取消，收取费用的 20%。",
                        max_length=200,
                        verbose_name="取消费用说明",
                    ),
                ),
                (
                    "report_no_shows",
                    models.BooleanField(
                        default=False,
                        help_text="当天课后写信告诉联系人，他报名的学员里谁缺席。",
                        verbose_name="告知缺席",
                    ),
                ),
            ],
            options={
                "verbose_name": "报名条件",
                "verbose_name_plural": "报名条件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hold_days__gte", 1), ("hold_days__lte", 60)),
                        name="terms_hold_lasts_1_to_60_days",
                        violation_error_message="占位保留天数为 1 至 60。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offer_hours__gte", 1), ("offer_hours__lte", 336)),
                        name="terms_offer_lasts_1_to_336_hours",
                        violation_error_message="答复期限为 1 至 336 小时。",
                    ),
                ],
            },
        ),
    ]
