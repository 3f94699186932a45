"""Text → spans. MENTIONS: the components in the order they run, each with its config and place."""

from typing import Any

from spacy.language import Language

from kg.encoder import component as encoder
from kg.errors import ModelMissing
from kg.languages import LanguagePack
from kg.mentions import attributes, dates, names, paragraphs, quotes
from kg.mentions.products import by_numpy
from kg.mentions.tokens import REFERENCE, Bounded

MENTIONS: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("kg_paragraphs", {}, {"before": "parser"}),
    ("kg_attributes", {}, {"before": "attribute_ruler"}),
    ("kg_encoder", {"least": names.UNLIKELY}, {"last": True}),
    ("kg_names", {"recognizer": "encoder"}, {"last": True}),
    ("kg_dates", {}, {"last": True}),
    ("kg_quotes", {}, {"last": True}),
)

__all__ = ["MENTIONS", "assemble", "attributes", "dates", "encoder", "names", "paragraphs", "quotes"]


def assemble(pack: LanguagePack, threads: int = 1) -> Language:
    """Return the pack's spaCy pipeline with our components, about 1 s.

    Raises:
        ModelMissing: the pack's spaCy model is not installed.
    """
    import spacy
    from spacy.util import compile_suffix_regex

    try:
        nlp = spacy.load(pack.model)
    except OSError as error:
        raise ModelMissing(pack.code, pack.model) from error
    tokenizer: Any = nlp.tokenizer
    for word in pack.words.get("whole", ()):
        tokenizer.add_special_case(word, [{"ORTH": word}])
    tokenizer.suffix_search = compile_suffix_regex([REFERENCE, *(nlp.Defaults.suffixes or ())]).search
    nlp.tokenizer = Bounded(tokenizer)
    for name, config, place in MENTIONS:
        if name == "kg_encoder":
            config = {**config, "threads": threads}
        nlp.add_pipe(name, config=config, **place)
    nlp.select_pipes(disable=list(attributes.REPLACED))
    by_numpy(nlp)
    return nlp
