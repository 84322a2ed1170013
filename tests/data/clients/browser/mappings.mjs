// The mappings: the table, the truth table of the scoping filters, two versions side by side.
// Environment: OLDER (an older version of the schema file).
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
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
    // In a smaller window the values are seen too.
    await page.setViewport({width: 1024, height: 800});
    await person.fits("mappings 1024");
    const value = await page.$eval('tr[data-target="externalId"] .mapping-value', (cell) => {
        const {left, width} = cell.getBoundingClientRect();
        return {width, right: left + width};
    });
    assert.ok(value.width >= 160 && value.right <= 1024, JSON.stringify(value));
    await person.shot("mappings-1024");
    await page.setViewport({width: 1280, height: 900});
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
    await person.click("Close the comparison");
    await person.until("the focus is where one goes on", () => document.activeElement.type === "file");

    // Which clauses differ is told, and what makes the comparison doubtful.
    const other = JSON.parse(readFileSync(process.env.OLDER, "utf8"));
    other.synchronizationRules[0].objectMappings[0].scope.groups[0].clauses[1].targetOperand.values = ["2000"];
    mkdirSync(process.env.SHOTS, {recursive: true});
    const written = join(process.env.SHOTS, "other-scope.json");
    writeFileSync(written, JSON.stringify(other));
    await page.evaluate(() => {
        const asked = window.fetch;
        window.fetch = async (path, init) => {
            const answer = await asked(path, init);
            if (path !== "/api/compare") return answer;
            window.fetch = asked;
            return new Response(JSON.stringify({...await answer.json(), warnings: ["text and parse tree of 1 expression disagree"]}), answer);
        };
    });
    await file.uploadFile(written);
    await person.reads(".scope-change", 'only in other-scope.jsonEngineering: employeeId GREATER_THAN "2000"only in this jobEngineering: employeeId GREATER_THAN "1000"');
    await person.reads(".alert-warning", "Text and parse tree of 1 expression disagree");
    await person.shot("mappings-compared-scope");

    await person.click("Open userName in the builder", "link");
    await person.arrived("builder");
    await person.until("the builder shows the mapping", () =>
        document.querySelector("[data-result]")?.dataset.expression?.startsWith('Join("@"'));
});
