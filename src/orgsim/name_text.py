"""Names: what a name of config and code is called where people read it."""


def label_of(name: str) -> str:
    """`training_programme` as `Training programme`."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
