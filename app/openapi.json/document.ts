import * as accountPassword from "@/app/api/admin/account/password/route";
import * as account from "@/app/api/admin/account/route";
import * as confirmSecondFactor from "@/app/api/admin/account/second-factor/confirm/route";
import * as recoveryCodes from "@/app/api/admin/account/second-factor/recovery-codes/route";
import * as removeSecondFactor from "@/app/api/admin/account/second-factor/remove/route";
import * as secondFactor from "@/app/api/admin/account/second-factor/route";
import * as verificationMail from "@/app/api/admin/account/verification-mail/route";
import * as exportAuditEvents from "@/app/api/admin/audit-events/export.csv/route";
import * as auditEvents from "@/app/api/admin/audit-events/route";
import * as resolveFinding from "@/app/api/admin/findings/[findingId]/resolve/route";
import * as findings from "@/app/api/admin/findings/route";
import * as resendInvitation from "@/app/api/admin/invitations/[invitationId]/resend/route";
import * as invitation from "@/app/api/admin/invitations/[invitationId]/route";
import * as invitations from "@/app/api/admin/invitations/route";
import * as member from "@/app/api/admin/members/[userId]/route";
import * as scopes from "@/app/api/admin/members/me/scopes/route";
import * as members from "@/app/api/admin/members/route";
import * as organization from "@/app/api/admin/organization/route";
import * as apiKey from "@/app/api/admin/organization-pats/[keyId]/route";
import * as apiKeys from "@/app/api/admin/organization-pats/route";
import * as personalAccessToken from "@/app/api/admin/personal-access-tokens/[tokenId]/route";
import * as personalAccessTokens from "@/app/api/admin/personal-access-tokens/route";
import * as session from "@/app/api/admin/sessions/[sessionId]/route";
import * as sessions from "@/app/api/admin/sessions/route";
import * as agentConfigSchema from "@/app/api/core/agent-config-schema/route";
import * as agent from "@/app/api/core/agents/[agentId]/route";
import * as publishAgentVersion from "@/app/api/core/agents/[agentId]/versions/[version]/publish/route";
import * as agentVersion from "@/app/api/core/agents/[agentId]/versions/[version]/route";
import * as compareAgentVersions from "@/app/api/core/agents/[agentId]/versions/compare/route";
import * as agentVersions from "@/app/api/core/agents/[agentId]/versions/route";
import * as agents from "@/app/api/core/agents/route";
import * as importJob from "@/app/api/core/imports/[importId]/route";
import * as importJobs from "@/app/api/core/imports/route";
import * as inboundAgent from "@/app/api/core/inbound-agent/route";
import * as purchaseNumber from "@/app/api/core/managed-accounts/[managedAccountId]/purchase-number/route";
import * as searchNumbers from "@/app/api/core/managed-accounts/[managedAccountId]/search-numbers/route";
import * as outboundNumber from "@/app/api/core/outbound-number/route";
import * as restorePhoneNumber from "@/app/api/core/phone-numbers/[phoneNumber]/restore/route";
import * as phoneNumber from "@/app/api/core/phone-numbers/[phoneNumber]/route";
import * as exportPhoneNumbers from "@/app/api/core/phone-numbers/export.csv/route";
import * as importPhoneNumbers from "@/app/api/core/phone-numbers/import/route";
import * as phoneNumbers from "@/app/api/core/phone-numbers/route";
import * as purchase from "@/app/api/core/purchases/[purchaseId]/route";
import * as purchases from "@/app/api/core/purchases/route";
import * as trunk from "@/app/api/core/trunks/[trunkId]/route";
import * as trunks from "@/app/api/core/trunks/route";
import * as replayWebhookDelivery from "@/app/api/core/webhook-deliveries/[webhookDeliveryId]/replay/route";
import * as webhookDelivery from "@/app/api/core/webhook-deliveries/[webhookDeliveryId]/route";
import * as webhookDeliveries from "@/app/api/core/webhook-endpoints/[webhookEndpointId]/deliveries/route";
import * as replayFailedDeliveries from "@/app/api/core/webhook-endpoints/[webhookEndpointId]/replay/route";
import * as rotateWebhookSecret from "@/app/api/core/webhook-endpoints/[webhookEndpointId]/rotate-secret/route";
import * as webhookEndpoint from "@/app/api/core/webhook-endpoints/[webhookEndpointId]/route";
import * as testWebhookEndpoint from "@/app/api/core/webhook-endpoints/[webhookEndpointId]/test/route";
import * as webhookEndpoints from "@/app/api/core/webhook-endpoints/route";
import { buildOpenApiDocument, type RouteModules } from "@/lib/http/openapi";
import { env } from "@/lib/platform/env";
import { webhookOperations } from "@/lib/webhooks/webhook-operations";

