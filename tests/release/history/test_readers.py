"""No release whose emergency texts two people have not approved is ever answered from, by any door."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base.errors import PorchlightError
from app.engine.builtin import BUILTIN
from app.release.history.checking import Checker
from app.release.history.importing import FirstRelease
from app.release.history.pulling import Puller
from app.release.staff_files import Files
from app.release.watch import ReleaseWatch
from app.store.database import open_database
from app.store.releases import live, records
from tests.migrated import migrated
from tests.release.history.conftest import NOW, SETTINGS

EN = "content/en/main.yaml"
people = st.sampled_from(["Ana", "Bo", "Cy"])
acts = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), people, st.sampled_from(["Stay by them.", "Stay there.", "Stay with them."])),
        st.tuples(st.just("approve"), people, st.just("")),
        st.tuples(st.just("publish"), people, st.just("")),
        st.tuples(st.just("roll back"), people, st.sampled_from(["1", "2", "3"])),
        st.tuples(st.just("force"), people, st.sampled_from(["1", "2", "3"])),
        st.tuples(st.just("forge"), people, st.just("")),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_real_callers_hear_only_what_two_others_approved(  # noqa: C901, PLR0912 - one story, act by act
    staff_files: Files, tmp_path_factory: object, done: list[tuple[str, str, str]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("record")  # type: ignore[attr-defined]
    url = f"sqlite:///{folder / 'x.db'}"
    migrated(url)
    database = open_database(url, statement_seconds=10)
    cache = folder / "cache"
    demo, real = (
        FirstRelease(
            database,
            checker=Checker(settings=SETTINGS, production=production, cache=cache),
            production=production,
            clock=lambda: NOW,
        )
        for production in (False, True)
    )
    demo.begin(staff_files, by="files")
    approved: dict[str, set[str]] = {}
    written: dict[str, set[str]] = {"Stay with them.": set()}
    draft, says = real.open_draft("Ana"), "Stay with them."
    puller, watch = Puller(folder / "releases"), None
    for what, who, more in done:
        try:
            if what == "edit":
                data = real.file(EN, draft=draft.id) or b""
                if more != says:
                    real.put(draft.id, EN, data.replace(says.encode(), more.encode()), by=who)
                    written.setdefault(more, set()).add(who)
                    says = more
            elif what == "approve":
                real.approve(draft.id, by=who)
                approved.setdefault(says, set()).add(who)
            elif what == "publish":
                if real.publish(draft.id, by=who).release is not None:
                    draft = real.open_draft(who)
            elif what == "roll back":
                real.rollback(int(more), by=who)
            elif what == "forge":  # the demo publishes what nobody approved into the same record
                if demo.publish(draft.id, by=who).release is not None:
                    draft = real.open_draft(who)
            else:  # somebody who can write the row makes a release live by hand
                with database.writing() as session:
                    if records.one(session, int(more)) is not None:
                        live.move(session, number=int(more), by=who, at=NOW, door="store")
        except PorchlightError:
            pass
        pulled = puller.look(database, again=True)
        assert pulled is not None
        if watch is None:
            watch = ReleaseWatch(
                pulled.root,
                cache=cache,
                settings=SETTINGS,
                production=True,
                approvals=pulled.approvals,
                sleep=lambda _: None,
            )
        watch.look_in(pulled.root, pulled.approvals)
        watch.refresh()
        said = watch.release.texts["en"]["overdose.after"].text if watch.release is not BUILTIN else ""

        assert not said or len(approved.get(said, set())) >= 2
    real.close()
    demo.close()
