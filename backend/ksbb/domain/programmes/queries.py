"""SQL expressions about programmes that other domain folders share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from ksbb.domain.programmes.models import Package


def package_with_code(code: Any) -> ColumnElement[int]:
    """The row id of the package with this code."""
    package = aliased(Package)
    return select(col(package.id)).where(col(package.code) == code).scalar_subquery()
