"""Letters: what each kind says, and how it is delivered."""
