"""Policy pairs with known answers: (name, OLD, NEW, answer). The answer is "yes" (NEW allows a request that OLD does
not) or "no".
"""


def policy(*statements, version="2012-10-17"):
    return {"Version": version, "Statement": list(statements)}


def statement(effect="Allow", **elements):
    base = {"Effect": effect}
    if "NotAction" not in elements:
        base["Action"] = "s3:GetObject"
    if "NotResource" not in elements:
        base["Resource"] = "*"
    base.update(elements)
    return base


def when(operator, key, value, effect="Allow", **elements):
    """A statement with one condition."""
    return statement(effect, Condition={operator: {key: value}}, **elements)


ALL = statement(Action="*")
GET = statement()
CASES = []


def case(name, old, new, forward, backward):
    """Both directions of a pair; each side is a statement or a list of them, or a policy."""
    def whole(side):
        return side if "Statement" in side else policy(*(side if isinstance(side, list) else [side]))
    CASES.append((name, whole(old), whole(new), forward))
    CASES.append((name + ", reversed", whole(new), whole(old), backward))


# ---- effects ----
case("the same policy", GET, dict(GET), "no", "no")
case("nothing allowed", [], GET, "yes", "no")
case("deny wins", [ALL, statement("Deny")], ALL, "yes", "no")
case("deny of something else", [GET, statement("Deny", Action="s3:PutObject")], GET, "no", "no")
case("deny alone allows nothing", statement("Deny"), [], "no", "no")
case("order of statements", [GET, statement("Deny", Resource="arn:aws:s3:::b/*")],
     [statement("Deny", Resource="arn:aws:s3:::b/*"), GET], "no", "no")
case("two statements for one", [statement(Action="s3:GetObject"), statement(Action="s3:PutObject")],
     statement(Action=["s3:PutObject", "s3:GetObject"]), "no", "no")
case("deny with a condition", [GET, when("StringEquals", "a:k", "x", "Deny")], GET, "yes", "no")

# ---- actions ----
case("capitals of actions", statement(Action="S3:getOBJECT"), statement(Action="s3:GetObject"), "no", "no")
case("* in an action", statement(Action="s3:Get*"), statement(Action="s3:GetObject"), "no", "yes")
case("? in an action", statement(Action="s3:GetObjec?"), statement(Action="s3:GetObject"), "no", "yes")
case("? is not nothing", statement(Action="s3:GetObject?"), statement(Action="s3:GetObject"), "yes", "yes")
case("* in the middle", statement(Action="iam:*AccessKey*"), statement(Action="iam:ListAccessKeys"), "no", "yes")
case("* before ?", statement(Action="s3:*?"), statement(Action="s3:?*"), "no", "no")
case("any action", statement(Action="*"), statement(Action="*:*"), "no", "no")
case("list of actions", statement(Action=["s3:GetObject", "s3:GetObjectAcl"]), statement(Action="s3:GetObject*"),
     "yes", "no")
case("NotAction", statement(NotAction="s3:*"), statement(Action="ec2:RunInstances"), "no", "yes")
case("NotAction and Action", [statement(NotAction="s3:*"), statement(Action="s3:*")], ALL, "no", "no")
case("NotAction of a list", statement(NotAction=["s3:*", "ec2:*"]), statement(NotAction="s3:*"), "yes", "no")
case("deny NotAction", [ALL, statement("Deny", NotAction="s3:*")], statement(Action="S3:*"), "no", "no")

# ---- resources ----
case("capitals of resources", statement(Resource="arn:aws:s3:::B"), statement(Resource="arn:aws:s3:::b"), "yes", "yes")
case("* in a resource", statement(Resource="arn:aws:s3:::b/*"), statement(Resource="arn:aws:s3:::b/x/y"), "no", "yes")
case("? in a resource", statement(Resource="arn:aws:s3:::b?"),
     statement(Resource=["arn:aws:s3:::b1", "arn:aws:s3:::b2"]), "no", "yes")
case("a request without resource", statement(Resource="arn:*"), statement(Resource="*"), "yes", "no")
case("an ARN that is not complete", statement(Resource="arn:aws:sqs"), statement(Resource="arn:aws:sqs:*:*:*"), "no",
     "no")
case("an ARN that ends in *", statement(Resource="arn:aws:sqs:*"), statement(Resource="arn:aws:sqs"), "no", "no")
case("* over colons", statement(Resource="arn:aws:s3:*"), statement(Resource="arn:aws:s3:::b/*"), "no", "yes")
case("NotResource", statement(NotResource="arn:aws:s3:::b/*"), statement(Resource="arn:aws:s3:::c/*"), "no", "yes")
case("NotResource of a list", statement(NotResource=["arn:aws:s3:::b", "arn:aws:s3:::c"]),
     statement(NotResource="arn:aws:s3:::b"), "yes", "no")
case("Resource and NotResource", [statement(Resource="arn:aws:s3:::b"), statement(NotResource="arn:aws:s3:::b")], GET,
     "no", "no")
