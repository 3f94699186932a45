"""One entity across documents: per-document graphs under common names."""

from kg.resolution.renaming import renamed

__all__ = ["renamed"]
