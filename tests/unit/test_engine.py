from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate_cli.engine import open_route
from translate_cli.errors import NoEngineError, PackageError

Build = Callable[..., Path]


def test_direct_package_goes_first(install: Build, no_starter: None) -> None:
    install("az", "en")
    install("en", "vi")
    install("az", "vi", version="0.3")
    assert open_route("az", "vi").name == "argos:az_vi-0.3"


def test_newest_version_alone(install: Build, no_starter: None) -> None:
    install("az", "en", version="1.9")
    install("az", "en", version="1.10")
    assert open_route("az", "en").name == "argos:az_en-1.10"


def test_pivot(install: Build, no_starter: None) -> None:
    install("az", "en")
    install("en", "vi", version="1.9")
    route = open_route("az", "vi")
    assert route.name == "argos:az_en-1.0+argos:en_vi-1.9"
    assert [engine.target_lang for engine in route.engines] == ["en", "vi"]
    assert not route.is_starter


@pytest.mark.parametrize("choice", ["auto", "argos", "starter"])
def test_nobody_serves_the_pair(install: Build, no_starter: None, choice: str) -> None:
    install("az", "en")
    with pytest.raises(NoEngineError, match=r"az.+de"):
        open_route("az", "de", choice=choice)  # type: ignore[arg-type]


def test_named_folder(build_package: Build, tmp_path: Path) -> None:
    package = build_package("az", "en")
    assert open_route("az", "en", model=package).name == "argos:az_en-1.0"
    with pytest.raises(NoEngineError, match="az-en, not az-vi"):
        open_route("az", "vi", model=package)
    with pytest.raises(PackageError):
        open_route("az", "en", model=tmp_path / "nowhere")


def test_starter_when_nothing_is_installed(
    build_package: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from translate_cli import models

    package = models.load_package(build_package("az", "en"))
    monkeypatch.setattr(models, "iter_starter", lambda: iter([package]))
    route = open_route("az", "en")
    assert route.is_starter
    assert route.name == "starter"
    with pytest.raises(NoEngineError, match="the starter serves az-en"):
        open_route("az", "vi")


def test_installed_goes_before_the_starter(
    install: Build, build_package: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    from translate_cli import models

    package = models.load_package(build_package("az", "en"))
    monkeypatch.setattr(models, "iter_starter", lambda: iter([package]))
    install("az", "en", version="1.5")
    assert open_route("az", "en").name == "argos:az_en-1.5"
    assert open_route("az", "en", choice="starter").name == "starter"
