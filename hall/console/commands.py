"""The commands that serve nothing, by their names."""

from argparse import Namespace
from pathlib import Path

from hall.console import configuration, data, devices, install, plan, staff, tls, tokens, update
from hall.texts import Texts


def do(root: Path, given: Namespace) -> int:
    """Do what the command line says and return the exit status; `root` is the folder with `assets/`."""
    texts = Texts.load(root / "assets" / "text")
    match given.command:
        case "check":
            configuration.check(root, texts, given.config, given.data)
        case "staff":
            return staff.staff(texts, given)
        case "device":
            return devices.device(texts, given)
        case "token":
            return tokens.token(texts, given)
        case "plan":
            return plan.run(given.plan_command, given.config, given.data, getattr(given, "file", None))
        case "tls":
            return tls.tls(given)
        case "update":
            return update.update(root, given)
        case "install":
            return install.install(root, given)
        case "backup" | "restore" | "copy":
            return data.data(given)
    return 0
