"""Policies and the tenant's settings in the shape in which Graph answers, every null included."""

from demo_tenant import company
from demo_tenant.directory_objects import (
    OWN, V1, collection, group_id, service_principal_id, user_id)
from demo_tenant.ids import guid, precise
from demo_tenant.policies import POLICIES

BETA = "https://graph.microsoft.com/beta/$metadata#"
_STRENGTHS_CONTEXT = "identity/conditionalAccess/authenticationStrength/policies"


def policy_id(name):
    return guid("policy", name)


def _resolve(value):
    """Replaces `kind:name` by the id it means, in lists and members at any depth."""
    if isinstance(value, dict):
        return {key: _resolve(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_resolve(item) for item in value]
    if not isinstance(value, str) or ":" not in value or value.startswith("urn:"):
        return value
    kind, name = value.split(":", 1)
    resolvers = {
        "user": user_id,
        "group": group_id,
        "role": company.ROLES.__getitem__,
        "app": company.app_id,
        "sp": service_principal_id,
        "location": location_id,
    }
    return resolvers[kind](name)


def location_id(name):
    if name not in company.IP_LOCATIONS and name not in company.COUNTRY_LOCATIONS:
        raise KeyError(name)
    return guid("location", name)


def _users(configured):
    empty = {
        "includeUsers": [], "excludeUsers": [], "includeGroups": [], "excludeGroups": [],
        "includeRoles": [], "excludeRoles": [],
        "includeGuestsOrExternalUsers": None, "excludeGuestsOrExternalUsers": None,
    }
    return empty | _resolve(configured)


def _applications(configured):
    empty = {
        "includeApplications": [], "excludeApplications": [], "includeUserActions": [],
        "includeAuthenticationContextClassReferences": [],
        "applicationFilter": None, "networkAccess": None, "globalSecureAccess": None,
    }
    return empty | _resolve(configured)


def _client_applications(configured):
    if configured is None:
        return None
    empty = {
        "includeServicePrincipals": [], "includeAgentIdServicePrincipals": [],
        "excludeServicePrincipals": [], "excludeAgentIdServicePrincipals": [],
        "servicePrincipalFilter": None, "agentIdServicePrincipalFilter": None,
    }
    return empty | _resolve(configured)


def _devices(configured):
    if configured is None:
        return None
    empty = {
        "includeDeviceStates": [], "excludeDeviceStates": [],
        "includeDevices": [], "excludeDevices": [],
    }
    return empty | configured


def _conditions(policy):
    return {
        "userRiskLevels": policy.get("userRiskLevels", []),
        "signInRiskLevels": policy.get("signInRiskLevels", []),
        "clientAppTypes": policy.get("clientAppTypes", ["all"]),
        "servicePrincipalRiskLevels": [],
        "agentIdRiskLevels": None,
        "insiderRiskLevels": None,
        "clients": None,
        "platforms": policy.get("platforms"),
        "locations": _resolve(policy.get("locations")),
        "times": None,
        "deviceStates": None,
        "devices": _devices(policy.get("devices")),
        "clientApplications": _client_applications(policy.get("clientApplications")),
        "authenticationFlows": policy.get("authenticationFlows"),
        "applications": _applications(policy["applications"]),
        "users": _users(policy["users"]),
    }


def _grant_controls(policy):
    if "grant" not in policy:
        return None
    context = (f"{BETA}identity/conditionalAccess/policies('{policy_id(policy['displayName'])}')"
               "/grantControls/authenticationStrength/$entity")
    strength = next((s for s in _strengths() if s["displayName"] == policy.get("strength")), None)
    if strength is None and "strength" in policy:
        raise KeyError(policy["strength"])
    return policy["grant"] | {
        "customAuthenticationFactors": [],
        "termsOfUse": [],
        "authenticationStrength@odata.context": context,
        "authenticationStrength": strength,
    }


def _session_controls(policy):
    if "session" not in policy:
        return None
    empty = {
        "disableResilienceDefaults": None, "applicationEnforcedRestrictions": None,
        "cloudAppSecurity": None, "signInFrequency": None, "persistentBrowser": None,
        "continuousAccessEvaluation": None, "secureSignInSession": None,
        "networkAccessSecurity": None, "globalSecureAccessFilteringProfile": None,
    }
    return empty | policy["session"]


def _policy(policy):
    name = policy["displayName"]
    return {
        "id": policy_id(name),
        "templateId": None,
        "displayName": name,
        "createdDateTime": precise(policy["created"], name),
        "modifiedDateTime": precise(policy["modified"], name) if "modified" in policy else None,
        "state": policy.get("state", "enabled"),
        "deletedDateTime": None,
        "partialEnablementStrategy": None,
        "sessionControls": _session_controls(policy),
        "conditions": _conditions(policy),
        "grantControls": _grant_controls(policy),
    }


def policies():
    return collection(f"{BETA}identity/conditionalAccess/policies", [_policy(p) for p in POLICIES])


def named_locations():
    def base(odata_type, name, created):
        return {
            "@odata.type": f"#microsoft.graph.{odata_type}",
            "id": location_id(name),
            "displayName": name,
            "createdDateTime": precise(created, name),
            "modifiedDateTime": precise(created, name),
        }

    def cidr(text):
        version = "iPv6CidrRange" if ":" in text else "iPv4CidrRange"
        return {"@odata.type": f"#microsoft.graph.{version}", "cidrAddress": text}

    values = [
        base("ipNamedLocation", name, "2024-04-11T15:20:06")
        | {"isTrusted": trusted, "ipRanges": [cidr(text) for text in ranges]}
        for name, (trusted, ranges) in company.IP_LOCATIONS.items()
    ]
    values += [
        base("countryNamedLocation", name, "2026-11-02T14:58:31")
        | {
            "countriesAndRegions": countries,
            "includeUnknownCountriesAndRegions": False,
            "countryLookupMethod": "clientIpAddress",
        }
        for name, countries in company.COUNTRY_LOCATIONS.items()
    ]
    return collection(f"{V1}identity/conditionalAccess/namedLocations", values)


_PHISHING_RESISTANT = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"]
_PASSWORDLESS = [*_PHISHING_RESISTANT, "deviceBasedPush"]
_MFA = [
    *_PASSWORDLESS, "temporaryAccessPassOneTime", "temporaryAccessPassMultiUse",
    "password,microsoftAuthenticatorPush", "password,softwareOath", "password,hardwareOath",
    "password,x509CertificateSingleFactor", "password,x509CertificateMultiFactor",
    "password,sms", "password,voice", "federatedMultiFactor",
    "microsoftAuthenticatorPush,federatedSingleFactor", "softwareOath,federatedSingleFactor",
    "hardwareOath,federatedSingleFactor", "sms,federatedSingleFactor",
    "voice,federatedSingleFactor",
]


def _strengths():
    def strength(strength_id, name, description, combinations, configurations=()):
        built_in = strength_id.startswith("00000000-")
        created = "2021-12-01T00:00:00Z" if built_in else precise("2026-02-09T08:20:12", name)
        return {
            "id": strength_id,
            "createdDateTime": created,
            "modifiedDateTime": created,
            "displayName": name,
            "description": description,
            "policyType": "builtIn" if built_in else "custom",
            "requirementsSatisfied": "mfa",
            "allowedCombinations": combinations,
            "combinationConfigurations@odata.context":
                f"{V1}{_STRENGTHS_CONTEXT}('{strength_id}')/combinationConfigurations",
            "combinationConfigurations": list(configurations),
        }

    keys_only = {
        "@odata.type": "#microsoft.graph.fido2CombinationConfiguration",
        "id": guid("combination configuration", "Larkfield security keys"),
        "appliesToCombinations": ["fido2"],
        "allowedAAGUIDs": [guid("aaguid", "key with USB"), guid("aaguid", "key with NFC")],
    }
    return [
        strength("00000000-0000-0000-0000-000000000002", "Multifactor authentication",
                 "Any two factors.", _MFA),
        strength("00000000-0000-0000-0000-000000000003", "Passwordless MFA",
                 "Two factors without a password.", _PASSWORDLESS),
        strength("00000000-0000-0000-0000-000000000004", "Phishing-resistant MFA",
                 "Two factors that cannot be phished.", _PHISHING_RESISTANT),
        strength(guid("strength", "Larkfield security keys"), "Larkfield security keys",
                 "The two models of key that IT hands out.", ["fido2"], [keys_only]),
    ]


def authentication_strengths():
    return collection(f"{V1}{_STRENGTHS_CONTEXT}(combinationConfigurations())", _strengths())


def authentication_contexts():
    return collection(
        f"{V1}identity/conditionalAccess/authenticationContextClassReferences",
        [{"id": key, "displayName": name, "description": description, "isAvailable": True}
         for key, (name, description) in company.AUTHENTICATION_CONTEXTS.items()])


def security_defaults():
    return {
        "@odata.context": f"{V1}policies/identitySecurityDefaultsEnforcementPolicy/$entity",
        "id": "00000000-0000-0000-0000-000000000005",
        "displayName": "Security Defaults",
        "description": "Basic protection for tenants without policies of their own.",
        "isEnabled": False,
    }


def mfa_service_settings():
    return {
        "@odata.context": f"{OWN}mfaServiceSettings",
        "rememberMfaDays": company.REMEMBER_MFA_DAYS,
        "trustedIps": company.MFA_TRUSTED_IPS,
        "appPasswordsAllowed": False,
    }


def cross_tenant_default():
    def access(access_type, users, applications):
        return {
            "usersAndGroups": {
                "accessType": access_type,
                "targets": [{"target": users, "targetType": "user"}],
            },
            "applications": {
                "accessType": access_type,
                "targets": [{"target": applications, "targetType": "application"}],
            },
        }

    return {
        "@odata.context": f"{V1}policies/crossTenantAccessPolicy/default/$entity",
        "isServiceDefault": True,
        "inboundTrust": {
            "isMfaAccepted": False,
            "isCompliantDeviceAccepted": False,
            "isHybridAzureADJoinedDeviceAccepted": False,
        },
        "b2bCollaborationOutbound": access("allowed", "AllUsers", "AllApplications"),
        "b2bCollaborationInbound": access("allowed", "AllUsers", "AllApplications"),
        "b2bDirectConnectOutbound": access("blocked", "AllUsers", "AllApplications"),
        "b2bDirectConnectInbound": access("blocked", "AllUsers", "AllApplications"),
        "automaticUserConsentSettings": {"inboundAllowed": False, "outboundAllowed": False},
        "tenantRestrictions": None,
    }
