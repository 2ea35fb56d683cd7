#!/bin/bash
# Prints the variables by which tests and clients reach the lab:  eval "$(test/labs/openstack/env.sh [ACCOUNT])"
#   project   admin of a project of its own; the default
#   service   admin of the project `service`, with the role `service` beside it
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

# LAB_METAL: what it takes to see bare metal with that account
case ${1:-project} in
  project) user=ironstage project=ironstage metal=$RELEASE_METAL_OF_PROJECT ;;
  service) user=ironstage-service project=service metal=account ;;
  *) fail "there is no account $1; there are: project service" ;;
esac
[ -s "$LAB_DIR/$user.credential" ] || fail "no lab in $LAB_DIR; run up.sh"
# where an admin of a project sees no bare metal, an application credential must be of the other account
credential=$user
[ "$metal" = account ] || credential=ironstage-service
print() { printf 'export %s=%q\n' "$1" "$2"; }
print OPENSTACK_LAB_DIR "$LAB_DIR"
print LAB_PORT_OFFSET "${LAB_PORT_OFFSET:-0}"
print LAB_RELEASE "$LAB_RELEASE"
print LAB_METAL "$metal"
print OS_AUTH_TYPE password
print OS_AUTH_URL "$KEYSTONE_URL"
print OS_IDENTITY_API_VERSION 3
print OS_INTERFACE public
print OS_REGION_NAME "$LAB_REGION"
print OS_USERNAME "$user"
print OS_PASSWORD "$LAB_PASSWORD"
print OS_PROJECT_NAME "$project"
print OS_USER_DOMAIN_NAME Default
print OS_PROJECT_DOMAIN_NAME Default
print LAB_APP_CREDENTIAL_ID "$(cat "$LAB_DIR/$credential.credential")"
print LAB_APP_CREDENTIAL_SECRET "$LAB_APP_CREDENTIAL_SECRET"
