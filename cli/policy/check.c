/* check.c: the commands that compare policies with each other and with what must not be granted. */
#include "commands.h"

#include "read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void command_compare(struct result *r, struct policy *new_policy, struct policy *old_policy)
{
  struct pool *pool = &r->question->pool;
  struct side allowed = commands_side(r, new_policy, NULL), refused = commands_side(r, old_policy, NULL);
  result_ask(r, &allowed, &refused,
             pool_format(pool, "Does %s allow a request that %s does not allow?", new_policy->file, old_policy->file),
             pool_format(pool, "%s allows a request that %s does not", new_policy->file, old_policy->file),
             pool_format(pool, "whatever %s allows, %s allows too", new_policy->file, old_policy->file));
}

int command_no_new_access(struct result *r)
{
  struct policy *p[2];
  if (!commands_read(r, 2, p))
    return STATUS_ERROR;
  question_settle(r->question);
  command_compare(r, p[0], p[1]);
  return result_tell(r);
}

int command_equivalent(struct result *r)
{
  struct policy *p[2];
  if (!commands_read(r, 2, p))
    return STATUS_ERROR;
  question_settle(r->question);
  command_compare(r, p[0], p[1]);
  command_compare(r, p[1], p[0]);
  return result_tell(r);
}

int command_not_granted(struct result *r)
{
  struct policy *p;
  if (!r->options->actions.count && !r->options->resources.count)
    return fputs("strsmt-policy: check-access-not-granted needs --actions or --resources\n", stderr), STATUS_ERROR;
  if (!commands_read(r, 1, &p))
    return STATUS_ERROR;
  struct policy *limit = commands_limit(r, NULL);
  if (!limit)
    return STATUS_ERROR;
  r->question->principals = r->question->anyone = p->names_principals;
  question_settle(r->question);
  struct side side = commands_side(r, p, limit);
  result_ask(r, &side, NULL, pool_format(&r->question->pool, "Does %s allow what must not be granted?", p->file),
             pool_format(&r->question->pool, "%s allows this request", p->file),
             pool_format(&r->question->pool, "%s allows none of these requests", p->file));
  return result_tell(r);
}

/* ---- public access ---- */

/* Condition keys by whose values a policy says whom it trusts. */
static bool says_whom(const char *key)
{
  static const char *const names[] = {"aws:PrincipalOrgID",
                                      "aws:PrincipalOrgPaths",
                                      "aws:PrincipalAccount",
                                      "aws:PrincipalArn",
                                      "aws:userid",
                                      "aws:SourceAccount",
                                      "aws:SourceArn",
                                      "aws:SourceOrgID",
                                      "aws:SourceOrgPaths",
                                      "aws:SourceOwner",
                                      "aws:SourceIp",
                                      "aws:SourceVpc",
                                      "aws:SourceVpce",
                                      "aws:SourceVpcArn",
                                      "aws:VpcSourceIp",
                                      "aws:VpceAccount",
                                      "aws:VpceOrgID",
                                      "aws:VpceOrgPaths",
                                      "aws:PrincipalIsAWSService",
                                      "aws:PrincipalServiceName",
                                      "s3:DataAccessPointAccount",
                                      "s3:DataAccessPointArn",
                                      "kms:CallerAccount",
                                      "kms:ViaService"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcasecmp(key, names[i]))
      return true;
  return false;
}

/* A value that fits everybody trusts nobody in particular: one without any fixed name, or a network of half the world. */
static bool is_broad(const char *key, const char *value)
{
  if (!strcasecmp(key, "aws:SourceIp")) {
    const char *slash = strchr(value, '/');
    return slash && atoi(slash + 1) < (strchr(value, ':') ? 32 : 8);
  }
  const char *p = value;
  if (!strncmp(value, "arn:", 4)) /* the account, or a bucket's name, which is one account's */
    for (int i = 0; i < 4 && p; i++)
      p = (p = strchr(p, ':')) ? p + 1 : NULL;
  if (!p || !*p)
    return true;
  if (p != value && *p == ':')
    p++;
  return *p == '*' || *p == '?';
}

/* The condition with its trusting values alone; NULL if there are none. */
static json_t *trusting(const char *key, json_t *wanted)
{
  json_t *list = json_array();
  for (size_t i = 0; i < (json_is_array(wanted) ? json_array_size(wanted) : 1); i++) {
    json_t *value = json_is_array(wanted) ? json_array_get(wanted, i) : wanted;
    if (!json_is_string(value) || !is_broad(key, json_string_value(value)))
      json_array_append(list, value);
  }
  if (json_array_size(list))
    return list;
  json_decref(list);
  return NULL;
}

static json_t *deny(const char *element, json_t *value)
{
  json_t *statement =
      json_pack("{s:s, s:s, s:s, s:s}", "Effect", "Deny", "Principal", "*", "Action", "*", "Resource", "*");
  json_object_set_new(statement, element, value);
  return statement;
}

