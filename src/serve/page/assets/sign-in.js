// Signs in: the access token, from the address or typed, is given to the server for a cookie.

const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("token"));
const message = /** @type {HTMLElement} */ (document.getElementById("message"));

/**
 * Gives the token to the server; then the page itself is loaded.
 * @param {string} token
 */
async function signIn(token) {
  message.textContent = "";
  try {
    const answer = await fetch("/session", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    if (answer.ok) {
      location.reload();
      return;
    }
    message.textContent = answer.status === 401
      ? "This is not the token of this server. A new one is made at each start."
      : `The server refused to sign you in (${answer.status}).`;
  } catch {
    message.textContent = "The server cannot be reached.";
  }
  field.focus();
}

/** Signs in with the token of the address, which is taken out of it at once. */
function signInFromAddress() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    history.replaceState(null, "", "/");
    signIn(found);
  } else {
    field.focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const token = field.value.trim();
  if (token === "") {
    message.textContent = "Paste the access token.";
    field.focus();
    return;
  }
  signIn(token);
});
addEventListener("hashchange", signInFromAddress);
signInFromAddress();
