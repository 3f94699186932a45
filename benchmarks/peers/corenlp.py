"""Stanford CoreNLP: ner, coref, kbp and quote, in one Java process over all texts.

The jars lie in `.cache/corenlp` (`make peers` fetches them from Maven Central; 1.1 GB). How answers become
labels is told in docs/benchmarks.md. Where its scheme says less than ours (no dates, no denial), so do they.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.peers.base import Cluster, Record, Unavailable, code_of, empty, entity
from kg.model import Document

JARS = Path(__file__).parents[2] / ".cache" / "corenlp"
ANNOTATORS = "tokenize,pos,lemma,ner,depparse,coref,kbp,quote"
KINDS = {
    "PERSON": "Person",
    "ORGANIZATION": "Organization",
    "COUNTRY": "Country",
    "CITY": "Place",
    "STATE_OR_PROVINCE": "Place",
    "LOCATION": "Place",
}
RELATIONS = {
    "per:employee_or_member_of": ("MEMBER_OF", False),
    "per:country_of_birth": ("BORN_IN", False),
    "per:stateorprovince_of_birth": ("BORN_IN", False),
    "per:city_of_birth": ("BORN_IN", False),
    "per:origin": ("CITIZEN_OF", False),
    "per:schools_attended": ("EDUCATED_AT", False),
    "per:spouse": ("RELATIVE_OF", False),
    "per:children": ("RELATIVE_OF", False),
    "per:parents": ("RELATIVE_OF", False),
    "per:siblings": ("RELATIVE_OF", False),
    "per:other_family": ("RELATIVE_OF", False),
    "org:country_of_headquarters": ("OF_COUNTRY", False),
    "org:stateorprovince_of_headquarters": ("LOCATED_IN", False),
    "org:city_of_headquarters": ("LOCATED_IN", False),
    "org:founded_by": ("FOUNDED", True),
    "org:parents": ("PART_OF", False),
    "org:subsidiaries": ("PART_OF", True),
    "org:member_of": ("MEMBER_OF", False),
    "org:members": ("MEMBER_OF", True),
}
"""KBP relation → ours, and whether its ends change places."""


def corenlp(documents: list[Document]) -> list[Record]:
    """Return entities, tenures, relations and direct statements as CoreNLP finds them."""
    require()
    with tempfile.TemporaryDirectory() as folder:
        return [
            labelled(d, answer) for d, answer in zip(documents, run(documents, Path(folder)), strict=True)
        ]


def require() -> None:
    """Look whether CoreNLP can run here.

    Raises:
        Unavailable: no Java, or no jars.
    """
    if shutil.which("java") is None or not list(JARS.glob("stanford-corenlp-*-models.jar")):
        raise Unavailable(f"CoreNLP needs Java and its jars in {JARS.name}: `make peers` fetches them")


def run(documents: list[Document], folder: Path) -> list[dict[str, Any]]:
    """Return CoreNLP's JSON of each document."""
    texts = [folder / f"{index}.txt" for index in range(len(documents))]
    for path, document in zip(texts, documents, strict=True):
        path.write_text(document.text, encoding="utf-8")
    annotate(texts, folder)
    return [json.loads((folder / f"{path.name}.json").read_text("utf-8")) for path in texts]


