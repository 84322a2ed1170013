// How long it takes from a key to the result in the page, in milliseconds, for each key of an expression.
import {walk} from "./lib.mjs";

const EXPRESSION = 'IIF([country]="AT", Join(".", ToLower(NormalizeDiacritics([givenName]), ), [surname]), Switch([country], "en", "DE", "de", "FR", "fr"))';

await walk(async (person) => {
    const {page} = person;
    await person.write("Expression", "");
    await person.press("Backspace");
    // Measured from outside of the page's own code: from the key's event until the result is another one.
    await page.evaluate(() => {
        window.waits = [];
        let pressed = null;
        addEventListener("keydown", () => (pressed ??= performance.now()), {capture: true});
        const seen = () => {
            if (pressed !== null) window.waits.push(performance.now() - pressed);
            pressed = null;
        };
        const options = {attributes: true, attributeFilter: ["data-expression"], subtree: true};
        new MutationObserver(seen).observe(document.querySelector("main"), options);
    });
    for (const key of EXPRESSION) {
        await page.keyboard.type(key);
        await new Promise((next) => setTimeout(next, 40));
    }
    await person.until("the last result", () => document.querySelector("[data-result]")?.dataset.expression?.endsWith('"fr"))'));
    const told = await page.evaluate(() => performance.getEntriesByName("typing-to-result").map((one) => one.duration));
    const waits = await page.evaluate(() => window.waits);
    const sorted = (all) => all.toSorted((a, b) => a - b);
    const at = (all, part) => sorted(all)[Math.floor((all.length - 1) * part)];
    const figures = (all) => ({count: all.length, median: at(all, 0.5), p95: at(all, 0.95), longest: at(all, 1)});
    console.log(JSON.stringify({keys: EXPRESSION.length, seen: figures(waits), told: figures(told)}));
}, {watched: false});
