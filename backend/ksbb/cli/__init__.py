"""The product's commands: everything needed to operate an installation.

``app`` declares them and imports nothing of the domain until one runs, so that help appears
quickly. The tools (`backend/tools/cli.py`) build their own command line on this one; nothing here
knows the tools.
"""
