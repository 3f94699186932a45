"""Questions that people ask of the graph, as Cypher that every store runs alike (`docs/queries.md`)."""

from dataclasses import dataclass

from kg.errors import NotRegistered


class UnknownQuery(NotRegistered):
    """No named query has this name."""

    kind = "query"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question: what it answers, the names of its parameters, and its Cypher."""

    doc: str
    parameters: tuple[str, ...]
    cypher: str


def named(node: str, parameter: str) -> str:
    """Return the condition that an entity has this id, name or alias."""
    return f"({node}.id = ${parameter} OR {node}.name = ${parameter} OR ${parameter} IN {node}.aliases)"


LINKS = (
    "HAD|IN_OFFICE|OF|TOOK_PART|AT|SAID|TO|ABOUT|MEMBER_OF|CITIZEN_OF|OF_COUNTRY|PART_OF|LOCATED_IN"
    "|RELATIVE_OF|BORN_IN|EDUCATED_AT|FOUNDED|SUCCEEDED"
)
"""What joins people; that one text names both does not."""

QUERIES: dict[str, NamedQuery] = {
    "holders": NamedQuery(
        "Who is known to have held which office of a country (ISO 3166) on a day. Nobody is shown in office"
        " later than the last document that says so, or than a known end.",
        ("country", "date"),
        """MATCH (p:Person)-[:HAD]->(t:Tenure)-[:IN_OFFICE]->(o:Office)-[:OF]->(c:Country)
WHERE c.id = 'country/' + toLower($country)
  AND ((t.status IN ['current', 'acting'] AND coalesce(t.since, t.as_of[0]) <= $date
        AND $date <= coalesce(t.until, t.as_of[-1]))
    OR (t.status = 'former' AND t.since <= $date AND $date <= t.until))
RETURN DISTINCT o.title AS office, p.name AS person, t.status AS status, t.since AS since, t.until AS until
ORDER BY office, person, status""",
    ),
    "career": NamedQuery(
        "Which offices a person has held, sought or been named to, with what is known of when.",
        ("person",),
        f"""MATCH (p:Person)-[:HAD]->(t:Tenure)-[:IN_OFFICE]->(o:Office)
WHERE {named("p", "person")}
OPTIONAL MATCH (o)-[:OF]->(owner)
RETURN o.title AS office, owner.name AS of, t.status AS status, t.since AS since, t.until AS until,
  t.as_of AS as_of
ORDER BY office, of, status, since""",
    ),
    "successions": NamedQuery(
        "Who succeeded whom.",
        (),
        """MATCH (new:Person)-[s:SUCCEEDED]->(old:Person)
RETURN new.name AS successor, old.name AS predecessor, s.since AS since, s.id AS fact
ORDER BY successor, predecessor, fact""",
    ),
    "meetings": NamedQuery(
        "Whom somebody met, visited or called, when and where. Held meetings alone: none that is planned,"
        " alleged or denied.",
        ("person",),
        f"""MATCH (p:Person)-[:TOOK_PART]->(e:Event)<-[:TOOK_PART]-(other)
WHERE {named("p", "person")} AND other.id <> p.id AND e.status = 'held'
  AND e.type IN ['MEET', 'VISIT', 'CALL', 'SUMMIT', 'NEGOTIATE']
OPTIONAL MATCH (e)-[:AT]->(place)
RETURN DISTINCT other.name AS other, e.type AS type, e.since AS since, place.name AS place, e.id AS fact
ORDER BY since, other, fact""",
    ),
    "statements": NamedQuery(
        "What somebody said about a person, country or organization.",
        ("speaker", "about"),
        f"""MATCH (speaker)-[:SAID]->(s:Statement)-[:ABOUT]->(subject)
WHERE {named("speaker", "speaker")} AND {named("subject", "about")}
RETURN DISTINCT s.kind AS kind, s.polarity AS polarity, s.content AS content, s.date AS date, s.id AS fact
ORDER BY date, content, fact""",
    ),
    "disputes": NamedQuery(
        "Claims and their denials: who asserts and who denies the same thing.",
        (),
        """MATCH (a)-[:SAID]->(claim:Statement)-[:ASSERTS]->(f)<-[:DENIES]-(denial:Statement)<-[:SAID]-(b)
