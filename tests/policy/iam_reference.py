"""IAM's evaluation of a request against one policy, written down plainly from IAM's manual, with nothing in common
with cli/policy.

A request is {"principal": None | "Anonymous" | {KIND: NAME}, "action": TEXT, "resource": TEXT, "context": {KEY:
[VALUE, ...]}}; values are texts, as in a request that AWS evaluates. `None` as principal: nobody asks. A key without
values is missing.
"""

import base64
import datetime
import ipaddress
import random
import re
from fractions import Fraction

MISSING = object()
ALWAYS = {"aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:useragent", "aws:requestedregion",
          "aws:viaawsservice", "aws:principaltype", "aws:userid"}


class NotUnderstood(Exception):
    """The policy has something that this evaluator does not know."""


# ---- texts ----

def as_list(value):
    return value if isinstance(value, list) else [value]


def lookup(context, key):
    return next((v for k, v in context.items() if k.lower() == key.lower() and v), MISSING)


def unescape(text, version, context=None):
    """The text as a list of characters and wildcards: ("char", c), ("any",), ("one",); characters that a variable
    brought are ("value", c). None if a variable has no value."""
    items, i = [], 0
    while i < len(text):
        if version == "2012-10-17" and text.startswith("${", i):
            if text[i + 2:i + 4] in ("*}", "?}", "$}"):
                items.append(("value", text[i + 2]))
                i += 4
                continue
            end = text.index("}", i)
            key, _, default = text[i + 2:end].partition(",")
            values = lookup(context or {}, key.strip())
            if values is MISSING and not default:
                return None
            items += [("value", c) for c in (default.strip()[1:-1] if values is MISSING else values[0])]
            i = end + 1
            continue
        items.append({"*": ("any",), "?": ("one",)}.get(text[i], ("char", text[i])))
        i += 1
    return items


def glob(items, text, stop=""):
    """Do the items match the whole text? Wildcards do not match characters in `stop`."""
    reach = {0}
    for item in items:
        after = set()
        for place in reach:
            if item[0] == "any":
                after.add(place)
                while place < len(text) and text[place] not in stop:
                    place += 1
                    after.add(place)
            elif place < len(text):
                if item[0] == "one" and text[place] not in stop or item[0] in ("char", "value") and item[1] == text[place]:
                    after.add(place + 1)
        reach = after
    return len(text) in reach


def literal(text, version, context=None):
    """The text that a value stands for where wildcards mean nothing; None if a variable has no value."""
    if version != "2012-10-17":
        return text
    items = unescape(text, version, context)
    return None if items is None else "".join({"any": "*", "one": "?"}.get(i[0]) or i[1] for i in items)


def fold(text):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def split_items(items):
    """The items of an ARN, in its six parts."""
    parts = [[]]
    for item in items:
        if item == ("char", ":") and len(parts) < 6:
            parts.append([])
        else:
            parts[-1].append(item)
    return parts


def arn_like(items, text):
    if items == [("any",)]:
        return text.count(":") >= 5
    if sum(i == ("char", ":") for i in items) < 5:
        items = [("char", i[1]) if i[0] == "value" else i for i in items]
    have, want = text.split(":", 5), split_items(items)
    return len(have) == len(want) == 6 and all(glob(w, h) for w, h in zip(want, have))


# ---- values ----

def number(text):
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise NotUnderstood("number " + text)
    return Fraction(text)


