#!/bin/bash
# Prints the variables by which tests and clients reach the lab:  eval "$(test/labs/openstack/env.sh)"
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lab.sh"

[ -s "$LAB_DIR/app-credential.id" ] || fail "no lab in $LAB_DIR; run up.sh"
print() { printf 'export %s=%q\n' "$1" "$2"; }
print OPENSTACK_LAB_DIR "$LAB_DIR"
print LAB_PORT_OFFSET "${LAB_PORT_OFFSET:-0}"
print OS_AUTH_TYPE password
print OS_AUTH_URL "$KEYSTONE_URL"
print OS_IDENTITY_API_VERSION 3
print OS_INTERFACE public
print OS_REGION_NAME "$LAB_REGION"
print OS_USERNAME ironstage
print OS_PASSWORD "$LAB_PASSWORD"
print OS_PROJECT_NAME ironstage
print OS_USER_DOMAIN_NAME Default
print OS_PROJECT_DOMAIN_NAME Default
print LAB_APP_CREDENTIAL_ID "$(cat "$LAB_DIR/app-credential.id")"
print LAB_APP_CREDENTIAL_SECRET "$LAB_APP_CREDENTIAL_SECRET"
