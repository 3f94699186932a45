"""What a verb says of a tenure: who enters, holds or leaves the office that a title names, and when."""

from dataclasses import dataclass

from kg.entities.reading import Post, Reading
from kg.entities.wording import title_keys
from kg.facts.clauses import affirmed, child, entities_at, negated, no_longer, subject_of
from kg.facts.clauses import words as words_of_status
from kg.facts.tenure_told import vouched
from kg.facts.terms import dated, term_behind
from kg.mentions.words import Token
from kg.model import EntityId, Kind, PartialDate, TenureStatus


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb says of a tenure. `was` tells that no more than the past tense says that it is over."""

    status: TenureStatus
    since: PartialDate | None = None
    until: PartialDate | None = None
    was: bool = False


def governor(head: Token, reading: Reading) -> tuple[Token | None, str]:
    """Return the verb that relates a person to the title, and how: attr, as, for, of."""
    words = reading.pack.section("tenures")
    while head.dep_ in ("nmod", "compound") and head.head.i > head.i and reading.at(head.head) is None:
        head = head.head  # "secretary of homeland security": the parser takes "security" for the head
    if head.dep_ in ("attr", "acomp", "oprd", "dobj", "xcomp", "appos", "conj") and head.head.pos_ in (
        "VERB",
        "AUX",
    ):
        return head.head, "attr"
    if head.dep_ == "nsubj" and head.head.lemma_.lower() in words["copulas"]:
        return head.head, "attr"  # "the new mayor is X"
    if head.dep_ == "conj" and head.head.pos_ in ("NOUN", "PROPN") and head.head.i < head.i:
        return governor(head.head, reading)
    if head.dep_ == "pobj":
        prep = head.head
        naming = named_as(prep, reading)
        if naming is not None:
            return naming, "as"
        if prep.lower_ in ("as", "for") and prep.head.pos_ in ("VERB", "AUX"):
            return prep.head, prep.lower_
        post = prep.head
        if (
            prep.lower_ in ("of", "as")
            and post.lower_ in words["posts"]
            and post.head.pos_ in ("VERB", "AUX")
        ):
            return post.head, "post"
    return None, ""


def named_as(prep: Token, reading: Reading) -> Token | None:
    """Return the verb of "named X as" where the parser hangs "as" on another word."""
    if prep.lower_ != "as" or not prep.i:
        return None
    ref = reading.at(prep.i - 1)
    if ref is None or ref.kind is not Kind.PERSON or ref.form != "name" or not ref.start:
        return None
    verb = prep.doc[ref.start - 1]
    transitive = reading.pack.section("tenures")["transitive"]
    return verb if verb.lemma_.lower() in transitive and verb.pos_ == "VERB" else None


def says(verb: Token, how: str, post: Post, reading: Reading) -> Said | None:
    """Return what a verb says of the tenure in the title, None where it says nothing certain."""
    words = reading.pack.section("tenures")
    lemma = verb.lemma_.lower()
    stays = lemma in words["copulas"] or lemma in words["serve"] or lemma in words["hold"]
    if stays and ceased(verb, reading):
        return Said(TenureStatus.FORMER)
    if lemma in words["leave"] and how in ("as", "post") and not affirmed(verb):
        return Said(TenureStatus.CURRENT)  # whoever would, will or does not resign holds the office
    if not vouched(verb, reading):
        return None
    imminent = takes(verb, reading) and verb.tag_ in ("VBZ", "VBP") and how in ("as", "post")
    if chosen_to(verb, lemma, reading) or (imminent and not negated(verb)):
        return Said(TenureStatus.DESIGNATE)
    if stays and (no_longer(verb) or (how == "as" and out_of_office(verb, reading))):
        return Said(TenureStatus.FORMER)
    tensed = carrier(verb, reading)
    if negated(verb) or not affirmed(tensed):
        future = any(c.lower_ in ("will", "'ll", "’ll") for c in verb.children) and not negated(verb)
        enters = lemma in words["enter"] or lemma in words["copulas"] or lemma in words["serve"]
        return Said(TenureStatus.DESIGNATE) if future and (enters or takes(verb, reading)) else None
    if lemma in words["copulas"] and (ranked(reading.doc[post.head]) or how == "as"):
        return None
    return held(verb, tensed, how, post, reading)


def held(verb: Token, tensed: Token, how: str, post: Post, reading: Reading) -> Said | None:
    """Return what an affirmed verb says of the tenure: its status, and when it began and ended."""
    words, lemma = reading.pack.section("tenures"), verb.lemma_.lower()
    since, until = interval(verb, reading)
    term = term_behind(post.whole[1], reading) if not since and not until else None
    if term is not None and lemma not in words["leave"]:
        since, until = term.since, term.until
    status = status_of(verb, tensed, how, post, reading)
    if status is None:
        return None
    if status is TenureStatus.CURRENT and (until or (not since and career(tensed, post, reading))):
        status = TenureStatus.FORMER
    if lemma == "elect" and how != "as" and status is TenureStatus.CURRENT and recent(since, reading):
        awaits = post.key in title_keys("elected", reading.pack)
        status, since = (TenureStatus.DESIGNATE, None) if awaits else (status, since)
    if lemma in words["leave"] and since and not until:
        since, until = None, since
    return Said(status, since, until, lemma in words["copulas"])


def career(verb: Token, post: Post, reading: Reading) -> bool:
    """`has served as mayor of Denver and governor of Colorado`: several offices, since no day, are over."""
    auxiliary = child(verb, "aux")
    if auxiliary is None or auxiliary.lemma_ != "have" or auxiliary.tag_ not in ("VBZ", "VBP"):
        return False
    head = reading.doc[post.head]
    joined = [head.head] if head.dep_ == "conj" else [c for c in head.children if c.dep_ == "conj"]
    return any(other.head in {token.i for token in joined} for other in reading.posts)


def ceased(verb: Token, reading: Reading) -> bool:
    """`stopped being minister`, `ceased to be minister`, `used to be minister`."""
    words, lemma = reading.pack.section("tenures"), verb.head.lemma_.lower()
    if verb.dep_ == "pcomp":  # "was dismissed from being minister"
        removed = verb.head.lower_ in words["away"] and verb.head.head.lemma_.lower() in words["leave"]
        return removed and affirmed(verb.head.head) and vouched(verb.head.head, reading)
    over = lemma in words["cease"]
    under = verb.dep_ in ("xcomp", "ccomp", "dobj") and verb.i > verb.head.i
    return over and under and affirmed(verb.head) and vouched(verb.head, reading)


def out_of_office(verb: Token, reading: Reading) -> bool:
    """`is out as minister`."""
    out = reading.pack.section("tenures")["out"]
    return any(c.lower_ in out for c in verb.children)


def carrier(verb: Token, reading: Reading) -> Token:
    """Return the verb whose tense counts, as in "continues to serve", "went on to become"."""
    if not any(c.tag_ == "TO" for c in verb.children):
        return verb
    head, words = verb.head, reading.pack.section("tenures")
    if verb.dep_ == "xcomp" and (going_on(head, reading) or head.lemma_.lower() in words["continue"]):
        return head
    if verb.dep_ == "xcomp" and (attribute := child(head, "attr")) is not None and in_order(attribute):
        return head
    if verb.dep_ in ("acl", "relcl") and head.dep_ == "attr" and in_order(head):
        return head.head
    return verb


def going_on(verb: Token, reading: Reading) -> bool:
    """`went on to`: what follows was so."""
    words = reading.pack.section("tenures")
    return verb.lemma_.lower() in words["go"] and any(c.lower_ in words["on"] for c in verb.children)


def chosen_to(verb: Token, lemma: str, reading: Reading) -> bool:
    """Tell whether a verb is that of "was nominated to be", "was picked to become"."""
    words = reading.pack.section("tenures")
    infinitive = verb.dep_ == "xcomp" and any(c.tag_ == "TO" for c in verb.children)
    holds = lemma in (*words["copulas"], *words["enter"], *words["serve"])
    picked = verb.head.lemma_.lower() in (*words["designated"], *words["enter"])
    return infinitive and holds and picked and affirmed(verb.head)


def takes(verb: Token, reading: Reading) -> bool:
    """Tell whether a verb is that of "takes over", "took office"."""
    words = reading.pack.section("tenures")
    return verb.lemma_.lower() == words["take"] and any(c.lower_ in words["taking"] for c in verb.children)


def recent(since: PartialDate | None, reading: Reading) -> bool:
    """Tell whether a day lies within the quarter before the document's date."""
    published = reading.document.published
    if since is None or published is None or len(since) < 7:
        return False
    months = (published.year - int(since[:4])) * 12 + published.month - int(since[5:7])
    return 0 <= months <= 3


