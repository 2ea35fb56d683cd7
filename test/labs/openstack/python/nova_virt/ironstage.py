"""Compute drivers of the lab, loaded by Nova as nova.virt.ironstage."""
from oslo_serialization import jsonutils

from nova.compute import power_state
from nova.virt import fake
from nova.virt import hardware

try:
    from nova.virt import node
except ImportError:  # Zed, where hosts have no identity of their own
    node = None


class LoopbackDriver(fake.FakeDriver):
    """Nova's own fake, which forgets its servers at a restart, plus the patience not to mind.

    Since 2023.1 it also thinks of a new identity at each start, with which Nova refuses to go on. This one
    keeps it in the file compute_id below state_path, as libvirt's driver does.
    """

    if node:
        def get_nodenames_by_uuid(self, refresh=False):
            return {node.get_local_node_uuid(): self.get_available_nodes()[0]}

    def get_available_resource(self, nodename):
        found = super().get_available_resource(nodename)
        if found and node:
            found['uuid'] = node.get_local_node_uuid()
        return found

    def get_info(self, instance, use_cache=True):
        if instance.uuid in self.instances:
            return super().get_info(instance, use_cache)
        state = instance.power_state
        return hardware.InstanceInfo(
            state=power_state.NOSTATE if state is None else state)


class GpuDriver(LoopbackDriver):
    """A smaller host with GPUs of two kinds: whole PCI devices, and shares of two more.

    Shares appear as libvirt shows them: a provider below the host for each GPU, with an
    inventory of VGPU and a trait that tells the model.
    """

    vcpus = 128
    memory_mb = 1024 * 1024
    local_gb = 20000

    WHOLE = 8
    SHARED = 2
    SHARES = 4

    def get_available_resource(self, nodename):
        found = super().get_available_resource(nodename)
        found['pci_passthrough_devices'] = jsonutils.dumps(
            [self._pci_device(number) for number in range(self.WHOLE)])
        return found

    @staticmethod
    def _pci_device(number):
        bus = '%02x' % (0x10 + number)
        return {
            'address': '0000:%s:00.0' % bus,
            'dev_id': 'pci_0000_%s_00_0' % bus,
            'dev_type': 'type-PCI',
            'label': 'label_10de_20b5',
            'numa_node': None,
            'parent_addr': None,
            'product_id': '20b5',
            'status': 'available',
            'vendor_id': '10de',
        }

    def update_provider_tree(self, provider_tree, nodename, allocations=None):
        super().update_provider_tree(provider_tree, nodename, allocations)
        inventory = {
            'total': self.SHARES, 'reserved': 0, 'min_unit': 1,
            'max_unit': self.SHARES, 'step_size': 1, 'allocation_ratio': 1.0,
        }
        for number in range(self.SHARED):
            gpu = '%s_pci_0000_%02x_00_0' % (nodename, 0x20 + number)
            if not provider_tree.exists(gpu):
                provider_tree.new_child(gpu, nodename)
            provider_tree.update_inventory(gpu, {'VGPU': inventory})
            provider_tree.update_traits(gpu, ['CUSTOM_NVIDIA_A100'])
