"""What Larkfield has besides people: groups, roles, applications, locations, settings."""

from demo_tenant.accounts import ACCOUNTS, INITIAL_DOMAIN
from demo_tenant.ids import guid
from demo_tenant.people import DEPARTMENTS, DOMAIN, SITES, employees

TENANT = guid("tenant", "Larkfield Instruments")
TAKEN_AT = "2026-11-16T06:00:00Z"
MICROSOFT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"  # the tenant that owns Microsoft's own apps

STAFF = employees()


def _kind(kind):
    return [account.upn for account in ACCOUNTS if account.kind == kind]


def _named(*mail_names):
    return [f"{name}@{DOMAIN}" for name in mail_names]


# Group name: members, as user principal names or `group:` and the name of a nested group.
GROUPS = {
    "CA - Break glass": _kind("break glass"),
    # Excluded from the MFA policy. The voice accounts are in it by nesting only.
    "CA - Exclude from MFA": ["group:Voice provisioning accounts", *_named("svc-scan")],
    # Excluded from what nobody can answer, and held to the vendor's network in exchange.
    "CA - Fenced integrations": _named("svc-mio-optics"),
    "CA - Device code allowed": ["group:Meeting rooms"],
    "CA - Bring your own device pilot": _named("lucia.benavides", "haruto.shimizu"),
    "Voice provisioning accounts": _named("svc-ump365", "svc-ump365-amer"),
    "Meeting rooms": _kind("room"),
    "Mio synced users": _named(
        "meera.kulkarni", "haruto.shimizu", "lucia.benavides", "tobias.lindner"),
    "Mio chat guests": _kind("chat guest"),
    "External auditors": [u for u in _kind("b2b guest") if "castellan" in u],
    "Helpdesk Administrators": _named("adm-cbrennan"),
    "All employees": [person.upn for person in STAFF],
    "Executives": _named("eleanor.marsh", "tobias.lindner", "funmilayo.adeyemi"),
    **{d: [p.upn for p in STAFF if p.department == d] for d in DEPARTMENTS},
    "Operations": ["group:Assembly", "group:Quality", "group:Supply Chain"],
    "Commercial": ["group:Sales", "group:Marketing", "group:Customer Care", "group:Field Service"],
    **{f"Site {site}": [p.upn for p in STAFF if p.site == site] for site in SITES},
    "Project Halley": _named("meera.kulkarni", "haruto.shimizu") + ["group:External auditors"],
}
DYNAMIC_GROUPS = {"All employees": '(user.userType -eq "Member") -and (user.department -ne null)'}
ROLE_GROUPS = {"Helpdesk Administrators"}
MICROSOFT_365_GROUPS = {"Project Halley"}

# Built-in roles; the ids are Microsoft's template ids, the same in every tenant.
ROLES = {
    "Global Administrator": "62e90394-69f5-4237-9190-012177145e10",
    "Privileged Role Administrator": "e8611ab8-c189-46e8-94e1-60213ab1f814",
    "Privileged Authentication Administrator": "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
    "Security Administrator": "194ae4cb-b126-40b2-bd5b-6091b380977d",
    "Conditional Access Administrator": "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
    "Application Administrator": "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
    "Cloud Application Administrator": "158c047a-c907-4556-b7ef-446551a6b5f7",
    "Authentication Administrator": "c4e39bd9-1100-46d3-8c65-fb160da0071f",
    "Billing Administrator": "b0f54661-2d74-4c50-afa3-1ec803f12efe",
    "Exchange Administrator": "29232cdf-9323-42fd-ade2-1d097af3e4de",
    "SharePoint Administrator": "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
    "Teams Administrator": "69091246-20e8-4a56-aa4d-066075b2a7a8",
    "User Administrator": "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "Helpdesk Administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "Password Administrator": "966707d0-3269-4727-9be2-8c3a10f19b9d",
    "Intune Administrator": "3a2c62db-5318-420d-8d74-23affee5d9d5",
    "Security Reader": "5d6b6bb7-de71-4623-b4af-96380a352509",
    "Global Reader": "f2ef992c-3afb-46b9-b7cf-a126ee74c451",
    "Reports Reader": "4a5d8f65-41da-4de4-8968-e035b65339cf",
    "Directory Readers": "88d8e3e3-8f55-4a1e-953a-9b9898b8876b",
    "Directory Synchronization Accounts": "d29b2b05-8046-44ba-8758-1e26182fcf32",
}

