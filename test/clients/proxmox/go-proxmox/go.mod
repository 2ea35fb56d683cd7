module ironstage/test/clients/proxmox

go 1.25.0

require github.com/luthermonson/go-proxmox v0.8.2
