// The expression builder: completion, values, diagnostics and their fixes.
import {assert, walk} from "./lib.mjs";
import {ODDITIES} from "./oddities.mjs";

const {TOKEN} = process.env;

await walk(async (person) => {
    const {page} = person;
    const kept = await page.evaluate(() => [location.href, document.cookie, JSON.stringify([localStorage, sessionStorage])].join("\n"));
    assert.ok(!kept.includes(TOKEN), kept);

    // By completion: a function, an attribute, and another one.
    const take = async (typed, label) => {
        await person.type(typed);
        const shown = (label) => {
            const find = (root) => [...root.querySelectorAll("*")].flatMap((one) => [
                ...(one.matches("[role=option][aria-selected=true]") ? [one.textContent] : []),
                ...(one.shadowRoot ? find(one.shadowRoot) : []),
            ]);
            return find(document).some((text) => text.includes(label));
        };
        await person.until(`the completion ${label}`, shown, label);
        await person.looks();
        await person.press("Enter");
    };
    await person.write("Expression", "");
    await person.press("Backspace");
    await take("Joi", "Join");
    await person.type('".", ');
    await take("given", "givenName");
    await person.type(", ");
    await take("surn", "surname");
    await person.until("the expression is built", () =>
        document.querySelector("[data-result]")?.dataset.expression === 'Join(".", [givenName], [surname])');
    await person.write("givenName", "Ada");
    await person.write("surname", "Lovelace");
    await person.reads("[data-result]", /^"?Ada\.Lovelace"?$/);
    await person.shot("builder-built");
    assert.ok((await person.texts("[data-strip] [data-node]")).length >= 3);
    await person.find("Trace", "tree");

    // Values of somebody whom the source knows.
    await person.choose("Take values from a user", "zoe", "zoe.mueller");
    await person.reads("[data-result]", /^"?Zoë\.Müller"?$/);

    // A function that nobody knows, and the way out.
    await person.write("Expression", "");
    await person.press("Backspace");
    await person.type("NormaliseDiacritics([givenName]");
    await page.waitForSelector('[data-code="unknown-function"]');
    const [message] = await person.texts('[data-code="unknown-function"]');
    assert.match(message, /NormaliseDiacritics/);
    await person.shot("builder-problem");
    await person.click("write NormalizeDiacritics");
    await person.until("the message is gone", () => document.querySelector("[data-code]") === null);
    await person.reads("[data-result]", /^"?Zoe"?$/);

    // What one takes away.
    await person.click("Copy as Graph JSON");
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.name, "NormalizeDiacritics");
    await person.click("Copy command line");
    const command = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(command, /^attrflow eval .*NormalizeDiacritics/);

    // The reference at the side.
    await person.write("Filter functions", "join", "searchbox");
    await page.waitForSelector('[data-function="Join"]', {visible: true});
    await page.waitForSelector('[data-function="Mid"]', {hidden: true});

    for (const odd of ODDITIES) await odd(person);
});
