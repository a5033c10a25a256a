"""Every field of every model under the name of its class (data_map.CLASSES)."""

Table = dict[str, dict[str, str]]

CATALOGUE: Table = {
    "catalog.Attachment": {
        "catalogue": "public_id course item_key name file size for_enrolled created_at",
        "account": "created_by",
    },
    "catalog.CalendarDay": {"catalogue": "day kind name provisional"},
    "catalog.Category": {"catalogue": "name name_en slug text text_en parent position"},
    "catalog.City": {"catalogue": "name name_en slug position"},
    "catalog.Client": {"catalogue": "name name_en permitted_on permission position"},
    "catalog.Course": {
        "catalogue": "category title title_en slug code status summary summary_en audience"
        " audience_en price includes includes_en days opening language outline instructors"
        " usual_capacity usual_minimum usual_starts_at usual_ends_at usual_closing_days"
        " decide_days apart_weeks",
        "technical": "created_at updated_at",
    },
    "catalog.CourseDetail": {"catalogue": "course position name text text_en"},
    "catalog.EnglishOutline": {
        "catalogue": "course source items outline updated_at",
        "account": "created_by",
    },
    "catalog.FormerSlug": {"catalogue": "slug course created_at"},
    "catalog.Guidance": {"catalogue": "place position name name_en text text_en"},
    "catalog.Instructor": {"presenter": "name name_en slug title title_en bio bio_en languages"},
    "catalog.LinkVisit": {"technical": "course source day times"},
    "catalog.InstructorAbsence": {"presenter": "instructor first_day last_day reason"},
    "catalog.Office": {
        "catalogue": "name name_en address address_en position is_public",
        "presenter": "phone contact_person contact_person_en email hours hours_en wechat",
    },
    "catalog.MissedSearch": {"technical": "words times last_on"},
    "catalog.Outline": {
        "catalogue": "course number source title fields extras doubts intake facts reason"
        " created_at released_at release_at",
        "account": "created_by release_by",
    },
    "catalog.OutlineDraft": {
        "draft": "token user course base text typed_at ended_at",
    },
    "catalog.OutlineItem": {
        "catalogue": "outline position depth kind label title lines implied",
        "technical": "key",
    },
    "catalog.Overruling": {"catalogue": "clash session reason at", "account": "actor"},
    "catalog.Picture": {
        "catalogue": "public_id course venue instructor office alt alt_en focus_x focus_y width"
        " height edition held_on city people created_at",
    },
    "catalog.PictureReading": {
        "scan": "token user course base name data typed state asked_at ended_at found recognised"
        " refusal intake",
        "technical": "claimed_at claims",
    },
    "catalog.Question": {
        "catalogue": "question answer question_en answer_en category course position is_public",
    },
    "catalog.RefundRule": {"catalogue": "days_before percent note note_en"},
    "catalog.Removal": {"technical": "kind key at"},
    "catalog.Seller": {
        "catalogue": "legal_name legal_name_en tax_number registered_address registered_phone bank"
        " account invoice_kinds invoice_kinds_en contract",
    },
    "catalog.Session": {
        "catalogue": "public_id course city venue month starts_on ends_on meeting_days starts_at"
        " ends_at state"
        " capacity overbook minimum price note closes_at strict_order instructors room"
        " joining_note language",
        "trade": "taken held waiting next_number",
        "technical": "version created_at updated_at relabelled_at",
    },
    "catalog.Synonym": {"catalogue": "words"},
    "catalog.Testimonial": {
        "testimonial": "text author_role",
        "catalogue": "course language approved created_at",
    },
    "catalog.Venue": {
        "catalogue": "city name name_en address address_en latitude longitude station station_en"
        " hotels hotels_en meals meals_en capacity",
    },
}
ENROLLMENT: Table = {
    "enrollment.Attendance": {
        "attendance": "participant session day half presence way tapped_at",
        "account": "created_by",
    },
    "enrollment.Attempt": {"tries": "key count expires_at"},
    "enrollment.AuditEvent": {"audit": "at actor verb object_type object_id changes"},
    "enrollment.Certificate": {
        "certificate": "name",
        "trade": "number session participant course_title attended_percent issued_at withdrawn_at"
        " replaced_by",
        "account": "created_by",
    },
    "enrollment.ClassNote": {
        "class note": "session day half text created_at",
        "account": "created_by",
    },
    "enrollment.ClassRules": {
        "catalogue": "course needed_percent layout heading wording issuer seal",
    },
    "enrollment.Company": {
        "company": "name tax_number address bank bank_account notes created_at",
        "technical": "merged_into",
    },
    "enrollment.CompanyLink": {
        "customer": "company person token_hash sees_colleagues created_at expires_at revoked_at"
        " opened_at",
        "audit": "created_by",
    },
    "enrollment.CompanyName": {"company": "company name by_staff", "technical": "key brand"},
    "enrollment.ConsentRecord": {
        "consent": "form object_key person notice given_at ended_at ended_by",
    },
    "enrollment.CustomerMerge": {
        "technical": "company_kept company_gone person_kept person_gone moved filled at undone_at",
        "audit": "actor",
    },
    "enrollment.Enrollment": {
        "contact": "contact_name contact_phone contact_email company person staff_note token_hash"
        " body_hash",
        "trade": "company_record session number code seats min_seats offered_seats unit_price"
        " outline state preregistered held_until longer_asked_at offered_until"
        " contact_proof moved_to channel source language"
        " created_at state_changed_at",
        "account": "created_by",
        "technical": "links_renewed key",
    },
    "enrollment.Erasure": {"receipt": "receipt at actor counts left marks"},
    "enrollment.LegalHold": {"receipt": "marks reason until made_at made_by released_at"},
    "enrollment.Feedback": {
        "opinion": "session given_on may_quote",
        "technical": "turn form_key",
    },
    "enrollment.FeedbackAnswer": {"opinion": "feedback question score text"},
    "enrollment.FeedbackQuestion": {
        "catalogue": "course position kind text text_en retired",
    },
    "enrollment.GroupLetter": {
        "group letter": "session subject body subject_en body_en created_at",
        "account": "created_by",
        "technical": "key",
    },
    "enrollment.Inquiry": {
        "inquiry": "key kind course people place wished text contact_name contact_phone"
        " contact_email company company_record person channel source language state next_step"
        " next_on quote quote_amount quote_until lost_reason enrollment staff_note created_at"
        " told_at",
        "account": "owner",
    },
    "enrollment.Interest": {
        "interest": "code key course city month seats contact_name contact_phone contact_email"
        " company company_record person language created_at told_at",
    },
    "enrollment.MergeSuggestion": {
        "technical": "company_one company_other person_one person_other why made_at settled_at",
    },
    "enrollment.LetterText": {
        "catalogue": "kind language number subject body created_at",
        "account": "created_by",
    },
    "enrollment.MoveQuestion": {
        "trade": "enrollment to asked_at until answer answered_at",
        "account": "asked_by",
    },
    "enrollment.Webhook": {
        "technical": "name url secret is_active gathered_until created_at",
    },
    "enrollment.WebhookDelivery": {
        "technical": "webhook event session enrollment happened_at state attempts due_at claimed_at"
        " answer error",
    },
    "enrollment.NoticeText": {"catalogue": "digest language text first_used_at"},
    "enrollment.OutboxMessage": {
        "letter": "recipient subject",
        "trade": "enrollment interest inquiry group_letter kind state due_at sent_at",
        "technical": "version attempts claimed_at last_error",
    },
    "enrollment.AuditSeal": {"audit": "position event_id digest sealed_at"},
    "enrollment.ExportFile": {
        "account": "owner listing form columns reason language state rows name asked_at ready_at"
        " expires_at",
        "technical": "ids rows_made file size sha256 claimed_at",
    },
    "enrollment.ExportSchedule": {
        "account": "owner layout query form rhythm reason language next_at",
    },
    "enrollment.ExportLayout": {"account": "owner listing name columns shared"},
    "enrollment.SavedView": {"account": "owner name query shared"},
    "enrollment.Participant": {
        "participant": "name phone email department job_title",
        "trade": "enrollment position",
    },
    "enrollment.Person": {
        "customer": "name phone email domain company notes created_at",
        "technical": "merged_into",
    },
    "enrollment.PersonKey": {"customer": "person mark"},
    "enrollment.PlanChange": {"catalogue": "at steps undone_at", "account": "actor"},
    "enrollment.PrivacyRequest": {
        "request": "enrollment kind state asked_at due_on answer closed_at",
    },
    "enrollment.ReminderRun": {"technical": "session kind day moment planned_at letters"},
    "enrollment.SeatChange": {
        "trade": "session enrollment verb taken held waiting offered until capacity overbook at",
    },
    "enrollment.SessionTerms": {
        "catalogue": "session needs_approval hold_days offers_first offer_hours names_days"
        " cancel_days cancel_fee report_no_shows",
    },
}
DJANGO: Table = {
    "admin.LogEntry": {
        "staff log": "action_time user content_type object_id object_repr action_flag"
        " change_message",
    },
    "auth.Group": {"technical": "name permissions"},
    "auth.Permission": {"technical": "name content_type codename"},
    "auth.User": {
        "account": "password last_login is_superuser username first_name last_name email is_staff"
        " is_active date_joined groups user_permissions",
    },
    "contenttypes.ContentType": {"technical": "app_label model"},
    "sessions.Session": {"sign-in": "session_key session_data expire_date"},
    "otp_totp.TOTPDevice": {
        "account": "user name confirmed throttling_failure_timestamp throttling_failure_count"
        " created_at last_used_at key",
        "technical": "step t0 digits tolerance drift last_t",
    },
    "otp_static.StaticDevice": {
        "account": "user name confirmed throttling_failure_timestamp throttling_failure_count"
        " created_at last_used_at",
    },
    "otp_static.StaticToken": {"account": "device token"},
}
OPERATIONS: Table = {"operations.TaskRun": {"technical": "name succeeded_at failed_at"}}
FIELDS: Table = CATALOGUE | ENROLLMENT | DJANGO | OPERATIONS
