// The mappings: the table, the truth table of the scoping filters, two versions side by side.
// Environment: OLDER (an older version of the schema file).
import {assert, walk} from "./lib.mjs";

await walk(async (person) => {
    const {page} = person;
    await person.visit("Mappings", "mappings");
    assert.equal(await person.count("tr[data-target]"), 26);
    await person.reads('tr[data-target="userName"]', /Join\("@", ToLower/);
    await person.reads('tr[data-target="userName"]', /Expression/);
    await person.reads('tr[data-target="mobile"], tr[data-target=\'phoneNumbers[type eq "mobile"].value\']', /Direct/);

    await person.choose("Show values of a user", "zoe", "zoe.mueller");
    await person.reads('tr[data-target="userName"]', /zoe\.muller@contoso\.com/);
    await page.waitForSelector('[data-decision="in"]');
    assert.equal(await person.count("[data-holds]") >= 5, true);
    assert.ok((await person.count('[data-holds="true"]')) >= 2);
    assert.ok((await person.count('[data-holds="false"]')) >= 1);
    await person.shot("mappings-in-scope");
    await person.choose("Show values of a user", "petra", "petra.novak");
    await page.waitForSelector("[data-decision]");

    await person.write("Filter mappings", "title", "searchbox");
    await page.waitForSelector('tr[data-target="userName"]', {hidden: true});
    await page.waitForSelector('tr[data-target="title"]', {visible: true});
    await person.write("Filter mappings", "", "searchbox");
    await person.press("Backspace");
    await page.waitForSelector('tr[data-target="userName"]', {visible: true});

    const file = await page.waitForSelector('section[data-view="mappings"] input[type="file"]');
    await file.uploadFile(process.env.OLDER);
    await page.waitForSelector("tr[data-change]");
    const changed = await page.$$eval("tr[data-change]:not([data-change=same])", (rows) =>
        rows.filter((row) => row.checkVisibility()).map((row) => `${row.dataset.change} ${row.textContent}`));
    assert.equal(changed.length, 2, changed.join("\n"));
    assert.ok(changed.some((row) => row.startsWith("added") && row.includes("timezone")), changed.join("\n"));
    assert.ok(changed.some((row) => row.startsWith("changed") && row.includes("displayName")), changed.join("\n"));
    await person.shot("mappings-compared");

    await person.click("Open userName in the builder", "link");
    await person.arrived("builder");
    await person.until("the builder shows the mapping", () =>
        document.querySelector("[data-result]")?.dataset.expression?.startsWith('Join("@"'));
});
