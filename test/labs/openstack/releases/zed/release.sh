# OpenStack Zed, from the packages of Debian 12; sourced by lab.sh.

RELEASE_DIR=/tmp/ironstage-openstack-lab
RELEASE_PORTS=0
RELEASE_ERLANG_PORTS=0
LAB_PYTHON=/usr/bin/python3
# an admin of any project sees all bare metal, by the old defaults of Ironic's policies
RELEASE_METAL_OF_PROJECT=account

release_needs() {
  printf '%s\n' mariadbd rabbitmq-server uwsgi curl keystone-manage placement-manage glance-manage \
    nova-manage neutron-db-manage cinder-manage ironic-dbsync baremetal
}

# where a package keeps its paste.ini
release_etc() { echo "/usr/share/$1-common"; }

run_uwsgi() { # run_uwsgi PORT SCRIPT
  exec uwsgi --plugin python3 --http-socket "127.0.0.1:$1" --wsgi-file "$2" \
    --master --processes 2 --threads 1 --enable-threads --lazy-apps --need-app --single-interpreter \
    --die-on-term --thunder-lock --buffer-size 65535 --add-header 'Connection: close' \
    --disable-logging --log-5xx
}

run_api() { # run_api NAME PORT
  case $1 in
    keystone) run_uwsgi "$2" /usr/bin/keystone-wsgi-public ;;
    placement) run_uwsgi "$2" /usr/bin/placement-api ;;
    # these open the port of their configuration
    *) run_python "$1" "${1%-api}.conf" ;;
  esac
}
