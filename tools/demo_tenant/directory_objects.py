"""Users, groups, roles and applications in the shape in which Graph answers."""

from demo_tenant import company
from demo_tenant.accounts import ACCOUNTS, INITIAL_DOMAIN, LEFTOVER_PER_USER_MFA
from demo_tenant.company import STAFF
from demo_tenant.ids import guid, number, pick, some_day
from demo_tenant.people import NAMED_STAFF, SITES, mail_name

V1 = "https://graph.microsoft.com/v1.0/$metadata#"
OWN = "https://caprock.dev/snapshot#"


def collection(context, values):
    return {"@odata.context": context, "value": values}


def selected(resource, values):
    """A collection asked for with $select: the context lists the members."""
    return collection(f"{V1}{resource}({','.join(values[0])})", values)


_USER_NAMES = {person.upn for person in STAFF} | {account.upn for account in ACCOUNTS}


def user_id(upn):
    if upn not in _USER_NAMES:
        raise KeyError(upn)
    return guid("user", upn)


def group_id(name):
    if name not in company.GROUPS:
        raise KeyError(name)
    return guid("group", name)


def member_id(member):
    """The id of a user principal name, or of `group:` and a group's name."""
    return group_id(member[6:]) if member.startswith("group:") else user_id(member)


def service_principal_id(name):
    company.app_id(name)  # refuses a name that does not exist
    return guid("service principal", name)


def _own_identity(upn):
    return {
        "signInType": "userPrincipalName",
        "issuer": INITIAL_DOMAIN,
        "issuerAssignedId": upn,
    }


def _user(upn, name, created, password_changed):
    """A member that was created in this tenant; guests change some of it."""
    return {
        "id": user_id(upn),
        "userPrincipalName": upn,
        "displayName": name,
        "mail": None,
        "accountEnabled": True,
        "userType": "Member",
        "creationType": None,
        "externalUserState": None,
        "department": None,
        "jobTitle": None,
        "officeLocation": None,
        "usageLocation": "GB",
        "onPremisesSyncEnabled": None,
        "createdDateTime": created,
        "lastPasswordChangeDateTime": password_changed,
        "signInSessionsValidFromDateTime": password_changed,
        "identities": [_own_identity(upn)],
    }


def _staff_user(person):
    created = some_day(2016, 2024, "created", person.upn)
    return _user(person.upn, person.name, created, some_day(2025, 2025, "password", person.upn)) | {
        "mail": person.upn,
        "department": person.department,
        "jobTitle": person.title,
        "officeLocation": person.site,
        "usageLocation": SITES[person.site][0],
        "onPremisesSyncEnabled": True,
    }


def _account_user(account):
    created = some_day(2022, 2025, "created", account.upn)
    user = _user(account.upn, account.name, created, created)
    if account.kind == "b2b guest":
        home = {"signInType": "federated", "issuer": account.issuer, "issuerAssignedId": None}
        user |= {
            "mail": account.upn.split("#EXT#")[0].replace("_", "@"),
            "userType": "Guest",
            "creationType": "Invitation",
            "externalUserState": "Accepted" if account.redeemed else "PendingAcceptance",
            "usageLocation": None,
            "identities": [home, *user["identities"]] if account.redeemed else user["identities"],
        }
    elif account.kind == "chat guest":
        user |= {"userType": "Guest"}
    return user


def users():
    return selected("users", [*map(_account_user, ACCOUNTS), *map(_staff_user, STAFF)])


def per_user_mfa():
    states = {account.upn: account.per_user_mfa for account in ACCOUNTS} | LEFTOVER_PER_USER_MFA
    names = [account.upn for account in ACCOUNTS] + [person.upn for person in STAFF]
    return collection(f"{OWN}perUserMfa", [
        {"id": user_id(upn), "perUserMfaState": states.get(upn, "disabled")} for upn in names
    ])


_METHODS = [
    ["microsoftAuthenticatorPush", "softwareOneTimePasscode"],
    ["microsoftAuthenticatorPush", "softwareOneTimePasscode", "mobilePhone"],
    ["mobilePhone"],
    ["windowsHelloForBusiness", "microsoftAuthenticatorPush", "softwareOneTimePasscode"],
    ["fido2SecurityKey"],
]


def _registration(upn, name, registered, is_admin, user_type):
    methods = pick(_METHODS, "methods", upn) if registered else []
    return {
        "id": user_id(upn),
        "userPrincipalName": upn,
        "userDisplayName": name,
        "userType": user_type,
        "isAdmin": is_admin,
        "isSsprRegistered": registered,
        "isSsprEnabled": user_type == "member",
        "isSsprCapable": registered and user_type == "member",
        "isMfaRegistered": registered,
        "isMfaCapable": registered,
        "isPasswordlessCapable": bool({"fido2SecurityKey", "windowsHelloForBusiness"} & {*methods}),
        "methodsRegistered": methods,
        "lastUpdatedDateTime": "2026-11-16T02:14:37.5512907Z",
    }


