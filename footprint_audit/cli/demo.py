"""`footprint-audit demo`: the main job, on a fictional web that this command brings along."""

from __future__ import annotations

from typing import Annotated

import typer

from footprint_audit.cli import options

__all__ = ["demo"]


def demo(
    person: Annotated[
        str, typer.Argument(metavar="[nurse|engineer|creator|organisation]", help="Whom to audit", show_default=False)
    ] = "nurse",
    format: options.Formats = None,  # noqa: A002 - the flag's name is its contract
    language: options.Language = None,
    fail_on: options.FailOn = None,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Audit an invented person on a small web on this machine: nothing leaves it.

    Real HTTP, the same collectors, rules and score as `audit`.
    """
    from footprint_audit.cli.language import chosen_language
    from footprint_audit.cli.output import refuse_to_overwrite
    from footprint_audit.cli.run import finish
    from footprint_audit.cli.settings import Settings, fail_on_severity, outputs
    from footprint_audit.collectors import programs
    from footprint_audit.collectors.door import Door
    from footprint_audit.demo.people import people
    from footprint_audit.demo.web import DemoWeb
    from footprint_audit.errors import UsageError
    from footprint_audit.model import Context, Handle, Strategy, Subject

    if person == "organisation":
        from footprint_audit.cli.demo_organisation import demo_organisation

        demo_organisation(quiet=quiet)
        return
    known = people()
    if person not in known:
        raise UsageError(f"there is nobody called {person!r} in the demo", f"choose one of: {', '.join(known)}")
    chosen, spoken = outputs(format or ()), chosen_language(language)
    refuse_to_overwrite(chosen, force=force)
    with DemoWeb() as web:
        on = dict(server.split("=", 1) for server in web.servers())
        collectors = tuple(programs()[name].at(base) for name, base in on.items())
        # The forum is left undeclared: an account there may be somebody else's, as one may be in real life.
        declared = {
            "mastodon": Context.PERSONAL,
            "gitea": Context.PROFESSIONAL,
            "wordpress": Context.PROFESSIONAL,
            "mediawiki": Context.PROFESSIONAL,
        }
        programs_of = {collector.site.id: collector.site.id.split(":")[0] for collector in collectors}
        settings = Settings(
            subject=Subject(
                (Handle(known[person].handle),), known[person].professions, Strategy(known[person].strategy)
            ),
            collectors=collectors,
            contexts={site: declared[program] for site, program in programs_of.items() if program in declared},
            outputs=chosen,
            fail_on=fail_on_severity(fail_on),
            language=spoken,
            quiet=quiet,
        )
        finish(settings, Door(allow_networks=("127.0.0.0/8",), resolver=web.resolve))
