"""Texts that a search field must take as words: they break Lucene's parser, or Cypher, or a page."""

# Neo4j's full-text procedure answers these with an error that names Java classes, or with everything.
LUCENE = [
    "AND (",
    "foo AND",
    "(",
    "/abc",
    "a:b:c",
    "",
    "~",
    "foo^",
    '"',
    "[1 TO",
    "name:(x",
    "!",
    "+",
    "(((((a",
    "foo\\",
    "*",
    "?*",
    "a OR b",
    "name:*",
    " OR ".join(["a"] * 60),
]
MATCH_NOTHING = ["(", "~", '"', "!", "+", "*", "?*", "   "]
INJECTIONS = [
    'x") DETACH DELETE n //',
    "' OR 1=1 --",
    "`) DETACH DELETE n //",
    'O"Neil',
    "name LIMIT 1 UNION MATCH (n) RETURN n",
    "${jndi:ldap://x}",
    "\u0000",
    "\u202e\u200b",
    "𝒜𝓁𝓅𝒽𝒶",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "%2e%2e%2f",
]
MARKUP = "<img src=x onerror=alert(1)>"
MARKUPS = [
    MARKUP,
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "href=javascript:alert(1) '\"&",
]
