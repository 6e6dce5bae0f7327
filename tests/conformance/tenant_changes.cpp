#include "model/well_known.h"
#include "tests/conformance/changes.h"

namespace caprock::conformance {
namespace {

using Changes = std::vector<Change>;

template <class Make>
void add(Changes& changes, std::string what, Make make) {
  changes.push_back({std::move(what), make});
}

template <class Get>
void add_collection(Changes& changes, const std::string& name, Get get) {
  add(changes, name + " not exported", [get](Situation& s) { get(s.tenant) = {}; });
  add(changes, name + " empty", [get](Situation& s) { get(s.tenant) = {true, {}}; });
  add(changes, name + " partly exported", [get](Situation& s) { get(s.tenant).exported = false; });
}

void add_collections(Changes& changes) {
  add_collection(changes, "locations",
                 [](TenantSnapshot& t) -> auto& { return t.named_locations; });
  add_collection(changes, "users", [](TenantSnapshot& t) -> auto& { return t.users; });
  add_collection(changes, "groups", [](TenantSnapshot& t) -> auto& { return t.groups; });
  add_collection(changes, "roles", [](TenantSnapshot& t) -> auto& { return t.role_definitions; });
  add_collection(changes, "assignments",
                 [](TenantSnapshot& t) -> auto& { return t.role_assignments; });
  add_collection(changes, "principals",
                 [](TenantSnapshot& t) -> auto& { return t.service_principals; });
  add_collection(changes, "applications",
                 [](TenantSnapshot& t) -> auto& { return t.applications; });
  add_collection(changes, "strengths",
                 [](TenantSnapshot& t) -> auto& { return t.authentication_strengths; });
  add_collection(changes, "partners",
                 [](TenantSnapshot& t) -> auto& { return t.cross_tenant_partners; });
  add(changes, "no organization", [](Situation& s) { s.tenant.organization.reset(); });
  add(changes, "no mfa settings", [](Situation& s) { s.tenant.mfa_service_settings.reset(); });
  add(changes, "no default trust", [](Situation& s) { s.tenant.cross_tenant_default.reset(); });
  add_collection(changes, "terms of use",
                 [](TenantSnapshot& t) -> auto& { return t.terms_of_use; });
}

void add_people(Changes& changes) {
  add(changes, "no members", [](Situation& s) {
    for (Group& group : s.tenant.groups.items) group.members.reset();
  });
  add(changes, "members of every other group", [](Situation& s) {
    bool drop = false;
    for (Group& group : s.tenant.groups.items)
      if ((drop = !drop)) group.members.reset();
  });
  add(changes, "users list their groups", [](Situation& s) {
    for (User& user : s.tenant.users.items) {
      user.transitive_member_of.emplace();
      if (!s.tenant.groups.items.empty())
        user.transitive_member_of->push_back(s.tenant.groups.items.back().id);
      user.transitive_member_of->emplace_back("5b000001-0000-4000-8000-000000000005");
    }
  });
  add(changes, "users without kind", [](Situation& s) {
    for (User& user : s.tenant.users.items) user.user_type.reset();
  });
  add(changes, "users without name", [](Situation& s) {
    for (User& user : s.tenant.users.items) user.user_principal_name.clear();
  });
  add(changes, "objects twice", [](Situation& s) {
    const auto twice = [](auto& items, auto change) {
      const auto copies = items;
      for (auto copy : copies) {
        change(copy);
        items.push_back(std::move(copy));
      }
    };
    twice(s.tenant.users.items, [](User& user) {
      user.user_principal_name = "twice-" + user.user_principal_name;
      user.user_type = UserType::guest;
    });
    twice(s.tenant.groups.items, [](Group& group) { group.members.reset(); });
    twice(s.tenant.named_locations.items,
          [](NamedLocation& one) { one.kind = OtherNamedLocation{"#new", true}; });
    twice(s.tenant.service_principals.items,
          [](ServicePrincipal& one) { one.app_owner_organization_id.reset(); });
  });
  add(changes, "everybody invited", [](Situation& s) {
    for (User& user : s.tenant.users.items) user.creation_type = "Invitation";
  });
  add(changes, "eligible only", [](Situation& s) {
    for (RoleAssignment& one : s.tenant.role_assignments.items)
      one.type = RoleAssignmentType::eligible;
  });
  add(changes, "administrators through groups", [](Situation& s) {
    for (const Group& group : s.tenant.groups.items) {
      RoleAssignment one;
      one.role = RoleTemplateId("62e90394-69f5-4237-9190-012177145e10");
      one.principal = DirectoryObjectId(group.id.text());
      s.tenant.role_assignments.items.push_back(one);
    }
  });
  add(changes, "custom roles", [](Situation& s) {
    for (RoleDefinition& one : s.tenant.role_definitions.items) one.is_built_in = false;
  });
}

void add_principals(Changes& changes) {
  add(changes, "principals without attributes", [](Situation& s) {
    for (ServicePrincipal& one : s.tenant.service_principals.items)
      one.custom_security_attributes.reset();
  });
  add(changes, "principals with attributes", [](Situation& s) {
    for (ServicePrincipal& one : s.tenant.service_principals.items)
      one.custom_security_attributes = {{"set_name", {"b", "A"}}, {"Other_One", {}}};
  });
  add(changes, "principals of nobody", [](Situation& s) {
    for (ServicePrincipal& one : s.tenant.service_principals.items) {
      one.app_owner_organization_id.reset();
      one.service_principal_type.clear();
    }
  });
  add(changes, "agents", [](Situation& s) {
    for (ServicePrincipal& one : s.tenant.service_principals.items)
      one.service_principal_type = "ServiceIdentity";
  });
}

void add_places(Changes& changes) {
  for (const char* pointer : {"/isTrusted", "/ipRanges/0", "/odd"})
    add(changes, std::string("places partly read ") + pointer, [pointer](Situation& s) {
      for (NamedLocation& one : s.tenant.named_locations.items)
        one.unread.push_back({PolicyPart::policy, pointer, "\"?\""});
    });
  for (const std::optional<bool> trusted : {std::optional<bool>(), std::optional(true)})
    add(changes, "places of a new kind", [trusted](Situation& s) {
      for (NamedLocation& one : s.tenant.named_locations.items)
        one.kind = OtherNamedLocation{"#new", trusted};
    });
  add(changes, "places by position", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CountryNamedLocation{
          {"DE", "us", "Atlantis"}, CountryLookupMethod::authenticator_app_gps, true};
  });
  add(changes, "places by country", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CountryNamedLocation{{"DE", "?"}, CountryLookupMethod::client_ip_address, true};
  });
  add(changes, "places are the network", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = CompliantNetworkNamedLocation{true};
  });
  add(changes, "places are trusted", [](Situation& s) {
    for (NamedLocation& one : s.tenant.named_locations.items)
      one.kind = IpNamedLocation{
          true,
          {IpRange::from_cidr("192.0.0.0/8").value(), IpRange::from_cidr("2001:db8::/32").value()}};
  });
}