def annotate(texts: list[Path], folder: Path) -> None:
    """Let CoreNLP write `NAME.json` into a folder for each text, as it comes to it."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as names:
        names.write("\n".join(map(str, texts)))
        names.flush()
        command = ["java", "-Xmx6g", "-XX:ActiveProcessorCount=1", "-cp", f"{JARS}{os.sep}*"]
        command += ["edu.stanford.nlp.pipeline.StanfordCoreNLP", "-annotators", ANNOTATORS, "-threads", "1"]
        command += ["-coref.algorithm", "statistical", "-encoding", "utf-8", "-outputFormat", "json"]
        command += ["-fileList", names.name, "-outputDirectory", str(folder)]
        subprocess.run(command, check=True, capture_output=True)


class Names:
    """The entities of one answer: name mentions, joined by coreference or by equal text."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.spans: dict[tuple[int, int], str] = {}
        self.clusters: defaultdict[str, Cluster] = defaultdict(Cluster)
        self.by_text: dict[str, str] = {}
        chains = chained(answer)
        for index, sentence in enumerate(answer["sentences"]):
            for mention in sentence["entitymentions"]:
                kind = KINDS.get(mention["ner"])
                if kind and mention["text"].lower() not in ("he", "she", "his", "her", "him"):
                    self.add(index, mention, kind, chains)
        for chain, mentions in answer["corefs"].items():
            for mention in mentions:
                if f"chain {chain}" in self.clusters and mention["type"] == "NOMINAL":
                    self.clusters[f"chain {chain}"].add(mention["text"])

    def add(self, index: int, mention: Any, kind: str, chains: dict[tuple[int, int], str]) -> None:
        """Add a name mention to the chain of its last word, else to the names with its text."""
        span = mention["tokenBegin"], mention["tokenEnd"]
        chain = chains.get((index, span[1] - 1))
        name = f"chain {chain}" if chain else self.by_text.get(mention["text"], f"text {mention['text']}")
        self.by_text.setdefault(mention["text"], name)
        self.clusters[name].add(mention["text"], kind)
        for token in range(*span):
            self.spans[index, token] = name

    def of(self, text: str) -> str | None:
        """Return the entity that goes by this name."""
        return self.by_text.get(text)


def chained(answer: dict[str, Any]) -> dict[tuple[int, int], str]:
    """Return the chain whose proper mention has its head at a (sentence, token)."""
    return {
        (mention["sentNum"] - 1, mention["headIndex"] - 1): chain
        for chain, mentions in answer["corefs"].items()
        for mention in mentions
        if mention["type"] == "PROPER"
    }


def labelled(document: Document, answer: dict[str, Any]) -> Record:
    """Return the label record of one answer."""
    names, record = Names(answer), empty(document.key)
    posts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    bodies: dict[str, list[str]] = defaultdict(list)
    for sentence in answer["sentences"]:
        evidence = "".join(token["originalText"] + token["after"] for token in sentence["tokens"]).strip()
        for found in sentence["kbp"]:
            relate(found, names, record, posts, bodies, evidence)
    for who, titles in posts.items():
        for title, evidence in dict(titles).items():
            row: Record = {"person": who, "title": title, "of": bodies.get(who, []), "status": "current"}
            record["tenures"].append(row | {"since": None, "until": None, "evidence": evidence})
    for quote in answer["quotes"]:
        speaker = names.of(quote.get("canonicalSpeaker", "")) or names.of(quote.get("speaker", ""))
        if speaker:
            content = quote["text"].strip("\"“”'‘’` ")
            row = {"speaker": speaker, "kind": "say", "cue": "", "content": content, "direct": True}
            record["statements"].append(row | {"to": None, "evidence": quote["text"]})
    record["entities"] = [entity(name, cluster) for name, cluster in names.clusters.items() if cluster.kinds]
    return record


def relate(
    found: Any, names: Names, record: Record, posts: Any, bodies: dict[str, list[str]], evidence: str
) -> None:
    """Add what one KBP triple says: a title to a person, a body to their titles, a relation."""
    who, kind = names.of(found["subject"]), found["relation"]
    other = names.of(found["object"])
    if who is None:
        return
    if kind == "per:title":
        posts[who].append((found["object"], evidence))
    if kind == "per:employee_or_member_of" and other:
        bodies[who].append(other)
    if kind == "org:top_members_employees" and other:
        bodies[other].append(who)
    if kind == "per:origin" and other is None:
        code = code_of(found["object"])
        other = code and f"country {code}"
        if other:
            names.clusters[other].add(found["object"], "Country")
    if kind in RELATIONS and other and other != who:
        predicate, turned = RELATIONS[kind]
        ends = (other, who) if turned else (who, other)
        row = {"subject": ends[0], "predicate": predicate, "object": ends[1], "evidence": evidence}
        record["relations"].append(row)