def date(text):
    if re.fullmatch(r"[+-]?\d{5,}(\.\d+)?|[+-]\d+|\d{1,3}", text):
        return Fraction(text)
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d))?", text)
    if not match:
        raise NotUnderstood("date " + text)
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    moment = datetime.datetime(int(year), int(month), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0))
    seconds = Fraction((moment - datetime.datetime(1970, 1,
        1)) // datetime.timedelta(seconds=1)) + Fraction("0" + (fraction or ".0"))
    if zone and zone != "Z":
        away = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
        seconds -= away if zone[0] == "+" else -away
    return seconds


def in_network(text, network):
    address, net = ipaddress.ip_address(text), ipaddress.ip_network(network, strict=False)
    return address.version == net.version and address in net


def value_compares(operator, wanted, have, version, context):
    """Does the request's value compare with the policy's, under a positive operator?"""
    if operator.startswith(("String", "Arn")) and literal(wanted, version, context) is None:
        return False
    if operator == "StringEquals":
        return have == literal(wanted, version, context)
    if operator == "StringEqualsIgnoreCase":
        return fold(have) == fold(literal(wanted, version, context))
    if operator == "StringLike":
        return glob(unescape(wanted, version, context), have)
    if operator in ("ArnEquals", "ArnLike"):
        return arn_like(unescape(wanted, version, context), have)
    if operator == "Bool":
        return have.lower() == wanted.lower()
    if operator == "BinaryEquals":
        return base64.b64decode(have) == base64.b64decode(wanted)
    if operator == "IpAddress":
        return in_network(have, wanted)
    for kind, read in (("Numeric", number), ("Date", date)):
        if operator.startswith(kind):
            order = {"Equals": "__eq__", "LessThan": "__lt__", "LessThanEquals": "__le__", "GreaterThan": "__gt__",
                     "GreaterThanEquals": "__ge__"}
            return getattr(read(have), order[operator[len(kind):]])(read(wanted))
    raise NotUnderstood("operator " + operator)


POSITIVE = {"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
            "ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike", "NumericNotEquals": "NumericEquals",
            "DateNotEquals": "DateEquals",
            "NotIpAddress": "IpAddress"}


def condition_holds(operator, key, wanted, context, version):
    wanted = [str(w).lower() if isinstance(w, bool) else str(w) for w in as_list(wanted)]
    values = next((v for k, v in context.items() if k.lower() == key.lower() and v), MISSING)
    if operator == "Null":
        return any((values is MISSING) == (w == "true") for w in wanted)
    prefix, _, rest = operator.rpartition(":")
    if rest.endswith("IfExists"):
        rest = rest[:-len("IfExists")]
        if values is MISSING:
            return True
    negated = rest in POSITIVE
    rest = POSITIVE.get(rest, rest)

    def passes(have):
        return any(value_compares(rest, w, have, version, context) for w in wanted) != negated

    if prefix == "ForAnyValue":
        return values is not MISSING and any(passes(v) for v in values)
    if prefix == "ForAllValues":
        return values is MISSING or all(passes(v) for v in values)
    if prefix:
        raise NotUnderstood("operator " + operator)
    if values is MISSING:
        return negated
    if len(set(values)) != 1:
        raise NotUnderstood(f"{operator} on several values of {key}")
    return passes(values[0])


# ---- statements ----

def identities(principal, session=None):
    """The names by which the one who asks is known."""
    if principal is None or principal == "Anonymous":
        return [("Anonymous", "")]
    (kind, name), = principal.items()
    names = [(kind, name)]
    if kind == "AWS" and name.startswith("arn:") and not name.endswith(":root"):
        names.append((kind, ":".join(name.split(":")[:5]) + ":root"))
    if kind == "AWS" and ":role/" in name:
        names.append((kind, session or "(some session)"))
    return names


def listed_names(element):
    names = set()
    for kind, values in element.items():
        for value in as_list(values):
            names.add((kind, f"arn:aws:iam::{value}:root" if kind == "AWS" and value.isdigit() else value))
    return names


def principal_matches(statement, principal, session=None):
    for element, negated in (("Principal", False), ("NotPrincipal", True)):
        if element not in statement:
            continue
        if statement[element] == "*" or ("AWS", "*") in listed_names(statement[element]):
            return not negated
        listed = [name in listed_names(statement[element]) or (name[0], "*") in listed_names(statement[element]) for name in identities(principal, session)]
        if not negated:
            return any(listed)
        return not any(listed) if statement["Effect"] == "Allow" else not all(listed)
    return True


def complete(pattern):
    if pattern.startswith("execute-api:/"):
        return "arn:*:execute-api:*:*:*" + pattern[len("execute-api:"):]
    return pattern + ":*" * max(0, 5 - pattern.count(":")) if pattern.startswith("arn:") else pattern


def resource_like(pattern, request, version):
    """Wildcards stay within their part, where the pattern has six."""
    items = unescape(pattern, version, request["context"])
    if items is None:
        return False
    if pattern.count(":") >= 5:
        return arn_like(items, request["resource"])
    return glob(items, request["resource"])


def matches(statement, request, version):
    if not principal_matches(statement, request["principal"], request.get("session")):
        return False
    action = fold(request["action"])
    if "Action" in statement:
        found = any(glob(unescape(fold(a), ""), action) for a in as_list(statement["Action"]))
    else:
        found = not any(glob(unescape(fold(a), ""), action) for a in as_list(statement["NotAction"]))
    for element, negated in (("Resource", False), ("NotResource", True)):
        if element in statement:
            patterns = [complete(p) for p in as_list(statement[element])]
            found = found and any(resource_like(p, request, version) for p in patterns) != negated
    return found and all(condition_holds(operator, key, wanted, request["context"], version)
                         for operator, block in statement.get("Condition", {}).items() for key, wanted in block.items())


def allows(policy, request):
    version = policy.get("Version", "2008-10-17")
    effects = {s["Effect"] for s in as_list(policy["Statement"]) if matches(s, request, version)}
    return effects == {"Allow"}


# ---- random requests that have a chance to matter ----

def sample(rng, text, version):
    """A text that the pattern matches, or nearly."""
    try:
        items = unescape(text, version)
    except NotUnderstood:
        items = [("char", c) for c in text]
    items = [("char", c) for c in text] if items is None else items
    made = "".join(i[1] if i[0] in ("char", "value") else rng.choice("aZ0-/:.*?") if i[0] == "one" else
                   "".join(rng.choice("ab/:Z9") for _ in range(rng.choice((0, 0, 1, 3)))) for i in items)
    roll = rng.random()
    if roll < 0.1:
        made += rng.choice("aA:/*")
    elif roll < 0.2:
        made = made.swapcase()
    elif roll < 0.25 and made:
        place = rng.randrange(len(made))
        made = made[:place] + rng.choice("aZ?") + made[place + 1:]
    return made


def sample_value(rng, operator, wanted, version):
    wanted = str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
    if "Numeric" in operator:
        step = Fraction(rng.choice((-1, 0, 1)), rng.choice((1, 1, 1, 10))) if "." in wanted else rng.choice((-1, 0, 1))
        value = number(wanted) + step
        return str(value) if value.denominator == 1 else f"{float(value):.4f}"
    if "Date" in operator:
        return str(int(date(wanted) // 1) + rng.choice((-1, 0, 1)))
    if "IpAddress" in operator:
        net = ipaddress.ip_network(wanted, strict=False)
        low, high = int(net.network_address), int(net.broadcast_address)
        value = rng.choice((low - 1, low, high, high + 1, rng.randint(low, high)))
        kind = ipaddress.IPv4Address if net.version == 4 else ipaddress.IPv6Address
        return str(kind(min(max(value, 0), (1 << net.max_prefixlen) - 1)))
    if "Bool" in operator:
        return rng.choice(("true", "false"))
    if "Binary" in operator:
        return rng.choice((wanted, base64.b64encode(base64.b64decode(wanted) + b"x").decode()))
    return sample(rng, wanted, version)


def random_request(rng, policies):
    """A request put together from what the policies speak of; None if it would not be of the form of a request."""
    statements = [(s, p.get("Version", "2008-10-17")) for p in policies for s in as_list(p["Statement"])]
    patterns, sets, single = {}, {}, set()
    actions, resources, principals = ["s3:other"], ["*", "arn:aws:s3:::other"], ["Anonymous",
        {"AWS": "arn:aws:iam::99:user/x"}]
    for s, version in statements:
        actions += [sample(rng, a, "") for a in as_list(s.get("Action", s.get("NotAction")))]
        resources += [sample(rng, complete(r), version) for r in as_list(s.get("Resource", s.get("NotResource", [])))]
        listed = s.get("Principal", s.get("NotPrincipal", "*"))
        if listed != "*":
            for kind, name in listed_names(listed):
                principals += [{kind: name}] if name != "*" else []
                if kind == "AWS" and name.endswith(":root"):
                    principals.append({kind: name[:-4] + "user/u"})
        for operator, block in s.get("Condition", {}).items():
            for key, wanted in block.items():
                if operator == "Null":
                    patterns.setdefault(key.lower(), [])
                    continue
                patterns.setdefault(key.lower(), []).extend(sample_value(rng, operator, w,
                    version) for w in as_list(wanted))
                if ":" not in operator:
                    single.add(key.lower())
    context = {}
    principal = rng.choice(principals)
    if "${a:var" in str(policies):
        patterns.setdefault("a:var", []).extend(["a", "h", "ab", "1:a", ""])
        resources += ["arn:aws:s3:::b/a/x", "arn:aws:s3:::b/h", "arn:aws:s3:x:1:a", "arn:aws:s3:x:1:1:a", "arn:aws:s3:::b//x"]
    for key, values in patterns.items():
        if key == "aws:securetransport":
            values = ["true", "false"]
        if key not in ALWAYS and rng.random() < 0.25:
            continue
        count = 1 if key in single else rng.choice((1, 1, 2, 3))
        context[key] = [rng.choice(values) for _ in range(count)] if values else ["any"]
    action = fold(rng.choice(actions))
    resource = rng.choice(resources)
    if not re.fullmatch(r"[a-z][a-z0-9-]*:[a-z][a-z0-9_.-]*", action):
        return None
    if resource != "*" and (not resource.startswith("arn:") or resource.count(":") < 5):
        return None
    for key in ("aws:principalarn", "aws:principalaccount", "aws:username"):
        if key in patterns:
            return None  # they hang together with the principal
    found = principal.get("AWS", "") if isinstance(principal, dict) else ""
    if ":assumed-role/" in found:
        parts = found.split("/")
        role = parts[0].replace(":sts:", ":iam:").replace("assumed-role", "role") + "/" + parts[1]
        return {"principal": {"AWS": role}, "session": found, "action": action, "resource": resource, "context": context}
    return {"principal": principal, "action": action, "resource": resource, "context": context}


def difference(old, new, seed=1, tries=300):
    """A request, found by chance, that `new` allows and `old` does not; None if none was found."""
    rng = random.Random(seed)
    for _ in range(tries):
        request = random_request(rng, [old, new])
        if request is not None and allows(new, request) and not allows(old, request):
            return request
    return None
