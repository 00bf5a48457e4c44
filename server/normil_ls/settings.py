"""The settings of the editor, section `normil`.

Takes in what a client says they are; gives out `Settings`, in which everything has a good value. Where the client can
be asked, it is asked at the start and after every change. Must never know what a setting is used for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.capabilities import get_capability

if TYPE_CHECKING:
    from normil_ls.server import NormilLanguageServer

SECTION = "normil"
PARAMETER_NAMES = ("literals", "all", "none")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    strict: bool = False
    dimension_hints: bool = True
    type_hints: bool = True
    parameter_name_hints: str = "literals"
    last_run: bool = True
    line_length: int = 100
    disabled: frozenset[str] = frozenset()
    resolve_python: bool = True
    reference_lenses: bool = False


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_length(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


_KNOWN: dict[str, tuple[str, Callable[[object], bool]]] = {
    "strict": ("strict", _is_bool),
    "inlayHints.dimensions": ("dimension_hints", _is_bool),
    "inlayHints.types": ("type_hints", _is_bool),
    "inlayHints.parameterNames": ("parameter_name_hints", lambda value: value in PARAMETER_NAMES),
    "inlayHints.lastRun": ("last_run", _is_bool),
    "format.lineLength": ("line_length", _is_length),
    "diagnostics.disable": ("disabled", _is_codes),
    "python.resolveImports": ("resolve_python", _is_bool),
    "codeLens.references": ("reference_lenses", _is_bool),
}


def read(raw: object) -> Settings:
    """Settings as a client has them, nested or with dotted names. What is of no use keeps its default."""
    if not isinstance(raw, Mapping):
        if raw is not None:
            logger.warning("the settings are no object: %r", raw)
        return Settings()
    given: dict[str, Any] = {}
    for name, (attribute, fits) in _KNOWN.items():
        value = _value(raw, name)
        if value is None:
            continue
        if fits(value):
            given[attribute] = frozenset(value) if isinstance(value, list) else value
        else:
            logger.warning("the setting %s.%s cannot be %r", SECTION, name, value)
    return Settings(**given)


def _value(raw: Mapping[str, Any], name: str) -> Any:
    if name in raw:
        return raw[name]
    for part in name.split("."):
        if not isinstance(raw, Mapping) or part not in raw:
            return None
        raw = raw[part]
    return raw


def register(server: NormilLanguageServer) -> None:
    can = server.client_capabilities
    pulls = bool(get_capability(can, "workspace.configuration"))

    def take(raw: object) -> None:
        settings = read(raw)
        if settings != server.settings:
            server.settings = settings
            for listener in server.on_settings:
                listener()

    def pull() -> None:
        params = lsp.ConfigurationParams([lsp.ConfigurationItem(section=SECTION)])
        server.workspace_configuration(params, lambda answer: take(answer[0] if answer else None))

    @server.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        if get_capability(can, "workspace.did_change_configuration.dynamic_registration"):
            registration = lsp.Registration("settings", lsp.WORKSPACE_DID_CHANGE_CONFIGURATION, {"section": SECTION})
            server.client_register_capability(lsp.RegistrationParams([registration]))
        if pulls:
            pull()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def did_change_configuration(params: lsp.DidChangeConfigurationParams) -> None:
        if pulls:
            pull()
        elif isinstance(params.settings, Mapping):
            take(params.settings.get(SECTION, params.settings))
