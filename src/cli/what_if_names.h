// Names of a tenant's objects, as people write them on a command line, to ids.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// Each takes an id or a name, without case; `option` is the place of its errors, for example
// `--user`. Errors: name.unknown, name.ambiguous, sign_in.invalid for a group of applications.
// An id (GUID) that the export does not have is taken as it is; verdicts then rest on what lists
// name it. Cost: linear in the objects of the kind.

// User principal name, display name or object id, to the object id. Principal names count first.
Result<std::string> user_id(const TenantSnapshot& tenant, std::string_view text,
                            const std::string& option);
// Display name, appId or object id of the service principal, or a name that Microsoft gives one of
// its own applications (`Exchange Online`), to the appId.
Result<std::string> app_id(const TenantSnapshot& tenant, std::string_view text,
                           const std::string& option);
// The same, to the object id of the service principal.
Result<std::string> service_principal_id(const TenantSnapshot& tenant, std::string_view text,
                                         const std::string& option);
Result<std::string> group_id(const TenantSnapshot& tenant, std::string_view text,
                             const std::string& option);
// Display name or template id.
Result<std::string> role_id(const TenantSnapshot& tenant, std::string_view text,
                            const std::string& option);
// Display name or `c1` to `c99`.
Result<std::string> context_id(const TenantSnapshot& tenant, std::string_view text,
                               const std::string& option);
Result<std::string> terms_of_use_id(const TenantSnapshot& tenant, std::string_view text,
                                    const std::string& option);

// What an id is called: `Eleanor Marsh (eleanor.marsh@larkfield.example)`; the id when nobody says.
std::string user_title(const TenantSnapshot& tenant, const UserId& id);
std::string app_title(const TenantSnapshot& tenant, const AppId& id);
std::string service_principal_title(const TenantSnapshot& tenant, const ServicePrincipalId& id);

}  // namespace caprock
