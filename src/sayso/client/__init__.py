"""Asking a desk elsewhere: `sayso.Client("http://127.0.0.1:8400", token=...)`."""

from sayso.client.client import Client

__all__ = ["Client"]
