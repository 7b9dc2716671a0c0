"""A line that each rule of `audit_rules.yml` has to find: a rule that finds nothing would look like clean code."""

from collections.abc import Mapping

PLANTS: Mapping[str, tuple[str, str]] = {
    "redirect-to-what-was-sent": ("door.py", "where = request.args['tiep']\nredirect(where, 303)\n"),
    "statement-of-what-was-sent": ("find.py", "db.session.execute(text(f'SELECT {request.args[0]}'))\n"),
    "path-of-what-was-sent": ("keep.py", "name = upload.filename\nPath(name).write_bytes(data)\n"),
    "secret-compared-by-equality": ("feed.py", "if given == settings.feed_token:\n    pass\n"),
    "xml-read-trustingly": ("read.py", "from lxml import etree\netree.fromstring(data)\n"),
    "archive-unpacked-as-it-says": ("unpack.py", "archive.extractall(folder)\n"),
    "template-of-a-string": ("show.py", "from flask import render_template_string\nrender_template_string(typed)\n"),
    "markup-of-a-put-together-string": ("mark.py", "Markup(f'<b>{typed}</b>')\n"),
    "call-that-may-last-for-ever": ("ask.py", "import urllib.request\nurllib.request.urlopen(address)\n"),
    "secret-in-the-log": ("tell.py", "log.info('signed in with %s', form.password.data)\n"),
    "template-that-escapes-nothing": ("page.html", "<p>{{ document.note|safe }}</p>\n"),
}
"""{rule: (file, what it holds)}."""
