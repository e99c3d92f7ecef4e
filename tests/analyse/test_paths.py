import networkx as nx
import pytest
from plain_links import plainly_resolved, synth_extractions

from kg.analyse.graph import domain_relationships, graph_of
from kg.analyse.lookup import find_node, suggestions
from kg.analyse.paths import k_shortest_paths, subgraph_of
from kg.errors import InputError
from kg.graph.mapper import map_extraction


def little(*edges: tuple[str, str, str]) -> nx.MultiDiGraph:
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for start, end, kind in edges:
        for node in (start, end):
            graph.add_node(node, label="Actor", name=node)
        graph.add_edge(start, end, key=kind, claims=[], confidence=1.0, basis="knowledge")
    return graph


@pytest.fixture(scope="module")
def synth() -> nx.MultiDiGraph:
    return graph_of(map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions())


def test_paths_run_in_either_direction_shortest_first() -> None:
    graph = little(
        ("a", "m", "LEADS"), ("b", "m", "SUPPORTS"), ("a", "x", "LEADS"), ("x", "y", "LEADS"), ("y", "b", "LEADS")
    )
    short, long = k_shortest_paths(graph, "a", "b", 5)
    assert short.nodes == ("a", "m", "b")
    assert [(link.type, link.forward) for hop in short.hops for link in hop.links] == [
        ("LEADS", True),
        ("SUPPORTS", False),
    ]
    assert long.nodes == ("a", "x", "y", "b")
    assert len(k_shortest_paths(graph, "a", "b", 1)) == 1
    assert len(k_shortest_paths(graph, "a", "b", 5, max_hops=2)) == 1
    assert k_shortest_paths(graph, "a", "b", 5, max_hops=1) == ()


def test_a_hop_shows_every_relationship_between_its_ends() -> None:
    graph = little(("a", "b", "LEADS"), ("a", "b", "MEMBER_OF"), ("b", "a", "SUPPORTS"))
    (path,) = k_shortest_paths(graph, "a", "b", 3)
    assert [link.key for link in path.hops[0].links] == ["LEADS|a|b", "MEMBER_OF|a|b", "SUPPORTS|b|a"]


def test_what_is_not_connected_has_no_path() -> None:
    graph = little(("a", "m", "LEADS"), ("b", "n", "LEADS"))
    assert k_shortest_paths(graph, "a", "b", 3) == ()
    assert k_shortest_paths(graph, "a", "a", 3) == ()


def test_the_order_in_which_a_graph_was_built_changes_nothing() -> None:
    edges = [
        ("a", "m", "LEADS"),
        ("m", "b", "LEADS"),
        ("a", "n", "LEADS"),
        ("n", "b", "LEADS"),
        ("a", "o", "LEADS"),
        ("o", "b", "LEADS"),
    ]
    assert k_shortest_paths(little(*edges), "a", "b", 2) == k_shortest_paths(little(*edges[::-1]), "a", "b", 2)


def test_the_subgraph_holds_the_hops_and_no_more(synth: nx.MultiDiGraph) -> None:
    paths = k_shortest_paths(synth, find_node(synth, "Islamic State"), find_node(synth, "United States"), 2)
    part = subgraph_of(synth, paths)
    assert set(part) == {node for path in paths for node in path.nodes}
    assert {f"{kind}|{a}|{b}" for a, b, kind in part.edges} == {
        link.key for path in paths for hop in path.hops for link in hop.links
    }
    assert all(part.nodes[node] == synth.nodes[node] for node in part)


def test_claims_and_articles_stay_out(synth: nx.MultiDiGraph) -> None:
    assert {properties["label"] for _, properties in synth.nodes(data=True)} == {"Actor", "Place", "Incident"}
    assert {"STATED_IN", "ABOUT", "VALUE", "ATTRIBUTED_TO"}.isdisjoint(domain_relationships())
    assert {"INITIATED", "LOCATED_IN", "RETALIATION_FOR", "AFFILIATED_WITH"} <= set(domain_relationships())


def test_relationships_of_several_articles_unite_their_claims() -> None:
    deltas = [map_extraction(plainly_resolved(extraction)) for extraction in synth_extractions()]
    graph = graph_of(deltas)
    assert list(graph.edges) == list(graph_of(deltas[::-1]).edges)
    for start, end, kind in graph.edges:
        stated = [e for d in deltas for e in d.edges if (e.start, e.end, e.type) == (start, end, kind)]
        claims = {claim for edge in stated for claim in edge.properties.get("claims", [])}  # type: ignore[union-attr]
        assert set(graph.edges[start, end, kind].get("claims", [])) == claims


@pytest.mark.parametrize(
    "name", ["Islamic State", "islamic  state", "لتنظيم الدوله الاسلاميه", "لتنظيم الدولة الإسلاميّة"]
)
def test_a_name_is_found_in_any_spelling(synth: nx.MultiDiGraph, name: str) -> None:
    assert synth.nodes[find_node(synth, name)]["name"] == "Islamic State"


def test_an_id_is_found_and_the_actor_goes_before_the_place_of_the_same_name(synth: nx.MultiDiGraph) -> None:
    found = find_node(synth, "Syria")
    assert synth.nodes[found]["label"] == "Actor"
    place = next(n for n, p in synth.nodes(data=True) if p["label"] == "Place" and p["name"] == "Syria")
    assert find_node(synth, place) == place


def test_a_name_that_is_nearly_right_gets_suggestions(synth: nx.MultiDiGraph) -> None:
    with pytest.raises(InputError, match="did you mean Syrian Democratic Forces"):
        find_node(synth, "Syrian Democratic Force")
    assert "قوات سوريا الديموقراطية" in suggestions(synth, "قوات سوريا")


def test_a_name_of_several_gets_their_ids() -> None:
    graph = little(("a", "b", "LEADS"))
    for node in graph:
        graph.nodes[node]["name"] = "Twin"
    with pytest.raises(InputError, match="write an id: a, b"):
        find_node(graph, "twin")


def test_a_name_without_letters_finds_nothing(synth: nx.MultiDiGraph) -> None:
    with pytest.raises(InputError, match="nothing in the graph"):
        find_node(synth, "—")
