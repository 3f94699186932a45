"""Labelled sets → documents in one scheme of labels; nothing of `eval/dev` or of the twelve gold articles."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.encoder.decode import LABELS

HERE = Path(__file__).parent
PEOPLES = [line for line in (HERE / "peoples.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
DEMONYMS = frozenset((HERE / "demonyms.txt").read_text(encoding="utf-8").split()) | frozenset(
    name for name in PEOPLES if " " in name
)
NATIONAL = re.compile(rf"\b(?:{'|'.join(name for name in PEOPLES if ' ' in name)}|[A-Z][a-z]+)\b")
NEWSWIRE = HERE / "labels" / "newswire.jsonl"
# fmt: off
SMALL = frozenset((
    "of", "the", "and", "for", "de", "la", "du", "al", "von", "van", "der", "den", "le", "in", "to", "on",
    "by", "with", "at", "an", "a", "&", "i", "y",
))
# fmt: on
MASKED = ("?",)  # no loss on these words
OTHER = ("OTHER",)


LabelledSpan = tuple[int, int, tuple[str, ...]]  # start, end, the labels that may be right


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its spans; each span has the labels that may be right.

    `titles`, `others`: whether titles, and names of other kinds, are labelled.
    """

    id: str
    source: str
    text: str
    titles: bool
    others: bool
    spans: list[LabelledSpan] = field(default_factory=list)

    @property
    def key(self) -> str:
        """An id over all sets."""
        return f"{self.source}/{self.id}"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def words_at(surface: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a surface stands as whole words."""
    left = r"(?<!\w)" if surface[0].isalnum() else ""
    right = r"(?!\w)" if surface[-1].isalnum() else ""
    for match in re.finditer(left + re.escape(surface) + right, text):
        yield match.start(), match.end()


def add_demonyms(document: Labelled) -> Labelled:
    """Turn nationality words that are tagged as places, or not at all, into NAT."""
    spans = []
    for s, e, labels in document.spans:
        nationality = document.text[s:e] in DEMONYMS and labels in (("LOC",), OTHER, MASKED)
        spans.append((s, e, ("NAT",) if nationality else labels))
    named = [(s, e) for s, e, labels in spans if labels not in (OTHER, MASKED)]
    unnamed = [(s, e) for s, e, labels in spans if labels in (OTHER, MASKED)]
    for match in NATIONAL.finditer(document.text):
        s, e = match.span()
        if match.group() not in DEMONYMS or any(a < e and s < b for a, b in named):
            continue
        if any(a < e and s < b for a, b in unnamed):
            continue
        spans.append((s, e, ("NAT",)))
    return Labelled(
        document.id, document.source, document.text, document.titles, document.others, sorted(spans)
    )


def ner_set(path: Path, source: str, misc: tuple[str, ...] | None) -> Iterator[Labelled]:
    """Yield a set with a `ner` layer; its MISC becomes `misc`, None where the set has no such kind."""
    for record in read_lines(path):
        spans: list[LabelledSpan] = []
        for s, e, kind in record["ner"]:
            if kind in ("PER", "ORG", "LOC"):
                spans.append((s, e, (kind,)))
            elif kind == "MISC" and misc:
                spans.append((s, e, misc))
            elif kind == "EVENT":
                spans.append((s, e, OTHER))
        yield add_demonyms(Labelled(record["id"], source, record["text"], False, misc is not None, spans))


def is_name(surface: str) -> bool:
    """Tell "Ministry of Defence" from "the ministry" and "the Russian defense chief"."""
    words = [w for w in re.findall(r"\w+", surface) if w.lower() not in SMALL]
    return bool(words) and all(w[0].isupper() or w[0].isdigit() for w in words)


def gold_articles(folder: Path) -> Iterator[Labelled]:
    """Yield the labelled articles: surfaces of entities; titles of tenures, other titles unknown."""
    texts = {record["id"]: record["text"] for record in read_lines(folder / "articles.jsonl")}
    kinds = {"Person": "PER", "Organization": "ORG", "Country": "LOC", "Place": "LOC"}
    for record in read_lines(folder / "labels.jsonl"):
        text = texts[record["id"]]
        surfaces: dict[str, set[str]] = {}
        titles = {tenure["title"] for tenure in record["tenures"]}
        lowered = {title.lower() for title in titles}
        for entity in record["entities"]:
            for surface in entity["surfaces"]:
                name = re.sub(r"^(the|The) ", "", surface)
                if name.lower() in lowered or not is_name(name):
                    if entity["type"] == "Organization" and name.lower() not in lowered:
                        surfaces.setdefault(name, set()).add("?")
                    continue
                kind = "NAT" if name in DEMONYMS else kinds[entity["type"]]
                surfaces.setdefault(name, set()).add(kind)
        for title in titles:
            for form in {title, title.lower(), title.capitalize(), title.title()}:
                surfaces.setdefault(form, {"TITLE"})
        labels = {name: MASKED if "?" in kinds else tuple(sorted(kinds)) for name, kinds in surfaces.items()}
        yield add_demonyms(
            Labelled(record["id"], "gold", text, False, False, match_surfaces(text, labels, []))
        )


# What the relations of KnowledgeNet tell of their ends.
ENDS = {
    "employed_by": ("PER", "ORG"),
    "resides_in": ("PER", "LOC"),
    "parent": ("PER", "PER"),
    "born_in": ("PER", "LOC"),
    "educated_at": ("PER", "ORG"),
    "date_of_birth": ("PER", ""),
    "date_of_death": ("PER", ""),
    "spouse": ("PER", "PER"),
    "citizen_of": ("PER", "LOC"),
    "member_of_party": ("PER", "ORG"),
    "headquarters_in": ("ORG", "LOC"),
    "founded_by": ("ORG", ""),
    "founded_on": ("ORG", ""),
    "head_of_organization": ("ORG", "PER"),
    "subsidiary_of": ("ORG", "ORG"),
}


def related_names(path: Path) -> Iterator[Labelled]:
    """Yield sentences where only names in relations are labelled; other words that may be names stay open."""
    for record in read_lines(path):
        kinds: dict[str, set[str]] = {}
        for relation in record["relations"]:
            for end, kind in zip(("subj", "obj"), ENDS[relation["rel"]], strict=True):
                kinds.setdefault(relation[end], set()).add(kind)
        text, spans = record["text"], []
        for entity in record["entities"]:
            [kind, *others] = kinds.get(entity["id"], {""})
            for s, e in entity["mentions"]:
                s += 4 * text[s:e].startswith("The ")
                if kind and not others and not entity.get("pronominal") and is_name(text[s:e]):
                    spans.append((s, e, (kind,)))
        if spans:
            for match in re.finditer(r"\w+", text):
                s, e = match.span()
                if any(a < e and s < b for a, b, _ in spans):
                    continue
                if not match.group().islower() or match.group() in SMALL:
                    spans.append((s, e, MASKED))
            yield add_demonyms(Labelled(record["id"], "knowledgenet", text, False, False, sorted(spans)))


def match_surfaces(
    text: str, labels: Mapping[str, tuple[str, ...]], exceptions: list[tuple[str, str, str | None]]
) -> list[LabelledSpan]:
    """Find surfaces, longest first, none inside another; an exception names an occurrence by its context."""
    special: dict[tuple[int, int], str | None] = {}
    for context, surface, kind in exceptions:
        at = text.find(context)
        place = context.find(surface)
        if at >= 0 and place >= 0:
            special[at + place, at + place + len(surface)] = kind
    spans: list[LabelledSpan] = []
    taken = bytearray(len(text))
    for (s, e), kind in sorted(special.items(), key=lambda item: item[0][0] - item[0][1]):
        if not any(taken[s:e]):
            taken[s:e] = b"\1" * (e - s)
            if kind:
                spans.append((s, e, (kind,)))
    for surface in sorted(labels, key=lambda name: (-len(name), name)):
        for s, e in words_at(surface, text):
            if not any(taken[s:e]):
                taken[s:e] = b"\1" * (e - s)
                spans.append((s, e, labels[surface]))
    return sorted(spans)


def newswire(path: Path, corpus: Path) -> Iterator[Labelled]:
    """Yield articles of the corpus whose surfaces were labelled by reading; all five labels are complete."""
    texts = {record["id"]: record["text"] for record in read_lines(corpus)}
    for record in read_lines(path):
        labels: dict[str, set[str]] = {}
        for label in LABELS:
            for surface in record.get(label, ()):
                labels.setdefault(surface, set()).add(label)
        choices = {name: tuple(sorted(kinds)) for name, kinds in labels.items()}
        exceptions = [(c, s, k) for c, s, k in record.get("except", ())]
        text = texts[record["id"]]
        yield Labelled(record["id"], "newswire", text, True, False, match_surfaces(text, choices, exceptions))


def texts_of(paths: Sequence[Path]) -> frozenset[str]:
    """Return the texts of articles, white space made one."""
    return frozenset(" ".join(record["text"].split()) for path in paths for record in read_lines(path))


def forbidden(shared: Path) -> frozenset[str]:
    """Return the titles and texts that no weights may have seen."""
    seen = set()
    for path in [*sorted((shared / "eval" / "dev").glob("*.jsonl")), shared / "gold" / "articles.jsonl"]:
        for record in read_lines(path):
            seen.add(record["text"].strip())
            seen.add(str(record.get("title") or record["text"]).strip())
    return frozenset(seen)


SOURCES: dict[str, Callable[[Path], Iterator[Labelled]]] = {
    "crossner": lambda s: ner_set(s / "eval/train/ner.crossner_politics.jsonl", "crossner", MASKED),
    "ewt": lambda s: ner_set(s / "eval/train/ner.ewt.jsonl", "ewt", None),
    "wikigold": lambda s: ner_set(s / "eval/train/ner.wikigold.jsonl", "wikigold", OTHER),
    "docred": lambda s: ner_set(s / "eval/train/relations.docred_joint.jsonl", "docred", OTHER),
    "knowledgenet": lambda s: related_names(s / "eval/train/relations.knowledgenet.jsonl"),
    "gold": lambda s: gold_articles(s / "gold/train"),
    "newswire": lambda s: newswire(NEWSWIRE, s / "news/corpus.jsonl"),
}
UNLABELLED = {
    "news": "news/corpus.jsonl",
    "ontogum": "eval/train/coref.ontogum.jsonl",
    "knowledgenet": "eval/train/relations.knowledgenet.jsonl",
    "text2kg": "eval/train/relations.text2kg.jsonl",
}


def read_labelled(shared: Path, without: Sequence[Path] = ()) -> list[Labelled]:
    """Read all labelled sets but the articles of `without`; a text kept for scoring stops it."""
    banned, kept_back = forbidden(shared), texts_of(without)
    titles = {record["id"]: record["title"] for record in read_lines(shared / "news/corpus.jsonl")}
    titles |= {record["id"]: record["title"] for record in read_lines(shared / "gold/train/articles.jsonl")}
    documents = []
    for name, read in SOURCES.items():
        for document in read(shared):
            if " ".join(document.text.split()) in kept_back:
                continue
            if document.text.strip() in banned or titles.get(document.id, "\0") in banned:
                raise ValueError(f"{document.id} of {name} is kept for evaluation: take it out of training")
            documents.append(document)
    return documents


def read_unlabelled(shared: Path, labelled: list[Labelled], without: Sequence[Path] = ()) -> list[Labelled]:
    """Read texts for distillation: neither labelled nor kept for evaluation."""
    banned = forbidden(shared) | {document.text.strip() for document in labelled}
    kept_back = texts_of(without)
    documents = []
    for source, path in UNLABELLED.items():
        for record in read_lines(shared / path):
            if " ".join(record["text"].split()) in kept_back:
                continue
            if record["text"].strip() in banned or str(record.get("title") or "\0").strip() in banned:
                continue
            documents.append(Labelled(record["id"], source, record["text"], False, False))
    return documents


def held_out(document: Labelled) -> bool:
    """Tell the tenth of newswire, gold and EWT documents that calibration is measured on."""
    return document.source in ("newswire", "gold", "ewt") and random.Random(document.id).random() < 0.1


def hashes(shared: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that training reads."""
    sets = ("ner.crossner_politics", "ner.ewt", "ner.wikigold", "relations.docred_joint")
    names = [f"eval/train/{name}.jsonl" for name in sets]
    names += ["gold/train/articles.jsonl", "gold/train/labels.jsonl"]
    paths = {name: shared / name for name in [*names, *UNLABELLED.values()]}
    paths["labels/newswire.jsonl"] = NEWSWIRE
    return {k: hashlib.sha256(p.read_bytes()).hexdigest() for k, p in sorted(paths.items()) if p.exists()}