/* Denies whomever the statement names, and whatever bears a value that it trusts. */
static void deny_trusted(json_t *statements, json_t *statement)
{
  const char *operator_name, *key;
  json_t *block, *wanted, *principal = json_object_get(statement, "Principal");
  const json_t *effect = json_object_get(statement, "Effect");
  if (!effect || strcmp(json_string_value(effect), "Allow"))
    return;
  json_t *named = json_is_object(principal) ? json_deep_copy(principal) : NULL;
  json_t *aws = json_object_get(named, "AWS");
  for (size_t i = json_array_size(aws); i-- > 0;)
    if (!strcmp(json_string_value(json_array_get(aws, i)), "*"))
      json_array_remove(aws, i);
  if (aws &&
      ((json_is_array(aws) && !json_array_size(aws)) || (json_is_string(aws) && !strcmp(json_string_value(aws), "*"))))
    json_object_del(named, "AWS");
  if (json_object_size(named))
    json_array_append_new(statements, deny("Principal", named));
  else
    json_decref(named);
  json_object_foreach(json_object_get(statement, "Condition"), operator_name, block)
      json_object_foreach(block, key, wanted)
  {
    json_t *values = says_whom(key) && !strstr(operator_name, "Not") && !strstr(operator_name, "Null")
                         ? trusting(key, wanted)
                         : NULL;
    /* A missing key is nobody's: IfExists would let it pass. */
    const size_t size = strlen(operator_name);
    const bool if_exists = size > 8 && !strcmp(operator_name + size - 8, "IfExists");
    char plain[80];
    snprintf(plain, sizeof plain, "%.*s", (int)(if_exists ? size - 8 : size), operator_name);
    if (!strncmp(plain, "ForAllValues:", 13))
      memmove(plain, plain + 13, strlen(plain + 13) + 1);
    if (values)
      json_array_append_new(statements, deny("Condition", json_pack("{s:{s:o}}", plain, key, values)));
  }
}

static bool known_type(const char *type)
{
  static const char *const names[] = {"AWS::DynamoDB::Table",
                                      "AWS::DynamoDB::Stream",
                                      "AWS::EFS::FileSystem",
                                      "AWS::OpenSearchService::Domain",
                                      "AWS::Kinesis::Stream",
                                      "AWS::Kinesis::StreamConsumer",
                                      "AWS::KMS::Key",
                                      "AWS::Lambda::Function",
                                      "AWS::S3::Bucket",
                                      "AWS::S3::AccessPoint",
                                      "AWS::S3Express::DirectoryBucket",
                                      "AWS::S3::Glacier",
                                      "AWS::S3Outposts::Bucket",
                                      "AWS::S3Outposts::AccessPoint",
                                      "AWS::SecretsManager::Secret",
                                      "AWS::SNS::Topic",
                                      "AWS::SQS::Queue",
                                      "AWS::IAM::AssumeRolePolicyDocument",
                                      "AWS::ApiGateway::RestApi",
                                      "AWS::CodeArtifact::Domain",
                                      "AWS::Backup::BackupVault",
                                      "AWS::ECR::Repository",
                                      "AWS::S3Tables::TableBucket",
                                      "AWS::CloudTrail::Dashboard",
                                      "AWS::CloudTrail::EventDataStore"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!type || !strcmp(type, names[i]))
      return true;
  fprintf(stderr, "strsmt-policy: --resource-type %s: there are", type);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    fprintf(stderr, "%s %s", i ? "," : "", names[i]);
  fputc('\n', stderr);
  return false;
}

int command_no_public_access(struct result *r)
{
  struct policy *p;
  if (!known_type(r->options->resource_type) || !commands_read(r, 1, &p))
    return STATUS_ERROR;
  if (!p->names_principals) {
    fprintf(stderr, "strsmt-policy: %s: names no principals, so it is no policy of a resource\n", p->file);
    return STATUS_ERROR;
  }
  json_t *statements =
      json_pack("[{s:s, s:s, s:s, s:s}]", "Effect", "Allow", "Principal", "*", "Action", "*", "Resource", "*");
  json_t *list = json_object_get(p->document, "Statement");
  for (size_t i = 0; i < p->count; i++)
    deny_trusted(statements, json_is_array(list) ? json_array_get(list, i) : list);
  const char *version = json_string_value(json_object_get(p->document, "Version"));
  json_t *document = json_pack("{s:s, s:o}", "Version", version ? version : "2008-10-17", "Statement", statements);
  struct policy *limit = commands_make(r, "(whoever is not named)", document, TYPE_RCP);
  if (!limit)
    return STATUS_ERROR;
  question_settle(r->question);
  struct side side = commands_side(r, p, limit);
  result_ask(
      r, &side, NULL,
      pool_format(&r->question->pool, "Does %s allow a request of somebody whom it does not name?", p->file),
      pool_format(&r->question->pool, "%s is public: it allows this request of somebody whom it does not name",
                  p->file),
      pool_format(&r->question->pool, "%s is not public: it allows requests of those that it names alone", p->file));
  return result_tell(r);
}
