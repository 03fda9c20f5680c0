"""Random pairs of policies that resemble each other: a random policy, and the same with some things changed."""

import copy

ACTIONS = ["s3:GetObject", "s3:Get*", "s3:*", "S3:PutObject", "s3:PutObject*", "*", "ec2:RunInstances", "ec2:*",
    "s3:?et*"]
RESOURCES = ["*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/h/*", "arn:aws:s3:::*/h/*",
    "arn:aws:ec2:*:1:instance/*", "arn:aws:ec2", "arn:aws:s3:::?", "arn:aws:s3:::b/${a:var}/*", "arn:aws:s3:*:1:${a:var}",
    "arn:aws:s3:::b/${a:var, 'h'}"]
PRINCIPALS = ["*", {"AWS": "111"}, {"AWS": "arn:aws:iam::111:user/Bob"},
    {"AWS": ["arn:aws:iam::111:user/Bob", "arn:aws:iam::111:root"]},
              {"Service": "a.b"}, {"AWS": "222", "Service": ["a.b", "c.d"]}]
TEXTS = ["a", "A", "ab", "a*", "?b", "*", "", "arn:aws:s3:::b"]
ARNS = ["arn:*:s3:*:${a:var}:*", "arn:aws:*:::${a:var}b", "arn:aws:s3:::b", "arn:aws:s3:::*", "arn:*:s3:*:*:b?", "arn:aws:*:::b:c"]
KEYS = {  # key: (operators, values)
    "a:text": (["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase"], TEXTS),
    "a:arn": (["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals"], ARNS),
    "a:number": (["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals",
    "NumericLessThanEquals", "NumericGreaterThan"],
                 ["3", "4", "5", "-1"]),
    "a:decimal": (["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals"], ["3", "3.5", "3.25"]),
    "aws:CurrentTime": (["DateLessThan", "DateGreaterThanEquals", "DateNotEquals"],
    ["2020-01-01", "2020-01-01T00:00:01Z", "1577836802"]),
    "aws:SourceIp": (["IpAddress", "NotIpAddress"], ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "::1", "2001:db8::/32"]),
    "a:shared": (["StringEquals", "StringNotEquals", "StringLike"], ["a", "${a:var}", "${a:var}b", "*${a:var}", "a*"]),
    "a:bool": (["Bool"], ["true", "false"]),
}
SETS = ["ForAnyValue:", "ForAllValues:"]


def some(rng, pool, most=3):
    picked = rng.sample(pool, rng.randint(1, min(most, len(pool))))
    return picked[0] if len(picked) == 1 and rng.random() < 0.7 else picked


def condition(rng):
    if rng.random() < 0.1:
        return "Null", rng.choice([*KEYS, "a:tags"]), rng.choice(["true", "false"])
    if rng.random() < 0.3:
        operator = rng.choice(SETS) + rng.choice(KEYS["a:text"][0])
        return operator + rng.choice(["", "", "IfExists"]), "a:tags", some(rng, TEXTS)
    key = rng.choice(list(KEYS))
    operators, values = KEYS[key]
    return rng.choice(operators) + rng.choice(["", "", "IfExists"]), key, some(rng, values)


def element(rng, made, name, pool):
    made.pop(name, None)
    made.pop("Not" + name, None)
    made[("Not" if rng.random() < 0.2 else "") + name] = some(rng, pool)


def change(rng, made, principals):
    """Sets one of the elements anew."""
    roll = rng.randrange(6)
    if roll == 0:
        element(rng, made, "Action", ACTIONS)
    elif roll == 1:
        element(rng, made, "Resource", RESOURCES)
    elif roll == 2:
        made["Effect"] = rng.choice(["Allow", "Allow", "Deny"])
    elif roll == 3 and principals:
        made.pop("Principal", None)
        made.pop("NotPrincipal", None)
        made["NotPrincipal" if rng.random() < 0.3 else "Principal"] = rng.choice(PRINCIPALS)
    else:
        operator, key, value = condition(rng)
        made.setdefault("Condition", {}).setdefault(operator, {})[key] = value
        if roll == 4:
            made["Condition"].pop(rng.choice(list(made["Condition"])))


def statement(rng, principals):
    made = {"Effect": rng.choice(["Allow", "Allow", "Deny"])}
    element(rng, made, "Action", ACTIONS)
    element(rng, made, "Resource", RESOURCES)
    for _ in range(rng.randint(0, 4)):
        change(rng, made, principals)
    return made


def pair(rng):
    principals = rng.random() < 0.3
    old = {"Version": "2012-10-17", "Statement": [statement(rng, principals) for _ in range(rng.randint(1, 3))]}
    new = copy.deepcopy(old)
    for _ in range(rng.randint(1, 3)):
        change(rng, rng.choice(new["Statement"]), principals)
    if rng.random() < 0.3:
        new["Statement"].append(statement(rng, principals))
    if rng.random() < 0.2:
        new["Statement"].pop(0)
    return (old, new) if rng.random() < 0.5 else (new, old)
