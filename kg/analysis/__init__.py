"""Questions asked of a finished graph. Only what was held or is so counts as having happened."""

from collections.abc import Callable, Iterator

from kg.analysis.brokers import Broker, brokers
from kg.analysis.changes import Change, changes
from kg.analysis.communities import Community, communities
from kg.analysis.convert import ties, to_networkx
from kg.analysis.disputes import Dispute, disputes
from kg.analysis.meetings import Meeting, meetings
from kg.analysis.paths import Step, path
from kg.analysis.tenures import Holding, Succession, successions, timelines
from kg.graph import KnowledgeGraph

Finding = Broker | Change | Community | Dispute | Holding | Meeting | Succession
ANALYSES: dict[str, Callable[[KnowledgeGraph], Iterator[Finding]]] = {
    "timelines": timelines,
    "successions": successions,
    "disputes": disputes,
    "meetings": meetings,
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
    "Finding",
    "Holding",
    "Meeting",
    "Step",
    "Succession",
    "brokers",
    "changes",
    "communities",
    "disputes",
    "meetings",
    "path",
    "successions",
    "ties",
    "timelines",
    "to_networkx",
]
