"""How passwords are kept: argon2id with 19 MiB, two passes, one lane (OWASP's least)."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Django's hasher; its own 100 MiB a login would stop a small server each morning."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
