"""One entity across documents: which entities of which documents are one, as what, and why."""

from kg.resolution.catalogue import Catalogue, read_catalogue
from kg.resolution.decisions import NONE, Decision, Decisions, Reference, Verb, read_decisions
from kg.resolution.profiles import Profile, profiles
from kg.resolution.renaming import renamed
from kg.resolution.resolution import Member, Merge, Naming, Resolution
from kg.resolution.resolving import resolve

__all__ = [
    "NONE",
    "Catalogue",
    "Decision",
    "Decisions",
    "Member",
    "Merge",
    "Naming",
    "Profile",
    "Reference",
    "Resolution",
    "Verb",
    "profiles",
    "read_catalogue",
    "read_decisions",
    "renamed",
    "resolve",
]
