// Provision on demand: dry, step by step, then applied, and again. A group with five members, not six.
import {assert, walk} from "./lib.mjs";

const STEPS = ["import", "scoping", "matching", "export"];

await walk(async (person) => {
    const {page} = person;
    const finished = async (status, more = "") => {
        await page.waitForSelector(`[data-run][data-status="${status}"]${more}`);
        return page.$eval("[data-run]", (run) => ({...run.dataset}));
    };
    const logged = async () => {
        await person.visit("Log", "log");
        const count = await person.count("tr[data-change-id]");
        await person.visit("Provision", "provision");
        return count;
    };
    /** Whoever pressed a button stays on it. */
    const stays = (name) => person.until(`the focus stays on ${name}`, (name) =>
        document.activeElement.textContent === name && document.activeElement.ariaDisabled === "false", name);
    const names = () => page.$$eval("li[data-step] button[aria-expanded]", (found) => found.map((one) => one.ariaLabel));
    assert.equal(await logged(), 0);

    await person.choose("Find a user", "ingrid", "ingrid.sorensen");
    await person.click("Provision");
    const dry = await finished("success");
    assert.equal(dry.action, "create");
    await stays("Provision");
    for (const step of STEPS) {
        await page.waitForSelector(`li[data-step="${step}"][data-status="success"]`);
        const details = await page.waitForSelector(`li[data-step="${step}"] button[aria-expanded]`);
        assert.equal(await details.evaluate((one) => one.getAttribute("aria-expanded")), "false");
        await details.scrollIntoView();
        await details.click();
        await person.until(`the details of ${step}`, (step) => {
            const button = document.querySelector(`li[data-step="${step}"] button[aria-expanded="true"]`);
            const shown = document.getElementById(button?.getAttribute("aria-controls"));
            return shown?.checkVisibility() && shown.textContent.trim().length > 0;
        }, step);
    }
    await person.shot("provision-dry");
    for (const tab of ["Data flow", "Requests", "Modified attributes"]) {
        await person.click(tab, "tab");
        await person.until(tab, (tab) => {
            const chosen = [...document.querySelectorAll("[role=tab]")].find((one) => one.textContent.includes(tab));
            const panel = document.getElementById(chosen?.getAttribute("aria-controls"));
            return chosen?.ariaSelected === "true" && panel?.checkVisibility() && panel.textContent.length > 20;
        }, tab);
    }

    // Nothing was written, and nothing is by asking and thinking better of it.
    await person.click("Apply…");
    await page.waitForSelector("dialog[open]");
    await person.shot("provision-confirm");
    await person.click("Cancel");
    await page.waitForSelector("dialog[open]", {hidden: true});

    await person.click("Apply…");
    await page.waitForSelector("dialog[open]");
    // While the target is written to, nothing else is chosen, and what comes of it is shown.
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            const answer = await asked(path, init);
            await new Promise((go) => { window.goOn = go; });
            window.fetch = asked;
            return answer;
        };
    });
    await person.click("Apply");
    await page.waitForSelector("dialog[open]", {hidden: true});
    await person.until("it is being applied", () => window.goOn);
    assert.equal(await person.has("Find a user", "combobox"), false);
    await page.evaluate(() => window.goOn());
    await person.until("it is applied", () => document.querySelector("[data-run][data-action] .badge-warning")?.textContent === "applied");
    const applied = await finished("success");
    assert.equal(applied.action, "create");
    await stays("Apply…");
    await person.shot("provision-applied");

    await person.click("Retry");
    const again = await finished("skipped", '[data-error="RedundantExport"]');
    assert.equal(again.action, "other");
    await stays("Retry");
    await person.shot("provision-redundant");

    await person.click("Provision another object");
    await person.find("Find a user", "combobox");
    await person.until("the run is gone", () => !document.querySelector("[data-run]").checkVisibility());

    // Out of scope: the steps say where it ended.
    await person.choose("Find a user", "noah", "noah.brown");
    await person.click("Provision");
    await finished("skipped");
    await person.shot("provision-out-of-scope");

    // Where the server falls silent while it writes, that is not taken for a failure.
    await person.choose("Find a user", "ingrid", "ingrid.sorensen");
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async () => {
            window.fetch = asked;
            return new Response(new ReadableStream({start: (body) => body.error(new TypeError("cut"))}));
        };
    });
    await person.click("Apply…");
    await page.waitForSelector("dialog[open]");
    await person.click("Apply");
    await person.reads(".run-banner", /did not say what came of it.*may have been written to all the same/);
    await person.shot("provision-cut");

    // Somebody else's result does not stay.
    await person.choose("Find a user", "zoe", "zoe.mueller");
    await person.until("the run is gone", () => !document.querySelector("[data-run]").checkVisibility());
    assert.equal(await person.has("Retry", "button"), false);

    // Values are shown as they are, and what is not seen is named.
    const surname = "`back`  tick\u202eabc";
    await page.evaluate((surname) => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            window.fetch = asked;
            const answer = await asked(path, init);
            return new Response((await answer.text()).replaceAll("Müller", surname), answer);
        };
    }, surname);
    await person.click("Provision");
    await finished("success");
    await person.click("Data flow", "tab");
    for (const place of ['li[data-step="import"] .step-details', 'tr[data-target="name.familyName"]', '.flow-table tr[data-target="name.familyName"]']) {
        const values = await page.$$eval(`${place} .value`, (found) => found.map((one) => one.textContent));
        assert.ok(values.includes(surname), `${place}: ${values.join(" | ")}`);
    }
    assert.ok(await person.count('.unseen[data-code="U+202E"]') > 0);
    await person.shot("provision-odd-values");
    await person.click("Provision another object");

    // What is found is told, and what is not found too.
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            const object = (number) => ({key: `user${number}@contoso.com`, name: `User ${number}`});
            return !path.startsWith("/api/users") ? asked(path, init)
                : path.includes("many") ? new Response(JSON.stringify({objects: Array.from({length: 21}, (_, number) => object(number))}))
                : new Response(JSON.stringify({error: {message: "the file `users.ndjson` cannot be read"}}), {status: 409});
        };
        window.asksAgain = () => { window.fetch = asked; };
    });
    await person.write("Find a user", "many", "combobox");
    await person.reads(".options-note", /^The first 20/);
    assert.equal(await person.count('::-p-aria([role="option"])'), 20);
    await person.shot("provision-many-found");
    await person.write("Find a user", "nobody", "combobox");
    await person.reads(".options-note", "The file users.ndjson cannot be read");
    await page.evaluate(() => window.asksAgain());
    await person.press("Escape");

    await person.click("Group", "radio");
    await person.choose("Find a group", "Desk", "Desk users");
    const people = ["zoe", "lukasz", "amelie", "ingrid", "bjensen"];
    for (const who of people) await person.choose("Add a member", who, who);
    await person.choose("Add a member", "petra", "petra");
    await person.until("a sixth is refused", () =>
        [...document.querySelectorAll("[role=alert]")].some((one) => one.textContent.includes("up to five members")));
    await person.shot("provision-sixth-member");
    await person.click("Provision");
    // Members that are not provisioned yet are left out, which is told.
    const group = await finished("warning");
    assert.equal(group.action, "create");
    // Each step tells whom it is about, and has details of its own.
    const steps = await names();
    assert.equal(new Set(steps).size, steps.length, steps.join("\n"));
    assert.ok(steps.includes("View details of Import group"), steps.join("\n"));
    assert.ok(steps.includes("View details of Import member zoe.mueller@contoso.com"), steps.join("\n"));
    assert.ok(steps.some((name) => /^View details of Match member .+ between source and target$/.test(name)), steps.join("\n"));
    await person.click("View details of Import member zoe.mueller@contoso.com");
    await person.click("View details of Determine if group is in scope");
    await person.reads('li[data-step="scoping"] .step-details', /^(?!.*ScopeEvaluationResult).*Scoping filtersnone/);
    await person.click("Retry");
    await stays("Retry");
    assert.equal(await person.count('li[data-step="import"] button[aria-expanded="true"]'), 1);
    await person.shot("provision-group");

    // Dry runs and applied ones are told apart in the log.
    assert.ok((await logged()) >= 1);
});
