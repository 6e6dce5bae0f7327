#!/usr/bin/env python3
"""Writes demo/larkfield, the invented tenant that the demo checks. See demo/README.md.

The same files come out byte for byte on every run; nothing but the standard library is needed.
With --check nothing is written, and the exit code is 1 when a file on disk differs.
"""

import json
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # leave no __pycache__ in the source tree

from demo_tenant import company, directory_objects, policy_objects  # noqa: E402
from demo_tenant.accounts import ACCOUNTS  # noqa: E402

DEMO = Path(__file__).resolve().parent.parent / "demo"
GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# File: what was asked for, version of Graph, the answer.
RESOURCES = {
    "policies.json": ("/identity/conditionalAccess/policies", "beta", policy_objects.policies),
    "namedLocations.json":
        ("/identity/conditionalAccess/namedLocations", "v1.0", policy_objects.named_locations),
    "authenticationStrengths.json":
        ("/identity/conditionalAccess/authenticationStrength/policies", "v1.0",
         policy_objects.authentication_strengths),
    "authenticationContexts.json":
        ("/identity/conditionalAccess/authenticationContextClassReferences", "v1.0",
         policy_objects.authentication_contexts),
    "users.json": ("/users", "v1.0", directory_objects.users),
    "groups.json": ("/groups", "v1.0", directory_objects.groups),
    "roleDefinitions.json": ("/roleManagement/directory/roleDefinitions", "v1.0",
                             directory_objects.role_definitions),
    "roleAssignments.json": ("/roleManagement/directory/roleAssignments", "v1.0",
                             directory_objects.role_assignments),
    "servicePrincipals.json": ("/servicePrincipals", "v1.0", directory_objects.service_principals),
    "applications.json": ("/applications", "v1.0", directory_objects.applications),
    "organization.json": ("/organization", "v1.0", directory_objects.organization),
    "identitySecurityDefaults.json": ("/policies/identitySecurityDefaultsEnforcementPolicy",
                                      "v1.0", policy_objects.security_defaults),
    "crossTenantAccessPolicyDefault.json": ("/policies/crossTenantAccessPolicy/default", "v1.0",
                                            policy_objects.cross_tenant_default),
    "perUserMfa.json": ("/users/{id}/authentication/requirements", "beta",
                        directory_objects.per_user_mfa),
    "userRegistrationDetails.json": ("/reports/authenticationMethods/userRegistrationDetails",
                                     "v1.0", directory_objects.registration_details),
}


def tenant_files():
    """Path in the snapshot to JSON value."""
    files = {name: answer() for name, (_, _, answer) in RESOURCES.items()}
    files["mfaServiceSettings.json"] = policy_objects.mfa_service_settings()
    members = directory_objects.group_members()
    files |= members
    asked = [(name, resource, version) for name, (resource, version, _) in RESOURCES.items()]
    asked += [(name, f"/groups/{GUID.search(name)[0]}/members", "v1.0") for name in members]
    files["manifest.json"] = {
        "format": "caprock-snapshot",
        "version": 1,
        "tenantId": company.TENANT,
        "takenAt": company.TAKEN_AT,
        "complete": True,
        "resources": [{"file": f, "resource": r, "apiVersion": v} for f, r, v in asked],
    }
    return files


def dangling_ids(files, connections):
    """Ids that a policy, a group, a role or the connections file names and nothing defines."""
    defined = set()
    for name in files:
        if not name.startswith("groupMembers/"):
            for item in files[name].get("value", [files[name]]):
                defined |= {item.get("id"), item.get("appId")}
    used = set(GUID.findall(connections))
    for row in files["roleAssignments.json"]["value"]:
        used |= {row["principalId"], row["roleDefinitionId"]}
    for policy in files["policies.json"]["value"]:
        used |= set(GUID.findall(json.dumps(policy["conditions"])))
    for name in files:
        if name.startswith("groupMembers/"):
            used |= {GUID.search(name)[0], *(row["id"] for row in files[name]["value"])}
    return sorted(used - defined)


def unknown_accounts(connections):
    known = {account.upn for account in ACCOUNTS} | {person.upn for person in company.STAFF}
    named = re.findall(r'^\s+account: "?([^"\n]+)"?$', connections, re.MULTILINE)
    return [name for name in named if name not in known]


def main():
    files = tenant_files()
    connections = (DEMO / "larkfield-connections.yaml").read_text(encoding="utf-8")
    wrong = dangling_ids(files, connections) + unknown_accounts(connections)
    if wrong:
        sys.exit(f"named but not defined: {', '.join(wrong)}")
    folder = DEMO / "larkfield"
    texts = {
        folder / name: json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        for name, value in files.items()
    }
    present = {path for path in folder.rglob("*") if path.is_file()}
    differing = sorted(present - texts.keys()) + [
        path for path, text in texts.items()
        if path not in present or path.read_bytes() != text.encode()
    ]
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(f"differs: {path}" for path in differing) or 0)
    for path in present - texts.keys():
        path.unlink()
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    print(f"{len(texts)} files in {folder}, {len(differing)} changed")


if __name__ == "__main__":
    main()
