import { json, type MaasReply } from '../http/reply';
import type { MaasCall } from '../http/resource';
import { FieldErrors, flag, list } from '../http/values';
import { unknownInfo } from '../nodes/hardware';
import type { NicRow, NodeRow } from '../rows';
import { Status } from '../status';
import { commonFields } from './fields';
import { startCommissioning } from './commission';
import { unownedDefaults } from './defaults';
import type { MachineEngine } from './MachineEngine';
import { machineView } from './machineView';
import { newSystemId, petName } from './names';
import { neededParameters, powerParameters } from './powerTypes';

const MAC = /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;

function checkMacs(
  macs: readonly string[],
  engine: MachineEngine,
  errors: FieldErrors,
): void {
  if (macs.length === 0) {
    errors.add('mac_addresses', 'This field is required.');
  }
  for (const mac of macs) {
    const user = engine.context.tables.nodes
      .all()
      .find(node => node.nics.some(nic => nic.mac === mac));
    if (!MAC.test(mac)) {
      errors.add('mac_addresses', `'${mac}' is not a valid MAC address.`);
    } else if (user) {
      errors.add(
        'mac_addresses',
        `MAC address ${mac} already in use on ${user.hostname}.`,
      );
    }
  }
}

function checkPower(data: URLSearchParams, errors: FieldErrors): void {
  const type = data.get('power_type') ?? '';
  if (errors.has('mac_addresses') && (type === '' || type === 'manual')) {
    errors.add(
      'power_type',
      "Can't set power type to manual without network interfaces",
    );
  }
  const given = powerParameters(data);
  if (neededParameters[type]?.some(name => !given[name])) {
    errors.add('power_parameters', 'This field is required.');
  }
}

function newNics(macs: readonly string[], engine: MachineEngine): NicRow[] {
  const { next, tables } = engine.context;
  return macs.map((mac, i) => ({
    id: next('interface'),
    name: `eth${i}`,
    mac,
    vlanId: tables.vlans.all()[0].id,
    linkId: next('link'),
    subnetId: tables.subnets.all()[0]?.id ?? null,
    ip: null,
    speed: 0,
    vendor: null,
    product: null,
    numa: 0,
  }));
}

function newNode(
  id: string,
  call: MaasCall,
  macs: readonly string[],
  engine: MachineEngine,
): Omit<NodeRow, 'seq'> {
  const { tables } = engine.context;
  const arch = call.data.get('architecture') ?? '';
  return {
    ...unownedDefaults,
    steps: [],
    id,
    nodeType: 0,
    machineId: null,
    hostname: petName(engine.context),
    domainId: tables.domains.all()[0].id,
    description: '',
    architecture: arch.includes('/') ? arch : `${arch}/generic`,
    status: Status.New,
    previousStatus: Status.New,
    owner: null,
    zoneId: tables.zones.all()[0].id,
    poolId: tables.pools.all()[0].id,
    tags: [],
    annotations: {},
    netboot: true,
    osystem: '',
    series: '',
    hweKernel: null,
    powerType: 'manual',
    powerState: 'unknown',
    powerParameters: {},
    cpuCount: 0,
    cpuSpeed: 0,
    memoryMib: 0,
    hardwareUuid: null,
    hardwareInfo: unknownInfo(),
    bootMethod: null,
    commissioned: false,
    numaNodes: 1,
    nics: newNics(macs, engine),
    disks: [],
    pci: [],
    commissioningStatus: -1,
    testingStatus: -1,
  };
}

/** `POST machines/`: 200, not 201. */
export function createMachine(
  call: MaasCall,
  engine: MachineEngine,
): MaasReply {
  const { data, user } = call;
  const { context } = engine;
  const errors = new FieldErrors();
  const macs = list(data, 'mac_addresses').map(mac =>
    mac.toLowerCase().replaceAll('-', ':'),
  );
  if (!data.get('architecture')) {
    errors.add('architecture', 'This field is required.');
  }
  checkMacs(macs, engine, errors);
  checkPower(data, errors);
  const patch = commonFields(data, undefined, context, errors);
  errors.throwIfAny();
  const deployed = flag(data, 'deployed');
  const commission = flag(data, 'commission', user.admin) && !deployed;

  const id = newSystemId(context, Math.random);
  const node = context.tables.nodes.insert({
    ...newNode(id, call, macs, engine),
    ...patch,
  });
  if (deployed) {
    engine.move(node, Status.Deployed, { owner: user.id, powerState: 'on' });
  } else if (commission) {
    const tests = data.get('testing_scripts') !== 'none';
    startCommissioning(node, user.id, tests, engine);
  } else {
    engine.log.info(node, 'New');
  }
  return json(machineView(node, context));
}