# Role, who holds it, where.
ROLE_ASSIGNMENTS = [
    ("Global Administrator", f"breakglass-1@{INITIAL_DOMAIN}", "/"),
    ("Global Administrator", f"breakglass-2@{INITIAL_DOMAIN}", "/"),
    ("Global Administrator", f"adm-ivasak@{DOMAIN}", "/"),
    ("Global Administrator", f"svc-cayosoft@{DOMAIN}", "/"),
    ("Conditional Access Administrator", f"adm-rdeshpande@{DOMAIN}", "/"),
    ("Security Administrator", f"adm-rdeshpande@{DOMAIN}", "/"),
    ("Exchange Administrator", f"adm-cbrennan@{DOMAIN}", "/"),
    ("Teams Administrator", f"adm-cbrennan@{DOMAIN}", "/"),
    ("Teams Administrator", f"svc-mio@{DOMAIN}", "/"),
    ("Application Administrator", f"svc-mio@{DOMAIN}", "/"),
    ("User Administrator", f"svc-mio@{DOMAIN}", "/"),
    ("Teams Administrator", f"svc-mio-optics@{DOMAIN}", "/"),
    ("Teams Administrator", f"svc-ump365@{DOMAIN}", "/"),
    ("Teams Administrator", f"svc-ump365-amer@{DOMAIN}", "/"),
    ("Helpdesk Administrator", "group:Helpdesk Administrators", "/"),
    ("Directory Synchronization Accounts", f"sync-norwich@{INITIAL_DOMAIN}", "/"),
    ("Reports Reader", f"eleanor.marsh@{DOMAIN}", "/"),
    # Held over one administrative unit only, which no policy sees.
    ("Password Administrator", f"jurgen.grossmann@{DOMAIN}",
     f"/administrativeUnits/{guid('administrative unit', 'Jena')}"),
]

# Microsoft's own applications with their public appIds.
MICROSOFT_APPS = {
    "Microsoft Graph": "00000003-0000-0000-c000-000000000000",
    "Windows Azure Active Directory": "00000002-0000-0000-c000-000000000000",
    "Office 365 Exchange Online": "00000002-0000-0ff1-ce00-000000000000",
    "Office 365 SharePoint Online": "00000003-0000-0ff1-ce00-000000000000",
    "Skype for Business Online": "00000004-0000-0ff1-ce00-000000000000",
    "Skype and Teams Tenant Admin API": "48ac35b8-9aa8-4d74-927d-1f4a14a0b239",
    "Microsoft Office 365 Portal": "00000006-0000-0ff1-ce00-000000000000",
    "Microsoft Teams Services": "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe",
    "Windows Azure Service Management API": "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    "Azure Portal": "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
    "Device Registration Service": "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9",
    "Microsoft Intune Enrollment": "d4ebce55-015a-49b5-a083-c84d1797ae8c",
    "Microsoft Intune": "0000000a-0000-0000-c000-000000000000",
}

# Vendors' applications: publisher. The appIds are invented.
VENDOR_APPS = {
    "Mio": "Mio",
    "AudioCodes UMP 365": "AudioCodes",
    "AudioCodes UMP 365 Americas": "AudioCodes",
    "Cayosoft Administrator": "Cayosoft",
    "Castellan Audit Workbench": "Castellan Audit",
}

# Larkfield's own registrations: kind of client.
OWN_APPS = {
    "Larkfield Expense Portal": "web",
    "Larkfield Parts Catalogue": "spa",
    "Larkfield Field Service": "native",
    "Larkfield Mailbox Archive": "daemon",
    "Larkfield Badge Printing": "daemon",
}


def app_id(name):
    if name in MICROSOFT_APPS:
        return MICROSOFT_APPS[name]
    if name in VENDOR_APPS or name in OWN_APPS:
        return guid("app", name)
    raise KeyError(name)


# Addresses come from the ranges reserved for documentation.
IP_LOCATIONS = {  # name: trusted, ranges
    "Larkfield offices": (True, ["198.51.100.0/24", "203.0.113.0/28", "2001:db8:4c00::/40"]),
    # The server left this address in September for a hosting company; nobody told the policy.
    "Cayosoft server": (True, ["198.51.100.77/32"]),
    "Larkfield data centre": (False, ["203.0.113.128/26", "2001:db8:4d00:10::/64"]),
    "Mio service addresses": (False, ["203.0.113.64/27"]),
}
COUNTRY_LOCATIONS = {"Countries we work in": ["DE", "GB", "IN", "JP", "US"]}

AUTHENTICATION_CONTEXTS = {
    "c1": ("Unreleased designs", "Drawings and firmware of instruments not announced yet."),
    "c2": ("Payroll", "Salary runs and personal files."),
}

REMEMBER_MFA_DAYS = 30
MFA_TRUSTED_IPS = ["198.51.100.0/24"]
