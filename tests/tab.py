"""A page with a form, open in somebody's tab: filled in and sent as a browser does it."""

from lxml import html


class Tab:
    """``tab["price"] = "100"`` types; ``send`` posts what the page then holds."""

    def __init__(self, client, address: str, response=None):
        self.client = client
        self.read(response or client.get(address), address)

    def read(self, response, address: str) -> None:
        self.response, self.address = response, address
        page = html.fromstring(response.text)
        forms = [form for form in page.forms if form.method == "POST"]
        form = max(forms, key=lambda form: len(list(form.inputs)))
        for field in form.xpath(".//textarea"):  # a browser leaves out the line break at its start
            field.text = (field.text or "").removeprefix("\r\n").removeprefix("\n")
        for field in form.xpath(".//input[not(@value) and @type!='checkbox' and @type!='radio']"):
            field.set("value", "")  # sent empty by a browser, not at all by lxml
        self.form, self.values = form, {}
        for name, value in form.form_values():
            self.values.setdefault(name, []).append(value.replace("\n", "\r\n"))

    def __getitem__(self, name: str) -> str:
        return self.values[name][0].replace("\r\n", "\n")

    def __setitem__(self, name: str, value) -> None:
        typed = value.replace("\n", "\r\n") if isinstance(value, str) else value
        self.values[name] = typed if isinstance(typed, list) else [typed]

    def untick(self, name: str) -> None:
        self.values.pop(name, None)

    def send(self, **buttons):
        """Post it; the tab then shows the answer where that is a page."""
        action = self.form.action or self.address
        response = self.client.post(action, self.values | buttons)
        if response.status_code < 300 or response.status_code >= 400:
            self.read(response, self.address)
        return response
