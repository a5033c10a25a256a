"""The page behind the link that only the letter has: pressing its button shows that it was read."""

from django.views.decorators.http import require_http_methods

from enrollment import actions
from enrollment.domain import contact_proof
from enrollment.forms.own_forms import MailboxForm
from enrollment.views.own import own_page
from enrollment.views.own_changes import back, refused, task_page


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def mailbox(request, own, proof):
    """Programs that look at links in letters only read it; a person presses the button."""
    fits, refusal = contact_proof.is_mailbox_code(own.enrollment, proof), None
    if request.method == "POST" and fits:
        refusal = refused(request, actions.prove_contact, own, proven=False)
        if refusal is None:
            return back(own, done="mailbox", proven=False)
    is_open = contact_proof.is_open(own.enrollment)
    return task_page(
        request,
        own,
        "enrollment/mailbox.html",
        form=MailboxForm(),
        refusal=refusal,
        status=None if fits else 409,
        fits=fits,
        until=contact_proof.full_until(own.enrollment) if is_open else None,
    )
