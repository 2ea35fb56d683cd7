/** The releases of OpenStack whose default policies for bare metal there are. */
export const OPENSTACK_RELEASES = ['zed', '2026.2'] as const;

/** {@inheritDoc OPENSTACK_RELEASES} */
export type OpenStackRelease = (typeof OPENSTACK_RELEASES)[number];
