"""Every setting that the embedded Neo4j does not keep at its default, each with its reason."""

from dataclasses import dataclass

from graph.store.embedded.ports import LOOPBACK


@dataclass(frozen=True, slots=True)
class Line:
    """One setting of neo4j.conf and why it is as it is."""

    name: str
    value: str
    why: str


def lines(port: int, heap_mb: int, *, gds: bool = False) -> tuple[Line, ...]:
    """The settings of a server on this port with this heap (MiB), with Graph Data Science or without."""
    every = (*_network(port), *_SECURITY, *_memory(heap_mb), *_LIMITS, *_DISK, *_SILENCE, *_LANGUAGE)
    return (*every, *_GDS) if gds else every


def render(settings: tuple[Line, ...]) -> str:
    """The text of neo4j.conf."""
    head = "# Written anew at every start; changes made here are lost.\n"
    return head + "".join(f"\n# {line.why}\n{line.name}={line.value}\n" for line in settings)


def _network(port: int) -> tuple[Line, ...]:
    return (
        Line("server.default_listen_address", LOOPBACK, "Nobody outside this machine can reach it."),
        Line("server.default_advertised_address", LOOPBACK, "Clients are sent to where we listen."),
        Line("server.bolt.listen_address", f"{LOOPBACK}:{port}", "The port that this home keeps."),
        Line(
            "server.bolt.advertised_address",
            f"{LOOPBACK}:{port}",
            "Without it neo4j:// clients are sent to 7687.",
        ),
        Line("server.http.enabled", "false", "We speak Bolt; a second port would be a second way in."),
        Line("server.https.enabled", "false", "As above."),
        Line(
            "server.bolt.connection_keep_alive",
            "2500ms",
            "A sign of life this often; clients give up after two that do not come. Default a minute, so "
            "that a paused server kept every request waiting.",
        ),
        Line(
            "server.bolt.connection_keep_alive_for_requests",
            "ALL",
            "Also while a long query computes its first row, else it would be taken for dead.",
        ),
        Line(
            "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration",
            "0s",
            "Else a stop waits 2 x 5 s for late connections, after the data is already safe.",
        ),
    )


_SECURITY = (
    Line("dbms.security.auth_enabled", "true", "Other users of this machine reach loopback too."),
    Line(
        "dbms.security.allow_csv_import_from_file_urls",
        "false",
        "LOAD CSV must not read files, not even from a read transaction.",
    ),
    Line(
        "internal.dbms.cypher_ip_blocklist",
        "0.0.0.0/0,::/0",
        "LOAD CSV must not call other machines either; READ mode does not stop it.",
    ),
    Line("server.directories.import", "import", "Stays empty; the default is the whole home."),
)


def _memory(heap_mb: int) -> tuple[Line, ...]:
    return (
        Line("server.memory.heap.initial_size", f"{heap_mb}m", "SOCIALCLUSTER_HEAP_MB."),
        Line("server.memory.heap.max_size", f"{heap_mb}m", "SOCIALCLUSTER_HEAP_MB."),
        Line(
            "server.memory.pagecache.size", "256m", "A graph of our size fits; the default is half the RAM."
        ),
        Line(
            "db.memory.transaction.max",
            f"{min(512, heap_mb // 2)}m",
            "The default is no limit, so that one query could starve all others.",
        ),
    )


_LIMITS = (
    Line("db.transaction.timeout", "60s", "The default is none; clients ask for less."),
    Line("db.lock.acquisition.timeout", "10s", "The default is to wait for ever."),
)
_DISK = (
    Line("db.tx_log.preallocate", "false", "256 MiB per database for an empty graph, else."),
    Line(
        "db.tx_log.rotation.size", "32m", "Logs are dropped by whole files, so small files keep them small."
    ),
    Line(
        "db.tx_log.rotation.retention_policy", "1 files", "Nobody replays old logs here; default 2 days 2G."
    ),
    Line("db.logs.query.enabled", "OFF", "Parameters hold names, and the log would grow with every batch."),
)
_SILENCE = (
    Line("dbms.usage_report.enabled", "false", "Nothing is sent to anybody."),
    Line("client.allow_telemetry", "false", "As above."),
    Line("dbms.fleet_manager.enabled", "false", "As above: no registration with a console elsewhere."),
    Line("server.fleet_discovery.enabled", "false", "As above: no broadcasts into the local network."),
)
_GDS = (
    Line(
        "dbms.security.procedures.unrestricted",
        "gds.*",
        "Graph Data Science reads the store below Cypher, which no procedure may do unless it is named.",
    ),
)
_LANGUAGE = (
    Line(
        "db.query.default_language",
        "CYPHER_5",
        "neomodel writes Cypher 5; a new default would change answers.",
    ),
)
