"""Drives a MAAS region with python-libmaas; prints what it saw as JSON.

usage: libmaas.py URL API_KEY
"""

import json
import sys

from maas.client import connect

url, api_key = sys.argv[1:]
seen = {}


def refused(call):
    """What the region said is read off the wire; here it counts that the library passes it on."""
    try:
        call()
    except Exception:
        return
    sys.exit("a call that must be refused was not")


client = connect(url, apikey=api_key)

# List.
seen["version"] = client.version.get().version
seen["whoami"] = client.users.whoami().username
machines = client.machines.list()
seen["machines"] = len(machines)
seen["statuses"] = sorted({machine.status_name for machine in machines})
gpu = next(machine for machine in machines if "gpu-h100" in [t.name for t in machine.tags])
seen["gpu"] = {
    "cpus": gpu.cpus,
    "memory": gpu.memory,
    "interfaces": [nic.mac_address for nic in gpu.interfaces],
    "disks": len(gpu.block_devices),
    "power": gpu.power_type,
    "zone": gpu.zone.name,
}
seen["racks"] = [rack.hostname for rack in client.rack_controllers.list()]
seen["regions"] = [region.hostname for region in client.region_controllers.list()]
seen["subnets"] = [subnet.cidr for subnet in client.subnets.list()]
seen["fabrics"] = [fabric.name for fabric in client.fabrics.list()]

# Create.
tag = client.tags.create("from-libmaas", comment="made by a client")
pool = client.resource_pools.create("libmaas-pool", description="made by a client")
seen["created"] = [tag.name, pool.name]

# Act: allocate, deploy, wait as the library does, release.
machine = client.machines.allocate(comment="for a test", tags=["metal"])
seen["allocated"] = machine.status_name
machine.tags.add(tag)
machine.pool = pool
machine.save()
machine.owner_data["job"] = "42"
machine.save()
machine.deploy(distro_series="jammy", wait=True, wait_interval=1)
machine.refresh()
seen["deployed"] = {
    "hostname": machine.hostname,
    "status": machine.status_name,
    "series": machine.distro_series,
    "addresses": machine.ip_addresses,
    "pool": machine.pool.name,
    "tags": [t.name for t in machine.tags],
    "owner_data": dict(machine.owner_data),
}
seen["power"] = machine.query_power_state().value
machine.lock()
seen["locked"] = machine.locked
refused(machine.release)
machine.unlock()
machine.release(wait=True, wait_interval=1)
seen["released"] = machine.status_name
seen["events"] = [
    event.event_type for event in client.events.query(hostnames=[machine.hostname], limit=50)
]
refused(lambda: client.machines.allocate(cpus=100000))
refused(lambda: client.tags.create("from-libmaas"))

# Delete.
machine.pool = client.resource_pools.get(0)
machine.save()
tag.delete()
pool.delete()
seen["tags left"] = [t.name for t in client.tags.list() if t.name == "from-libmaas"]
seen["pools left"] = [p.name for p in client.resource_pools.list() if p.name == "libmaas-pool"]
machine.delete()
seen["machines left"] = len(client.machines.list())

print(json.dumps(seen))
