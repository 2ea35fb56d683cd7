// Command main drives a Proxmox VE cluster with go-proxmox and prints what it
// saw as JSON.
//
//	usage: main URL CA_FILE TOKEN_ID TOKEN_SECRET USER PASSWORD
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"sort"
	"time"

	"github.com/luthermonson/go-proxmox"
)

var ctx = context.Background()

func check(what string, err error) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

// trusting returns a client that trusts the cluster's own authority and no other.
func trusting(caFile string) *http.Client {
	pem, err := os.ReadFile(caFile)
	check("read CA", err)
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		check("CA", fmt.Errorf("%s holds no certificate", caFile))
	}
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: pool},
	}}
}

// end waits for a task and returns how it ended.
func end(what string, task *proxmox.Task, err error) string {
	check(what, err)
	check("wait for "+what, task.Wait(ctx, 100*time.Millisecond, time.Minute))
	return task.ExitStatus
}

func text(err error) string {
	if err == nil {
		return "no refusal"
	}
	return err.Error()
}

func list(pve *proxmox.Client, seen map[string]any) *proxmox.Node {
	version, err := pve.Version(ctx)
	check("version", err)
	seen["release"] = version.Release
	nodes, err := pve.Nodes(ctx)
	check("nodes", err)
	names := []string{}
	for _, node := range nodes {
		names = append(names, node.Node)
	}
	sort.Strings(names)
	seen["nodes"] = names
	cluster, err := pve.Cluster(ctx)
	check("cluster", err)
	seen["cluster"] = cluster.Name
	resources, err := cluster.Resources(ctx, "vm")
	check("resources", err)
	templates := []string{}
	home := ""
	for _, row := range resources {
		if row.Template == 1 && row.Type == "qemu" {
			templates = append(templates, row.Name)
		}
		if row.VMID == 9000 {
			home = row.Node
		}
	}
	sort.Strings(templates)
	seen["templates"] = templates
	node, err := pve.Node(ctx, home)
	check("node", err)
	seen["cpus"] = node.CPUInfo.CPUs
	containers, err := node.Containers(ctx)
	check("containers", err)
	seen["containers"] = len(containers)
	storages, err := node.Storages(ctx)
	check("storages", err)
	stored := []string{}
	for _, storage := range storages {
		stored = append(stored, storage.Name)
	}
	sort.Strings(stored)
	seen["storages"] = stored
	return node
}

func create(pve *proxmox.Client, node *proxmox.Node, seen map[string]any) *proxmox.VirtualMachine {
	check("pool", pve.NewPool(ctx, "from-go", "made by a client"))
	template, err := node.VirtualMachine(ctx, 9000)
	check("template", err)
	vmid, task, err := template.Clone(ctx, &proxmox.VirtualMachineCloneOptions{
		Name: "go-1", Pool: "from-go",
	})
	seen["clone"] = end("clone", task, err)
	_, _, err = template.Clone(ctx, &proxmox.VirtualMachineCloneOptions{NewID: vmid})
	seen["taken"] = text(err)
	vm, err := node.VirtualMachine(ctx, vmid)
	check("read clone", err)
	return vm
}

func act(node *proxmox.Node, vm *proxmox.VirtualMachine, seen map[string]any) {
	task, err := vm.Config(ctx,
		proxmox.VirtualMachineOption{Name: "cores", Value: 4},
		proxmox.VirtualMachineOption{Name: "onboot", Value: true},
		proxmox.VirtualMachineOption{Name: "ipconfig0", Value: "ip=10.78.0.5/24,gw=10.78.0.1"},
	)
	seen["config"] = end("config", task, err)
	task, err = vm.AddTag(ctx, "by-go")
	seen["tag"] = end("tag", task, err)
	task, err = vm.ResizeDisk(ctx, "scsi0", "+5G")
	seen["resize"] = end("resize", task, err)
	task, err = vm.Start(ctx)
	seen["start"] = end("start", task, err)
	check("agent", vm.WaitForAgent(ctx, 30))
	interfaces, err := vm.AgentGetNetworkIFaces(ctx)
	check("interfaces", err)
	for _, nic := range interfaces {
		if nic.Name == "eth0" {
			seen["address"] = nic.IPAddresses[0].IPAddress
		}
	}
	task, err = vm.NewSnapshot(ctx, "one")
	seen["snapshot"] = end("snapshot", task, err)
	task, err = vm.Snapshot("one").Rollback(ctx)
	seen["rollback"] = end("rollback", task, err)
	task, err = vm.Stop(ctx)
	seen["stop"] = end("stop", task, err)
	again, err := node.VirtualMachine(ctx, int(vm.VMID))
	check("read again", err)
	seen["status"] = again.Status
	seen["cores"] = again.VirtualMachineConfig.Cores
	seen["tags"] = again.VirtualMachineConfig.Tags
	_, err = vm.Config(ctx, proxmox.VirtualMachineOption{Name: "cores", Value: "many"})
	seen["bad value"] = text(err)
}

func remove(pve *proxmox.Client, node *proxmox.Node, vm *proxmox.VirtualMachine, seen map[string]any) {
	task, err := vm.Delete(ctx, &proxmox.VirtualMachineDeleteOptions{Purge: true})
	seen["delete"] = end("delete", task, err)
	_, err = node.VirtualMachine(ctx, int(vm.VMID))
	seen["after delete"] = text(err)
	pool, err := pve.Pool(ctx, "from-go")
	check("pool", err)
	seen["members left"] = len(pool.Members)
	check("delete pool", pool.Delete(ctx))
}

func main() {
	url, ca, id, secret, user, password := os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5], os.Args[6]
	seen := map[string]any{}
	api := url + "/api2/json"
	pve := proxmox.NewClient(api,
		proxmox.WithHTTPClient(trusting(ca)), proxmox.WithAPIToken(id, secret))
	node := list(pve, seen)
	vm := create(pve, node, seen)
	act(node, vm, seen)
	remove(pve, node, vm, seen)

	session := proxmox.NewClient(api, proxmox.WithHTTPClient(trusting(ca)),
		proxmox.WithCredentials(&proxmox.Credentials{Username: user, Password: password}))
	check("pool by ticket", session.NewPool(ctx, "by-ticket", ""))
	pool, err := session.Pool(ctx, "by-ticket")
	check("read by ticket", err)
	check("delete by ticket", pool.Delete(ctx))
	wrong := proxmox.NewClient(api, proxmox.WithHTTPClient(trusting(ca)),
		proxmox.WithCredentials(&proxmox.Credentials{Username: user, Password: "wrong"}))
	_, err = wrong.Version(ctx)
	seen["wrong password"] = text(err)
	check("print", json.NewEncoder(os.Stdout).Encode(seen))
}
