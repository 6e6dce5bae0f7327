"""Larkfield's Conditional Access policies, written by hand; graph.py adds what Graph adds.

`users`, `applications` and so on hold what is configured. Names stand for ids, with their kind
before a colon; a name that does not exist is an error.
"""

BREAK_GLASS = "group:CA - Break glass"
FENCED = "group:CA - Fenced integrations"
EXTERNAL_KINDS = (
    "internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,"
    "otherExternalUser,serviceProvider"
)
UNMANAGED = {
    "deviceFilter": {
        "mode": "exclude",
        "rule": 'device.isCompliant -eq True -or device.trustType -eq "ServerAD"',
    }
}
OUTSIDE_TRUSTED = {"includeLocations": ["All"], "excludeLocations": ["AllTrusted"]}
ADMINS = [
    "role:Global Administrator", "role:Privileged Role Administrator",
    "role:Privileged Authentication Administrator", "role:Security Administrator",
    "role:Conditional Access Administrator", "role:Application Administrator",
    "role:Cloud Application Administrator", "role:Authentication Administrator",
    "role:Billing Administrator", "role:Exchange Administrator", "role:SharePoint Administrator",
    "role:User Administrator", "role:Helpdesk Administrator", "role:Password Administrator",
]
MOST_PRIVILEGED = ADMINS[:5]


def all_apps(*excluded):
    return {"includeApplications": ["All"], "excludeApplications": list(excluded)}


def everyone(*excluded_groups, **more):
    return {"includeUsers": ["All"], "excludeGroups": [BREAK_GLASS, *excluded_groups], **more}


def all_guests():
    return {
        "guestOrExternalUserTypes": EXTERNAL_KINDS,
        "externalTenants": {
            "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
            "membershipKind": "all",
        },
    }


def any_of(*controls):
    return {"operator": "OR", "builtInControls": list(controls)}


def all_of(*controls):
    return {"operator": "AND", "builtInControls": list(controls)}


def sign_in_every(value, unit):
    return {
        "value": value,
        "type": unit,
        "authenticationType": "primaryAndSecondaryAuthentication",
        "frequencyInterval": "timeBased",
        "isEnabled": True,
    }


SIGN_IN_EVERY_TIME = {
    "value": None,
    "type": None,
    "authenticationType": "primaryAndSecondaryAuthentication",
    "frequencyInterval": "everyTime",
    "isEnabled": True,
}

