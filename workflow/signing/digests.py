"""Which digest algorithms a signature may rest on."""

SOUND_DIGESTS = frozenset(("sha256", "sha384", "sha512"))
