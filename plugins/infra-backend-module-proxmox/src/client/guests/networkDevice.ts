/** Models that may stand as a key with the address of the card as value: `virtio=BC:24:11:…`. */
const MODEL =
  /^(e1000|e1000-82540em|e1000-82544gc|e1000-82545em|e1000e|i82551|i82557b|i82559er|ne2k_isa|ne2k_pci|pcnet|rtl8139|virtio|vmxnet3)(=|$)/;

/** The option `netN` of a VM that has none yet. */
const NEW = 'virtio';

/** The bridge or vnet that a network device is plugged into. */
export function bridgeOf(device: string): string | undefined {
  return /(?:^|,)bridge=([^,]*)/.exec(device)?.[1];
}

/**
 * Plugs a network device into another bridge and leaves the rest of it as its owner has set it: model and
 * address of the card, firewall, MTU, rate, queues, VLAN tag.
 *
 * @param device - `virtio=BC:24:11:…,bridge=vmbr0,firewall=1,tag=20` of the template; undefined for a new one
 * @param network.vnet - true for a vnet of the SDN, which has a tag of its own, so that one of the device goes
 */
export function plugInto(
  device: string | undefined,
  network: { name: string; vnet: boolean },
): string {
  const parts = (device ?? '').split(',').filter(Boolean);
  const moved = device !== undefined && bridgeOf(device) !== network.name;
  const kept = parts.filter(
    part =>
      !part.startsWith('bridge=') &&
      !(moved && network.vnet && /^(tag|trunks)=/.test(part)),
  );
  const model = kept.find(
    part => MODEL.test(part) || part.startsWith('model='),
  );
  return [...(model ? [] : [NEW]), ...kept, `bridge=${network.name}`].join(',');
}
