"""`porchlight provision`: sets up the account at Twilio, from a login to a number that answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.channels.twilio.provisioning import Step, TwilioAccount, Wishes
    from app.config.settings import Settings

TEXT, VOICE = "twilio/text.xml", "twilio/voice.xml"
"""In a bundle."""


def mount(app: typer.Typer) -> None:
    """The command is part of this command line."""
    app.command()(provision)


def provision(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be changed, and change nothing.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Change it without asking; a number is still bought only with --buy.")
    ] = False,
    buy: Annotated[bool, typer.Option("--buy", help="Where the account has no number, buy one.")] = False,
    area_code: Annotated[str, typer.Option(help="Where a number is looked for.")] = "",
    bundle: Annotated[
        str, typer.Option(help="Where the folder of `porchlight bundle` is served: its files become the fallbacks.")
    ] = "",
    text_fallback: Annotated[str, typer.Option(help="Address of a TwiML Bin with twilio/text.xml.")] = "",
    voice_fallback: Annotated[str, typer.Option(help="Address of a TwiML Bin with twilio/voice.xml.")] = "",
) -> None:
    """Point the number at Twilio to this line: webhooks, fallbacks, reports, messaging service. A second time changes nothing."""
    from app.channels.twilio.provisioning import ProvisioningRefused, TwilioAccount, Wishes
    from app.config.settings import load_settings

    settings = load_settings()
    if not settings.public_url.startswith("https://") or "TWILIO_AUTH_TOKEN" in settings.generated:
        raise ProvisioningRefused("Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and PUBLIC_URL (https://...) first.")
    folder = bundle.rstrip("/")
    wishes = Wishes(
        number=settings.line_number,
        public_url=settings.public_url,
        name=settings.line_name,
        service=settings.twilio_messaging_service_sid,
        text_fallback=text_fallback or (f"{folder}/{TEXT}" if folder else ""),
        voice_fallback=voice_fallback or (f"{folder}/{VOICE}" if folder else ""),
        area_code=area_code,
    )
    account = TwilioAccount(settings.twilio_account_sid, settings.auth_tokens[0], base=settings.twilio_api_base)
    try:
        _carry_out(account, wishes, dry_run=dry_run, yes=yes, buy=buy)
        if not dry_run:
            _to_set(settings, account)
    finally:
        account.close()
    for line in _by_hand(settings, wishes):
        typer.echo(line)


def _carry_out(account: TwilioAccount, wishes: Wishes, *, dry_run: bool, yes: bool, buy: bool) -> None:
    """What is not as it should be is said, and, where that is wished, changed."""
    steps = list(account.steps(wishes))
    for step in steps:
        typer.echo(step.says)
    if not steps:
        typer.echo("Everything is set already.")
    if not steps or dry_run:
        return
    if not _agreed(steps, yes=yes, buy=buy):
        typer.echo("Nothing was changed.")
        raise typer.Exit(1)
    for step in steps:
        step.do()
    left = [step.says for step in account.steps(wishes._replace(number=account.number))]
    typer.echo(
        f"{len(steps)} changes made." if not left else "Twilio took all of it, and yet it is not so: " + "; ".join(left)
    )
    if left:
        raise typer.Exit(1)


def _agreed(steps: list[Step], *, yes: bool, buy: bool) -> bool:
    if any(step.buys for step in steps) and not buy:
        return typer.confirm("Buy this number?") and (yes or typer.confirm("Change all of that?"))
    return yes or typer.confirm("Change all of that?")


def _to_set(settings: Settings, account: TwilioAccount) -> None:
    if settings.line_number != account.number:
        typer.echo(f"Set LINE_NUMBER={account.number}")
    if settings.twilio_messaging_service_sid != account.service:
        typer.echo(f"Set TWILIO_MESSAGING_SERVICE_SID={account.service}")


def _by_hand(settings: Settings, wishes: Wishes) -> Iterator[str]:
    """What Twilio lets nobody set but a person in its console, with the very words."""
    from app.release.compiled import compiled
    from app.release.load import load

    yield "By hand, in the console (there is no other way):"
    yield f"- Monitor, Errors, webhook: {wishes.public_url}/twilio/error"
    if not (wishes.text_fallback and wishes.voice_fallback):
        yield "- Fallbacks: TwiML Bins with the files of `porchlight bundle`; then this command with --text-fallback and --voice-fallback"
    release = load(settings.porchlight_home, settings=settings.blanks).release
    if release is None:
        return
    library = compiled(release)
    for code in release.languages:
        for about, key in (("HELP", "line.help"), ("STOP", "line.stopped"), ("START", "line.started")):
            if library.packs.written_in(key, code) == code:
                yield f"- Messaging service, Advanced Opt-Out, {about} ({code}): {library.text(key, code)}"
