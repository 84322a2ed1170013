// A SCIM server for the tests: SCIMMY over maps in memory. Arguments: port, token.
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const [port, token] = process.argv.slice(2);
const {User, Group} = SCIMMY.Resources;
let last = 0;

function keep(resource, unique) {
    const items = new Map();
    resource.ingress(({id}, data) => {
        if (id && !items.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
        const name = String(data[unique]).toLowerCase();
        for (const [other, item] of items) {
            if (other !== id && String(item[unique]).toLowerCase() === name) {
                throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} '${data[unique]}' is taken`);
            }
        }
        const item = {...JSON.parse(JSON.stringify(data)), id: id ?? String(++last)};
        items.set(item.id, item);
        return item;
    });
    resource.egress(({id, filter}) => {
        if (!id) return filter ? filter.match([...items.values()]) : [...items.values()];
        if (!items.has(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
        return items.get(id);
    });
    resource.degress(({id}) => {
        if (!items.delete(id)) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    });
}

User.extend(SCIMMY.Schemas.EnterpriseUser);
SCIMMY.Resources.declare(User);
SCIMMY.Resources.declare(Group);
keep(User, "userName");
keep(Group, "displayName");

const app = express();
app.use("/scim", new SCIMMYRouters({
    type: "bearer",
    docUri: "https://www.rfc-editor.org/rfc/rfc6750",
    handler: (request) => {
        if (request.header("Authorization") !== `Bearer ${token}`) throw new Error("Unauthorized");
        return "tests";
    },
}));
app.listen(Number(port), "127.0.0.1");