case("written *", statement(Resource="arn:aws:s3:::b/${*}"), statement(Resource="arn:aws:s3:::b/*"), "yes", "no")
case("written ? and $", statement(Resource="arn:aws:s3:::${?}${$}"), statement(Resource="arn:aws:s3:::??"), "yes", "no")
case("the old version has no ${*}", policy(statement(Resource="arn:aws:s3:::b/${*}"), version="2008-10-17"),
     statement(Resource="arn:aws:s3:::b/${*}"), "yes", "yes")
case("a dollar sign is a dollar sign", statement(Resource="arn:aws:iam::1:role/$role"),
     statement(Resource="arn:aws:iam::1:role/${$}role"), "no", "no")
case("letters beyond ASCII", statement(Resource="arn:aws:s3:::b/\u00fc*"),
     statement(Resource="arn:aws:s3:::b/\u00fcber"), "no", "yes")

# ---- principals ----
BOB, ACCOUNT = "arn:aws:iam::111122223333:user/Bob", "arn:aws:iam::111122223333:root"
case("everyone", statement(Principal="*"), statement(Principal={"AWS": "*"}), "no", "no")
case("everyone and someone", statement(Principal="*"), statement(Principal={"AWS": BOB}), "no", "yes")
case("an account by number", statement(Principal={"AWS": "111122223333"}), statement(Principal={"AWS": ACCOUNT}), "no",
     "no")
case("a user of an account", statement(Principal={"AWS": ACCOUNT}), statement(Principal={"AWS": BOB}), "no", "yes")
case("another account", statement(Principal={"AWS": "444455556666"}), statement(Principal={"AWS": BOB}), "yes", "yes")
case("a service", statement(Principal={"Service": "lambda.amazonaws.com"}),
     statement(Principal={"Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"]}), "yes", "no")
case("kinds differ", statement(Principal={"Federated": "x.com"}), statement(Principal={"Service": "x.com"}), "yes",
     "yes")
case("several kinds", statement(Principal={"AWS": BOB, "CanonicalUser": "79a5"}),
     statement(Principal={"CanonicalUser": "79a5"}), "no", "yes")
case("no principal is any", GET, statement(Principal="*"), "no", "no")
case("deny all but Bob, as the manual says", [statement(Principal="*"), statement("Deny", NotPrincipal={"AWS": [BOB,
     ACCOUNT]})],
     statement(Principal={"AWS": BOB}), "no", "yes")
case("deny all but Bob, without his account", [statement(Principal="*"), statement("Deny", NotPrincipal={"AWS": BOB})],
     statement(Principal={"AWS": BOB}), "yes", "no")
case("deny all but a service", [statement(Principal="*"), statement("Deny", NotPrincipal={"Service": "a.b"})],
     statement(Principal={"Service": "a.b"}), "no", "no")
case("deny all but everyone", [statement(Principal="*"), statement("Deny", NotPrincipal="*")],
     statement(Principal="*"), "no", "no")
case("allow all but Bob", statement(NotPrincipal={"AWS": BOB}),
     statement(Principal={"AWS": "arn:aws:iam::111122223333:user/Eve"}), "no", "yes")
case("allow all but an account", statement(NotPrincipal={"AWS": ACCOUNT}), statement(Principal={"AWS": BOB}), "yes",
     "yes")
case("deny an account", [statement(Principal="*"), statement("Deny", Principal={"AWS": ACCOUNT})],
     statement(Principal={"AWS": BOB}), "yes", "yes")
case("a trust policy has no resource", {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
     "Action": "sts:AssumeRole", "Principal": {"AWS": BOB}}},
     statement(Action="sts:AssumeRole", Principal={"AWS": BOB}), "no", "no")

# ---- conditions on text ----
K = "a:k"
case("StringEquals", when("StringEquals", K, ["x", "y"]), when("StringEquals", K, "x"), "no", "yes")
case("StringEquals is literal", when("StringLike", K, "x*"), when("StringEquals", K, "x*"), "no", "yes")
case("StringEquals and capitals", when("StringEquals", K, "x"), when("StringEquals", K, "X"), "yes", "yes")
case("StringEquals of nothing", when("StringEquals", K, ""), when("StringLike", K, "*"), "yes", "no")
case("capitals of keys", when("StringEquals", "aws:UserAgent", "x"), when("StringEquals", "AWS:useragent", "x"), "no",
     "no")
case("a missing key", when("StringLike", K, "*"), GET, "yes", "no")
case("a missing key, added", [when("StringLike", K, "*"), when("Null", K, "true")], GET, "no", "no")
case("StringNotEquals and a missing key", when("StringNotEquals", K, "x"), when("Null", K, "true"), "no", "yes")
case("StringNotEquals", when("StringNotEquals", K, ["x", "y"]), when("StringNotEquals", K, "x"), "yes", "no")
case("StringNotEquals and StringEquals", [when("StringNotEquals", K, "x"), when("StringEquals", K, "x")], GET, "no",
     "no")
case("deny StringNotEquals", [GET, when("StringNotEquals", K, "x", "Deny")], when("StringEquals", K, "x"), "no", "no")
case("StringEqualsIgnoreCase", when("StringEqualsIgnoreCase", K, "aB-1"), when("StringEquals", K, "Ab-1"), "no", "yes")
case("StringEqualsIgnoreCase, both", when("StringEqualsIgnoreCase", K, "ab"), when("StringEqualsIgnoreCase", K, "AB"),
     "no", "no")
