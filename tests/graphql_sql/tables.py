"""The tables of the library: public books and authors, and loans that only two parties see.

Their data is difficult on purpose: nulls in non-null fields, texts outside an enum, numbers that
don't fit, and rows hidden by policies behind non-null fields.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

DDL = """
CREATE SCHEMA shelf;
CREATE SCHEMA desk;
CREATE TABLE shelf.author (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    motto text,
    born date,
    teacher_id bigint REFERENCES shelf.author
);
CREATE TABLE shelf.book (
    id bigint PRIMARY KEY,
    code text NOT NULL UNIQUE,
    title text,
    genre text NOT NULL,
    pages bigint,
    price bigint NOT NULL,
    rating double precision,
    printed timestamptz,
    tags text[] NOT NULL,
    extra jsonb,
    author_id bigint NOT NULL REFERENCES shelf.author
);
CREATE INDEX ON shelf.book (author_id);
CREATE TABLE desk.member (
    id bigint PRIMARY KEY,
    tenant_id bigint NOT NULL,
    name text NOT NULL
);
CREATE TABLE desk.loan (
    id bigint PRIMARY KEY,
    giver_id bigint NOT NULL,
    taker_id bigint NOT NULL,
    book_id bigint NOT NULL REFERENCES shelf.book,
    member_id bigint NOT NULL REFERENCES desk.member,
    state text NOT NULL,
    due date,
    weight double precision NOT NULL,
    note text
);
ALTER TABLE desk.member ENABLE ROW LEVEL SECURITY;
ALTER TABLE desk.loan ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON desk.member FOR SELECT USING (tenant_id = (SELECT sec.tenant()));
CREATE POLICY parties ON desk.loan FOR SELECT
    USING (giver_id = (SELECT sec.tenant()) OR taker_id = (SELECT sec.tenant()));
CREATE POLICY parties_write ON desk.loan FOR INSERT
    WITH CHECK (giver_id = (SELECT sec.tenant()));
CREATE FUNCTION desk.light() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.weight > 100 AND NEW.weight <> 'NaN' THEN
        RAISE EXCEPTION 'too heavy' USING ERRCODE = 'check_violation', CONSTRAINT = 'light';
    END IF;
    RETURN NULL;
END $$;
GRANT EXECUTE ON FUNCTION desk.light() TO ksbb_tenant;
CREATE CONSTRAINT TRIGGER light AFTER INSERT ON desk.loan DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION desk.light();
GRANT USAGE ON SCHEMA shelf TO ksbb_public, ksbb_tenant, ksbb_gov;
GRANT USAGE ON SCHEMA desk TO ksbb_tenant, ksbb_gov;
GRANT SELECT ON ALL TABLES IN SCHEMA shelf TO ksbb_public, ksbb_tenant, ksbb_gov;
GRANT SELECT ON ALL TABLES IN SCHEMA desk TO ksbb_tenant, ksbb_gov;
GRANT INSERT ON desk.loan TO ksbb_tenant;
"""


class Author(SQLModel, table=True):
    __tablename__: ClassVar[Any] = "author"
    __table_args__ = {"schema": "shelf"}

    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    name: str = Field(sa_column=Column(Text, nullable=False))
    motto: str | None = Field(sa_column=Column(Text))
    born: dt.date | None = Field(sa_column=Column(Date))
    teacher_id: int | None = Field(sa_column=Column(BigInteger, ForeignKey("shelf.author.id")))


class Book(SQLModel, table=True):
    __tablename__: ClassVar[Any] = "book"
    __table_args__ = (UniqueConstraint("code"), {"schema": "shelf"})

    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    code: str = Field(sa_column=Column(Text, nullable=False))
    title: str | None = Field(sa_column=Column(Text))
    genre: str = Field(sa_column=Column(Text, nullable=False))
    pages: int | None = Field(sa_column=Column(BigInteger))
    price: int = Field(sa_column=Column(BigInteger, nullable=False))
    rating: float | None = Field(sa_column=Column(Double))
    printed: dt.datetime | None = Field(sa_column=Column(DateTime(timezone=True)))
    tags: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    extra: Any = Field(sa_column=Column(JSONB(none_as_null=True)))
    author_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("shelf.author.id"), nullable=False)
    )


class Member(SQLModel, table=True):
    __tablename__: ClassVar[Any] = "member"
    __table_args__ = {"schema": "desk"}

    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    tenant_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    name: str = Field(sa_column=Column(Text, nullable=False))


class Loan(SQLModel, table=True):
    __tablename__: ClassVar[Any] = "loan"
    __table_args__ = {"schema": "desk"}

    id: int = Field(sa_column=Column(BigInteger, primary_key=True))
    giver_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    taker_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    book_id: int = Field(sa_column=Column(BigInteger, ForeignKey("shelf.book.id"), nullable=False))
    member_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("desk.member.id"), nullable=False)
    )
    state: str = Field(sa_column=Column(Text, nullable=False))
    due: dt.date | None = Field(sa_column=Column(Date))
    weight: float = Field(sa_column=Column(Double, nullable=False))
    note: str | None = Field(sa_column=Column(Text))
