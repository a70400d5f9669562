"""The smallest real Textual screen, to hold a first paint against: text, an editor, header and footer."""

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Markdown, TextArea


class Bare(App[None]):
    """Shows them."""

    def compose(self) -> ComposeResult:
        """Its four widgets."""
        yield Header()
        with Horizontal():
            yield Markdown("# Bare\n\n" + "a few words of text " * 100)
            yield TextArea.code_editor("x = 1\n" * 20, language=None)
        yield Footer()


if __name__ == "__main__":
    Bare().run()
