#!/bin/bash
# Installs OpenStack Zed as Debian 12 ships it. Does nothing when it is there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../lab.sh"
. "$LAB_HOME/packages.sh"

# The code of the services is in the "-common" and "python3-" packages; the others add init scripts
# and a hypervisor.
packages=(
  nova-common neutron-common cinder-common ironic-common placement-common glance-common
  python3-keystone python3-placement python3-pymysql
  # Nova's driver for bare metal imports it and its package only recommends it
  python3-ironicclient
  mariadb-server rabbitmq-server uwsgi-core uwsgi-plugin-python3 curl procps
)

if [ -z "$(missing_programs)" ]; then
  note "the packages are installed"
  exit 0
fi
needs_debian
began=$SECONDS
for package in keystone glance-common nova-common neutron-common cinder-common ironic-common; do
  echo "$package ${package%-common}/configure_db boolean false"
done | debconf-set-selections
echo 'dbconfig-common dbconfig-common/dbconfig-install boolean false' | debconf-set-selections
debian_packages "${packages[@]}"
[ -z "$(missing_programs)" ] || fail "still missing after the installation: $(missing_programs | tr '\n' ' ')"
note "installed in $((SECONDS - began)) s"
