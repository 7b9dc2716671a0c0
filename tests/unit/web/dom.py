"""A parsed page and what CSS selectors find in it, with the libraries that the paper already brings."""

from cssselect2 import ElementWrapper
from lxml import html
from lxml.html import HtmlElement


def parse(page: bytes | str) -> HtmlElement:
    """The page as a tree."""
    return html.fromstring(page)


def select(element: HtmlElement, css: str) -> list[HtmlElement]:
    """Every descendant that the selector finds, in the order of the page."""
    root = ElementWrapper.from_html_root(element.getroottree().getroot())
    within = set(element.iter())
    return [found.etree_element for found in root.query_all(css) if found.etree_element in within]


def texts(element: HtmlElement, css: str) -> list[str]:
    """The words of every descendant found, blanks joined."""
    return [" ".join(found.text_content().split()) for found in select(element, css)]