def ranked(head: Token) -> bool:
    """Tell "was the first president to refuse": it says what the holder did, not that he is no longer."""
    return any(c.dep_ in ("relcl", "acl") for c in head.children) and in_order(head)


def in_order(noun: Token) -> bool:
    """Tell whether a noun is first or last of its kind: "the first woman"."""
    ranks = words_of_status(noun, "ranks")
    return any(c.lower_ in ranks for c in (noun, *noun.children))


def holders_of(verb: Token, how: str, reading: Reading) -> list[EntityId]:
    """Return the people whom a verb puts into the office: the subject, or whom it names to it."""
    target = child(verb, "nsubjpass") or passive_subject(verb, reading)
    if target is None:
        words = reading.pack.section("tenures")
        lemma = verb.lemma_.lower()
        names_other = lemma in words["transitive"] or lemma in words["endorse"]
        target = (named_behind(verb, reading) or child(verb, "dobj", "dative")) if names_other else None
        if target is None and (not names_other or verb.tag_ == "VBN"):
            target = subject_of(verb.head.head if verb.dep_ == "pcomp" else verb)
    if target is not None and target.dep_ == "attr" and reading.at(target) is None:
        target = subject_of(target.head)  # "is the first woman to be president"
    if target is not None and reading.at(target) is None and (named := child(verb, "attr")) is not None:
        ref = reading.at(named)  # "the new mayor is X"
        target = named if ref is not None and ref.form == "name" else target
    return list(dict.fromkeys(entities_at(target, reading, Kind.PERSON)))


