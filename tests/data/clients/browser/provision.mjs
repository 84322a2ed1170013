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
    assert.equal(await logged(), 0);

    await person.choose("Find a user", "ingrid", "ingrid.sorensen");
    await person.click("Provision");
    const dry = await finished("success");
    assert.equal(dry.action, "create");
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
    await person.click("Apply");
    await page.waitForSelector("dialog[open]", {hidden: true});
    await person.until("it is applied", () => document.querySelector("[data-run][data-action] .badge-warning")?.textContent === "applied");
    const applied = await finished("success");
    assert.equal(applied.action, "create");
    await person.shot("provision-applied");

    await person.click("Retry");
    const again = await finished("skipped", '[data-error="RedundantExport"]');
    assert.equal(again.action, "other");
    await person.shot("provision-redundant");

    await person.click("Provision another object");
    await person.find("Find a user", "combobox");
    await person.until("the run is gone", () => !document.querySelector("[data-run]").checkVisibility());

    // Out of scope: the steps say where it ended.
    await person.choose("Find a user", "noah", "noah.brown");
    await person.click("Provision");
    await finished("skipped");
    await person.shot("provision-out-of-scope");
    await person.click("Provision another object");

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
    await person.shot("provision-group");

    // Dry runs and applied ones are told apart in the log.
    assert.ok((await logged()) >= 1);
});
