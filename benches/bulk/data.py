"""Users and schemas for the bench of bulk evaluation: the population as it is generated, and the same users
written down in other ways. Everything is streamed."""

import csv
import json
import random
import re

SCIM = {
    "givenName": "name.givenName",
    "surname": "name.familyName",
    "mail": 'emails[type eq "work"].value',
    "mobilePhone": 'phoneNumbers[type eq "mobile"].value',
    "streetAddress": "address.streetAddress",
    "postalCode": "address.postalCode",
    "city": "address.locality",
    "state": "address.region",
    "country": "address.country",
    "department": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "manager": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
}
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


def compact(user, ascii_only=False):
    return json.dumps(user, ensure_ascii=ascii_only, separators=(",", ":"))


def shuffled(user, dice):
    members = list(user.items())
    dice.shuffle(members)
    return compact(dict(members))


def escapes(user, _):
    """Every letter that is not ASCII, and every slash, as an escape."""
    return compact(user, ascii_only=True).replace("/", "\\/")


def every_letter(value):
    if isinstance(value, str):
        units = value.encode("utf-16-be").hex()
        return '"' + "".join("\\u" + units[at : at + 4] for at in range(0, len(units), 4)) + '"'
    if isinstance(value, list):
        return "[" + ",".join(map(every_letter, value)) + "]"
    return compact(value)


def all_escaped(user, _):
    """Every letter of every text as an escape."""
    return "{" + ",".join(f'"{name}":{every_letter(value)}' for name, value in user.items()) + "}"


def one_text_escaped(user, _):
    """A quote and a line break in a text of each user that the mapping reads, as escapes."""
    return compact({**user, "streetAddress": f'"{user["streetAddress"]}"\n'})


def nested(user, _):
    """The shape of SCIM."""
    of = user.get
    flat = {name: value for name, value in user.items() if name not in SCIM}
    flat["name"] = {"formatted": of("displayName"), "familyName": of("surname"), "givenName": of("givenName")}
    flat["emails"] = [{"type": "work", "value": of("mail"), "primary": True}]
    flat["phoneNumbers"] = [{"type": "work", "value": None}, {"type": "mobile", "value": of("mobilePhone")}]
    flat["address"] = {"streetAddress": of("streetAddress"), "locality": of("city"), "region": of("state"),
                       "postalCode": of("postalCode"), "country": of("country")}
    flat[ENTERPRISE] = {"department": of("department"), "manager": {"value": of("manager")}}
    return compact(flat)


def wide(attributes):
    """More attributes, which no mapping reads, spread between the others."""
    def write(user, _):
        more = attributes - len(user)
        members = list(user.items())
        out, added = {}, 0
        for number, (name, value) in enumerate(members, 1):
            out[name] = value
            while added < more * number // len(members):
                out[f"custom_attribute_{added}"] = f"value {added} of {attributes}"
                added += 1
        return compact(out)
    return write


def lines(source, target, write, count=None):
    dice = random.Random(7)
    with open(source, encoding="utf-8") as users, open(target, "w", encoding="utf-8", newline="\n") as out:
        for number, line in enumerate(users):
            if number == count:
                break
            out.write((line.rstrip("\n") if write is None else write(json.loads(line), dice)) + "\n")


def cell(value):
    if isinstance(value, list):
        return ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value)
    return {None: "", True: "true", False: "false"}.get(value, value)


def table(source, target, quoting):
    with open(source, encoding="utf-8") as users, open(target, "w", encoding="utf-8", newline="") as out:
        writer = None
        for line in users:
            user = json.loads(line)
            if writer is None:
                writer = csv.writer(out, quoting=quoting, lineterminator="\r\n")
                writer.writerow(user)
            writer.writerow(map(cell, user.values()))


def repeated_mappings(schema, count):
    """The attribute mappings over and over, with other targets."""
    mapping = schema["synchronizationRules"][0]["objectMappings"][0]
    own = mapping["attributeMappings"]
    more = []
    for number in range(count):
        attribute = json.loads(json.dumps(own[number % len(own)]))
        if number >= len(own):
            attribute["targetAttributeName"] += f"_{number // len(own) + 1}"
            attribute["matchingPriority"] = 0
        more.append(attribute)
    mapping["attributeMappings"] = more
    schema["directories"] = [directory for directory in schema["directories"] if directory["name"] != "bench"]
    return schema


def direct(schema, all_of_them):
    """No filter, and direct mappings only: of the attributes that the mapping reads, or of the key alone."""
    mapping = schema["synchronizationRules"][0]["objectMappings"][0]
    read = re.findall(r"\[(\w+)\]", " ".join(of["source"]["expression"] for of in mapping["attributeMappings"]))
    tested = [clause["sourceOperandName"] for clause in mapping["scope"]["groups"][0]["clauses"]]
    names = list(dict.fromkeys(read + tested)) if all_of_them else ["id"]
    one = mapping["attributeMappings"][0]
    mapping["attributeMappings"] = [
        {**one, "targetAttributeName": f"target_{name}", "matchingPriority": int(number == 0),
         "source": {"expression": f"[{name}]", "name": name, "type": "Attribute", "parameters": []}}
        for number, name in enumerate(names)]
    mapping["scope"]["groups"] = []
    schema["directories"] = [directory for directory in schema["directories"] if directory["name"] != "bench"]
    return schema


def nested_names(schema):
    """The same mapping over users in the shape of SCIM."""
    mapping = schema["synchronizationRules"][0]["objectMappings"][0]
    rename = lambda name: SCIM.get(name, name)
    for attribute in mapping["attributeMappings"]:
        source = attribute["source"]
        source["expression"] = re.sub(r"\[(\w+)\]", lambda found: f"[{rename(found[1])}]", source["expression"])
        source["name"] = rename(source["name"])
    for clause in mapping["scope"]["groups"][0]["clauses"]:
        clause["sourceOperandName"] = rename(clause["sourceOperandName"])
    for attribute in schema["directories"][0]["objects"][0]["attributes"]:
        attribute["name"] = rename(attribute["name"])
    return schema
