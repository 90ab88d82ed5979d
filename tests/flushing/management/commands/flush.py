"""Emptying the tables between two tests that commit: those that hold rows, and no other.

Django's command cuts every table of the product, two hundred and more with all their indexes, and
then writes the names of all models anew: ten seconds on a busy machine, after each such test.
"""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import sql

#: What follows from the code, not from a test.
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


class Command(BaseCommand):
    """Takes the place of `flush` under tests."""

    # What Django's test cases hand over; there is nothing to choose here.
    stealth_options = (
        "interactive", "database", "reset_sequences", "allow_cascade", "inhibit_post_migrate",
    )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            tables = sorted({name for (name,) in cursor.fetchall()} - KEPT)
            held = sql.SQL(" UNION ALL ").join(
                sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
                    sql.Literal(name), sql.Identifier(name)
                )
                for name in tables
            )
            cursor.execute(held)
            full = [name for (name,) in cursor.fetchall()]
            if full:
                cursor.execute(
                    sql.SQL("TRUNCATE {} CASCADE").format(
                        sql.SQL(", ").join(sql.Identifier(name) for name in full)
                    )
                )
