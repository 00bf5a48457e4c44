"""What lists, maps and records can hold, by the place of the program where they are made.

A `Site` stands for all the values that one place makes; what is stored into any of them joins what is known of all.
As long as the program is seen to be the only one that reaches them, that is everything they can hold. A site *escapes*
when a value of it goes where it can no longer be followed (to Python code, say): from then on it may hold anything, and
so may whatever it holds.

Takes in types, gives out types; tells whoever asked when what a site holds has changed. Knows nothing of control flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from normil.compiler.lattice import (
    ANY,
    FLOAT,
    FUNCTION,
    LIST,
    MAP,
    MATRIX,
    NEVER,
    OTHER,
    RECORD,
    STR,
    UNKNOWN,
    VEC,
    Sites,
    Ty,
    beyond,
    join,
)
from normil.syntax import nodes as n

_MOST = 16  # sites of one type; a value of more comes from anywhere, and is no longer followed
_MANY = "many"
_LOST: Sites = frozenset((UNKNOWN, _MANY))


@dataclass(slots=True, eq=False)
class Site:
    """`node`: what makes the values: a literal, a call, the declaration of a record type or of a function.
    `fields`: what fields of records and keys of maps hold; `elements`: what lists, and maps under other keys, hold.
    `checked`: the fields whose value is checked when it is stored, and what it then is, where that is known."""

    node: n.Node
    kind: int
    fields: dict[str, Ty] = field(default_factory=dict)
    elements: Ty = NEVER
    keys: Ty = NEVER
    escaped: bool = False
    readers: set[int] = field(default_factory=set)  # the top-level statements that depend on what it holds
    checked: dict[str, Ty | None] = field(default_factory=dict)


class Heap:
    """`changed` is told which top-level statements have to be walked again; `on_escape` of functions that escape."""

    def __init__(self, changed: Callable[[set[int]], None], on_escape: Callable[[Site], None]) -> None:
        self.changed = changed
        self.on_escape = on_escape
        self.sites: dict[tuple[n.Node, str], Site] = {}
        self.reader = 0  # the top-level statement that asks

    def site(self, node: n.Node, kind: int, part: str = "") -> Site:
        """The site of what `node` makes; `part` tells several apart."""
        site = self.sites.get((node, part))
        if site is None:
            site = self.sites[node, part] = Site(node, kind)
        return site

    def of(self, ty: Ty, kind: int) -> list[Site]:
        """The known sites of one kind."""
        return [site for site in ty.sites if isinstance(site, Site) and site.kind == kind]

    # ------------------------------------------------------------ reading

    def read(self, site: Site) -> Site:
        site.readers.add(self.reader)
        return site

    def elements(self, ty: Ty) -> Ty:
        """What an element of the list is."""
        return self._each(ty, LIST, lambda site: site.elements)

    def keys(self, ty: Ty) -> Ty:
        return self._each(ty, MAP, lambda site: join(site.keys, Ty(STR)) if site.fields else site.keys)

    def values(self, ty: Ty) -> Ty:
        """What the map holds under any of its keys."""
        return self._each(ty, MAP, _everything)

    def value(self, ty: Ty, key: str) -> Ty:
        """What the map holds under a key, if it is there."""
        return self._each(ty, MAP, lambda site: join(site.fields.get(key, NEVER), site.elements))

    def field(self, ty: Ty, name: str) -> Ty:
        return self._each(ty, RECORD, lambda site: site.fields.get(name, NEVER))

    def fields(self, ty: Ty) -> Ty:
        """What any field of the record holds."""
        return self._each(ty, RECORD, _everything)

    def _each(self, ty: Ty, kind: int, part: Callable[[Site], Ty]) -> Ty:
        if not ty.mask & kind:
            return NEVER
        found = NEVER if ty.known else ANY
        for site in self.of(ty, kind):
            self.read(site)
            found = join(found, ANY if site.escaped else part(site))
        return found

    def iterated(self, ty: Ty) -> Ty:
        """What a `for` over the value gives."""
        found = join(self.elements(ty), self.keys(ty))
        if ty.mask & OTHER or (ty.mask & RECORD and not ty.known):
            return ANY
        for array, element in ((VEC, FLOAT), (STR, STR), (MATRIX, VEC)):
            if ty.mask & array:
                found = join(found, Ty(element))
        return found

    # ------------------------------------------------------------ storing

    def store(self, ty: Ty, kind: int, value: Ty, key: str | None = None) -> None:
        """`value` is stored into lists, maps or records that are `ty`: under a known key or field, or any."""
        if not ty.mask & kind or not value.mask:
            return
        if not ty.known:
            self.escape(value)
        for site in self.of(ty, kind):
            self.put(site, value, key)

    def put(self, site: Site, value: Ty, key: str | None = None) -> None:
        value = self.limited(beyond(value))
        if site.escaped:
            self.escape(value)
            return
        if site.kind == RECORD:
            if key is None:
                for name in site.fields:
                    self.put(site, value, name)
                return
            if key not in site.fields:
                return  # an error when it runs
            value = site.checked.get(key) or value
        old = site.elements if key is None else site.fields.get(key, NEVER)
        new = self.limited(join(old, value))
        if new == old:
            return
        if key is None:
            site.elements = new
        else:
            site.fields[key] = new
        self.changed(site.readers)

    def put_key(self, site: Site, key: Ty) -> None:
        for function in self.of(key, FUNCTION):
            self._escape(function)
        new = join(site.keys, Ty(key.mask & ~(LIST | MAP | RECORD)))
        if new != site.keys:
            site.keys = new
            self.changed(site.readers)

    # ------------------------------------------------------------ escaping

    def escape(self, ty: Ty) -> None:
        """A value of the type goes where it can no longer be followed."""
        for site in ty.sites:
            if isinstance(site, Site):
                self._escape(site)

    def _escape(self, site: Site) -> None:
        waiting = [site]
        while waiting:
            site = waiting.pop()
            if site.escaped:
                continue
            site.escaped = True
            held = [site.elements, *site.fields.values()]
            waiting += [inner for ty in held for inner in ty.sites if isinstance(inner, Site)]
            self.changed(site.readers)
            self.on_escape(site)

    def limited(self, ty: Ty) -> Ty:
        """The type, without a list of places that has become long."""
        if ty.sites is _LOST or (len(ty.sites) <= _MOST and _MANY not in ty.sites):
            return ty
        self.escape(ty)
        return Ty(ty.mask, ty.dim, _LOST)


def _everything(site: Site) -> Ty:
    found = site.elements
    for ty in site.fields.values():
        found = join(found, ty)
    return found