case("StringEqualsIgnoreCase is literal", when("StringEqualsIgnoreCase", K, "*"), when("StringEquals", K, "a"), "yes",
     "yes")
case("StringNotEqualsIgnoreCase", when("StringNotEqualsIgnoreCase", K, "ab"), when("StringNotEquals", K, "aB"), "yes",
     "no")
case("StringNotEqualsIgnoreCase and its opposite", [when("StringNotEqualsIgnoreCase", K, "ab"),
     when("StringEqualsIgnoreCase", K, "Ab")], GET, "no", "no")
case("StringLike", when("StringLike", K, "a*c"), when("StringLike", K, ["a?c", "ac"]), "no", "yes")
case("StringLike and every character", when("StringLike", K, "?"), when("StringLike", K, "??"), "yes", "yes")
case("StringLike, two ways", when("StringLike", K, ["*a", "*b"]), when("StringLike", K, "*b*a"), "no", "yes")
case("StringNotLike", when("StringNotLike", K, "home/*"), when("StringEquals", K, "etc"), "no", "yes")
case("StringNotLike of a list", [GET, when("StringNotLike", K, ["", "home/*"], "Deny")],
     when("StringLike", K, "home/?*"), "no", "yes")
case("written * in StringLike", when("StringLike", K, "a${*}"), when("StringEquals", K, "a*"), "no", "no")
case("written * in StringEquals", when("StringEquals", K, "a${*}"), when("StringEquals", K, "a*"), "no", "no")
case("a truth value as text", when("StringEquals", K, True), when("StringEquals", K, "true"), "no", "no")
case("a number as text", when("StringEquals", K, 7), when("StringEquals", K, "7"), "no", "no")
case("two conditions are both asked", statement(Condition={"StringEquals": {K: "x"}, "StringLike": {"a:l": "*"}}),
     when("StringEquals", K, "x"), "yes", "no")
case("two keys are both asked", statement(Condition={"StringEquals": {K: "x", "a:l": "y"}}),
     when("StringEquals", K, "x"), "yes", "no")
case("two operators on one key", statement(Condition={"StringLike": {K: "a*"}, "StringNotLike": {K: "*b"}}),
     when("StringEquals", K, "ab"), "yes", "yes")

# ---- ARNs ----
case("ArnEquals is ArnLike", when("ArnEquals", K, "arn:aws:sns:*:1:t*"), when("ArnLike", K, "arn:aws:sns:*:1:t*"),
     "no", "no")
case("ArnLike stays within a part", when("ArnLike", K, "arn:aws:sns:*:1:t"),
     when("StringLike", K, "arn:aws:sns:*:1:t"), "yes", "no")
case("ArnLike, last part", when("ArnLike", K, "arn:aws:sns:::t*"), when("StringEquals", K, "arn:aws:sns:::t:u:v"),
     "no", "yes")
case("ArnLike, ? is no colon", when("ArnLike", K, "arn:aws:s?s:::t"), when("StringEquals", K, "arn:aws:s:s:::t"),
     "yes", "yes")
case("ArnLike has six parts", when("ArnLike", K, "arn:aws:a:*:*:*"), when("StringEquals", K, "arn:aws:a:b"), "yes",
     "yes")
case("ArnLike and StringLike", when("StringLike", K, "arn:aws:iam::*:role/*"),
     when("ArnLike", K, "arn:aws:iam::*:role/*"), "no", "yes")
case("ArnNotLike", when("ArnNotLike", K, "arn:aws:sns:::*"), when("StringEquals", K, "no ARN"), "no", "yes")
case("ArnNotEquals and a missing key", when("ArnNotEquals", K, "arn:aws:sns:::t"), when("Null", K, "true"), "no", "yes")
case("ArnNotLike and ArnLike", [when("ArnNotLike", K, "arn:aws:*:*:*:?x"), when("ArnLike", K, "arn:aws:*:*:*:?x")],
     GET, "no", "no")

# ---- numbers ----
N = "s3:max-keys"
case("NumericEquals", when("NumericEquals", N, ["10", 11]), when("NumericEquals", N, 10), "no", "yes")
case("numbers, not their texts", when("NumericEquals", N, "+010.00"), when("NumericEquals", N, "10"), "no", "no")
case("NumericNotEquals", when("NumericNotEquals", N, "10"), when("NumericLessThan", N, "10"), "no", "yes")
case("NumericNotEquals and a missing key", when("NumericNotEquals", N, "10"), when("Null", N, "true"), "no", "yes")
case("NumericLessThan, integers", when("NumericLessThan", N, "11"), when("NumericLessThanEquals", N, "10"), "no", "no")
case("NumericLessThan, decimals", when("NumericLessThan", N, "11.0"), when("NumericLessThanEquals", N, "10.5"), "no",
     "yes")
case("between two decimals", when("NumericEquals", N, ["1.5", "1.6"]),
     statement(Condition={"NumericGreaterThanEquals": {N: "1.5"}, "NumericLessThanEquals": {N: "1.6"}}), "yes", "no")
