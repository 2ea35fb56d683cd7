// Command main drives a MAAS region with gomaasclient, the client of the
// Terraform provider, and prints what it saw as JSON.
//
//	usage: main URL API_KEY
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/canonical/gomaasclient/client"
	"github.com/canonical/gomaasclient/entity"
)

func check(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

// refused ends the program when a call went through that must not. What the
// region said is read off the wire.
func refused(what string, err error) {
	if err == nil {
		check(what, fmt.Errorf("was not refused"))
	}
}

// waitFor polls a machine until it has a status, for at most a minute.
func waitFor(maas *client.Client, systemID, status string) *entity.Machine {
	end := time.Now().Add(time.Minute)
	for {
		machine, err := maas.Machine.Get(systemID)
		check("get machine", err)
		if machine.StatusName == status {
			return machine
		}
		if time.Now().After(end) {
			check("wait", fmt.Errorf("still %s, not %s", machine.StatusName, status))
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func list(maas *client.Client, seen map[string]any) {
	machines, err := maas.Machines.Get(&entity.MachinesParams{})
	check("list machines", err)
	seen["machines"] = len(machines)
	for _, machine := range machines {
		for _, tag := range machine.TagNames {
			if tag == "gpu-h100" {
				devices, err := maas.NodeDevices.Get(
					machine.SystemID, &entity.NodeDeviceParams{VendorID: "10de"})
				check("devices", err)
				seen["gpus"] = len(devices)
			}
		}
	}
	subnets, err := maas.Subnets.Get()
	check("subnets", err)
	seen["subnets"] = len(subnets)
	fabrics, err := maas.Fabrics.Get()
	check("fabrics", err)
	seen["fabrics"] = len(fabrics)
	zones, err := maas.Zones.Get()
	check("zones", err)
	seen["zones"] = len(zones)
	images, err := maas.BootResources.Get(&entity.BootResourcesReadParams{})
	check("images", err)
	seen["images"] = len(images)
	racks, err := maas.RackControllers.Get(&entity.RackControllersGetParams{})
	check("racks", err)
	seen["rackServices"] = len(racks[0].ServiceSet)
}

func act(maas *client.Client, seen map[string]any) *entity.Machine {
	machine, err := maas.Machines.Allocate(&entity.MachineAllocateParams{Comment: "for a test"})
	check("allocate", err)
	seen["allocated"] = machine.StatusName
	machine, err = maas.Machine.Deploy(machine.SystemID,
		&entity.MachineDeployParams{DistroSeries: "ubuntu/noble", Comment: "for a test"})
	check("deploy", err)
	seen["deploying"] = machine.StatusName
	machine = waitFor(maas, machine.SystemID, "Deployed")
	seen["deployed"] = map[string]any{
		"hostname": machine.Hostname,
		"series":   machine.DistroSeries,
		"address":  machine.IPAddresses[0].String(),
	}
	_, err = maas.Machine.SetWorkloadAnnotations(machine.SystemID, map[string]string{"job": "42"})
	check("annotate", err)
	state, err := maas.Machine.GetPowerState(machine.SystemID)
	check("power state", err)
	seen["power"] = state.State
	_, err = maas.Machine.Lock(machine.SystemID, "hands off")
	check("lock", err)
	refused("release of a locked one", maas.Machines.Release([]string{machine.SystemID}, "locked"))
	_, err = maas.Machine.Unlock(machine.SystemID, "")
	check("unlock", err)
	check("release", maas.Machines.Release([]string{machine.SystemID}, "done"))
	machine = waitFor(maas, machine.SystemID, "Ready")
	seen["released"] = machine.StatusName
	events, err := maas.Events.Get(&entity.EventParams{ID: machine.SystemID, Limit: "5"})
	check("events", err)
	seen["newest event"] = events.Events[0].Type
	return machine
}

// networks makes what the Terraform provider makes, and takes it away again.
func networks(maas *client.Client, seen map[string]any) {
	fabric, err := maas.Fabrics.Create(&entity.FabricParams{Name: "go-fabric"})
	check("create fabric", err)
	space, err := maas.Spaces.Create("go-space")
	check("create space", err)
	vlan, err := maas.VLANs.Create(fabric.ID,
		&entity.VLANParams{VID: 42, Name: "go-vlan", Space: space.Name})
	check("create VLAN", err)
	vlan, err = maas.VLAN.Update(fabric.ID, vlan.VID,
		&entity.VLANParams{VID: 42, Name: "go-vlan", Space: space.Name, MTU: 9000})
	check("update VLAN", err)
	subnet, err := maas.Subnets.Create(&entity.SubnetParams{
		CIDR: "10.99.0.0/24", VLAN: fmt.Sprint(vlan.ID), GatewayIP: "10.99.0.1",
		AllowDNS: true, Managed: true})
	check("create subnet", err)
	seen["network"] = map[string]any{
		"vid": vlan.VID, "mtu": vlan.MTU, "fabric": vlan.Fabric,
		"space": subnet.Space, "cidr": subnet.CIDR,
	}
	check("delete subnet", maas.Subnet.Delete(subnet.ID))
	check("delete VLAN", maas.VLAN.Delete(fabric.ID, vlan.VID))
	check("delete space", maas.Space.Delete(space.ID))
	check("delete fabric", maas.Fabric.Delete(fabric.ID))
}

func main() {
	maas, err := client.GetClient(os.Args[1], os.Args[2], "2.0")
	check("client", err)
	seen := map[string]any{}

	list(maas, seen)
	networks(maas, seen)

	tag, err := maas.Tags.Create(&entity.TagParams{Name: "from-go", Comment: "made by a client"})
	check("create tag", err)
	pool, err := maas.ResourcePools.Create(&entity.ResourcePoolParams{Name: "go-pool"})
	check("create pool", err)
	seen["created"] = []string{tag.Name, pool.Name}

	machine := act(maas, seen)
	check("tag", maas.Tag.AddMachines(tag.Name, []string{machine.SystemID}))
	tagged, err := maas.Tag.GetMachines(tag.Name)
	check("tagged", err)
	seen["tagged"] = len(tagged)
	_, err = maas.Machines.Allocate(&entity.MachineAllocateParams{SystemID: "zzzzzz"})
	refused("allocate what is not there", err)

	check("delete tag", maas.Tag.Delete(tag.Name))
	check("delete pool", maas.ResourcePool.Delete(pool.ID))
	check("delete machine", maas.Machine.Delete(machine.SystemID))
	_, err = maas.Machine.Get(machine.SystemID)
	refused("get what was deleted", err)

	check("print", json.NewEncoder(os.Stdout).Encode(seen))
}
