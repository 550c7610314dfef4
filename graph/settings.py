"""Settings are a table with a sentence each, read once from `SOCIALCLUSTER_*`, frozen and handed down."""

import os
from pathlib import Path
from typing import Annotated

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Everything a user can set. Tests build their own; nobody reads the environment anywhere else."""

    model_config = SettingsConfigDict(env_prefix="SOCIALCLUSTER_", frozen=True, extra="ignore")

    home: Path = Field(
        default_factory=lambda: user_data_path("socialcluster"),
        description="Folder of the embedded database, the snapshots and the raw files of each job.",
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("socialcluster"),
        description="Folder of Neo4j's jars; may be shared by many homes and thrown away at any time.",
    )
    neo4j_uri: str | None = Field(
        default=None,
        description="An existing Neo4j (bolt:// or neo4j://) to use instead of the embedded one.",
    )
    neo4j_user: str = Field(default="neo4j", description="User of the existing Neo4j.")
    neo4j_password: SecretStr | None = Field(default=None, description="Password of the existing Neo4j.")
    maven_url: str | None = Field(
        default=None, description="Base address of a Maven mirror from which the jars are fetched."
    )
    heap_mb: int = Field(
        default=1024, ge=256, description="Heap of the embedded database in MiB; a restart applies it."
    )
    gds: bool = Field(
        default=False,
        description="Whether the embedded database runs Graph Data Science too, fetched at the first "
        "such start (GPL-3); a restart applies it.",
    )
    start_timeout: float = Field(
        default=300.0, gt=0, description="Seconds that the embedded database may take to answer."
    )
    query_timeout: float = Field(
        default=30.0, gt=0, description="Seconds that one read of the database may take."
    )
    connect_timeout: float = Field(
        default=3.0, gt=0, description="Seconds to wait for a connection to the database."
    )
    lease_seconds: float = Field(
        default=45.0,
        ge=5,
        le=600,
        description="Seconds without a sign of life after which another worker takes over a job.",
    )
    batch_rows: int = Field(default=5000, ge=1, le=50_000, description="Rows written in one transaction.")
    host: str = Field(default="127.0.0.1", description="Address on which the API listens.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port on which the API listens.")
    uploads: bool = Field(
        default=False,
        description="Whether the API takes files and runs jobs for anybody who reaches it; without it, only "
        "for programs on the machine on which it listens.",
    )
    upload_mb: int = Field(
        default=256, ge=1, le=100_000, description="Largest file in MiB that the API takes over HTTP."
    )
    ingest_folders: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(),
        description="Folders of this machine from which the API may load files that it is told by their "
        f"path, separated by `{os.pathsep}`.",
    )
    fetch_pages: bool = Field(
        default=False,
        description="Whether `socialcluster ingest page` may fetch the page of a web address that it is "
        "given; only public machines are asked, and only if their robots.txt lets programs read.",
    )
    map_nodes: int = Field(
        default=1500, ge=1, le=5000, description="Organisations that one network map draws at most."
    )
    map_ties: int = Field(
        default=5000, ge=1, le=20_000, description="Ties that one network map draws at most."
    )

    merge_threshold: float = Field(
        default=0.8, ge=0, le=1, description="Least score at which two organisations are taken for one."
    )
    review_threshold: float = Field(
        default=0.5, ge=0, le=1, description="Least score at which a pair of organisations goes to review."
    )
    merge_margin: float = Field(
        default=0.05,
        ge=0,
        le=1,
        description="Least lead over the second best match; with less, a person decides.",
    )

    @field_validator("ingest_folders", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        """As PATH is written, not as JSON."""
        return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value
