"""Tests of the commands of strsmt-policy: exit status, what is printed, files with policies inside, evidence, batches.
Each test is a function of a folder to write into; run.py calls those that begin with `test_`."""

import json
import os
import random
import subprocess

import iam_reference
import random_policies

POLICY = os.environ.get("STRSMT_POLICY", "strsmt-policy")
BUNDLE = os.path.join(os.path.dirname(POLICY), "strsmt-check-bundle")


class Failure(Exception):
    pass


def run(folder, *words, status=0, program=None):
    done = subprocess.run([program or POLICY, *words], cwd=folder, capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, errors="replace")
    if done.returncode != status:
        raise Failure(f"{' '.join(words)}: status {done.returncode}, not {status}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def put(folder, name, value):
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(value if isinstance(value, str) else json.dumps(value, indent=1))
    return name


def policy(*statements):
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(action="s3:GetObject", resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action="s3:GetObject", resource="*", **more):
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def holds(text, *words):
    for word in words:
        if word not in text:
            raise Failure(f"'{word}' is missing in: {text}")


def test_kinds_are_asked_for(folder):
    put(folder, "deny.json", policy(deny()))
    put(folder, "allow.json", policy(allow()))
    put(folder, "bucket.json", policy(allow(Principal="*")))
    holds(run(folder, "check-no-new-access", "deny.json", "deny.json", status=1), "--policy-type", "Deny")
    run(folder, "check-no-new-access", "deny.json", "deny.json", "--policy-type", "scp")
    holds(run(folder, "check-no-new-access", "deny.json", "allow.json", "--policy-type", "identity"), "warning")
    holds(run(folder, "check-no-new-access", "bucket.json", "allow.json", status=1), "--policy-type")


def test_control_policies_begin_with_all(folder):
    put(folder, "old.json", policy(deny("s3:DeleteObject"), deny("s3:PutObject")))
    put(folder, "new.json", policy(deny("s3:DeleteObject")))
    for kind in ("scp", "rcp"):
        holds(run(folder, "check-no-new-access", "new.json", "old.json", "--policy-type", kind, status=2), "PutObject",
              "denies it")
        run(folder, "check-no-new-access", "old.json", "new.json", "--policy-type", kind)


def test_documents_together(folder):
    put(folder, "new.json", policy(allow("s3:*")))
    put(folder, "old.json", policy(allow("s3:Get*")))
    put(folder, "boundary.json", policy(allow(["s3:Get*", "ec2:*"])))
    put(folder, "scp.json", policy(allow("*"), deny("s3:Put*")))
    put(folder, "bucket.json", policy(allow("s3:PutObject", Principal="*")))
    run(folder, "check-no-new-access", "new.json", "old.json", status=2)
    run(folder, "check-no-new-access", "new.json", "old.json", "--boundary", "boundary.json")
    run(folder, "can", "new.json", "--action", "s3:PutObject", status=2)
    holds(run(folder, "can", "new.json", "--action", "s3:PutObject", "--scp", "scp.json"), "no,")
    holds(run(folder, "can", "old.json", "--action", "s3:PutObject", "--resource-policy", "bucket.json", status=2), "yes,")


def test_access_not_granted(folder):
    put(folder, "p.json", policy(allow("s3:Get*", "arn:aws:s3:::b/*")))
    run(folder, "check-access-not-granted", "p.json", "--actions", "s3:PutObject", "s3:DeleteObject")
    run(folder, "check-access-not-granted", "p.json", "--actions", "s3:PutObject", "s3:GetObject", status=2)
    run(folder, "check-access-not-granted", "p.json", "--actions", "s3:GetObject", "--resources", "arn:aws:s3:::c/*")
    run(folder, "check-access-not-granted", "p.json", status=1)


def test_public_access(folder):
    role = {"AWS": "arn:aws:iam::111122223333:role/r"}
    public = [allow(Principal="*"), allow(Principal={"AWS": ["*"]}),
              allow(Principal="*", Condition={"StringLike": {"aws:SourceArn": "*"}}),
              allow(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}),
              allow(Principal="*", Condition={"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1"}}),
              allow(Principal="*", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})]
    private = [allow(Principal=role), allow(Principal={"Service": "s3.amazonaws.com"}),
               allow(Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
               allow(Principal="*", Condition={"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}),
               allow(Principal="*", Condition={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}),
               allow(Principal="*", Condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b"}}), deny(Principal="*")]
    for statements, status in ((public, 2), (private, 0)):
        for number, statement in enumerate(statements):
            put(folder, "p.json", policy(statement))
            try:
                run(folder, "check-no-public-access", "p.json", "--resource-type", "AWS::S3::Bucket", status=status)
            except Failure as error:
                raise Failure(f"{statement}: {error}") from error
    run(folder, "check-no-public-access", "p.json", "--resource-type", "AWS::Nothing", status=1)


def test_redundant(folder):
    put(folder, "p.json", policy(allow(["s3:Get*", "s3:GetObject"]), allow("s3:GetObject", "arn:aws:s3:::b/*"),
                                 deny("ec2:*")))
    text = run(folder, "redundant", "p.json", status=2)
    holds(text, "statement 1: Action s3:GetObject", "statement 2: the whole statement", "statement 3: the whole statement")
    put(folder, "p.json", policy(allow("s3:Get*"), deny("s3:GetObject")))
    run(folder, "redundant", "p.json")


def test_who_can_and_explain(folder):
    put(folder, "p.json", policy(allow(Principal={"AWS": "111122223333"}),
                                 deny(Principal={"AWS": "arn:aws:iam::111122223333:user/Eve"})))
    text = run(folder, "who-can", "p.json", "--action", "s3:GetObject", status=2)
    holds(text, "FAIL: 111122223333 can", "PASS: somebody who is not named cannot")
    put(folder, "r.json", {"principal": {"AWS": "arn:aws:iam::111122223333:user/Eve"}, "action": "s3:getobject",
                           "resource": "arn:aws:s3:::b/a", "context": {"aws:MultiFactorAuthPresent": True}})
    holds(run(folder, "explain", "r.json", "p.json", status=2), "statement 2: Deny: matches", "not allowed")
    put(folder, "c.json", policy(allow(Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}})))
    run(folder, "explain", "r.json", "c.json")


def test_policies_inside_files(folder):
    inner = policy(allow())
    put(folder, "template.json", {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {
        "AssumeRolePolicyDocument": policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
                                            "Action": "sts:AssumeRole"}),
        "Policies": [{"PolicyName": "x", "PolicyDocument": policy(allow(resource={"Fn::Sub": "arn:aws:s3:::${B}/*"}))}]}}}})
    text = run(folder, "list", "template.json")
    holds(text, "#R.AssumeRolePolicyDocument", "#R.Policies[0].PolicyDocument")
    holds(run(folder, "can", "template.json", status=1), "#R.AssumeRolePolicyDocument")
    holds(run(folder, "can", "template.json#R.Policies[0].PolicyDocument", status=1), "${B}", "--set")
    run(folder, "can", "template.json#R.Policies[0].PolicyDocument", "--set", "B=b", status=2)
    run(folder, "equivalent", "template.json#R.Policies[0].PolicyDocument", "template.json#R.Policies[0].PolicyDocument",
        "--placeholders")
    put(folder, "open.json", policy(allow(resource="arn:aws:s3:::${B}/a/*")))
    run(folder, "check-no-new-access", "open.json", "template.json#R.Policies[0].PolicyDocument", "--placeholders")
    run(folder, "check-no-new-access", "template.json#R.Policies[0].PolicyDocument", "open.json", "--placeholders", status=2)
    put(folder, "brackets.json", policy(allow(Condition={"IpAddress": {"aws:SourceIp": "<network>"}})))
    holds(run(folder, "can", "brackets.json", status=3), "placeholder")
    run(folder, "equivalent", "brackets.json", "brackets.json")
    run(folder, "can", "brackets.json", "--set", "<network>=10.0.0.0/8", status=2)
    put(folder, "plan.json", {"planned_values": {"root_module": {"resources": [
        {"address": "aws_iam_policy.p", "values": {"policy": json.dumps(inner)}}]}}, "resource_changes": [
        {"address": "aws_iam_policy.p", "change": {"after": {"policy": json.dumps(inner)}}}]})
    holds(run(folder, "list", "plan.json"), "plan.json#aws_iam_policy.p.policy")
    put(folder, "aws.json", {"PolicyVersion": {"Document": inner}})
    put(folder, "plain.json", inner)
    run(folder, "equivalent", "aws.json", "plain.json")
    put(folder, "bom.json", "\ufeff" + json.dumps(inner))
    run(folder, "equivalent", "bom.json", "plain.json")