case("NumericGreaterThan", when("NumericGreaterThan", N, "-5"), when("NumericGreaterThanEquals", N, "-4"), "no", "no")
case("all the numbers", [when("NumericLessThan", N, 0), when("NumericGreaterThanEquals", N, 0)],
     when("NumericNotEquals", N, 7), "yes", "yes")
case("all the numbers, and a missing key", [when("NumericLessThan", N, 0), when("NumericGreaterThanEquals", N, 0),
     when("Null", N, "true")],
     when("NumericNotEquals", N, 7), "no", "yes")
case("large numbers", when("NumericLessThan", N, "100000000000000000000000001"),
     when("NumericLessThan", N, "100000000000000000000000000"), "no", "yes")
case("small numbers", when("NumericLessThan", N, "0.0000000000000000000000002"),
     when("NumericLessThan", N, "0.0000000000000000000000001"), "no", "yes")
case("no number", statement(Condition={"NumericGreaterThan": {N: 3}, "NumericLessThan": {N: "4"}}), [], "no", "no")

# ---- dates ----
D = "aws:CurrentTime"
case("DateLessThan", when("DateLessThan", D, "2017-12-31T23:59:59Z"), when("DateLessThan", D, "2017-07-01T00:00:00Z"),
     "no", "yes")
case("dates and seconds", when("DateEquals", D, "2018-06-06T12:00:00Z"), when("DateEquals", D, "1528286400"), "no",
     "no")
case("time zones", when("DateGreaterThan", D, "2020-01-01T01:30:00+01:30"), when("DateGreaterThan", D, "2020-01-01"),
     "no", "no")
case("time zones to the west", when("DateGreaterThan", D, "2019-12-31T19:00-05:00"),
     when("DateGreaterThan", D, "2020-01-01T00:00Z"), "no", "no")
case("months", when("DateLessThan", D, "2020-03"), when("DateLessThanEquals", D, "2020-02-29T23:59:59Z"), "no", "no")
case("fractions of seconds", when("DateLessThanEquals", D, "2020-01-01T00:00:00.25Z"),
     when("DateLessThan", D, "2020-01-01T00:00:00.5Z"), "yes", "no")
case("DateNotEquals", when("DateNotEquals", D, "2020-01-01"), when("DateGreaterThan", D, "2020-01-01"), "no", "yes")
case("DateGreaterThanEquals", when("DateGreaterThanEquals", D, "2020-01-01"),
     when("DateGreaterThan", D, "2019-12-31T23:59:59Z"), "no", "no")
case("before 1970", when("DateLessThan", D, "1969-12-31T23:59:59Z"), when("DateLessThanEquals", D, "-2"), "no", "no")
case("a time span", statement(Condition={"DateGreaterThan": {D: "2017-07-01T00:00:00Z"},
     "DateLessThan": {D: "2017-12-31T23:59:59Z"}}),
     when("DateEquals", D, "2017-10-10T10:10:10Z"), "no", "yes")
case("aws:EpochTime takes numbers and dates", when("NumericLessThan", "aws:EpochTime", "1577836800"),
     when("DateLessThan", "aws:EpochTime", "2020-01-01"), "no", "no")

# ---- truth values ----
B = "aws:SecureTransport"
case("Bool", when("Bool", B, "true"), when("Bool", B, True), "no", "no")
case("Bool and its opposite", when("Bool", B, "true"), when("Bool", B, "false"), "yes", "yes")
case("Bool of both", when("Bool", B, ["true", "false"]), when("Null", B, "false"), "no", "no")
case("BoolIfExists", when("BoolIfExists", B, "false"), [when("Bool", B, "false"), when("Null", B, "true")], "no", "no")
case("deny what is not secure: the key is always there", [GET, when("Bool", B, "false", "Deny")], when("Bool", B, "true"),
     "no", "no")
case("deny without MFA", [GET, when("BoolIfExists", "aws:MultiFactorAuthPresent", False, "Deny")],
     when("Bool", "aws:MultiFactorAuthPresent", "true"), "no", "no")

# ---- addresses ----
I = "aws:SourceIp"
case("IpAddress", when("IpAddress", I, "203.0.113.0/24"), when("IpAddress", I, "203.0.113.128/25"), "no", "yes")
case("one address", when("IpAddress", I, "203.0.113.7"), when("IpAddress", I, "203.0.113.7/32"), "no", "no")
case("two halves", when("IpAddress", I, ["10.0.0.0/9", "10.128.0.0/9"]), when("IpAddress", I, "10.0.0.0/8"), "no", "no")
case("bits behind the prefix", when("IpAddress", I, "10.1.2.3/8"), when("IpAddress", I, "10.0.0.0/8"), "no", "no")
case("NotIpAddress", when("NotIpAddress", I, "10.0.0.0/8"), when("IpAddress", I, "11.0.0.0/8"), "no", "yes")
case("NotIpAddress and a missing key", when("NotIpAddress", I, "10.0.0.0/8"), when("Null", I, "true"), "no", "yes")
case("all of IPv4 is not all", when("IpAddress", I, "0.0.0.0/0"), when("Null", I, "false"), "yes", "no")
case("all of IPv4 and of IPv6", when("IpAddress", I, ["0.0.0.0/0", "::/0"]), when("Null", I, "false"), "no", "no")
case("IPv6", when("IpAddress", I, "2001:db8::/32"), when("IpAddress", I, "2001:db8:1::/48"), "no", "yes")
case("IPv6, two halves", when("IpAddress", I, ["2001:db8::/33", "2001:db8:8000::/33"]),
     when("IpAddress", I, "2001:DB8::/32"), "no", "no")
