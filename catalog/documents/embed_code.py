"""What a web editor copies into a page of another site to show our sessions there."""

from django.utils.html import escape

HEIGHT = 600  # pixels, until the page inside says how high it is, or for good without its script
CODE = """\
<iframe src="{src}" title="{title}" loading="lazy"
  style="width: 100%; height: {height}px; border: 0"></iframe>
<script>
  {
    const frame = document.currentScript.previousElementSibling;
    addEventListener("message", (told) => {
      const height = Number(told.data?.kaikeHeight);
      if (told.source === frame.contentWindow && height > 0) frame.style.height = `${height}px`;
    });
  }
</script>
"""


def embed_code(src: str, *, title: str) -> str:
    """HTML: the page at ``src`` in a frame that is as high as it needs, named ``title``.

    The script is optional: where a site allows none, the frame keeps its height and scrolls.
    """
    # In this order nothing that is filled in is taken for a place to fill in.
    facts = {"height": str(HEIGHT), "title": escape(title), "src": escape(src)}
    code = CODE
    for name, value in facts.items():
        code = code.replace("{" + name + "}", value, 1)
    return code
