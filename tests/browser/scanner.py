"""A scanner held over a kiosk: a keyboard that is faster than any test can press keys on a busy machine."""

from playwright.sync_api import Page

SCAN = """([text, enter, caps]) => {
  const codes = { "-": "Minus", "/": "Slash", ".": "Period", ":": "Semicolon", "_": "Minus", "?": "Slash" };
  const strike = (key, code, shiftKey) =>
    document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true }));
  for (const sign of text) {
    const capital = /[A-Z]/.test(sign);
    const key = /[A-Za-z]/.test(sign) ? `Key${sign.toUpperCase()}` : `Digit${sign}`;
    const code = /[A-Za-z0-9]/.test(sign) ? key : codes[sign] ?? "";
    const exchanged = capital ? sign.toLowerCase() : sign.toUpperCase();
    strike(caps ? exchanged : sign, code, capital || ":_?".includes(sign));
  }
  if (enter) strike("Enter", "Enter", false);
}"""
"""Types as a scanner does, faster than any test can press keys: with Enter or without, with Caps Lock or without."""


def scan(kiosk: Page, text: str, *, enter: bool = True, caps: bool = False) -> None:
    """Hold a code under the kiosk's scanner."""
    kiosk.evaluate(SCAN, [text, enter, caps])