case("IPv6, a prefix inside of a byte", when("IpAddress", I, "fe80::/10"), when("IpAddress", I, "febf:ffff::1"), "no",
     "yes")
case("IPv4 is not IPv6", when("IpAddress", I, "::/96"), when("IpAddress", I, "0.0.0.0/0"), "yes", "yes")
case("deny outside of a network", [GET, when("NotIpAddress", I, ["192.0.2.0/24", "203.0.113.0/24"], "Deny")],
     [when("IpAddress", I, "192.0.2.0/24"), when("IpAddress", I, "203.0.113.0/24")], "no", "no")

# ---- binary data ----
case("BinaryEquals", when("BinaryEquals", K, "QmluYXJ5"), when("BinaryEquals", K, ["QmluYXJ5", "/+8="]), "yes", "no")
case("other binary data", when("BinaryEquals", K, ""), when("Null", K, "false"), "yes", "no")

# ---- Null ----
case("Null true", when("Null", K, "true"), when("Null", K, True), "no", "no")
case("Null and its opposite", [when("Null", K, "true"), when("Null", K, "false")], GET, "no", "no")
case("Null of both", when("Null", K, ["true", "false"]), GET, "no", "no")
case("Null false and any text", when("Null", K, "false"), when("StringLike", K, "*"), "no", "no")
case("deny a prefix, unless it is missing", [GET, statement("Deny", Condition={"Null": {K: "false"},
     "StringNotLike": {K: "h/*"}})],
     [when("Null", K, "true"), when("StringLike", K, "h/*")], "no", "no")

# ---- IfExists ----
case("StringEqualsIfExists", when("StringEqualsIfExists", K, "x"), when("StringEquals", K, "x"), "no", "yes")
case("IfExists and a missing key", when("StringEqualsIfExists", K, "x"), when("Null", K, "true"), "no", "yes")
case("IfExists of a negated operator", when("StringNotEqualsIfExists", K, "x"), when("StringNotEquals", K, "x"), "no",
     "no")
case("NumericLessThanIfExists", when("NumericLessThanIfExists", N, 5),
     [when("NumericLessThan", N, 5), when("Null", N, "true")], "no", "no")
case("IpAddressIfExists", when("IpAddressIfExists", I, "10.0.0.0/8"), when("NotIpAddress", I, "0.0.0.0/0"), "yes",
     "yes")

# ---- several values ----
T = "aws:TagKeys"
case("ForAllValues of a list", when("ForAllValues:StringEquals", T, ["a", "b"]),
     when("ForAllValues:StringEquals", T, "a"), "no", "yes")
case("ForAllValues and a missing key", when("ForAllValues:StringEquals", T, "a"), when("Null", T, "true"), "no", "yes")
case("ForAnyValue and a missing key", when("ForAnyValue:StringEquals", T, "a"), when("Null", T, "true"), "yes", "yes")
case("ForAnyValue and ForAllValues", when("ForAnyValue:StringEquals", T, "a"),
     when("ForAllValues:StringEquals", T, "a"), "yes", "yes")
case("ForAllValues, and there are some", when("ForAnyValue:StringEquals", T, "a"),
     statement(Condition={"ForAllValues:StringEquals": {T: "a"}, "Null": {T: "false"}}), "no", "yes")
case("two values at once", [when("ForAnyValue:StringEquals", T, "a"), when("ForAllValues:StringEquals", T, "b")],
     statement(Condition={"ForAnyValue:StringEquals": {T: "b"}, "ForAnyValue:StringLike": {T: "a"}}), "no", "yes")
case("three values at once", when("ForAllValues:StringEquals", T, ["a", "b"]),
     statement(Condition={"ForAnyValue:StringEquals": {T: "a"}, "ForAnyValue:StringLike": {T: "b"},
         "ForAnyValue:StringNotLike": {T: ["a", "b"]}}), "yes", "yes")
case("not all at once", [when("ForAllValues:StringEquals", T, ["a", "b"]), when("ForAnyValue:StringNotEquals", T, ["a",
     "b"])], GET, "no", "no")
case("ForAllValues of a negated operator", when("ForAllValues:StringNotEquals", T, "a"),
     [when("Null", T, "true"), when("ForAllValues:StringEquals", T, "b")], "no", "yes")
case("ForAllValues negated is not ForAnyValue", [when("ForAllValues:StringNotEquals", T, "a"),
     when("ForAnyValue:StringEquals", T, "a")], GET, "no", "no")
case("ForAnyValue of a negated operator", when("ForAnyValue:StringNotEquals", T, "a"),
     when("ForAllValues:StringEquals", T, "b"), "yes", "yes")
case("deny other tags", [GET, when("ForAnyValue:StringNotLike", T, "p-*", "Deny")],
     when("ForAllValues:StringLike", T, "p-*"), "no", "no")
