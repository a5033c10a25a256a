"""The demo's server meets a small crowd: a class that opens the page at the same moment."""

import socket
from contextlib import ExitStack

from django.core.servers.basehttp import WSGIRequestHandler

from enrollment.management.commands.demo import PatientServer, Serve

CROWD = 60


def test_sixty_new_connections_at_once_wait_for_their_turn():
    with ExitStack() as stack:
        server = stack.enter_context(PatientServer(("127.0.0.1", 0), WSGIRequestHandler))
        for _ in range(CROWD):  # nothing accepts them: each must find a place in the queue
            client = stack.enter_context(socket.socket())
            client.settimeout(0.5)
            client.connect(server.server_address)


def test_the_demo_serves_with_that_queue():
    assert Serve.server_cls is PatientServer
