#include "cli/profile_template.h"

#include <fmt/format.h>

namespace caprock {
namespace {

constexpr std::string_view k_template =
    R"yaml(# How PRODUCT stays signed in to Microsoft 365. docs/profiles.md explains the form; check the file
# with `caprock profiles validate {0}.yaml`.
version: 1
id: {0} # also the file's name
name: PRODUCT
vendor: VENDOR
made_by: YOUR NAME, from the documents below
summary: >-
  What the product does, and what it keeps in order to stay signed in.

documents:
  - id: manual
    title: TITLE OF THE VENDOR'S PAGE
    publisher: VENDOR
    read: 2026-01-01 # the day on which you read it
    note: What it leaves open.

connections:
  - id: account # one for each way in which the product holds a token
    title: Service account
    describes: >-
      Whose account it is, who signed in with it, and what the product does with it.
    kind: delegated_confidential # the table in docs/profiles.md tells which
    kind_evidence: unsure # vendor, when the vendor says so
    client_name: PRODUCT # as the sign-in log shows it
    scopes: [offline_access, User.Read] # what it asks for at each refresh
    scopes_evidence: unsure
    document: manual

# What must be so in the tenant besides the policies.
requirements:
  - kind: account_enabled
    connections: [account]
    says: The account stays enabled.
    evidence: inferred
    document: manual

# What a control does to it, where the vendor says more than the general rules.
effects:
  - topic: mfa
    connections: [account]
    says: What the vendor reports.
    evidence: vendor
    document: manual

# What to do: the vendor's remedies in the vendor's order, then yours.
remedies:
  - id: exclude-account
    change: exclude_account
    topics: [mfa]
    connections: [account]
    says: What the vendor tells people to do.
    caution: What they should know first.
    evidence: vendor
    by_vendor: true
    document: manual

after_fix: What to do in the product once the tenant is right again.
)yaml";

}  // namespace

std::string profile_template(std::string_view id) { return fmt::format(k_template, id); }

}  // namespace caprock
