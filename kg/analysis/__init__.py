"""Questions asked of a finished graph. Only what was held or is so counts as having happened."""

from collections.abc import Callable, Iterator

from kg.analysis.brokers import Broker, brokers
from kg.analysis.changes import Change, changes
from kg.analysis.communities import Community, communities
from kg.analysis.company import Together, company
from kg.analysis.convert import ties, to_networkx
from kg.analysis.disputes import Dispute, disputes
from kg.analysis.exchanges import Exchange, exchanges
from kg.analysis.frames import columns, to_pandas, to_polars
from kg.analysis.meetings import Meeting, meetings
from kg.analysis.paths import Step, path
from kg.analysis.tenures import Holding, Succession, successions, timelines
from kg.errors import NotRegistered
from kg.graph import KnowledgeGraph

Finding = Broker | Change | Community | Dispute | Exchange | Holding | Meeting | Succession | Together
ANALYSES: dict[str, Callable[[KnowledgeGraph], Iterator[Finding]]] = {
    "timelines": timelines,
    "successions": successions,
    "disputes": disputes,
    "meetings": meetings,
    "company": company,
    "exchanges": exchanges,
    "brokers": brokers,
    "communities": communities,
    "changes": changes,
}
"""Name → analysis of a whole graph, which yields dataclasses in a fixed order; `path` needs two ids."""
__all__ = [
    "ANALYSES",
    "Broker",
    "Change",
    "Community",
    "Dispute",
    "Exchange",
    "Finding",
    "Holding",
    "Meeting",
    "Step",
    "Succession",
    "Together",
    "UnknownAnalysis",
    "brokers",
    "changes",
    "columns",
    "communities",
    "company",
    "disputes",
    "exchanges",
    "meetings",
    "path",
    "successions",
    "ties",
    "timelines",
    "to_networkx",
    "to_pandas",
    "to_polars",
]


class UnknownAnalysis(NotRegistered):
    """No analysis has this name."""

    kind = "analysis"
