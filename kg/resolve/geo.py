"""Distances and directions on the sphere."""

from __future__ import annotations

import math

EARTH_KM = 6371.0


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres between two points in degrees."""
    a, b = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def shifted(lat: float, lon: float, north_km: float, east_km: float) -> tuple[float, float]:
    """The point so many kilometres north and east, rounded to 4 decimals of a degree."""
    per_degree = math.pi * EARTH_KM / 180
    new_lat = max(-90.0, min(90.0, lat + north_km / per_degree))
    squeeze = max(0.05, math.cos(math.radians(lat)))
    new_lon = (lon + east_km / (per_degree * squeeze) + 180) % 360 - 180
    return round(new_lat, 4), round(new_lon, 4)
