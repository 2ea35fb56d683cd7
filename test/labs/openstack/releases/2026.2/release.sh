# OpenStack 2026.2, from PyPI in a venv; sourced by lab.sh.

RELEASE_DIR=/tmp/ironstage-openstack-lab-2026.2
# beside Zed: every API 10000 higher, and what speaks Erlang one
RELEASE_PORTS=10000
RELEASE_ERLANG_PORTS=1
LAB_VENV=${LAB_VENV:-${OPENSTACK_LAB_DIR:-$RELEASE_DIR}.venv}
LAB_PYTHON=$LAB_VENV/bin/python
RELEASE_PATH=$LAB_VENV/bin:
# an admin of a project sees the nodes that his project owns or leases, and here that is none
RELEASE_METAL_OF_PROJECT=system

release_needs() {
  printf '%s\n' mariadbd rabbitmq-server curl
  printf "$LAB_VENV/bin/%s\n" python keystone-manage placement-manage glance-manage nova-manage \
    neutron-db-manage cinder-manage ironic-dbsync
}

release_etc() { echo "$LAB_VENV/etc/$1"; }

# Services of this release bring no programs for their APIs, only WSGI applications.
run_api() { # run_api NAME PORT
  local module conf=$LAB_DIR/etc/${1%-api}.conf
  case $1 in
    nova-api) module=nova.wsgi.osapi_compute ;;
    glance-api)
      # it looks for one name in one directory
      module=glance.wsgi.api
      mkdir -p "$LAB_DIR/etc/glance"
      ln -sf ../glance.conf "$LAB_DIR/etc/glance/glance-api.conf"
      export OS_GLANCE_CONFIG_DIR=$LAB_DIR/etc/glance
      ;;
    *) module=${1%-api}.wsgi.api ;;
  esac
  export OS_NEUTRON_CONFIG_FILES=$conf
  export OS_NOVA_CONFIG_FILES="$(release_etc nova)/api-paste.ini;$conf"
  exec "$LAB_PYTHON" "$RELEASE_HOME/serve.py" "$1" "$module" "$2" "$conf"
}
