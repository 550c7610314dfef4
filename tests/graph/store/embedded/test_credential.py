"""The generated password: strong, private, and written as Neo4j itself would write it."""

import stat
from pathlib import Path

import pytest

from graph.errors import ServerStartFailed
from graph.store.embedded.credential import first_credential, kept_password
from graph.store.embedded.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "neo4j")
    made.make_folders()
    return made


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_the_first_credential_is_what_neo4j_admin_writes() -> None:
    """The line is one that `dbms set-initial-password abcdefgh1234` of Neo4j 2026.08.1 left behind."""
    salt = bytes.fromhex("b49c2ea992c1ab1ab79d581a92284ac9bb27ba70aa136484467c23389c7cf3e3")
    assert first_credential("abcdefgh1234", salt) == (
        "neo4j:SHA-256,2f4554ad71931ebba8a08cb22ae70444a57664b632a670fe7e531dda88520c7a,"
        "b49c2ea992c1ab1ab79d581a92284ac9bb27ba70aa136484467c23389c7cf3e3,1024:\n"
    )


def test_only_the_owner_may_read_it(home: Home) -> None:
    kept_password(home)
    assert mode(home.password_file) == mode(home.first_credential) == 0o600
    assert mode(home.root) == 0o700


def test_it_is_kept_and_differs_between_homes(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.make_folders()
    password = kept_password(home)
    assert kept_password(home) == password
    assert kept_password(other) != password
    assert len(password) >= 32


def test_a_file_that_others_could_read_is_not_reused(home: Home) -> None:
    home.first_credential.write_text("left by somebody")
    home.first_credential.chmod(0o644)
    kept_password(home)
    assert mode(home.first_credential) == 0o600
    assert home.first_credential.read_text().startswith("neo4j:SHA-256,")


def test_a_lost_password_of_a_filled_database_is_not_replaced(home: Home) -> None:
    home.databases.mkdir(parents=True)
    with pytest.raises(ServerStartFailed, match=r"password file .* is gone.* load your files again"):
        kept_password(home)
    assert not home.password_file.exists()