RETURN DISTINCT a.name AS claims, claim.content AS claim, b.name AS denies, denial.content AS denial,
  f.id AS fact
ORDER BY fact, claims, claim, denies, denial""",
    ),
    "evidence": NamedQuery(
        "Where documents state a fact: the words, the sentence around them, the document.",
        ("fact",),
        """MATCH (f)-[:EVIDENCED_BY]->(e:Evidence)-[:IN]->(s:Sentence)-[:IN]->(d:Document)
WHERE f.id = $fact
RETURN e.exact AS exact, s.text AS sentence, d.title AS title, d.url AS url, d.published AS published,
  e.rule AS rule, e.confidence AS confidence
UNION
MATCH ()-[r]->()
WHERE r.id = $fact
UNWIND r.evidence AS name
MATCH (e:Evidence {id: name})-[:IN]->(s:Sentence)-[:IN]->(d:Document)
RETURN e.exact AS exact, s.text AS sentence, d.title AS title, d.url AS url, d.published AS published,
  e.rule AS rule, e.confidence AS confidence""",
    ),
    "path": NamedQuery(
        "How two people are connected, by the shortest chain of facts.",
        ("from", "to"),
        f"""MATCH (a:Person), (b:Person)
WHERE {named("a", "from")} AND {named("b", "to")} AND a.id <> b.id
MATCH p = shortestPath((a)-[:{LINKS}*..8]-(b))
RETURN [n IN nodes(p) | CASE WHEN n:Entity THEN coalesce(n.name, n.title) WHEN n:Event THEN n.type
    WHEN n:Statement THEN n.content ELSE n.status END] AS chain,
  [r IN relationships(p) | type(r)] AS links, length(p) AS length
ORDER BY length, chain""",
    ),
    "loads": NamedQuery(
        "The loads of a store, by number: how many documents each brought, of which days.",
        (),
        """MATCH (d:Document)
RETURN d.load AS load, count(d) AS documents, min(d.published) AS first, max(d.published) AS last
ORDER BY load""",
    ),
    "changes": NamedQuery(
        "What changed between two loads: tenures, events and statements that are new since the load `after`,"
        " and those that were known and that a later document, up to the load `until`, states again.",
        ("after", "until"),
        """MATCH (d:Document)-[:STATES]->(f)
WHERE (f:Tenure OR f:Event OR f:Statement) AND d.load <= $until
WITH f, min(d.load) AS first, max(d.load) AS last, count(d) AS documents
WHERE last > $after
OPTIONAL MATCH (who)-[:HAD|TOOK_PART|SAID]->(f)
WITH f, first, documents, collect(coalesce(who.name, who.title)) AS names
UNWIND CASE WHEN size(names) = 0 THEN [''] ELSE names END AS name
WITH f, first, documents, name ORDER BY name
RETURN f.id AS fact, CASE WHEN first > $after THEN 'new' ELSE 'confirmed' END AS change,
  coalesce(f.status, f.kind) AS status, collect(name) AS who, documents
ORDER BY change, fact""",
    ),
    "find": NamedQuery(
        "People, offices, countries, organizations and places whose name or alias contains a text.",
        ("text",),
        """MATCH (n:Entity)
WHERE toLower(coalesce(n.name, n.title)) CONTAINS toLower($text)
  OR any(alias IN n.aliases WHERE toLower(alias) CONTAINS toLower($text))
RETURN n.id AS id, coalesce(n.name, n.title) AS name, n.aliases AS aliases
ORDER BY id""",
    ),
}


def named_query(name: str) -> NamedQuery:
    """Return the query with this name.

    Raises:
        UnknownQuery: there is none; lists those that are.
    """
    try:
        return QUERIES[name]
    except KeyError:
        raise UnknownQuery(name, QUERIES) from None