/** Every API route. A test fails for a missing one. */
export const routes: RouteModules = {
  "/core/managed-accounts/{managedAccountId}/search-numbers": searchNumbers,
  "/core/managed-accounts/{managedAccountId}/purchase-number": purchaseNumber,
  "/core/purchases": purchases,
  "/core/purchases/{purchaseId}": purchase,
  "/core/phone-numbers": phoneNumbers,
  "/core/phone-numbers/export.csv": exportPhoneNumbers,
  "/core/phone-numbers/import": importPhoneNumbers,
  "/core/imports": importJobs,
  "/core/imports/{importId}": importJob,
  "/core/phone-numbers/{phoneNumber}": phoneNumber,
  "/core/phone-numbers/{phoneNumber}/restore": restorePhoneNumber,
  "/core/outbound-number": outboundNumber,
  "/core/inbound-agent": inboundAgent,
  "/core/trunks": trunks,
  "/core/trunks/{trunkId}": trunk,
  "/core/agent-config-schema": agentConfigSchema,
  "/core/agents": agents,
  "/core/agents/{agentId}": agent,
  "/core/agents/{agentId}/versions": agentVersions,
  "/core/agents/{agentId}/versions/compare": compareAgentVersions,
  "/core/agents/{agentId}/versions/{version}": agentVersion,
  "/core/agents/{agentId}/versions/{version}/publish": publishAgentVersion,
  "/core/webhook-endpoints": webhookEndpoints,
  "/core/webhook-endpoints/{webhookEndpointId}": webhookEndpoint,
  "/core/webhook-endpoints/{webhookEndpointId}/rotate-secret": rotateWebhookSecret,
  "/core/webhook-endpoints/{webhookEndpointId}/test": testWebhookEndpoint,
  "/core/webhook-endpoints/{webhookEndpointId}/deliveries": webhookDeliveries,
  "/core/webhook-endpoints/{webhookEndpointId}/replay": replayFailedDeliveries,
  "/core/webhook-deliveries/{webhookDeliveryId}": webhookDelivery,
  "/core/webhook-deliveries/{webhookDeliveryId}/replay": replayWebhookDelivery,
  "/admin/findings": findings,
  "/admin/findings/{findingId}/resolve": resolveFinding,
  "/admin/organization": organization,
  "/admin/organization-pats": apiKeys,
  "/admin/organization-pats/{keyId}": apiKey,
  "/admin/personal-access-tokens": personalAccessTokens,
  "/admin/personal-access-tokens/{tokenId}": personalAccessToken,
  "/admin/audit-events": auditEvents,
  "/admin/audit-events/export.csv": exportAuditEvents,
  "/admin/members": members,
  "/admin/members/{userId}": member,
  "/admin/members/me/scopes": scopes,
  "/admin/invitations": invitations,
  "/admin/invitations/{invitationId}": invitation,
  "/admin/invitations/{invitationId}/resend": resendInvitation,
  "/admin/account": account,
  "/admin/account/password": accountPassword,
  "/admin/account/second-factor": secondFactor,
  "/admin/account/verification-mail": verificationMail,
  "/admin/account/second-factor/confirm": confirmSecondFactor,
  "/admin/account/second-factor/recovery-codes": recoveryCodes,
  "/admin/account/second-factor/remove": removeSecondFactor,
  "/admin/sessions": sessions,
  "/admin/sessions/{sessionId}": session,
};

let built: ReturnType<typeof buildOpenApiDocument> | undefined;

/** The document behind `/openapi.json` and `/docs`, built once, because contracts do not change at runtime. */
export function openApiDocument() {
  built ??= buildOpenApiDocument(routes, webhookOperations, env().APP_URL);
  return built;
}
