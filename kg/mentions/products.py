"""spaCy's embedding networks multiplied by numpy, one document at a time; what they say is the same.

spaCy multiplies by a library that has no fast code for many processors, for which numpy's has. numpy's adds
in an order that depends on where a row stands: each document is multiplied alone, so that what is read in it
never depends on those beside it.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps


class Products(NumpyOps):  # type: ignore[misc]
    """Products of matrices by numpy, all else as spaCy has it."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Return a product, of transposed matrices where it is asked for."""
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


def by_numpy(nlp: Language) -> None:
    """Give a spaCy pipeline, which is then not to be trained, networks that multiply by numpy."""
    if "tok2vec" in nlp.pipe_names:
        shared: Any = nlp.get_pipe("tok2vec")
        shared.model = alone(shared.model)
    if "ner" in nlp.pipe_names:
        recognizer: Any = nlp.get_pipe("ner")
        layers = recognizer.model.get_ref("tok2vec").layers
        layers[0] = alone(layers[0])


def alone(network: Model[Any, Any]) -> Model[Any, Any]:
    """Return a network that embeds documents one by one."""
    for node in network.walk():
        node.ops = Products()
    return Model("alone", embedded, layers=[network], dims={"nO": network.get_dim("nO")})


def embedded(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    """Return the vectors of the words of each document."""
    with one_thread():
        return [model.layers[0].predict([doc])[0] for doc in docs], None


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold numpy's library to one thread: products are small here, and what reads much has many processes."""
    library = openblas()
    before = library.scipy_openblas_get_num_threads64_() if library is not None else 1
    if library is None or before == 1:
        yield
        return
    library.scipy_openblas_set_num_threads64_(1)
    try:
        yield
    finally:
        library.scipy_openblas_set_num_threads64_(before)


@cache
def openblas() -> ctypes.CDLL | None:
    """Return the library that comes with numpy's wheels, None where numpy multiplies by another."""
    found = Path(np.__file__).parent.with_name("numpy.libs").glob("libscipy_openblas64_*")
    return next((ctypes.CDLL(str(path)) for path in found), None)
