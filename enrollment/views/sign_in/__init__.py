"""The door of the back office: who comes in, how often somebody may try, how long a visit lasts."""
