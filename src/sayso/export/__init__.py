"""What a store holds, written as files: one module for each format, registered under the group `sayso.export`."""

from sayso.export.package import Format, Package, Written
from sayso.export.target import export

__all__ = ["Format", "Package", "Written", "export"]
