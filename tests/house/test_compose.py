"""The composed hall of docs/compose holds together: what one file names, the others have. No container is started."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "compose"
MADE_BY_HAND = {"./config.toml"}


@pytest.fixture
def composed() -> dict[str, Any]:
    """The file as YAML reads it, its anchors put in."""
    read: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    return read


def test_what_is_mounted_and_waited_for_is_there(composed: dict[str, Any]) -> None:
    """Every file that a service mounts, every volume, every service that another waits for."""
    services = composed["services"]
    for service in services.values():
        for mount in service["volumes"]:
            source = mount.split(":", 1)[0]
            assert (
                source in MADE_BY_HAND or (FOLDER / source).is_file()
                if "/" in source
                else source in composed["volumes"]
            )
        assert set(service.get("depends_on", ())) <= services.keys()
        assert set(service["networks"]) <= composed["networks"].keys()


def test_each_server_has_a_data_folder_of_its_own_and_the_balancer_knows_each(composed: dict[str, Any]) -> None:
    """Two servers at the least; the balancer's address is in its network and is the one that the docs have trusted."""
    halls = {name: one for name, one in composed["services"].items() if name.startswith("hall-")}
    assert len(halls) > 1
    assert len({mount for one in halls.values() for mount in one["volumes"] if mount.endswith(":/data")}) == len(halls)
    balanced = re.findall(r"(?m)^ +server (\S+) (\S+):8000", (FOLDER / "haproxy.cfg").read_text(encoding="utf-8"))
    assert balanced == [(name, name) for name in halls] * 2
    address = composed["services"]["balancer"]["networks"]["inner"]["ipv4_address"]
    assert ip_address(address) in ip_network(composed["networks"]["inner"]["ipam"]["config"][0]["subnet"])
    assert f'trusted_proxies = ["{address}"]' in (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")


def test_the_image_has_the_whole_program() -> None:
    """Every package that server.py stands on is copied into it, and nothing that is not there."""
    copied = set(re.findall(r"(?m)^COPY (\S+)", (FOLDER / "Dockerfile").read_text(encoding="utf-8")))
    assert all((ROOT / one).exists() for one in copied)
    assert {"server.py", "hall", "kiosk", "display", "counter", "assets", "requirements.lock"} == copied


def test_the_database_is_asked_for_by_the_role_that_is_made(composed: dict[str, Any]) -> None:
    """The role is no administrator, for whom halls are not apart; image and docs name role and database alike."""
    made = (FOLDER / "role.sh").read_text(encoding="utf-8")
    assert "create role hall login password" in made
    assert "superuser" not in made
    assert "create database hallcall owner hall" in made
    assert int(composed["services"]["database"]["image"].partition(":")[2]) >= 15
    assert 'url = "postgresql://hall@database/hallcall"' in (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
