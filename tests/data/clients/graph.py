"""Calls the synchronization API through msgraph-sdk, which is told a base address and a token and is
otherwise as it comes. Prints what the SDK understood of the answers as one JSON object.

Environment: BASE, TOKEN, PRINCIPAL (a service principal's id), RULE, USER_ID."""

import asyncio
import json
import os

from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_serialization_json.json_serialization_writer import JsonSerializationWriter
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph_core.tasks.page_iterator import PageIterator
from msgraph.generated.audit_logs.provisioning.provisioning_request_builder import ProvisioningRequestBuilder
from msgraph.generated.models.attribute_mapping_source_type import AttributeMappingSourceType
from msgraph.generated.models.expression_input_object import ExpressionInputObject
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.string_key_object_value_pair import StringKeyObjectValuePair
from msgraph.generated.models.synchronization_job_application_parameters import SynchronizationJobApplicationParameters
from msgraph.generated.models.synchronization_job_restart_criteria import SynchronizationJobRestartCriteria
from msgraph.generated.models.synchronization_job_restart_scope import SynchronizationJobRestartScope
from msgraph.generated.models.synchronization_job_subject import SynchronizationJobSubject
from msgraph.generated.models.synchronization_secret import SynchronizationSecret
from msgraph.generated.models.synchronization_secret_key_string_value_pair import SynchronizationSecretKeyStringValuePair
from msgraph.generated.service_principals.item.synchronization.jobs.item.provision_on_demand.provision_on_demand_post_request_body import ProvisionOnDemandPostRequestBody
from msgraph.generated.service_principals.item.synchronization.jobs.item.restart.restart_post_request_body import RestartPostRequestBody
from msgraph.generated.service_principals.item.synchronization.jobs.item.schema.parse_expression.parse_expression_post_request_body import ParseExpressionPostRequestBody
from msgraph.generated.service_principals.item.synchronization.jobs.item.validate_credentials.validate_credentials_post_request_body import ValidateCredentialsPostRequestBody


class GivenToken(AccessTokenProvider):
    async def get_authorization_token(self, uri, additional_authentication_context=None):
        return os.environ["TOKEN"]

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator([])


def connect():
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(GivenToken()))
    adapter.base_url = os.environ["BASE"] + "/v1.0"
    return GraphServiceClient(request_adapter=adapter)


def plain(model):
    """A model as the JSON that the SDK would send."""
    writer = JsonSerializationWriter()
    writer.write_object_value(None, model)
    return json.loads(writer.get_serialized_content())


def expression(text, **values):
    pairs = [StringKeyObjectValuePair(key=key, additional_data={"value": value}) for key, value in values.items()]
    return ParseExpressionPostRequestBody(expression=text, test_input_object=ExpressionInputObject(properties=pairs))


def on_demand(rule):
    subject = SynchronizationJobSubject(object_id=os.environ["USER_ID"], object_type_name="User")
    return ProvisionOnDemandPostRequestBody(
        parameters=[SynchronizationJobApplicationParameters(rule_id=rule, subjects=[subject])]
    )


def log_query(**options):
    Query = ProvisioningRequestBuilder.ProvisioningRequestBuilderGetQueryParameters
    return RequestConfiguration(query_parameters=Query(**options))


async def refusal(call):
    try:
        await call
    except ODataError as refused:
        inner = refused.error.inner_error
        return {
            "status": refused.response_status_code,
            "code": refused.error.code,
            "message": refused.error.message,
            "request_id": inner.request_id,
            "client_request_id": inner.client_request_id,
            "date": str(inner.date),
        }
    return "not refused"


async def calls():
    client = connect()
    principals = await client.service_principals.get()
    yield "principals", plain(principals)
    jobs = client.service_principals.by_service_principal_id(principals.value[0].id).synchronization.jobs
    listed = await jobs.get()
    yield "jobs", plain(listed)
    job = jobs.by_synchronization_job_id(listed.value[0].id)
    yield "job", plain(await job.get())

    schema = await job.schema.get()
    yield "schema", plain(schema)
    yield "functions", plain(await job.schema.functions.get())
    yield "operators", plain(await job.schema.filter_operators.get())
    names = expression('Join(".", [givenName], [surname])', givenName="Ada", surname="Lovelace")
    yield "parsed", plain(await job.schema.parse_expression.post(names))
    roles = expression("SingleAppRoleAssignment([appRoleAssignments])", appRoleAssignments=["Reader"])
    yield "many", plain(await job.schema.parse_expression.post(roles))
    yield "unparsed", plain(await job.schema.parse_expression.post(expression('Jion(".", [givenName]')))

    yield "started", await job.start.post()
    yield "paused", await job.pause.post()
    yield "paused job", plain(await job.get())
    criteria = SynchronizationJobRestartCriteria(reset_scope=SynchronizationJobRestartScope.Full)
    yield "restarted", await job.restart.post(RestartPostRequestBody(criteria=criteria))
    yield "started job", plain(await job.get())
    secret = SynchronizationSecretKeyStringValuePair(key=SynchronizationSecret.SecretToken, value="a secret")
    credentials = ValidateCredentialsPostRequestBody(use_saved_credentials=True, credentials=[secret])
    yield "validated", await job.validate_credentials.post(credentials)

    mapping = schema.synchronization_rules[0].object_mappings[0]
    title = next(one for one in mapping.attribute_mappings if one.target_attribute_name == "title")
    title.default_value = "Nobody"
    await job.schema.patch(schema)
    yield "replaced", plain(await job.schema.get())
    # The tree counts, not the text.
    title.source.expression, title.source.name = "Jion()", "Jion"
    title.source.type = AttributeMappingSourceType.Function
    yield "not replaced", await refusal(job.schema.patch(schema))

    rule = schema.synchronization_rules[0].id
    yield "provisioned", plain(await job.provision_on_demand.post(on_demand(rule)))
    yield "provisioned again", plain(await job.provision_on_demand.post(on_demand(rule)))
    yield "no rule", await refusal(job.provision_on_demand.post(on_demand("")))

    log = client.audit_logs.provisioning
    yield "log", plain(await log.get(log_query(orderby=["activityDateTime desc"])))
    wanted = "provisioningStatusInfo/status eq 'skipped' and contains(tolower(sourceIdentity/displayName), 'ingrid')"
    yield "filtered", plain(await log.get(log_query(filter=wanted, top=5)))
    pages = PageIterator(await log.get(log_query(top=1)), client.request_adapter)
    seen = []
    await pages.iterate(lambda entry: seen.append(entry.id) or True)
    yield "paged", seen
    yield "bad filter", await refusal(log.get(log_query(filter="status like 'x'")))
    yield "no job", await refusal(jobs.by_synchronization_job_id("scim.nothing").get())


async def main():
    print(json.dumps({name: seen async for name, seen in calls()}))


asyncio.run(main())