def test_json_and_sarif(folder):
    put(folder, "new.json", policy(allow("s3:*", Sid="All")))
    put(folder, "old.json", policy(allow("s3:Get*")))
    found = json.loads(run(folder, "check-no-new-access", "--json", "new.json", "old.json", status=2))
    reason = found["findings"][0]["reasons"][0]
    if found["result"] != "FAIL" or (reason["line"], reason["sid"], reason["statement"]) != (4, "All", 1):
        raise Failure(str(found))
    sarif = json.loads(run(folder, "check-no-new-access", "--sarif", "new.json", "old.json", status=2))
    result = sarif["runs"][0]["results"][0]
    place = result["locations"][0]["physicalLocation"]
    if sarif["version"] != "2.1.0" or result["level"] != "error" or place["region"]["startLine"] != 4:
        raise Failure(str(sarif))


def test_batch(folder):
    for number, action in enumerate(("s3:Get*", "s3:*", "s3:GetObject", "s3:GetObject"), 1):
        put(folder, f"v/p/v{number}.json", policy(allow(action)))
    put(folder, "v/q/v9.json", policy(allow("s3:*")))
    put(folder, "v/q/v10.json", policy(allow("ec2:*")))
    holds(run(folder, "batch", "v", "-j", "2", status=2), "4 pairs: 2 pass, 2 fail, 0 unknown, 0 errors", "v10.json against")
    put(folder, "pairs", json.dumps({"new": "v/p/v3.json", "old": "v/p/v2.json"}) + "\n\n")
    holds(run(folder, "batch", "--pairs", "pairs"), "1 pairs: 1 pass")
    put(folder, "pairs", '{"new": 1}\n')
    holds(run(folder, "batch", "--pairs", "pairs", status=1), "pairs:1")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C", folder]
    subprocess.run([*git, "init", "-q"], check=True, capture_output=True)
    for action in ("s3:Get*", "s3:GetObject", "s3:*"):
        put(folder, "h/p.json", policy(allow(action)))
        subprocess.run([*git, "add", "h/p.json"], check=True)
        subprocess.run([*git, "commit", "-qm", action], check=True)
    holds(run(folder, "batch", "--git", "h/p.json", status=2), "2 pairs: 1 pass, 1 fail", "h/p.json@")
    run(folder, "batch", "nowhere", status=1)


