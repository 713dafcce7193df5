"""`footprint-audit org`: accounts that staff declared, audited in a pipeline, for people who were told."""

from __future__ import annotations

from footprint_audit.cli import options, org_options

__all__ = ["org"]


def org(
    roster: org_options.RosterFile,
    fail_on: options.FailOn = None,
    min_coverage: org_options.MinCoverage = None,
    min_score: org_options.MinScore = None,
    baseline: org_options.BaselineFile = None,
    diff_base: org_options.DiffBase = None,
    subject_reports: org_options.SubjectReports = None,
    subject_format: org_options.SubjectFormats = "json",
    run_log: org_options.RunLog = None,
    pack: options.Packs = None,
    format: options.Formats = None,  # noqa: A002 - the flag's name is its contract
    timeout: options.Timeout = None,
    concurrency: options.GentleConcurrency = None,
    config: options.ConfigFile = None,
    trust_repo_config: org_options.TrustRepo = False,
    allow_public_repo: org_options.AllowPublic = False,
    allow_network: options.AllowNetwork = None,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Audit the accounts that staff declared, and fail on a new finding.

    Needs the [organisation] table: purpose, legal basis, owner, notice date, expiry. Asks declared accounts only, ranks
    nobody, and shows no evidence: that stands in each subject's own report.
    """
    from footprint_audit.cli.org_run import run_organisation
    from footprint_audit.cli.org_settings import OrgFlags, org_settings
    from footprint_audit.cli.output import refuse_to_overwrite
    from footprint_audit.cli.run import now

    at = now()
    flags = OrgFlags(
        roster=roster,
        fail_on=fail_on,
        min_coverage=min_coverage,
        min_score=min_score,
        baseline=baseline,
        diff_base=diff_base,
        subject_reports=subject_reports,
        subject_format=subject_format,
        run_log=run_log,
        pack=tuple(pack or ()),
        format=tuple(format or ()),
        timeout=timeout,
        concurrency=concurrency,
        config=config,
        trust=trust_repo_config,
        public=allow_public_repo,
        allow_network=tuple(allow_network or ()),
        quiet=quiet,
    )
    chosen = org_settings(flags, at.date())
    refuse_to_overwrite(chosen.outputs, force=force)
    run_organisation(chosen, at)
