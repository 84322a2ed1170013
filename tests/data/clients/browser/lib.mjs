// A person at the browser: what the walks have in common.
// Environment: MODULES (a folder with node_modules), CHROMIUM, BASE, TOKEN, SHOTS (a folder).
import assert from "node:assert/strict";
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";

const {MODULES, CHROMIUM, BASE, TOKEN, SHOTS} = process.env;
const require = createRequire(`${MODULES}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export {assert};

const WAIT = 60_000;

/** Signs in, walks, and says what went wrong besides: console errors, requests elsewhere. */
export async function walk(steps, options = {}) {
    const browser = await puppeteer.launch({
        executablePath: CHROMIUM,
        // It sees this server's page alone.
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    try {
        const person = await Person.enter(browser, options);
        try {
            await steps(person);
        } catch (error) {
            await person.shot("failed").catch(() => {});
            throw error;
        }
        assert.deepEqual(person.troubles, []);
    } finally {
        await browser.close();
    }
}

export class Person {
    static async enter(browser, {theme = "light", width = 1280, height = 900, watched = true, signIn = true} = {}) {
        const person = new Person();
        const context = browser.defaultBrowserContext();
        await context.overridePermissions(BASE, ["clipboard-read", "clipboard-write"]);
        const page = await browser.newPage();
        person.page = page;
        person.troubles = [];
        person.name = `${theme}-${width}`;
        page.setDefaultTimeout(WAIT);
        await page.setViewport({width, height});
        await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: theme}]);
        const note = (trouble) => person.troubles.push(trouble);
        page.on("pageerror", (error) => note(`error: ${error.message}`));
        page.on("console", (message) => {
            const {url} = message.location();
            // The page on which one signs in is the answer to whoever has not yet.
            const isSignIn = url.split("#")[0] === `${BASE}/` && message.text().includes("401");
            if (["error", "warn"].includes(message.type()) && !isSignIn) note(`console: ${message.text()} (${url})`);
        });
        const isOwn = (url) => url.startsWith(`${BASE}/`) || url.startsWith("data:") || url.startsWith("blob:" + BASE);
        page.on("request", (request) => {
            if (!isOwn(request.url())) note(`request: ${request.url()}`);
            if (watched) (isOwn(request.url()) ? request.continue() : request.abort()).catch(() => {});
        });
        page.on("response", (response) => {
            if (response.status() >= 500) note(`${response.status()}: ${response.url()}`);
        });
        if (watched) await page.setRequestInterception(true);
        if (signIn) {
            await page.goto(`${BASE}/#token=${TOKEN}`);
            await person.arrived("builder");
        }
        return person;
    }

    /** Waits until a view shows its data. */
    async arrived(view) {
        await this.page.waitForSelector(`section[data-view="${view}"][data-ready]`, {visible: true});
    }

    /** Goes to a view by its link. */
    async visit(link, view) {
        await this.click(link, "link");
        await this.arrived(view);
    }

    /** A control, found as assistive technology finds it. */
    async find(name, role) {
        const found = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`);
        assert.ok(found, `${role} "${name}"`);
        return found;
    }

    /** Whether there is such a control. */
    async has(name, role) {
        return (await this.page.$(`::-p-aria([name="${name}"][role="${role}"])`)) !== null;
    }

    async click(name, role = "button") {
        const found = await this.find(name, role);
        await found.scrollIntoView();
        await found.click();
    }

    /** Replaces what is in a text box. */
    async write(name, text, role = "textbox") {
        await this.click(name, role);
        await this.selectAll();
        await this.page.keyboard.type(text);
    }

    async selectAll() {
        await this.page.keyboard.down("Control");
        await this.page.keyboard.press("a");
        await this.page.keyboard.up("Control");
    }

    async type(text) {
        await this.page.keyboard.type(text);
    }

    async press(...keys) {
        for (const key of keys) await this.page.keyboard.press(key);
    }

    /** Searches in a combo box, and takes the first option that holds a text. */
    async choose(name, search, wanted) {
        await this.write(name, search, "combobox");
        const option = await this.page.waitForSelector(`::-p-aria([role="option"]) >>> ::-p-text(${wanted})`);
        await option.click();
    }

    /** Waits until something in the page holds; what it is of is said where it never does. */
    async until(what, holds, ...given) {
        try {
            await this.page.waitForFunction(holds, {polling: 25}, ...given);
        } catch {
            assert.fail(`never: ${what}`);
        }
    }

    /** Waits until an element's text is, or holds, what is wanted. */
    async reads(selector, wanted) {
        const holds = (selector, wanted, isPattern) => {
            const text = document.querySelector(selector)?.textContent?.trim();
            return text !== undefined && (isPattern ? new RegExp(wanted).test(text) : text === wanted);
        };
        const isPattern = wanted instanceof RegExp;
        await this.until(`${selector} reads ${wanted}`, holds, selector, isPattern ? wanted.source : wanted, isPattern);
    }

    /** The moment in which a person sees what has appeared; editors take no key before. */
    async looks() {
        await new Promise((seen) => setTimeout(seen, 150));
    }

    async count(selector) {
        return (await this.page.$$(selector)).length;
    }

    async texts(selector) {
        return this.page.$$eval(selector, (found) => found.map((one) => one.textContent.trim()));
    }

    /** Nothing that axe finds is serious. */
    async isAccessible(what) {
        await this.page.evaluate(axe);
        const found = await this.page.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
        const told = found.violations.map(({impact, id, help, nodes}) => ({
            impact, id, help, nodes: nodes.map(({target, failureSummary}) => `${target.join(" ")}: ${failureSummary}`),
        }));
        const serious = told.filter(({impact}) => impact === "serious" || impact === "critical");
        assert.deepEqual(serious, [], what);
        for (const {impact, id, help} of told) console.error(`${what}: ${impact}: ${id}: ${help}`);
    }

    /** Nothing is wider than the window. */
    async fits(what) {
        const wide = await this.page.evaluate(() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > width + 1)
                .map((one) => `${one.tagName}.${one.className} ${one.getBoundingClientRect().right}`);
        });
        assert.deepEqual(wide, [], what);
    }

    async shot(name) {
        mkdirSync(SHOTS, {recursive: true});
        await this.page.screenshot({path: join(SHOTS, `${name}-${this.name}.png`), fullPage: true});
    }
}