def named_behind(verb: Token, reading: Reading) -> Token | None:
    """Return the person named right behind a verb, whatever the parser makes of it."""
    ref = reading.at(verb.i + 1) if verb.i + 1 < len(verb.doc) else None
    if ref is None or ref.kind is not Kind.PERSON or verb.doc.said(ref.end, ref.end + 1) in ("'s", "’s"):
        return None
    return verb.doc[ref.end - 1]


def passive_subject(verb: Token, reading: Reading) -> Token | None:
    """Return the person named right before "was" of a passive verb whose subject the parser put elsewhere."""
    passive = child(verb, "auxpass")
    ref = reading.at(passive.i - 1) if passive is not None else None
    return reading.doc[ref.end - 1] if ref is not None and ref.kind is Kind.PERSON else None


def status_of(verb: Token, tensed: Token, how: str, post: Post, reading: Reading) -> TenureStatus | None:
    """Return the status that the verb gives, and the tense of it or of the verb that carries it."""
    words, lemma = reading.pack.section("tenures"), verb.lemma_.lower()
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have", "'s", "’s", "'ve") for c in tensed.children)
    past = (tensed.tag_ in ("VBD", "VBN") and not perfect) or verb.dep_ == "pcomp"
    current = TenureStatus.CURRENT if post.status is TenureStatus.CURRENT else post.status
    if how == "for":
        seeks = lemma in words["run"] or lemma in words["designated"] or lemma in words["endorse"]
        return TenureStatus.CANDIDATE if seeks else None
    if lemma in words["copulas"] or lemma in words["serve"] or (lemma in words["hold"] and how == "post"):
        if how == "attr" and lemma not in words["copulas"]:
            return None
        if lemma == "hold" and past:
            return TenureStatus.FORMER
        resumed = lemma in ("resume", "retain", "take")
        return TenureStatus.FORMER if past and not resumed else current
    if lemma in words["enter"] or (takes(verb, reading) and how in ("as", "post")):
        return TenureStatus.FORMER if last_to(verb, tensed, reading) else current
    if lemma in words["designated"]:
        return TenureStatus.DESIGNATE
    if lemma in words["leave"] and how in ("as", "post", "attr"):
        return TenureStatus.FORMER if how != "attr" else None
    return None


def last_to(verb: Token, tensed: Token, reading: Reading) -> bool:
    """`was the last woman to be elected mayor`: others came after."""
    noun = child(tensed, "attr") if tensed.i != verb.i else None
    over = reading.pack.section("offices")["former"]
    return noun is not None and any(c.lower_ in over for c in noun.children)


def interval(verb: Token, reading: Reading) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the dates that the verb's own prepositions give: since, from … to …, until."""
    words = reading.pack.section("tenures")
    since = until = None
    preps = (kid for head in (verb, *verb.children) for kid in head.children if kid.dep_ in ("prep", "mark"))
    for prep in sorted(preps, key=lambda token: token.i):
        pobj = child(prep, "pobj")
        date = dated(pobj.i, reading)[0] if pobj is not None else None
        if date is None:
            continue
        if prep.lower_ in ("until", "till", "to", "through"):
            until = date
        elif prep.lower_ in words["since"]:
            since = date
    return since, until
