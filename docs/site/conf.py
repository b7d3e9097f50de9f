"""How Sphinx builds the site. It reads the pages that build_site.py has laid out."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from orgsim import __version__

project = "orgsim"
author = "The orgsim team"
release = version = __version__
language = "en"  # British words stand in the pages; the British messages of Sphinx lack plurals
extensions = ["myst_parser", "sphinx_design", "sphinx.ext.autodoc", "numpydoc", "stemmed_words"]
nitpicky = True
nitpick_ignore_regex = [("py:.*", ".*")]  # types of other libraries, whose sites are not asked

# Markdown
myst_enable_extensions = ["colon_fence", "attrs_block"]
myst_heading_anchors = 4
highlight_language = "none"  # equations stand in blocks without a language

# Reference of the Python interface
autodoc_typehints = "signature"
add_module_names = False
autodoc_member_order = "bysource"
python_maximum_signature_line_length = 80
numpydoc_show_class_members = False

# Pages: everything they load lies beside them
html_theme = "pydata_sphinx_theme"
html_title = "orgsim"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_logo = "static/logo.svg"
html_favicon = "static/logo.svg"
html_show_sourcelink = False
html_copy_source = False
html_show_search_summary = False  # it would fetch pages, which a browser refuses from a disk
html_theme_options = {
    "logo": {"text": "orgsim", "alt_text": "orgsim: the front page"},
    "show_prev_next": True,
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "navbar_align": "left",
    "navbar_persistent": [],
    "navbar_end": ["search-button", "theme-switcher"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
copyright = "The orgsim team, MIT licence"
html_context = {"default_mode": "auto"}  # light or dark, as the reader's machine is
