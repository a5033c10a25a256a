"""What an id or a secret in an address is written with; nothing else reaches the database."""


class CodeConverter:
    regex = "[0-9A-Za-z_-]{1,40}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
