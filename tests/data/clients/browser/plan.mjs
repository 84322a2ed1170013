// The plan of everybody, and the log of what was done. Environment: OLDER (an older schema file).
import {assert, walk} from "./lib.mjs";

await walk(async (person) => {
    const {page} = person;
    await person.visit("Plan", "plan");
    await person.click("Make the plan");
    await page.waitForSelector("[data-plan]");
    await person.reads('[data-outcome="create"]', /5/);
    await person.reads('[data-outcome="skip"]', /4/);
    for (const region of ["Thresholds", "Samples"]) await person.find(region, "region");
    await person.shot("plan");

    const file = await page.$('section[data-view="plan"] input[type="file"]');
    await file.uploadFile(process.env.OLDER);
    await person.click("Make it again");
    await page.waitForSelector("[data-plan]");
    await person.reads('section[data-view="plan"]', /timezone/);
    await person.shot("plan-against");

    await person.visit("Provision", "provision");
    for (const who of ["ingrid", "zoe"]) {
        await person.choose("Find a user", who, who);
        await person.click("Apply…");
        await page.waitForSelector("dialog[open]");
        await person.click("Apply");
        await page.waitForSelector('[data-run][data-status="success"]');
        await person.click("Provision another object");
    }

    await person.visit("Log", "log");
    assert.equal(await person.count("tr[data-change-id]"), 2);
    await person.shot("log");
    await person.write("Filter by user", "zoe", "searchbox");
    await person.until("one run is left", () =>
        [...document.querySelectorAll("tr[data-change-id]")].filter((row) => row.checkVisibility()).length === 1);
    const link = await page.waitForSelector("tr[data-change-id] a");
    await link.click();
    await page.waitForSelector('[data-run][data-status="success"][data-action="create"]');
    assert.match(await page.evaluate(() => location.hash), /^#\/log\/.+/);
    assert.equal(await person.count("li[data-step]"), 4);
    await person.shot("log-entry");
    // As a bookmark it opens again.
    await page.reload();
    await page.waitForSelector('[data-run][data-status="success"]');
    await person.click("Back to the log", "link");
    await person.arrived("log");

    // Signed out, there is nothing to see.
    await person.click("Sign out");
    await person.find("Access token", "textbox");
    await person.shot("signed-out");
    person.troubles.length = 0;
    await person.write("Access token", "a wrong token");
    await person.click("Sign in");
    await page.waitForSelector("[role=alert]");
    await person.until("it says why", () => document.querySelector("[role=alert]").textContent.trim() !== "");
    person.troubles.length = 0;
    await person.write("Access token", process.env.TOKEN);
    await person.press("Enter");
    await page.waitForSelector("section[data-ready]");
});
