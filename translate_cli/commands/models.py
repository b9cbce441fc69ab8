"""The commands `lugat models …`: see, install, check and remove model packages."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from translate_cli import models as store
from translate_cli.commands.options import examples
from translate_cli.download import Progress
from translate_cli.errors import PackageError
from translate_cli.model_index import (
    AvailablePackage,
    default_index_url,
    fetch_index,
    parse_pair,
    resolve_route,
)
from translate_cli.model_install import Accept, add_archive, install_route, remove_package
from translate_cli.models import InstalledPackage, VerifyReport

F = TypeVar("F", bound=Callable[..., Any])


def _check_sha256(_: click.Context, __: click.Parameter, values: Sequence[str]) -> list[str]:
    for value in values:
        if not re.fullmatch(r"[0-9A-Fa-f]{64}", value):
            raise click.BadParameter(f"{value!r} is not a SHA-256 of 64 hexadecimal digits")
    return [value.lower() for value in values]


def _json_option(function: F) -> F:
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON for programs on standard output."
    )(function)


def _index_options(function: F) -> F:
    function = click.option(
        "--timeout",
        "timeout_s",
        type=click.FloatRange(min=0.1),
        default=30.0,
        show_default=True,
        metavar="SECONDS",
        help="Give up when the server is silent for so long.",
    )(function)
    return click.option(
        "--index",
        "index_url",
        metavar="URL",
        help="Package list to read: http, https or file address, a path, or a folder with "
        "index.json. [default: that of Argos Translate, or ARGOS_PACKAGE_INDEX]",
    )(function)


def _accept_options(function: F) -> F:
    function = click.option(
        "--yes", is_flag=True, help="Accept a package whose checksum is not known, do not ask."
    )(function)
    return click.option(
        "--sha256",
        "known_sha256",
        metavar="HEX",
        multiple=True,
        callback=_check_sha256,
        help="Checksum the package must have where none is built in; repeat it for several.",
    )(function)


@click.group(name="models", epilog=examples("lugat models install az-vi"))
def models() -> None:
    """See, install, check and remove model packages.

    Packages are those of Argos Translate, in its folder (ARGOS_PACKAGES_DIR, XDG_DATA_HOME).
    """


@models.command(
    name="list", epilog=examples("lugat models list", "lugat models list --available --json")
)
@click.option("--available", is_flag=True, help="Also show the packages that can be downloaded.")
@_index_options
@_json_option
def list_models(available: bool, index_url: str | None, timeout_s: float, as_json: bool) -> None:
    """List the packages that are installed and the starter that ships with lugat."""
    groups: dict[str, list[InstalledPackage]] = {"starter": list(store.iter_starter())}
    broken: list[store.BrokenPackage] = []
    folder: Path | None = None
    try:
        folder = store.packages_dir()
        groups["installed"] = list(store.iter_installed())
        broken = list(store.iter_broken())
    except PackageError as exc:
        # The starter works without any folder, so say what is wrong and go on.
        click.echo(str(exc), err=True)
    offered = fetch_index(index_url or default_index_url(), timeout_s) if available else []
    if as_json:
        data: dict[str, Any] = {
            "packages_dir": str(folder) if folder else None,
            "installed": [_describe(package) for package in groups.get("installed", [])],
            "starter": [_describe(package) for package in groups["starter"]],
            "broken": [{"path": str(entry.path), "reason": entry.reason} for entry in broken],
        }
        if available:
            data["available"] = [_describe_available(package) for package in offered]
        _echo_json(data)
        return
    rows = [
        (package.pair, package.version, package.name, origin, str(package.path))
        for origin in ("installed", "starter")
        for package in groups.get(origin, [])
    ]
    rows += [
        (p.pair, p.version, f"{p.source_name} → {p.target_name}", "available", p.links[0])
        if p.links
        else (p.pair, p.version, f"{p.source_name} → {p.target_name}", "available", "no link")
        for p in offered
    ]
    _echo_table(("PAIR", "VERSION", "NAME", "STATE", "PLACE"), rows)
    if not groups.get("installed"):
        click.echo("No package is installed. Example: lugat models install az-vi", err=True)
    for entry in broken:
        click.echo(f"Broken: {entry.path}: {entry.reason}. {store.REINSTALL_HINT}", err=True)


@models.command(
    epilog=examples(
        "lugat models install az-vi",
        "lugat models install en-vi --index /media/usb/argos/index.json",
    )
)
@click.argument("pair")
@_index_options
@_accept_options
@click.option("--reinstall", is_flag=True, help="Install again what is there in this version.")
@_json_option
def install(
    pair: str,
    index_url: str | None,
    timeout_s: float,
    known_sha256: list[str],
    yes: bool,
    reinstall: bool,
    as_json: bool,
) -> None:
    """Download and install the packages for PAIR, two where the way goes through English."""
    source, target = parse_pair(pair)
    route = resolve_route(fetch_index(index_url or default_index_url(), timeout_s), source, target)
    present = [] if reinstall else [held for p in route if (held := _held_version(p)) is not None]
    held_pairs = {package.pair for package in present}
    installed = install_route(
        [package for package in route if package.pair not in held_pairs],
        accept=_asker(yes),
        known_sha256=known_sha256,
        timeout_s=timeout_s,
        progress_for=_show_progress,
    )
    _report_installed(installed, present, as_json)


@models.command(epilog=examples("lugat models add translate-az_en-1_5.argosmodel"))
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.argosmodel")
@_accept_options
@_json_option
def add(file: Path, known_sha256: list[str], yes: bool, as_json: bool) -> None:
    """Install a package from a file, without any network."""
    installed = add_archive(file, accept=_asker(yes), known_sha256=known_sha256)
    _report_installed([installed], [], as_json)


@models.command(
    epilog=examples("lugat models remove az-en", "lugat models remove az-en --version 1.5 --yes")
)
@click.argument("pair")
@click.option("--version", "version", metavar="VERSION", help="Remove only this version.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_json_option
def remove(pair: str, version: str | None, yes: bool, as_json: bool) -> None:
    """Remove the installed package of PAIR, in all its versions."""
    source, target = parse_pair(pair)
    found = store.find_packages(source, target)
    doomed = [package for package in found if version in {None, package.version}]
    if not doomed:
        there = found or list(store.iter_installed())
        _raise_absent(f"{pair} {version or ''}".strip(), there)
    for package in doomed:
        question = f"Remove {package.pair} {package.version} in {package.path}?"
        if not yes and not click.confirm(question, err=True):
            raise PackageError("not removed.", where=package.path, hint="Answer y, or give --yes.")
    for package in doomed:
        remove_package(package)
        if not as_json:
            click.echo(f"Removed {package.pair} {package.version} from {package.path}")
    if as_json:
        _echo_json({"removed": [_describe(package) for package in doomed]})


@models.command(epilog=examples("lugat models verify", "lugat models verify az-vi --json"))
@click.argument("pair", required=False)
@_json_option
def verify(pair: str | None, as_json: bool) -> None:
    """Check packages against the checksums of their install, and that their parts load.

    Without PAIR, all installed packages and the starter. Exit code 1 when something is wrong.
    """
    broken: list[store.BrokenPackage] = []
    if pair is None:
        packages = [*store.iter_installed(), *store.iter_starter()]
        broken = list(store.iter_broken())
    else:
        packages = _installed_route(pair)
    reports = [store.verify_package(package) for package in packages]
    bad = sum(1 for report in reports if report.problems) + len(broken)
    if as_json:
        entries = [
            {**_describe(r.package), "recorded": r.recorded, "problems": list(r.problems)}
            for r in reports
        ]
        entries += [
            {"path": str(b.path), "recorded": False, "problems": [b.reason]} for b in broken
        ]
        _echo_json({"ok": not bad, "packages": entries})
    else:
        for line in _verify_lines(reports, broken):
            click.echo(line)
    if bad:
        total = len(reports) + len(broken)
        raise PackageError(f"{bad} of {total} packages are damaged.", hint=store.REINSTALL_HINT)


def _held_version(package: AvailablePackage) -> InstalledPackage | None:
    """Return the installed package that is as new as `package`."""
    held = store.find_package(package.source_lang, package.target_lang)
    if held and store.version_key(held.version) >= store.version_key(package.version):
        return held
    return None


def _installed_route(pair: str) -> list[InstalledPackage]:
    source, target = parse_pair(pair)
    installed = list(store.iter_installed())
    direct = store.find_packages(source, target)
    try:
        return direct or resolve_route(installed, source, target)
    except PackageError:
        _raise_absent(pair, installed)
        raise


def _raise_absent(pair: str, installed: Iterable[InstalledPackage]) -> None:
    there = ", ".join(sorted({f"{package.pair} {package.version}" for package in installed}))
    raise PackageError(
        "this package is not installed.",
        where=pair,
        hint=f"Installed: {there}." if there else "No package is installed.",
    )


def _asker(yes: bool) -> Accept:
    def accept(name: str, digest: str) -> bool:
        click.echo(f"No checksum is known for {name}. Its SHA-256 is\n  {digest}", err=True)
        return yes or click.confirm("Install it?", err=True)

    return accept


def _show_progress(package: AvailablePackage) -> Progress | None:
    """Return what draws the progress on a terminal, None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def show(done: int, total: int | None) -> None:
        nonlocal shown
        step = done * 100 // total if total else done >> 20
        if step == shown:
            return
        shown = step
        state = f"{step:3d} % of {total / 1e6:.1f} MB" if total else f"{done / 1e6:.1f} MB"
        end = "\n" if done == total else ""
        click.echo(f"\r{package.pair} {package.version}: {state}{end}", nl=False, err=True)

    return show


