// Chinese headings break between words where the browser knows them; else CSS balances the lines.
(() => {
  "use strict";
  if (!Intl.Segmenter) return;
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  const opening = /[“‘《〈（【「『(]$/;
  const chinese = /[\u3400-\u9fff]{3}/;

  const phrase = (text) => {
    const parts = document.createDocumentFragment();
    let before = "";
    for (const { segment, isWordLike } of words.segment(text.data)) {
      // No line begins with a closing mark or ends with an opening one.
      if (before && isWordLike && !opening.test(before)) parts.append(document.createElement("wbr"));
      parts.append(segment);
      before = segment;
    }
    text.replaceWith(parts);
  };

  document.querySelectorAll("h1, h2, .board__course, .slot__course").forEach((heading) => {
    const texts = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (chinese.test(texts.currentNode.data)) found.push(texts.currentNode);
    if (!found.length) return;
    heading.classList.add("phrased");
    found.forEach(phrase);
  });
})();
