"""The closed lists that the schema is made of: labels, statuses, kinds, roles, predicates."""

from enum import StrEnum


class Kind(StrEnum):
    """What a node stands for; the value is its label in every store."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"
    PLACE = "Place"
    OFFICE = "Office"


class MentionForm(StrEnum):
    """How a text refers to an entity, in the words of ACE."""

    NAME = "name"
    NOMINAL = "nominal"


class TenureStatus(StrEnum):
    """Whether somebody holds an office, as of the document's date."""

    CURRENT = "current"
    FORMER = "former"
    DESIGNATE = "designate"
    ACTING = "acting"
    CANDIDATE = "candidate"


class EventStatus(StrEnum):
    """Whether an event happened. Only `held` says that it did."""

    HELD = "held"
    PLANNED = "planned"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    DENIED = "denied"
    CANCELLED = "cancelled"


class EventKind(StrEnum):
    """What officials, states and organizations did with or to one another.

    PLOVER and CAMEO codes are in `kg.vocabulary`.
    """

    MEET = "MEET"
    VISIT = "VISIT"
    CALL = "CALL"
    INVITE = "INVITE"
    AGREE = "AGREE"
    NEGOTIATE = "NEGOTIATE"
    APPOINT = "APPOINT"
    DISMISS = "DISMISS"
    RESIGN = "RESIGN"
    ELECT = "ELECT"
    SANCTION = "SANCTION"
    SUE = "SUE"
    ARREST = "ARREST"
    CONVICT = "CONVICT"
    ATTACK = "ATTACK"
    KILL = "KILL"
    WITHDRAW = "WITHDRAW"
    PROTEST = "PROTEST"
    VOTE = "VOTE"
    SUMMIT = "SUMMIT"


class Role(StrEnum):
    """The part that an entity takes in an event. In a symmetric event everybody is a member."""

    AGENT = "agent"
    TARGET = "target"
    HOST = "host"
    MEMBER = "member"


class StatementKind(StrEnum):
    """What somebody did by saying it."""

    SAY = "say"
    CLAIM = "claim"
    DENY = "deny"
    CONFIRM = "confirm"
    PROMISE = "promise"
    DEMAND = "demand"
    ACCUSE = "accuse"
    QUESTION = "question"


class Polarity(StrEnum):
    """Whether a speaker stands behind the content or rejects it."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Predicate(StrEnum):
    """The closed list of plain relations between entities; Wikidata properties are in `kg.vocabulary`."""

    MEMBER_OF = "MEMBER_OF"
    CITIZEN_OF = "CITIZEN_OF"
    OF_COUNTRY = "OF_COUNTRY"
    PART_OF = "PART_OF"
    LOCATED_IN = "LOCATED_IN"
    RELATIVE_OF = "RELATIVE_OF"
    BORN_IN = "BORN_IN"
    EDUCATED_AT = "EDUCATED_AT"
    FOUNDED = "FOUNDED"
    SUCCEEDED = "SUCCEEDED"
