"""Starts an OpenStack service by its name.

The "-common" packages carry the code of the services but not the little scripts that start them.
"""
import importlib
import os
import sys

ENTRY_POINTS = {
    'cinder-api': 'cinder.cmd.api',
    'cinder-scheduler': 'cinder.cmd.scheduler',
    'cinder-volume': 'cinder.cmd.volume',
    'glance-api': 'glance.cmd.api',
    'nova-api': 'nova.cmd.api',
    'nova-compute': 'nova.cmd.compute',
    'nova-conductor': 'nova.cmd.conductor',
    'nova-scheduler': 'nova.cmd.scheduler',
}


def neutron_api():
    """The API without workers for RPC: the lab has no agents that would speak to them."""
    importlib.import_module('neutron.cmd.eventlet.server')  # patches the standard library first
    import signal
    from neutron import server
    from neutron import service

    def serve():
        api = service.serve_wsgi(service.NeutronApiService)
        # nothing here waits for the signal that the usual launcher acts on
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        api.wait()

    return server.boot_server(serve)


def main():
    name = sys.argv.pop(1)
    sys.argv[0] = name
    if name == 'neutron-api':
        return neutron_api()
    module = importlib.import_module(ENTRY_POINTS[name])
    if name == 'nova-compute':
        # Nova looks for drivers below nova.virt only
        virt = importlib.import_module('nova.virt')
        here = os.path.dirname(os.path.abspath(__file__))
        virt.__path__.append(os.path.join(here, 'python', 'nova_virt'))
    return module.main()


sys.exit(main())