def _describe(package: InstalledPackage) -> dict[str, str]:
    return {
        "source_lang": package.source_lang,
        "target_lang": package.target_lang,
        "version": package.version,
        "name": package.name,
        "path": str(package.path),
    }


def _describe_available(package: AvailablePackage) -> dict[str, Any]:
    return {
        "source_lang": package.source_lang,
        "target_lang": package.target_lang,
        "version": package.version,
        "name": f"{package.source_name} → {package.target_name}",
        "links": list(package.links),
        "sha256": package.pin.sha256 if package.pin else None,
    }


def _report_installed(
    installed: list[InstalledPackage], present: list[InstalledPackage], as_json: bool
) -> None:
    if as_json:
        _echo_json(
            {
                "installed": [_describe(package) for package in installed],
                "present": [_describe(package) for package in present],
            }
        )
        return
    for package in present:
        click.echo(f"{package.pair} {package.version} is there already, in {package.path}")
    for package in installed:
        click.echo(f"Installed {package.pair} {package.version} in {package.path}")


def _verify_lines(reports: list[VerifyReport], broken: list[store.BrokenPackage]) -> Iterable[str]:
    for report in reports:
        state = "DAMAGED" if report.problems else "good"
        if not report.problems and not report.recorded:
            state = "loads (no checksums: lugat did not install it)"
        yield f"{report.package.pair} {report.package.version}: {state}"
        yield from (f"  {problem}" for problem in report.problems)
    for entry in broken:
        yield f"{entry.path}: DAMAGED"
        yield f"  {entry.reason}"


def _echo_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _echo_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    widths = [max(len(row[i]) for row in (header, *rows)) for i in range(len(header) - 1)]
    for row in (header, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())
