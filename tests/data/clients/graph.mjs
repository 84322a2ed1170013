// Calls the synchronization API through @microsoft/microsoft-graph-client, which is told a base address
// and a token and is otherwise as it comes. Prints what came as one JSON object.
// Environment: MODULES (a folder with node_modules), BASE, TOKEN, USER_ID.
import {createRequire} from "node:module";

const {MODULES, BASE, TOKEN, USER_ID} = process.env;
const {Client, GraphError, PageIterator} = createRequire(`${MODULES}/`)("@microsoft/microsoft-graph-client");

const client = Client.initWithMiddleware({
    baseUrl: BASE,
    customHosts: new Set([new URL(BASE).hostname]),
    authProvider: {getAccessToken: async () => TOKEN},
});
const log = () => client.api("/auditLogs/provisioning");
const seen = {};

const expression = (text, values = {}) => ({
    expression: text,
    testInputObject: {
        definition: null,
        properties: Object.entries(values).map(([key, value]) => ({key, value})),
    },
    targetAttributeDefinition: null,
});
const onDemand = (ruleId) => ({
    parameters: [{ruleId, subjects: [{objectId: USER_ID, objectTypeName: "User"}]}],
});

async function refusal(call) {
    try {
        await call;
    } catch (refused) {
        if (!(refused instanceof GraphError)) throw refused;
        return {
            status: refused.statusCode,
            code: refused.code,
            message: refused.message,
            request_id: refused.requestId,
            date: refused.date,
        };
    }
    return "not refused";
}

seen.principals = await client.api("/servicePrincipals").select("id,displayName").get();
const jobs = `/servicePrincipals/${seen.principals.value[0].id}/synchronization/jobs`;
seen.jobs = await client.api(jobs).get();
const job = `${jobs}/${seen.jobs.value[0].id}`;
seen.job = await client.api(job).get();
const schema = await client.api(`${job}/schema`).get();
seen.schema = structuredClone(schema);
seen.functions = await client.api(`${job}/schema/functions`).get();
seen.operators = await client.api(`${job}/schema/filterOperators`).get();
const parse = (body) => client.api(`${job}/schema/parseExpression`).post(body);
seen.parsed = await parse(expression('Join(".", [givenName], [surname])', {givenName: "Ada", surname: "Lovelace"}));
seen.many = await parse(expression("SingleAppRoleAssignment([appRoleAssignments])", {appRoleAssignments: ["Reader"]}));
seen.unparsed = await parse(expression('Jion(".", [givenName]'));

seen.started = (await client.api(`${job}/start`).post()) ?? null;
seen.paused = (await client.api(`${job}/pause`).post()) ?? null;
seen["paused job"] = await client.api(job).get();
const criteria = {resetScope: "Watermark, Escrows, QuarantineState"};
seen.restarted = (await client.api(`${job}/restart`).post({criteria})) ?? null;
seen["started job"] = await client.api(job).get();
const credentials = [{key: "SecretToken", value: "a secret"}];
seen.validated = (await client.api(`${job}/validateCredentials`).post({useSavedCredentials: true, credentials})) ?? null;

const {attributeMappings} = schema.synchronizationRules[0].objectMappings[0];
const title = attributeMappings.find((one) => one.targetAttributeName === "title");
title.defaultValue = "Nobody";
await client.api(`${job}/schema`).put(schema);
seen.replaced = await client.api(`${job}/schema`).get();
// The tree counts, not the text.
Object.assign(title.source, {expression: "Jion()", name: "Jion", type: "Function"});
seen["not replaced"] = await refusal(client.api(`${job}/schema`).put(schema));

const provision = (rule) => client.api(`${job}/provisionOnDemand`).post(onDemand(rule));
const rule = schema.synchronizationRules[0].id;
seen.provisioned = await provision(rule);
seen["provisioned again"] = await provision(rule);
seen["no rule"] = await refusal(provision(""));

seen.log = await log().orderby("activityDateTime desc").get();
const wanted = "provisioningStatusInfo/status eq 'skipped' and contains(tolower(sourceIdentity/displayName), 'ingrid')";
seen.filtered = await log().filter(wanted).top(5).get();
seen.paged = [];
const pages = new PageIterator(client, await log().top(1).get(), ({id}) => seen.paged.push(id));
await pages.iterate();
seen["bad filter"] = await refusal(log().filter("status like 'x'").get());
seen["no job"] = await refusal(client.api(`${jobs}/scim.nothing`).get());

console.log(JSON.stringify(seen));
