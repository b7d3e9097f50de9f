"""What Sphinx and its theme write is repaired for those who hear a page; the rest is left as it was."""

from accessible_markup import repaired

LINK = '<a class="current reference internal" href="#"><code>Python</code></a>'


def test_what_opens_a_part_of_the_menu_says_which():
    menu = f'{LINK}<details open="open"><summary><span></span></summary></details>'
    named = '<summary aria-label="Pages below Python"><span>'
    assert repaired(menu) == menu.replace("<summary><span>", named)


def test_an_empty_heading_is_a_cell():
    row = '<tr><th class="head"><p></p></th><th class="head"><p>name</p></th></tr>'
    assert repaired(row) == row.replace('<th class="head"><p></p></th>', '<td class="head"></td>')


def test_parameters_are_lines_and_definitions_stay_what_they_are():
    term, each = '<dt class="sig">run(\n', "<em>a</em>,"
    signature = f"{term}<dl>\n<dd>{each}</dd>\n<dd>{each}</dd>\n</dl>\n)</dt>"
    line = f'<div class="sig-line">{each}</div>\n'
    assert repaired(signature) == f"{term}<div>{line}{line}</div>\n)</dt>"
    definition = "<dl>\n<dt>gap</dt>\n<dd>what is said without being done</dd>\n</dl>"
    assert repaired(definition) == definition
