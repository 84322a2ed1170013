// What the expression builder does where something is odd: other object mappings, values one does not see,
// answers that fail. Each takes a person who stands in the builder.
import {assert} from "./lib.mjs";

const GROUPS = "Provision Microsoft Entra ID Groups";

/** Replaces the expression at once. */
async function enter(person, expression) {
    await (await person.find("Expression", "textbox")).focus();
    await person.selectAll();
    await person.page.keyboard.sendCharacter(expression);
    await person.until(`the answer to ${expression}`, (expression) =>
        document.querySelector("[data-result]")?.dataset.expression === expression, expression);
}

/** The text of the editor. */
function written({page}) {
    return page.evaluate(() => document.querySelector("attrflow-editor").shadowRoot.querySelector(".cm-content").innerText.trim());
}

/** Has the page get this instead of what the server says; gives back how to end it. */
async function answered(person, path, status, told) {
    await person.page.evaluate((path, status, told) => {
        const real = window.fetch;
        window.asItWas = () => (window.fetch = real);
        window.fetch = (asked, ...rest) => (String(asked).startsWith(path)
            ? Promise.resolve(new Response(told, {status, headers: {"content-type": "application/json"}}))
            : real(asked, ...rest));
    }, path, status, told);
    return () => person.page.evaluate(() => window.asItWas());
}

/** Which object mapping judges is said, and can be changed back. */
async function judges(person) {
    const {page} = person;
    await page.evaluate((object) => (location.hash = `#/builder?target=members&object=${encodeURIComponent(object)}`), GROUPS);
    await person.until("the mapping is loaded", () => document.querySelector("[data-result]")?.dataset.expression === "[members]");
    const chosen = () => page.$eval('::-p-aria([name="Object mapping"])', (one) => one.value);
    assert.equal(await chosen(), GROUPS);
    await person.choose("Take values from a group", "desk", "Desk users");
    await person.until("the group's values", () => document.querySelector("[data-result]")?.textContent.includes("00000000-0000-0000-0000-00000000a001"));
    await enter(person, "[givenName]");
    await page.waitForSelector('[data-code="unknown-attribute"]');
    await page.reload();
    await person.arrived("builder");
    await page.waitForSelector('[data-code="unknown-attribute"]');
    assert.equal(await chosen(), GROUPS);
    const targets = await page.$$eval("#builder-target option", (all) => all.map((one) => one.value));
    assert.ok(!targets.includes("userName"), targets);
    const select = await person.find("Object mapping", "combobox");
    await select.select("Provision Microsoft Entra ID Users");
    await person.find("Take values from a user", "combobox");
    await person.until("it is judged anew", () => document.querySelector("[data-code]") === null);
    await page.select("#builder-target", "userName");
    await person.click("Load its mapping");
    await person.until("the users' mapping", () => document.querySelector("[data-result]")?.dataset.expression?.startsWith("Join("));
}

/** A target attribute without an expression leaves the editor alone. */
async function unmapped(person) {
    await enter(person, "[surname]");
    for (const [target, told] of [["nickName", /has no mapping/], ["timezone", /Europe\/Berlin/]]) {
        await person.page.select("#builder-target", target);
        await person.click("Load its mapping");
        await person.until(`why nothing is loaded for ${target}`, (told) =>
            new RegExp(told).test(document.querySelector(".builder-notice")?.textContent), told.source);
        assert.equal(await written(person), "[surname]");
    }
    await person.page.select("#builder-target", "");
    await person.until("it is said no longer", () => document.querySelector(".builder-notice").textContent === "");
}

/** Where the documentation is silent, that is said under the result. */
async function silent(person) {
    await enter(person, 'Replace([surname], "a", , , "b", , )');
    await person.write("surname", "");
    await person.press("Backspace");
    await person.page.waitForSelector('[data-note="replace-null"]');
    await enter(person, '"a"');
    await person.until("the note is gone", () => document.querySelector("[data-note]") === null);
}