case("ForAnyValue with IfExists", when("ForAnyValue:StringEqualsIfExists", T, "a"),
     [when("ForAnyValue:StringEquals", T, "a"), when("Null", T, "true")], "no", "no")
S = "aws:RequestTag/x"
case("a key of one value", when("StringEquals", S, ["a", "b"]),
     statement(Condition={"ForAllValues:StringEquals": {S: ["a", "b"]}, "Null": {S: "false"}}), "no", "no")
case("a key of one value has no two", statement(Condition={"ForAnyValue:StringEquals": {S: "a"},
     "StringEquals": {S: "b"}}), [], "no", "no")
case("a key that may hold several", when("StringEquals", K, ["a", "b"]),
     statement(Condition={"ForAllValues:StringEquals": {K: ["a", "b"]}, "Null": {K: "false"}}), "unknown", "unknown")
G = "kms:GrantOperations"
case("a key of several values, tested plainly, too",
     [statement(Condition={"ForAllValues:StringEquals": {G: "Decrypt"}, "Null": {G: "false"}}),
      when("StringEquals", G, "Encrypt", Action="s3:PutObject")],
     [when("ForAnyValue:StringEquals", G, "Decrypt"), when("StringEquals", G, "Encrypt", Action="s3:PutObject")], "yes", "no")
case("the same plain test of several values", when("StringEquals", T, "x"), when("StringEquals", T, "x"), "no", "no")

# ---- what is always there, and what hangs together ----
PLACE = "arn:aws:s3:::b/*"
case("a time before and not after", when("DateLessThan", D, "2030-01-01"), [GET, when("DateGreaterThanEquals", D,
     "2030-01-01", "Deny")], "no", "no")
case("a key that is always there is not missing", [], when("Null", "aws:RequestedRegion", "true"), "no", "no")
ROLE = "arn:aws:iam::111122223333:role/x"
case("aws:PrincipalArn is the principal", statement(Principal={"AWS": ROLE}),
     statement(Principal="*", Condition={"ArnEquals": {"aws:PrincipalArn": ROLE}}), "no", "no")
case("aws:PrincipalAccount is the principal's", statement(Principal={"AWS": "111122223333"}),
     statement(Principal="*", Condition={"StringEquals": {"aws:PrincipalAccount": "111122223333"}}), "no", "no")
case("an anonymous request has no organization", statement(Principal={"AWS": ["111122223333", "444455556666"]}),
     statement(Principal="*", Condition={"StringLike": {"aws:PrincipalAccount": ["111122223333", "444*"]},
     "StringEquals": {"aws:PrincipalOrgID": "o-1"}}), "yes", "yes")
case("no user has a role's ARN", [], statement(Condition={"ArnLike": {"aws:PrincipalArn": ROLE},
     "StringLike": {"aws:username": "*"}}), "no", "no")

# ---- two kinds of values ----
case("Bool and StringEquals", when("StringEquals", B, "true"), when("Bool", B, "true"), "no", "no")
case("Bool of capitals", when("Bool", B, "true"), when("Bool", B, "TRUE"), "no", "no")
case("Bool of what is neither", when("Bool", B, "true"), when("Bool", B, "yes"), "no", "yes")
case("a fraction without quotes", when("NumericLessThan", "s3:TlsVersion", "1.2"),
     when("NumericLessThan", "s3:TlsVersion", 1.2), "no", "no")

# ---- variables ----
USER = "${aws:username}"
case("a folder for each user", statement(Resource=PLACE), statement(Resource="arn:aws:s3:::b/" + USER + "/*"), "no", "yes")
case("a user's own folder, not below", statement(Resource="arn:aws:s3:::b/" + USER + "*"),
     statement(Resource="arn:aws:s3:::b/" + USER + "/*"), "no", "yes")
case("a variable behind a wildcard", statement(Resource="arn:aws:iam::*:user/" + USER),
     statement(Resource="arn:aws:iam::111122223333:user/" + USER), "no", "yes")
case("a wildcard behind a variable", statement(Resource="arn:aws:iam::*:user/" + USER + "*"),
     statement(Resource="arn:aws:iam::*:user/" + USER), "no", "yes")
case("an ARN with a variable behind wildcards", when("ArnLike", "aws:SourceArn", "arn:aws:ec2:*:*:instance/*"),
     when("ArnLike", "aws:SourceArn", "arn:aws:ec2:*:*:instance/${ec2:InstanceID}"), "no", "yes")
case("an ARN of the account", when("ArnLike", "aws:SourceArn", "arn:aws:ec2:*:${aws:ResourceAccount}:*"),
     when("ArnLike", "aws:SourceArn", "arn:aws:ec2:*:${aws:ResourceAccount}:instance/*"), "no", "yes")
case("a variable as the whole value", when("StringEquals", S, "${aws:PrincipalTag/x}"),
     when("StringEquals", S, "${aws:PrincipalTag/y}"), "yes", "yes")
case("the value that is shared", when("StringEquals", S, "a"),
     statement(Condition={"StringEquals": {S: "${aws:PrincipalTag/x}", "aws:PrincipalTag/x": "a"}}), "no", "yes")
