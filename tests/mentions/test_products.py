"""spaCy's networks by numpy: they say what spaCy's own say, whatever documents stand beside."""

import numpy as np
import pytest
import spacy
from spacy.language import Language

from kg.languages import pack_of
from kg.mentions.products import one_thread, openblas

TEXTS = [
    "Sanna Marin was prime minister of Finland from 2019 to 2023.",
    "The Riksdag is the parliament of Sweden; it has 349 seats, and meets in Stockholm.",
    "No.",
    "On 1 July 2013 Croatia joined the European Union, which Zoran Milanović called a great day.",
]


def test_what_is_read_is_what_spacy_reads(nlp: Language) -> None:
    bare = spacy.load(pack_of("en").model)
    for ours, theirs in zip(nlp.pipe(TEXTS), bare.pipe(TEXTS), strict=True):
        assert [t.tag_ for t in ours] == [t.tag_ for t in theirs]
        assert [(e.text, e.label_) for e in ours.ents] == [(e.text, e.label_) for e in theirs.ents]
        assert np.allclose(ours.tensor, theirs.tensor, atol=1e-4)


def test_a_document_is_read_the_same_beside_any_others(nlp: Language) -> None:
    for text, beside in zip(TEXTS, nlp.pipe(TEXTS * 3, batch_size=12), strict=False):
        assert np.array_equal(nlp(text).tensor, beside.tensor)


def test_numpy_is_held_to_one_thread_for_a_while(nlp: Language) -> None:
    library = openblas()
    if library is None:
        pytest.skip("numpy multiplies by another library than that of its wheels")
    before = library.scipy_openblas_get_num_threads64_()
    with one_thread():
        assert library.scipy_openblas_get_num_threads64_() == 1
    assert library.scipy_openblas_get_num_threads64_() == before
