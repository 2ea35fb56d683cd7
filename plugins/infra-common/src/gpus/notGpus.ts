/**
 * Vendors all of whose display devices are there for a console: chips of management controllers and virtual
 * adapters. ASPEED, Matrox, Cirrus Logic, QEMU (Bochs), Red Hat (virtio; QXL), VMware, XGI, Silicon Motion,
 * VirtualBox, XenSource.
 */
const CONSOLE_VENDORS = new Set([
  '1a03',
  '102b',
  '1013',
  '1234',
  '1af4',
  '1b36',
  '15ad',
  '18ca',
  '126f',
  '80ee',
  '5853',
]);

/**
 * Single devices of vendors that sell accelerators too. Source of ids: the PCI ID database; of the NVSwitches
 * of the V100 generation, which it leaves out, NVIDIA's fabric manager.
 */
const NOT_GPUS = new Set([
  // consoles: ATI ES1000 and Rage XL, the controller of Huawei's servers, Hyper-V, Amazon EC2
  '1002:515e',
  '1002:4752',
  '1002:474d',
  '1002:474f',
  '19e5:1711',
  '1414:5353',
  '1d0f:1111',
  // NVSwitches, listed beside the GPUs they join: V100, A100, H100
  '10de:1ac0',
  '10de:1ac1',
  '10de:1ac2',
  '10de:1af1',
  '10de:22a3',
  // the PCIe switch that sits on AMD's cards: upstream and downstream port
  '1002:1478',
  '1002:1479',
]);

/** Whether a PCI device (`vendor:device`, lower case) is a console, a switch or a bridge. */
export const isNoGpu = (id: string) =>
  CONSOLE_VENDORS.has(id.split(':')[0]) || NOT_GPUS.has(id);
