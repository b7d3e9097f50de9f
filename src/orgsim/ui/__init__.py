"""The web interface: scenarios in a browser. Only `app` and the pages import Solara."""
