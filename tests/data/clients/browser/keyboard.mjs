// Everything by keyboard alone: the mouse is not touched.
import {assert, walk} from "./lib.mjs";

await walk(async (person) => {
    const {page} = person;
    const here = () => page.evaluate(() => {
        let at = document.activeElement;
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
        const inside = at?.closest?.("[data-view]")?.dataset.view ?? "";
        const style = at ? getComputedStyle(at) : {};
        const ring = [style.outlineStyle, style.boxShadow, style.borderColor].join(" ");
        const labels = [...(at?.labels ?? [])].map((label) => label.textContent).join(" ");
        const name = [at?.ariaLabel, labels, at?.textContent?.slice(0, 60), at?.title].filter(Boolean).join(" | ");
        return {tag: at?.tagName ?? "", name, inside, ring, visible: at?.checkVisibility?.() ?? false};
    });
    /** Goes on by Tab until the control with that name has the focus. */
    const to = async (name, backwards = false) => {
        const passed = [];
        const now = await here();
        if (!backwards && now.tag !== "BODY" && now.name.includes(name)) return now;
        for (let stops = 0; stops < 200; stops++) {
            if (backwards) await page.keyboard.down("Shift");
            await person.press("Tab");
            if (backwards) await page.keyboard.up("Shift");
            const at = await here();
            if (at.name.includes(name)) return at;
            passed.push(`${at.tag} ${at.name}`);
        }
        assert.fail(`${name} is not reached: ${[...new Set(passed)].join("\n")}`);
    };

    // What has the focus is seen, and everything is reached: nothing keeps the focus for itself.
    const first = await to("Skip to content");
    assert.ok(first.visible);
    const seen = new Set();
    for (let stops = 0; stops < 250; stops++) {
        await person.press("Tab");
        const at = await here();
        if (at.name.includes("Skip to content")) break;
        assert.ok(at.tag === "BODY" || at.visible, at.name);
        assert.ok(stops < 249, `the focus does not come round: ${at.name}`);
        seen.add(at.name);
    }
    assert.ok([...seen].some((name) => name.includes("Filter functions")), [...seen].join("\n"));

    // The skip link leads past the navigation.
    await to("Skip to content");
    await person.press("Enter");
    await person.press("Tab");
    assert.equal((await here()).inside, "builder");

    // An expression, its problem and the fix.
    await to("Expression");
    await person.selectAll();
    await person.press("Backspace");
    await person.type("NormaliseDiacritics([givenName]");
    await page.waitForSelector('[data-code="unknown-function"]');
    await person.press("Escape", "F8");
    await person.until("the problem is told as a sentence", () => {
        const told = document.querySelector("attrflow-editor").shadowRoot.querySelector(".cm-diagnosticText");
        return told?.textContent.startsWith("There is no function");
    });
    await person.press("Escape");
    await to("NormalizeDiacritics");
    await person.press("Enter");
    await person.until("it is fixed", () =>
        document.querySelector("[data-result]")?.dataset.expression === "NormalizeDiacritics([givenName])");

    // A user, provisioned.
    await to("Skip to content");
    await to("Provision");
    await person.press("Enter");
    await person.arrived("provision");
    await to("Find a user");
    await person.type("ingrid");
    await page.waitForSelector('::-p-aria([role="option"])');
    await person.looks();
    await person.press("ArrowDown", "Enter");
    await to("Provision");
    await person.press("Enter");
    await page.waitForSelector('[data-run][data-status="success"]');
    await to("View details");
    await person.press("Enter");
    await page.waitForSelector('li[data-step] button[aria-expanded="true"]');
    await to("Modified attributes");
    await person.press("ArrowRight");
    await person.until("the next tab", () =>
        [...document.querySelectorAll("[role=tab]")].some((one) => one.ariaSelected === "true" && one.textContent.includes("Data flow")));

    // The dialog keeps the focus while it is open, and gives it back.
    await to("Apply…", true);
    await person.press("Enter");
    await page.waitForSelector("dialog[open]");
    for (let stops = 0; stops < 6; stops++) {
        await person.press("Tab");
        const outside = await page.evaluate(() =>
            document.activeElement !== document.body && !document.activeElement.closest("dialog[open]"));
        assert.equal(outside, false);
    }
    await person.press("Escape");
    await page.waitForSelector("dialog[open]", {hidden: true});
    assert.ok((await here()).name.includes("Apply…"));

    for (const [link, view] of [["Mappings", "mappings"], ["Plan", "plan"], ["Log", "log"]]) {
        await to("Skip to content");
        await to(link);
        await person.press("Enter");
        await person.arrived(view);
    }
});
