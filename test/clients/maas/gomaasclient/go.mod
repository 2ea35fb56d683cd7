module ironstage/test/clients/maas

go 1.21

require github.com/canonical/gomaasclient v0.20.0
