"""The pictures that other sites show beside a link to a page (Open Graph), in both languages."""

from catalog.posters.drawing import HEIGHT, WIDTH, draw
from catalog.posters.posters import KINDS, Mark, Poster, poster_of, poster_of_site

__all__ = ["HEIGHT", "KINDS", "WIDTH", "Mark", "Poster", "draw", "poster_of", "poster_of_site"]