POLICIES = [
    {
        # On 9 November it went from staff to all users. The app was excluded as the vendor's
        # article says; the tokens are for Teams, so the exclusion frees nothing.
        "displayName": "LK-01 Require MFA for all users",
        "created": "2023-02-14T10:21:33",
        "modified": "2026-11-09T16:41:07",
        "users": everyone("group:CA - Exclude from MFA", FENCED),
        "applications": all_apps("app:Mio", "app:Microsoft Intune Enrollment"),
        "grant": any_of("mfa"),
    },
    {
        "displayName": "LK-02 Require MFA for admins",
        "created": "2022-06-01T08:02:10",
        "modified": "2025-01-20T09:30:41",
        "users": {"includeRoles": ADMINS, "excludeGroups": [BREAK_GLASS, FENCED]},
        "applications": all_apps(),
        "grant": any_of("mfa"),
    },
    {
        "displayName": "LK-03 Phishing-resistant MFA for privileged roles",
        "state": "enabledForReportingButNotEnforced",
        "created": "2026-10-05T13:11:52",
        "users": {"includeRoles": MOST_PRIVILEGED, "excludeGroups": [BREAK_GLASS]},
        "applications": all_apps(),
        "grant": any_of(),
        "strength": "Phishing-resistant MFA",
    },
    {
        "displayName": "LK-04 Block admins outside trusted locations",
        "created": "2024-04-11T15:47:29",
        "modified": "2026-03-02T10:05:18",
        "users": {"includeRoles": MOST_PRIVILEGED, "excludeGroups": [BREAK_GLASS]},
        "applications": all_apps(),
        "locations": OUTSIDE_TRUSTED,
        "grant": any_of("block"),
    },
    {
        "displayName": "LK-05 Block legacy authentication",
        "created": "2022-06-01T08:20:55",
        "users": everyone(),
        "applications": all_apps(),
        "clientAppTypes": ["exchangeActiveSync", "other"],
        "grant": any_of("block"),
    },
    {
        "displayName": "LK-06 Block device code flow",
        "created": "2025-02-18T11:36:00",
        "modified": "2025-02-25T14:12:44",
        "users": everyone("group:CA - Device code allowed"),
        "applications": all_apps("app:Device Registration Service"),
        "authenticationFlows": {"transferMethods": "deviceCodeFlow"},
        "grant": any_of("block"),
    },
    {
        "displayName": "LK-07 Require a managed device for Office 365 apps",
        "created": "2023-09-06T07:55:13",
        "modified": "2026-05-27T12:28:36",
        "users": {
            "includeGroups": ["group:All employees"],
            "excludeGroups": [BREAK_GLASS, "group:CA - Bring your own device pilot"],
        },
        "applications": {"includeApplications": ["Office365"]},
        "clientAppTypes": ["mobileAppsAndDesktopClients"],
        "platforms": {
            "includePlatforms": ["android", "iOS", "windows", "macOS"],
            "excludePlatforms": [],
        },
        "grant": any_of("compliantDevice", "domainJoinedDevice"),
    },
    {
        "displayName": "LK-08 Sign-in frequency 8 hours, unmanaged devices",
        "created": "2024-08-19T09:14:27",
        "modified": "2026-10-26T08:03:59",
        "users": everyone(FENCED, "group:Meeting rooms"),
        "applications": all_apps(),
        "devices": UNMANAGED,
        "session": {"signInFrequency": sign_in_every(8, "hours")},
    },
    {
        "displayName": "LK-09 No persistent browser, unmanaged devices",
        "created": "2024-08-19T09:22:40",
        "users": everyone(FENCED, "group:Meeting rooms"),
        "applications": all_apps(),
        "devices": UNMANAGED,
        "session": {"persistentBrowser": {"mode": "never", "isEnabled": True}},
    },
    {
        "displayName": "LK-10 Sign-in frequency 12 hours, guests",
        "created": "2025-05-12T10:40:05",
        "modified": "2026-11-09T16:52:30",
        "users": {
            "excludeGroups": [BREAK_GLASS],
            "includeGuestsOrExternalUsers": all_guests(),
        },
        "applications": all_apps(),
        "session": {"signInFrequency": sign_in_every(12, "hours")},
    },
    {
        "displayName": "LK-11 Require MFA at medium or high sign-in risk",
        "created": "2024-01-30T13:26:14",
        "users": everyone(FENCED),
        "applications": all_apps(),
        "signInRiskLevels": ["high", "medium"],
        "grant": any_of("mfa"),
        "session": {"signInFrequency": SIGN_IN_EVERY_TIME},
    },
    {
        "displayName": "LK-12 Change password at high user risk",
        "created": "2024-01-30T13:44:02",
        "modified": "2025-05-12T10:58:47",
        "users": everyone(FENCED, excludeGuestsOrExternalUsers=all_guests()),
        "applications": all_apps(),
        "userRiskLevels": ["high"],
        "grant": all_of("mfa", "passwordChange"),
        "session": {"signInFrequency": SIGN_IN_EVERY_TIME},
    },
    {
        "displayName": "LK-13 Register security info in trusted locations only",
        "created": "2023-02-14T11:05:20",
        "users": everyone(excludeGuestsOrExternalUsers=all_guests()),
        "applications": {"includeUserActions": ["urn:user:registersecurityinfo"]},
        "locations": OUTSIDE_TRUSTED,
        "grant": any_of("block"),
    },
    {
        "displayName": "LK-14 Workloads only from the data centre",
        "created": "2025-11-03T14:19:38",
        "users": {"includeUsers": ["None"]},
        "clientApplications": {
            "includeServicePrincipals": [
                "sp:Larkfield Mailbox Archive", "sp:Larkfield Badge Printing",
            ]
        },
        "applications": all_apps(),
        "locations": {
            "includeLocations": ["All"],
            "excludeLocations": ["location:Larkfield data centre"],
        },
        "grant": any_of("block"),
    },
    {
        # The fence: who is excused from MFA above may sign in from one network only.
        "displayName": "LK-15 Fenced integrations only from the vendor's addresses",
        "created": "2026-07-22T09:48:16",
        "users": {"includeGroups": [FENCED], "excludeGroups": [BREAK_GLASS]},
        "applications": all_apps(),
        "locations": {
            "includeLocations": ["All"],
            "excludeLocations": ["location:Mio service addresses"],
        },
        "grant": any_of("block"),
    },
    {
        "displayName": "LK-16 Unreleased designs need a managed device and a key",
        "created": "2026-02-09T08:33:21",
        "users": everyone(),
        "applications": {"includeAuthenticationContextClassReferences": ["c1"]},
        "grant": all_of("compliantDevice"),
        "strength": "Larkfield security keys",
    },
    {
        "displayName": "LK-17 Block countries we do not work in",
        "state": "enabledForReportingButNotEnforced",
        "created": "2026-11-02T15:09:44",
        "users": everyone(),
        "applications": all_apps(),
        "locations": {
            "includeLocations": ["All"],
            "excludeLocations": ["location:Countries we work in", "AllTrusted"],
        },
        "grant": any_of("block"),
    },
    {
        "displayName": "OLD Approved apps on phones (2021)",
        "state": "disabled",
        "created": "2021-03-15T12:00:49",
        "modified": "2023-09-06T08:10:02",
        "users": everyone(),
        "applications": {"includeApplications": ["Office365"]},
        "clientAppTypes": ["mobileAppsAndDesktopClients"],
        "platforms": {"includePlatforms": ["android", "iOS"], "excludePlatforms": []},
        "grant": any_of("approvedApplication"),
    },
]
