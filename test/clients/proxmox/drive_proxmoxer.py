"""Drives a Proxmox VE cluster with proxmoxer; prints what it saw as JSON.

usage: drive_proxmoxer.py PORT TOKEN_ID TOKEN_SECRET USER PASSWORD
"""

import json
import sys
import time
import warnings

from proxmoxer import AuthenticationError, ProxmoxAPI, ResourceException
from proxmoxer.tools import Tasks

warnings.filterwarnings("ignore")
port, token_id, secret, user, password = sys.argv[1:]
token_user, token_name = token_id.split("!")
seen = {}
pve = ProxmoxAPI(
    "127.0.0.1",
    port=int(port),
    user=token_user,
    token_name=token_name,
    token_value=secret,
    verify_ssl=False,
)


def done(upid):
    return Tasks.blocking_status(pve, upid, timeout=60, polling_interval=0.1)["exitstatus"]


# List.
seen["release"] = pve.version.get()["release"]
nodes = [row["node"] for row in pve.nodes.get()]
seen["nodes"] = nodes
rows = pve.cluster.resources.get()
seen["types"] = sorted({row["type"] for row in rows})
seen["templates"] = sorted(row["name"] for row in rows if row.get("template") and row["type"] == "qemu")
node = pve.nodes(next(row["node"] for row in rows if row.get("vmid") == 9000))
seen["storages"] = sorted(row["storage"] for row in node.storage.get())
seen["golden volume"] = any(
    volume.get("vmid") == 9000
    for row in node.storage.get(content="images")
    for volume in node.storage(row["storage"]).content.get(content="images")
)

# Create.
pve.pools.post(poolid="from-python", comment="made by a client")
vmid = int(pve.cluster.nextid.get())
seen["clone"] = done(node.qemu(9000).clone.post(newid=vmid, name="py-1", pool="from-python"))
vm = node.qemu(vmid)
vm.config.put(cores=4, memory=4096, ipconfig0="ip=10.77.0.5/24,gw=10.77.0.1", tags="b;a")
seen["config"] = {key: vm.config.get()[key] for key in ("name", "cores", "memory", "tags")}

# Act.
seen["resize"] = done(vm.resize.put(disk="scsi0", size="+5G"))
seen["start"] = done(vm.status.start.post())
deadline = time.time() + 30
while True:
    try:
        interfaces = vm.agent("network-get-interfaces").get()["result"]
        break
    except ResourceException:
        if time.time() > deadline:
            raise
        time.sleep(0.1)
seen["address"] = interfaces[1]["ip-addresses"][0]["ip-address"]
seen["snapshot"] = done(vm.snapshot.post(snapname="one"))
seen["snapshots"] = [row["name"] for row in vm.snapshot.get()]
seen["rollback"] = done(vm.snapshot("one").rollback.post())
seen["stop"] = done(vm.status.stop.post())
seen["status"] = vm.status.current.get()["status"]
try:
    vm.config.put(cores="many")
except ResourceException as error:
    seen["bad value"] = error.status_code
try:
    node.qemu(9000).clone.post(newid=vmid)
except ResourceException as error:
    seen["taken"] = error.status_code

# Delete.
seen["delete"] = done(vm.delete(purge=1))
try:
    vm.config.get()
except ResourceException as error:
    seen["after delete"] = error.status_code
pve.pools.delete(poolid="from-python")
seen["pools left"] = [row["poolid"] for row in pve.pools.get() if row["poolid"] == "from-python"]

# With a password: ticket, cookie and CSRF token.
session = ProxmoxAPI("127.0.0.1", port=int(port), user=user, password=password, verify_ssl=False)
session.pools.post(poolid="by-ticket")
session.pools.delete(poolid="by-ticket")
try:
    session.access.users.post(userid="x@pve")
except ResourceException as error:
    seen["refused"] = error.status_code
try:
    ProxmoxAPI("127.0.0.1", port=int(port), user=user, password="wrong", verify_ssl=False)
except AuthenticationError:
    seen["wrong password"] = "refused"

print(json.dumps(seen))
