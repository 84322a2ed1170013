// Messages as elements.

/**
 * A line of text, with what stands between backticks as code.
 * @param {string} text
 */
export function paragraph(text) {
  const made = document.createElement("p");
  made.append(...text.split(/`([^`]+)`/).map((piece, index) => {
    if (index % 2 === 0) {
      return piece;
    }
    const code = document.createElement("code");
    code.textContent = piece;
    return code;
  }));
  return made;
}
