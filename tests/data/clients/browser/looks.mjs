// Each view in a window: nothing serious for axe, nothing wider than the window, a picture of it.
// Environment: THEME, WIDTH; OLDER (an older schema file).
import {assert, walk} from "./lib.mjs";

const {THEME, WIDTH, OLDER} = process.env;

await walk(async (person) => {
    const {page} = person;
    /** Cells of narrow tables that are taller than what they hold, where their name takes two lines at most. */
    const blanks = () => page.$$eval("table.rows td > code:only-child", (found) => found
        .filter((one) => one.parentElement.dataset.label.length < 32
            && one.parentElement.clientHeight > one.getBoundingClientRect().height + 34)
        .map((one) => `${one.parentElement.dataset.label}: ${one.textContent}`));
    const look = async (what) => {
        await person.isAccessible(`${what} ${person.name}`);
        await person.fits(`${what} ${person.name}`);
        // Whether the server writes is told in every window.
        if (what !== "sign-in") assert.ok(await page.$eval(".job .badge", (badge) => badge.checkVisibility()));
        if (Number(WIDTH) < 640) assert.deepEqual(await blanks(), [], what);
        await person.shot(what);
    };
    await look("builder-empty");
    await person.write("Expression", 'Join(".", NormaliseDiacritics([givenName]), [surname])');
    await page.waitForSelector('[data-code="unknown-function"]');
    await look("builder-problem");
    await person.write("Expression", 'Join(".", NormalizeDiacritics([givenName]), [surname])');
    await person.choose("Take values from a user", "zoe", "zoe.mueller");
    await person.reads("[data-result]", /Zoe\.Müller/);
    await look("builder");

    await person.visit("Mappings", "mappings");
    await person.choose("Show values of a user", "zoe", "zoe.mueller");
    await page.waitForSelector('[data-decision="in"]');
    const older = await page.waitForSelector('section[data-view="mappings"] input[type="file"]');
    await older.uploadFile(OLDER);
    await page.waitForSelector("tr[data-change]");
    await look("mappings");

    await person.visit("Provision", "provision");
    await look("provision-empty");
    await person.choose("Find a user", "ingrid", "ingrid.sorensen");
    await person.click("Provision");
    await page.waitForSelector('[data-run][data-status="success"]');
    for (const details of await page.$$("li[data-step] button[aria-expanded=false]")) await details.click();
    await look("provision");
    await person.click("Data flow", "tab");
    await look("provision-flow");
    await person.click("Apply…");
    await page.waitForSelector("dialog[open]");
    await look("provision-confirm");
    await person.click("Apply");
    await page.waitForSelector("dialog[open]", {hidden: true});
    await page.waitForSelector('[data-run][data-status="success"]');

    await person.visit("Plan", "plan");
    await person.click("Make the plan");
    await page.waitForSelector("[data-plan]");
    await look("plan");

    await person.visit("Log", "log");
    await page.waitForSelector("tr[data-change-id]");
    await look("log");
    await (await page.waitForSelector("tr[data-change-id] a")).click();
    await page.waitForSelector("[data-run]");
    await look("log-entry");

    await person.click("Sign out");
    await person.find("Access token", "textbox");
    await look("sign-in");
    person.troubles.length = 0;
    assert.ok(true);
}, {theme: THEME, width: Number(WIDTH), height: 800});
