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
    // Who refers to an account that is to come reads whose it is.
    await person.reads('section[aria-label="Samples"]', /the account that is created for ingrid\.sorensen@contoso\.com/);
    assert.doesNotMatch(await page.$eval("[data-plan]", (plan) => plan.textContent), /new:0000/);

    // What makes a plan doubtful comes first, and what is not shown is counted.
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            window.fetch = asked;
            const answer = await asked(path, init);
            const told = JSON.parse((await answer.text()).trim().split("\n").pop());
            Object.assign(told.plan, {
                warnings: ["the source has no users any more"],
                consequences: [{kind: "deleted", number: 1, key: "ada@contoso.com", text: "its account is deleted"}],
                consequence_totals: [{kind: "deleted", users: 1203}],
            });
            told.plan.counts.departed = 1203;
            return new Response(`${JSON.stringify(told)}\n`, answer);
        };
    });
    await person.click("Make it again");
    await person.reads("[data-plan] > .alert-warning:first-child", "The source has no users any more");
    await person.reads('tr[data-kind="deleted"][data-more]', /and 1,202 more/);
    await person.reads('[data-outcome="departed"]', "Gone from the source1,203");
    await person.shot("plan-doubtful");

    const file = await page.$('section[data-view="plan"] input[type="file"]');
    await file.uploadFile(process.env.OLDER);
    await person.click("Make it again");
    await page.waitForSelector("[data-plan]");
    await person.reads('section[data-view="plan"]', /timezone/);
    await person.shot("plan-against");
    await person.click("Do not compare with older.json");
    await person.until("the focus is where one goes on", () => document.activeElement.type === "file");

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
    await person.until("the focus is on the entry", () => document.activeElement.textContent === "zoe.mueller@contoso.com");
    await person.shot("log-entry");
    // As a bookmark it opens again.
    await page.reload();
    await page.waitForSelector('[data-run][data-status="success"]');
    await person.click("Back to the log", "link");
    await person.arrived("log");
    await person.until("the focus is back on the entry's link", () => document.activeElement.matches("tr[data-change-id] a"));

    // Where the log has more than is told, that is said, and who is looked for is found all the same.
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            if (!path.startsWith("/api/log")) return asked(path, init);
            const answer = await asked("/api/log", init);
            const [run] = (await answer.json()).runs;
            const one = (object, number) => ({...run, object, change_id: `${object}-${number}`});
            const runs = path.includes("id=") ? [] : path.includes("search=ada") ? [one("ada", 0)] : Array.from({length: 500}, (_, number) => one("bo", number));
            return new Response(JSON.stringify({runs}), answer);
        };
    });
    await person.write("Filter by user", "", "searchbox");
    await person.press("Backspace");
    await person.click("Refresh");
    await person.reads('section[data-view="log"] [role=status]', "The newest 500 entries");
    await person.write("Filter by user", "ada", "searchbox");
    await person.reads("tr[data-change-id] a", "ada");
    await person.reads('section[data-view="log"] [role=status]', "1 entry found");
    await page.evaluate(() => { location.hash = "#/log/none"; });
    await person.reads('section[data-view="log"] .empty', "The log has no such entry.");

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
