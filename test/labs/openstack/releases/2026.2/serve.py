"""Serves a WSGI application of OpenStack:  serve.py NAME MODULE PORT CONF

Some of the applications read the command line, others the environment; both are set.
"""
import importlib
import os
import signal
import sys

name, module, port, conf = sys.argv[1:]
sys.argv = [name, '--config-file', conf]
application = importlib.import_module(module).application

# only now: the application may have patched the standard library
from cheroot import wsgi  # noqa: E402

server = wsgi.Server(
    ('127.0.0.1', int(port)), application, numthreads=8, request_queue_size=128)
# a connection for each answer, so that clients never meet one that was closed just now
server.keep_alive_conn_limit = 0
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
server.safe_start()