case("a default", statement(Resource="arn:aws:s3:::b/*"), statement(Resource="arn:aws:s3:::b/${aws:username, 'anon'}"),
     "no", "yes")
case("a default where the key is missing", statement(Resource="arn:aws:s3:::b/anon", Condition={"Null": {"aws:username":
     "true"}}), statement(Resource="arn:aws:s3:::b/${aws:username, 'anon'}", Condition={"Null": {"aws:username": "true"}}),
     "no", "no")
case("no variables in an old version", policy(statement(Resource="arn:aws:s3:::b/$*"), version="2008-10-17"),
     policy(statement(Resource="arn:aws:s3:::b/" + USER), version="2008-10-17"), "no", "yes")
case("a value that is not equal to a missing one", GET, when("StringNotEquals", S, "${aws:PrincipalTag/x}"), "no", "yes")

# ---- parts of ARNs ----
case("wildcards stay within their part", [statement(Action="*"), statement("Deny", Action="*",
     Resource="arn:aws:cloudformation:*:*:stack/Ledger/*")],
     statement(Resource="arn:aws:cloudformation:*:*:stack/Website/*"), "no", "yes")
case("the last part holds colons", statement(Resource="arn:aws:logs:*:*:log-group:*"),
     statement(Resource="arn:aws:logs:*:*:log-group:a:log-stream:b"), "no", "yes")
case("API Gateway's short form", statement(Resource="arn:aws:execute-api:*:*:*"), statement(Resource="execute-api:/*"),
     "yes", "yes")

# ---- kinds of principals ----
case("any federated identity", statement(Action="sts:AssumeRoleWithSAML", Principal={"Federated": "*"}),
     statement(Action="sts:AssumeRoleWithSAML", Principal={"Federated": "cognito-identity.amazonaws.com"}), "no", "yes")
case("a unique id", statement(Principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}), statement(Principal={"AWS":
     "AIDACKCEVSQ6C2EXAMPLE"}), "no", "no")
SESSION = "arn:aws:sts::111122223333:assumed-role/x/s"
case("a session is of its role", statement(Principal={"AWS": ROLE}), statement(Principal={"AWS": SESSION}), "no", "yes")
case("who is spared in a session", [statement(Principal="*"), statement("Deny", NotPrincipal={"AWS": [SESSION, ROLE,
     "arn:aws:iam::111122223333:root"]})], statement(Principal={"AWS": SESSION}), "no", "yes")
