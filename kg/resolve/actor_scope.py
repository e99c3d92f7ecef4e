"""Of which country people without a name are: what the article says of them or of where it happened, and no guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from kg.extraction import Extraction, Incident
from kg.resolve.resolution import PlaceLink


def incident_countries(extraction: Extraction, places: Mapping[str, PlaceLink]) -> dict[str, str]:
    """Entity id → ISO code of the one country in which all located incidents happened that it did or suffered.

    Entities of no such incident, and of incidents in several countries, are left out; a place counts where the
    gazetteer has it or what it lies in, not by the country that the article is most about.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for incident in extraction.incidents:
        countries = {code for entity in incident.place if entity in places for code in _country(places[entity])}
        for entity in _parties(incident):
            found[entity] |= countries
    return {entity: min(countries) for entity, countries in found.items() if len(countries) == 1}


def _parties(incident: Incident) -> set[str]:
    victims = {casualty.victim for casualty in incident.casualties if casualty.victim}
    return victims.union(incident.initiator, incident.target, incident.participant)


def _country(link: PlaceLink) -> set[str]:
    known = next((place for place in (link, *link.located_in) if place.resolved and place.country), None)
    return {known.country} if known and known.country else set()
