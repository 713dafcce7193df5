"""`footprint-audit audit`: one person's handles, asked, judged, reported."""

from __future__ import annotations

from footprint_audit.cli import options, org_options

__all__ = ["audit"]


def audit(
    handles: options.Handles,
    profession: options.Professions = None,
    pack: options.Packs = None,
    strategy: options.StrategyName = None,
    context: options.Contexts = None,
    sites: options.Sites = None,
    skip: options.Skip = None,
    on: options.On = None,
    manifest: options.Manifests = None,
    variants: options.Variants = False,
    format: options.Formats = None,  # noqa: A002 - the flag's name is its contract
    language: options.Language = None,
    fail_on: options.FailOn = None,
    timeout: options.Timeout = None,
    concurrency: options.Concurrency = None,
    config: options.ConfigFile = None,
    trust_repo_config: org_options.TrustRepo = False,
    allow_network: options.AllowNetwork = None,
    reveal: options.Reveal = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Audit the public profiles of one person's handles.

    Asks each site once for each handle, judges what it reads by open rules, and says what could not be read.
    """
    from footprint_audit.cli.output import refuse_to_overwrite
    from footprint_audit.cli.run import run_audit
    from footprint_audit.cli.settings import Flags, settings

    flags = Flags(
        handles=tuple(handles),
        profession=tuple(profession or ()),
        pack=tuple(pack or ()),
        strategy=strategy,
        context=tuple(context or ()),
        sites=sites,
        skip=skip,
        on=tuple(on or ()),
        manifest=tuple(manifest or ()),
        variants=variants,
        format=tuple(format or ()),
        language=language,
        fail_on=fail_on,
        timeout=timeout,
        concurrency=concurrency,
        config=config,
        allow_network=tuple(allow_network or ()),
        reveal=reveal,
        trust=trust_repo_config,
        quiet=quiet,
    )
    chosen = settings(flags)
    refuse_to_overwrite(chosen.outputs, force=force)
    run_audit(chosen)
