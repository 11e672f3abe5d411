"""``make run``: the whole Trousse on this machine. ``make reset``: its demo, anew."""

import os
import shutil
import signal
import time
from pathlib import Path

from bootstrap import assets, demo, pages, ports, say
from bootstrap.cluster import Cluster
from bootstrap.errors import Interrupted, Stop
from bootstrap.ground import Ground, prepared
from bootstrap.places import PYTHON, state_dir
from bootstrap.processes import end_with_parent
from bootstrap.runs import Run, only_one
from bootstrap.supervisor import Service, Supervisor

READY_SECONDS = 90
LARGEST_LOG = 10_000_000  # bytes; beyond, a log is put aside at the next start


def run() -> int:
    """Prepares what is missing, then serves until someone says stop."""
    if os.environ.get("MAKELEVEL"):  # make killed without a word must not leave us running alone
        end_with_parent()
    say.line("\n  La Trousse à Projets se prépare.\n")
    with only_one(state_dir()) as this_run, prepared("demo", "base") as ground:
        host, port, bank_port = _ports()
        site_url, bank_url = f"http://localhost:{port}", f"http://localhost:{bank_port}"
        ground = ground.in_demo(site_url, bank_url).with_variables({"HOST": host, "PORT": str(port)})
        _fill(ground, bank_port)
        _serve(ground, this_run, bank_port)
    say.line("\n  Tout est arrêté, rien n’est perdu. À bientôt !")
    return 0


def reset() -> int:
    """Empties the database and what goes with it, then builds the demo again."""
    if os.environ.get("DATABASE_URL") and os.environ.get("CONFIRM") != "yes":
        raise Stop(
            "DATABASE_URL est définie : cette base serait vidée, pour de bon.\n"
            "    Si c’est bien ce que vous voulez : CONFIRM=yes make reset"
        )
    with only_one(state_dir()), prepared("demo", "base") as ground:
        _host, port, bank_port = _ports()
        ground = ground.in_demo(f"http://localhost:{port}", f"http://localhost:{bank_port}")
        with say.step("Base vidée"):
            demo.empty(ground)
            shutil.rmtree(ground.state / "testbank", ignore_errors=True)
        _fill(ground, bank_port)
    say.line("\n  La démo est toute neuve. Ouvrez-la avec : make run")
    return 0


def _fill(ground: Ground, bank_port: int) -> None:
    """Everything the servers find when they start. Each part is quick when there is nothing to do."""
    assets.ensure(ground.state)
    with say.step("Tables"):
        ground.quietly("manage.py", "migrate", "--noinput")
    pages.ensure(ground)
    bank = demo.bank_service(ground, bank_port, str(PYTHON)) if bank_port else None
    demo.load(ground, bank, bank_port)


def _ports() -> tuple[str, int, int]:
    """Where the site listens, and the test bank's port: 0 when the site is already pointed at another gateway."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = _port("PORT", 8000, host)
    if os.environ.get("SYSTEMPAY_FORM_URL"):
        return host, port, 0
    return host, port, _port("TESTBANK_PORT", 8100, "127.0.0.1", avoid=port)


def _port(variable: str, default: int, host: str, avoid: int = 0) -> int:
    typed = os.environ.get(variable) or str(default)
    if not typed.isdigit() or not 0 < int(typed) < 65536:
        raise Stop(f"{variable}={typed} : il faut un numéro de port, entre 1 et 65535.")
    wanted = int(typed)
    port = ports.first_free(wanted + (wanted == avoid), host)
    if port != wanted:
        say.note(f"le port {wanted} est pris : on prend le {port}")
    return port


def _serve(ground: Ground, this_run: Run, bank_port: int) -> None:
    address = ground.variables["BASE_URL"]
    bank_url = f"http://localhost:{bank_port}" if bank_port else ""
    supervisor = Supervisor(
        this_run.token,
        on_change=lambda pids: this_run.write(address=address, bank=bank_url, services=pids),
        tend_database=lambda: _tend(ground.cluster),
    )
    supervisor.listen_to_signals()
    try:
        with say.step("Serveurs"):
            supervisor.start(_services(ground, bank_port))
            _wait_for_site(supervisor, ground.variables)
        if not supervisor.stopping:
            _welcome(address, bank_url, ground.state)
        supervisor.watch()
        say.line("\n  On range…")
    finally:
        supervisor.stop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # what is left is PostgreSQL's own orderly stop


def _tend(cluster: Cluster | None) -> None:
    """Starts the private PostgreSQL again if it has fallen: it repairs itself from its journal."""
    if cluster and not cluster.is_running():
        say.note("PostgreSQL s’est arrêté : redémarrage.")
        cluster.start()


def _services(ground: Ground, bank_port: int) -> list[Service]:
    """The site first: it stops first."""
    variables = ground.variables
    logs = ground.state / "log"
    logs.mkdir(exist_ok=True)
    granian = [str(PYTHON.with_name("granian")), "--interface", "wsgi", "--no-ws", "--workers", "2"]
    keeping = ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    listening = ["--host", variables["HOST"], "--port", variables["PORT"]]
    site = [*granian, *keeping, *listening, "config.wsgi:application"]
    worker = [str(PYTHON), "manage.py", "procrastinate", "worker"]
    services = [
        Service("web", "Le site", site, variables, _log(logs, "web")),
        Service("worker", "Le travail de fond", worker, variables, _log(logs, "worker")),
    ]
    if bank_port:
        _log(logs, "bank")
        services.append(demo.bank_service(ground, bank_port, str(PYTHON)))
    return services


def _log(folder: Path, name: str) -> Path:
    log = folder / f"{name}.log"
    if log.is_file() and log.stat().st_size > LARGEST_LOG:
        log.replace(folder / f"{name}.old.log")
    return log


def _wait_for_site(supervisor: Supervisor, variables: dict[str, str]) -> None:
    """Returns when the site answers, or when someone asks to stop. Raises Stop when it does not come up."""
    host = "127.0.0.1" if variables["HOST"] == "0.0.0.0" else variables["HOST"]  # noqa: S104 - compared, not bound
    deadline = time.monotonic() + READY_SECONDS
    while not supervisor.stopping and not ports.answers(host, int(variables["PORT"]), "/healthz"):
        supervisor.look()
        if time.monotonic() > deadline:
            raise Stop(f"Le site ne répond pas. Son journal : {variables['TROUSSE_STATE_DIR']}/log/web.log")
        time.sleep(0.1)


def _welcome(address: str, bank_url: str, state: Path) -> None:
    bank_line = (
        f"\n    {bank_url:<38} la banque d’essai : rejouer, retarder, falsifier une notification" if bank_url else ""
    )
    say.line(
        f"""
  C’est prêt !

    {address:<38} le site : choisir un projet, donner 20 €
    {address + "/demo":<38} entrer d’un clic en enseignante, directeur, instructrice…
    {address + "/_courriels":<38} les courriels de la démo : rien ne part vraiment{bank_line}

  Carte qui marche, carte refusée, 3-D Secure : la page de paiement les propose.
  Journaux : {state}/log · Arrêter : Ctrl-C · Repartir de zéro : make reset"""
    )


def interrupt(_number: int, _frame: object) -> None:
    """While the ground is being prepared, a signal unwinds what is open: PostgreSQL is stopped on the way out."""
    raise Interrupted