/** Blanks, line breaks and characters that turn the text are seen, and none is lost. */
async function unseen(person) {
    const {page} = person;
    const attributes = {givenName: "one\ntwo", surname: "a  b", jobTitle: "\u202etxet\u202c", employeeId: "7"};
    const end = await answered(person, "/api/users/", 200, JSON.stringify({key: "odd@contoso.com", attributes}));
    await person.choose("Take values from a user", "zoe", "zoe.mueller");
    await enter(person, 'Join("|", [givenName], [surname], [jobTitle], [employeeId], "\u202e")');
    await end();
    const isWhole = () => person.reads("[data-result]", /^one\ntwo\|a  b\|\u202etxet\u202c\|7\|\u202e$/);
    await isWhole();
    const field = (name) => page.$eval(`::-p-aria([name="${name}"][role="textbox"])`, (one) => one.value);
    assert.equal(await field("givenName"), '"one\\ntwo"');
    assert.equal(await field("jobTitle"), '"\\u202etxet\\u202c"');
    assert.equal(await field("employeeId"), "7");
    const blanks = await page.$$eval(".trace-value", (all) => all.map((one) => getComputedStyle(one).whiteSpaceCollapse));
    assert.deepEqual([...new Set(blanks)], ["preserve"]);
    const codes = await page.$$eval("[data-result] .unseen", (all) => all.map((one) => one.dataset.code));
    assert.deepEqual(codes, ["U+202E", "U+202C", "U+202E"]);
    const inEditor = await page.$eval("attrflow-editor", (host) => host.shadowRoot.querySelector(".cm-unseen")?.textContent);
    assert.equal(inEditor, "U+202E");
    // Typing keeps the rest, and says that these are no longer the user's values alone.
    await person.click("givenName", "textbox");
    await person.press("End", "ArrowLeft");
    await person.type("!");
    await person.reads("[data-result]", /^one\ntwo!\|/);
    assert.match((await person.texts(".values-chosen"))[0], /odd@contoso\.com.*edited/);
    assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "givenName");
}

/** Nothing of an earlier answer stays when there is none. */
async function failing(person) {
    await enter(person, 'Append([surname], "x")');
    const end = await answered(person, "/api/evaluate", 503, '{"error":{"message":"the job cannot be read","help":"mend it"}}');
    await enter(person, "[surname]");
    const [result] = await person.texts("[data-result]");
    assert.equal(result, "no result");
    assert.equal(await person.count("[data-node], [data-trace]"), 0);
    assert.deepEqual((await person.texts(".command")).filter((text) => text.includes("attrflow")), []);
    await end();
    await person.click("Evaluate again");
    await person.page.waitForSelector("[data-node]");
    assert.equal(await person.count(".builder-problems [role=alert]"), 0);
    // An answer that is cut off says so.
    const cut = await answered(person, "/api/evaluate", 200, '{"problems":[');
    await enter(person, "[givenName]");
    assert.match((await person.texts(".builder-problems"))[0], /^The connection broke/);
    await cut();
    await person.click("Evaluate again");
    await person.page.waitForSelector("[data-node]");
}

/** Many problems and deep traces push nothing away. */
async function deep(person) {
    await enter(person, `${"ToLower(".repeat(50)}[surname]${")".repeat(50)}`);
    await person.until("many problems", () => document.querySelectorAll(".builder-problems [data-code]").length > 40);
    const heights = await person.page.$$eval(".builder-problems, .strip-frame, .trace", (all) => all.map((one) => one.offsetHeight));
    assert.ok(heights.every((height) => height < 700), heights.join());
    assert.match((await person.texts(".problems-count"))[0], /^49 advice$/);
    await person.fits("a deep trace");
    await enter(person, "[surname]");
}

/** An address that says nothing is no error. */
async function lost(person) {
    await person.page.evaluate(() => (location.hash = "#/log/%zz"));
    await person.arrived("log");
    await person.visit("Builder", "builder");
}

/** A connection that breaks while an answer arrives is told as that. */
async function cutOff(person) {
    await person.visit("Plan", "plan");
    await person.page.evaluate(() => {
        const real = window.fetch;
        window.fetch = () => {
            window.fetch = real;
            const body = new ReadableStream({
                start(told) {
                    told.enqueue(new TextEncoder().encode('{"progress":{"done":1,"total":9}}\n{"progr'));
                    setTimeout(() => told.error(new TypeError("network error")), 50);
                },
            });
            return Promise.resolve(new Response(body, {status: 200}));
        };
    });
    await person.click("Make the plan");
    await person.until("it is said", () => document.querySelector("[data-view=plan] [role=alert]")?.textContent.startsWith("The connection broke"));
    await person.visit("Builder", "builder");
}

/** Whoever signs out leaves nothing. */
async function leaves(person) {
    const {page} = person;
    const kept = () => page.evaluate(() => JSON.stringify(sessionStorage));
    await enter(person, '"something secret"');
    await person.until("it is kept", () => JSON.stringify(sessionStorage).includes("something secret"));
    await person.type(" & 1");
    await person.click("Sign out");
    await person.until("one is signed out", () => document.querySelector("main") === null || document.querySelector("[data-view]") === null);
    assert.equal(await kept(), "{}");
}

export const ODDITIES = [judges, unmapped, silent, unseen, failing, deep, lost, cutOff, leaves];