def test_evidence(folder):
    """Any byte that is changed is noticed; the same question gives the same bytes."""
    put(folder, "new.json", policy(allow("s3:Get*")))
    put(folder, "old.json", policy(allow("s3:GetObject*")))
    files = {}
    for name in ("a", "b"):
        run(folder, "equivalent", "new.json", "old.json", "--evidence", name, status=2)
        files[name] = {path: open(os.path.join(root, path), "rb").read() for root, _, paths in os.walk(os.path.join(folder, name))
                       for path in paths}
    if files["a"] != files["b"]:
        raise Failure("the same question gave other bytes")
    holds(run(folder, "a", program=BUNDLE), "evidence holds", "1 proofs")
    for root, _, paths in os.walk(os.path.join(folder, "a")):
        for path in paths:
            whole = os.path.join(root, path)
            data = open(whole, "rb").read()
            for place in {0, len(data) // 2, len(data) - 1}:
                with open(whole, "wb") as file:
                    file.write(data[:place] + bytes([data[place] ^ 1]) + data[place + 1:])
                run(folder, "a", program=BUNDLE, status=1)
            with open(whole, "wb") as file:
                file.write(data)
    put(folder, "a/more", "x")
    run(folder, "a", program=BUNDLE, status=1)
    holds(run(folder, "equivalent", "new.json", "old.json", "--evidence", "a", status=1), "folder of its own")


def test_evaluators_agree(folder):
    """The evaluator of the program and the one of the tests, on random policies and requests."""
    rng, asked = random.Random(5), 0
    while asked < 80:
        pair = random_policies.pair(rng)
        request = iam_reference.random_request(rng, list(pair))
        if request is None:
            continue
        asked += 1
        put(folder, "r.json", request)
        for one in pair:
            put(folder, "p.json", one)
            try:
                wanted = 0 if iam_reference.allows(one, request) else 2
            except iam_reference.NotUnderstood:
                wanted = 3
            try:
                run(folder, "explain", "r.json", "p.json", "--quiet", status=wanted)
            except Failure as error:
                if wanted != 3:
                    raise Failure(f"{one} {request}: {error}") from error


def test_output_that_cannot_be_written(folder):
    put(folder, "p.json", policy(allow()))
    with open("/dev/full", "w", encoding="ascii") as full:
        for form in ([], ["--json"], ["--sarif"]):
            done = subprocess.run([POLICY, "equivalent", "p.json", "p.json", *form], cwd=folder, stdout=full,
                                  stderr=subprocess.PIPE, check=False)
            if done.returncode != 1:
                raise Failure(f"a full disk: status {done.returncode}")
    run(folder, "equivalent", "p.json", "p.json", "--proof", "nowhere/x", status=1)
    run(folder, "equivalent", "p.json", "p.json", "--evidence", "nowhere/x", status=1)


def test_hostile_input(folder):
    put(folder, "good.json", policy(allow()))
    deep = '{"Statement":' + "[" * 100000
    for name, text in (("empty.json", ""), ("deep.json", deep), ("cut.json", '{"Statement": [{"Effect"'), ("list.json", "[]"),
                       ("blank.json", " \n"), ("word.json", "null")):
        put(folder, name, text)
        holds(run(folder, "equivalent", "good.json", name, status=1), name)
    holds(run(folder, "equivalent", "good.json", "nowhere.json", status=1), "nowhere.json")
    run(folder, status=1)
    holds(run(folder, "check", status=1), "check-no-new-access")
    holds(run(folder, "can", "good.json", "--policy-type", "x", status=1), "identity")
    holds(run(folder, "--help"), "Exit status")