case("a user of CloudFront", statement(Principal={"AWS":
     "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}), statement(Principal={"AWS":
     "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}), "no", "no")
case("a blank in an action", GET, statement(Action=["s3:GetObject", "s3:PutObject "]), "no", "no")
case("an empty list", GET, statement(Action=[]), "no", "yes")
case("text and number", when("StringEquals", "a:k", "5"), statement(Condition={"StringEquals": {"a:k": "5"},
     "NumericEquals": {"a:k": "5"}}), "no", "unknown")
case("numbers, several", when("ForAllValues:NumericLessThan", "a:n", 10),
     when("ForAllValues:NumericLessThan", "a:n", 5), "no", "yes")
case("addresses, several", when("ForAnyValue:IpAddress", "a:i", "10.0.0.0/8"),
     statement(Condition={"ForAnyValue:IpAddress": {"a:i": "10.1.0.0/16"},
         "ForAnyValue:NotIpAddress": {"a:i": "10.0.0.0/8"}}), "no", "yes")
case("ARNs, several", when("ForAnyValue:ArnLike", "a:a", "arn:aws:*:*:*:*"),
     when("ForAllValues:ArnLike", "a:a", "arn:aws:*:*:*:*"), "yes", "yes")
case("truth values, several", when("ForAnyValue:Bool", "a:b", "true"), when("ForAllValues:Bool", "a:b", "true"), "yes",
     "yes")

# ---- policies ----
case("one statement, not in a list", {"Version": "2012-10-17", "Statement": GET}, GET, "no", "no")
case("without a version", {"Statement": [GET]}, GET, "no", "no")
case("an Id and Sids", {"Version": "2012-10-17", "Id": "x", "Statement": [statement(Sid="Get")]}, GET, "no", "no")

# ---- what is not understood: (name, policy, what the message must hold) ----
VAR = "${aws:username}"
ERRORS = [
    ("unknown element", policy(dict(GET, Effects="Allow")), ["statement 1", "'Effects'"]),
    ("unknown element, with a Sid", policy(GET, dict(GET, Sid="Odd", Ressource="*")),
     ["statement 2 ('Odd')", "'Ressource'"]),
    ("unknown top-level element", {"Statement": [GET], "Statements": []}, ["'Statements'"]),
    ("no statement", {"Version": "2012-10-17"}, ["'Statement'"]),
    ("version", policy(GET, version="2012-10-18"), ["Version", "2012-10-18"]),
    ("no effect", policy({"Action": "*", "Resource": "*"}), ["statement 1", "'Effect'"]),
    ("effect", policy(statement("allow")), ["statement 1", "allow"]),
    ("no action", policy({"Effect": "Allow", "Resource": "*"}), ["statement 1", "'Action'"]),
    ("both actions", policy(statement(Action="*", NotAction="s3:*")), ["statement 1", "'NotAction'"]),
    ("no resource", policy({"Effect": "Allow", "Action": "*"}), ["statement 1", "'Resource'"]),
    ("both resources", policy(statement(NotResource="*", Resource="*")), ["statement 1", "'NotResource'"]),
    ("both principals", policy(statement(NotPrincipal="*", Principal="*")), ["statement 1", "'NotPrincipal'"]),
    ("an action without service", policy(statement(Action="Get*")), ["statement 1", "Get*"]),
    ("an action that is no text", policy(statement(Action=[7])), ["statement 1", "Action", "7"]),
    ("a resource that is none", policy(statement(Resource="my-bucket")), ["statement 1", "my-bucket"]),
    ("a variable that does not end", policy(when("StringLike", K, "${x")), ["statement 1", "${x"]),
    ("a variable in an action", policy(statement(Action="s3:" + VAR)), ["statement 1", VAR]),
    ("a placeholder of CloudFormation", policy(statement(Resource="arn:aws:s3:::${AWS::AccountId}")), ["${AWS::AccountId}",
     "CloudFormation", "--set"]),
    ("a placeholder of Terraform", policy(statement(Resource="arn:aws:s3:::${var.bucket}")), ["${var.bucket}", "Terraform"]),
    ("a placeholder", policy(statement(Resource="arn:aws:s3:::${Bucket}")), ["${Bucket}", "placeholder"]),
    ("a function of CloudFormation", policy(statement(Resource={"Ref": "Bucket"})), ["Ref", "CloudFormation"]),
    ("a variable of several values", policy(statement(Resource="arn:aws:s3:::${aws:TagKeys}")), ["aws:TagKeys", "several"]),
    ("U+0000", policy(statement(Resource="arn:aws:s3:::b\0")), ["U+0000"]),
    ("unknown operator", policy(when("StringMatches", K, "x")), ["statement 1", "'StringMatches'"]),
    ("unknown prefix", policy(when("ForSomeValues:StringLike", K, "x")), ["'ForSomeValues:StringLike'"]),
    ("NullIfExists", policy(when("NullIfExists", K, "true")), ["'NullIfExists'"]),
    ("IfExists twice", policy(when("BoolIfExistsIfExists", K, "true")), ["'BoolIfExistsIfExists'"]),
    ("Null of a text", policy(when("Null", K, "yes")), ["Null", K, "yes"]),
    ("no number", policy(when("NumericEquals", K, "ten")), ["NumericEquals", K, "ten"]),
    ("a number with an exponent", policy(when("NumericEquals", K, "1e3")), ["1e3"]),
    ("no date", policy(when("DateLessThan", D, "yesterday")), ["DateLessThan", D, "yesterday"]),
    ("no such day", policy(when("DateLessThan", D, "2019-02-29")), ["2019-02-29"]),
    ("a time without zone", policy(when("DateLessThan", D, "2019-02-28T00:00:00")), ["2019-02-28T00:00:00"]),
    ("a year or seconds", policy(when("DateLessThan", D, "2019")), ["2019"]),
    ("no address", policy(when("IpAddress", I, "10.0.0.256")), ["IpAddress", I, "10.0.0.256"]),
    ("a prefix that is too long", policy(when("IpAddress", I, "10.0.0.0/33")), ["10.0.0.0/33"]),
    ("no base64", policy(when("BinaryEquals", K, "QQ=")), ["BinaryEquals", "QQ="]),
    ("base64 with bits left over", policy(when("BinaryEquals", K, "QR==")), ["QR=="]),
    ("letters beyond ASCII without case", policy(when("StringEqualsIgnoreCase", K, "\u00fc")),
     ["StringEqualsIgnoreCase"]),
    ("characters beyond U+2FFFF", policy(when("StringEquals", K, "\U000e0041")), ["U+E0041"]),
    ("an object as value", policy(when("StringEquals", K, {"a": "b"})), ["StringEquals", K]),
    ("conditions that are none", policy(statement(Condition=["x"])), ["Condition"]),
    ("an operator without keys", policy(statement(Condition={"Bool": "true"})), ["Bool"]),
    ("a wildcard in a principal", policy(statement(Principal={"AWS": "arn:aws:iam::1:user/*"})),
     ["Principal", "arn:aws:iam::1:user/*"]),
    ("a principal that is none", policy(statement(Principal={"AWS": "AIDAEXAMPLE"})), ["AIDAEXAMPLE"]),
    ("a kind of principal", policy(statement(Principal={"Aws": "*"})), ["'Aws'"]),
    ("a principal's text", policy(statement(Principal="Bob")), ["Bob"]),
]
# Texts that are no policies: (name, text, what the message must hold).
BROKEN = [
    ("no JSON", '{"Statement": [', [":1:"]),
    ("a key twice", '{"Statement": [{"Effect": "Allow", "Effect": "Deny", "Action": "*", "Resource": "*"}]}',
     ["Effect"]),
    ("no policy", '[1]', ["no policy"]),
    ("a statement that is none", '{"Statement": ["x"]}', ["statement 1"]),
    ("an empty file", '', [":1:"]),
    ("no UTF-8", b'{"Id": "\xff"}', [":1:"]),
]