def registration_details():
    admins = {holder for _, holder, _ in company.ROLE_ASSIGNMENTS}
    rows = [
        _registration(a.upn, a.name, a.mfa_registered, a.upn in admins,
                      "guest" if a.kind.endswith("guest") else "member")
        for a in ACCOUNTS
    ]
    # One in thirty of the staff has never registered; those of the story all have.
    rows += [
        _registration(p.upn, p.name, p in NAMED_STAFF or number(30, "registered", p.upn) > 0,
                      p.upn in admins, "member")
        for p in STAFF
    ]
    return collection(f"{V1}userRegistrationDetails", rows)


def groups():
    values = []
    for name in company.GROUPS:
        unified = name in company.MICROSOFT_365_GROUPS
        dynamic = name in company.DYNAMIC_GROUPS
        values.append({
            "id": group_id(name),
            "displayName": name,
            "mailNickname": mail_name(name.replace(" - ", " ")).replace(".", "-"),
            "groupTypes": [*(["Unified"] if unified else []),
                           *(["DynamicMembership"] if dynamic else [])],
            "securityEnabled": not unified,
            "mailEnabled": unified,
            "isAssignableToRole": True if name in company.ROLE_GROUPS else None,
            "membershipRule": company.DYNAMIC_GROUPS.get(name),
            "membershipRuleProcessingState": "On" if dynamic else None,
            "onPremisesSyncEnabled": None,
            "createdDateTime": some_day(2021, 2025, "group", name),
        })
    return selected("groups", values)


def group_members():
    """One file per group: `groupMembers/<group id>.json`."""
    files = {}
    for name, members in company.GROUPS.items():
        files[f"groupMembers/{group_id(name)}.json"] = collection(
            f"{V1}directoryObjects(id)",
            [{
                "@odata.type": f"#microsoft.graph.{'group' if m.startswith('group:') else 'user'}",
                "id": member_id(m),
            } for m in members])
    return files


def role_definitions():
    return collection(f"{V1}roleManagement/directory/roleDefinitions", [{
        "id": role,
        "displayName": name,
        "isBuiltIn": True,
        "isEnabled": True,
        "resourceScopes": ["/"],
        "templateId": role,
        "version": "1",
    } for name, role in company.ROLES.items()])


def role_assignments():
    return collection(f"{V1}roleManagement/directory/roleAssignments", [{
        "id": guid("role assignment", f"{role} {holder} {scope}"),
        "principalId": member_id(holder),
        "directoryScopeId": scope,
        "roleDefinitionId": company.ROLES[role],
    } for role, holder, scope in company.ROLE_ASSIGNMENTS])


def service_principals():
    owners = {name: company.MICROSOFT for name in company.MICROSOFT_APPS}
    owners |= {name: guid("tenant", vendor) for name, vendor in company.VENDOR_APPS.items()}
    owners |= {name: company.TENANT for name in company.OWN_APPS}
    return selected("servicePrincipals", [{
        "id": service_principal_id(name),
        "appId": company.app_id(name),
        "displayName": name,
        "appOwnerOrganizationId": owner,
        "servicePrincipalType": "Application",
        "accountEnabled": True,
        "appRoleAssignmentRequired": False,
        "signInAudience": "AzureADMyOrg" if owner == company.TENANT else "AzureADMultipleOrgs",
        "tags": [] if owner == company.MICROSOFT else ["WindowsAzureActiveDirectoryIntegratedApp"],
    } for name, owner in owners.items()])


def applications():
    return collection(f"{V1}applications",
                      [_application(name, kind) for name, kind in company.OWN_APPS.items()])


def _application(name, kind):
    host = name.split(" ", 1)[1].lower().replace(" ", "-")
    secret = {
        "customKeyIdentifier": None,
        "displayName": "2026",
        "endDateTime": "2027-02-28T00:00:00Z",
        "hint": None,
        "keyId": guid("key", name),
        "secretText": None,
        "startDateTime": "2026-02-28T00:00:00Z",
    }

    def uris(wanted, *values):
        return list(values) if kind == wanted else []

    return {
        "id": guid("application", name),
        "appId": company.app_id(name),
        "displayName": name,
        "signInAudience": "AzureADMyOrg",
        "createdDateTime": some_day(2020, 2024, "application", name),
        "isFallbackPublicClient": kind == "native",
        "identifierUris": [],
        "requiredResourceAccess": [],
        "keyCredentials": [],
        "passwordCredentials": [secret] if kind in ("web", "daemon") else [],
        "web": {"redirectUris": uris("web", f"https://{host}.larkfield.example/signin-oidc")},
        "spa": {"redirectUris": uris("spa", f"https://{host}.larkfield.example/")},
        "publicClient": {"redirectUris": uris("native", f"msal{company.app_id(name)}://auth")},
    }


def organization():
    def domain(name, initial):
        return {
            "capabilities": "Email, OfficeCommunicationsOnline",
            "isDefault": not initial,
            "isInitial": initial,
            "name": name,
            "type": "Managed",
        }

    return collection(f"{V1}organization", [{
        "id": company.TENANT,
        "displayName": "Larkfield Instruments",
        "countryLetterCode": "GB",
        "city": "Norwich",
        "createdDateTime": "2016-04-04T09:17:25Z",
        "onPremisesSyncEnabled": True,
        "tenantType": "AAD",
        "verifiedDomains": [domain("larkfield.example", False), domain(INITIAL_DOMAIN, True)],
    }])