void add_trust(Changes& changes) {
  add(changes, "partners trust", [](Situation& s) {
    for (CrossTenantAccess& one : s.tenant.cross_tenant_partners.items)
      one.inbound_trust = InboundTrust{true, std::nullopt, true};
  });
  add(changes, "default trusts", [](Situation& s) {
    s.tenant.cross_tenant_default.emplace();
    s.tenant.cross_tenant_default->inbound_trust = InboundTrust{true, true, std::nullopt};
  });
  for (const bool accepted : {false, true})
    add(changes, std::string("claims of strangers count: ") + (accepted ? "yes" : "no"),
        [accepted](Situation& s) {
          s.tenant.cross_tenant_partners = {true, {}};
          s.tenant.cross_tenant_default.emplace();
          s.tenant.cross_tenant_default->inbound_trust = InboundTrust{accepted, accepted, accepted};
        });
}

template <class Make>
void add_to_strengths(Changes& changes, std::string what, Make make) {
  add(changes, "strengths: " + what, [make](Situation& s) {
    for (AuthenticationStrength& one : s.tenant.authentication_strengths.items) make(one);
  });
}

void add_strengths(Changes& changes) {
  for (const std::string pointer : {"/allowedCombinations/1", "/requirementsSatisfied",
                                    "/combinationConfigurations/0", "/new", ""})
    add_to_strengths(changes, "unread at " + pointer, [pointer](AuthenticationStrength& one) {
      one.unread.push_back({PolicyPart::grant_controls, pointer, "?"});
    });
  add_to_strengths(changes, "no list of configurations",
                   [](AuthenticationStrength& one) { one.lists_configurations = false; });
  add_to_strengths(changes, "no combinations",
                   [](AuthenticationStrength& one) { one.allowed_combinations.clear(); });
  add_to_strengths(changes, "no configurations",
                   [](AuthenticationStrength& one) { one.combination_configurations.clear(); });
}

}  // namespace

const std::vector<Change>& tenant_changes() {
  static const Changes all = [] {
    Changes changes;
    add_collections(changes);
    add_people(changes);
    add_principals(changes);
    add_places(changes);
    add_trust(changes);
    add_strengths(changes);
    return changes;
  }();
  return all;
}

}  // namespace caprock::conformance
