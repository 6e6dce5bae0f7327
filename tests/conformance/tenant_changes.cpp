#include "model/well_known.h"
#include "tests/conformance/changes.h"

namespace caprock::conformance {
namespace {

using Changes = std::vector<Change>;
using Tenant = TenantSnapshot;

template <auto collection>
void add_collection(Changes& changes, const std::string& name) {
  add(changes, name + " not exported", [](Situation& s) { s.tenant.*collection = {}; });
  add(changes, name + " empty", [](Situation& s) { s.tenant.*collection = {true, {}}; });
  add(changes, name + " partly exported",
      [](Situation& s) { (s.tenant.*collection).exported = false; });
}

void add_collections(Changes& changes) {
  add_collection<&Tenant::named_locations>(changes, "locations");
  add_collection<&Tenant::users>(changes, "users");
  add_collection<&Tenant::groups>(changes, "groups");
  add_collection<&Tenant::role_definitions>(changes, "roles");
  add_collection<&Tenant::role_assignments>(changes, "assignments");
  add_collection<&Tenant::service_principals>(changes, "principals");
  add_collection<&Tenant::applications>(changes, "applications");
  add_collection<&Tenant::authentication_strengths>(changes, "strengths");
  add_collection<&Tenant::cross_tenant_partners>(changes, "partners");
  add(changes, "no organization", [](Situation& s) { s.tenant.organization.reset(); });
  add(changes, "no mfa settings", [](Situation& s) { s.tenant.mfa_service_settings.reset(); });
  add(changes, "no default trust", [](Situation& s) { s.tenant.cross_tenant_default.reset(); });
  add_collection<&Tenant::terms_of_use>(changes, "terms of use");
}

// Adds changes that are made to every object of a collection.
template <auto collection>
struct ToEach {
  Changes& changes;

  template <class Make>
  void operator()(std::string what, Make make) const {
    add(changes, std::move(what), [make](Situation& s) {
      for (auto& one : (s.tenant.*collection).items) make(one);
    });
  }
};

void add_people(Changes& changes) {
  const ToEach<&Tenant::users> to_users{changes};
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
  to_users("users without kind", [](User& user) { user.user_type.reset(); });
  to_users("users without name", [](User& user) { user.user_principal_name.clear(); });
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
  to_users("everybody invited", [](User& user) { user.creation_type = "Invitation"; });
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
  const ToEach<&Tenant::service_principals> to_principals{changes};
  to_principals("principals without attributes",
                [](ServicePrincipal& one) { one.custom_security_attributes.reset(); });
  to_principals("principals with attributes", [](ServicePrincipal& one) {
    one.custom_security_attributes = {{"set_name", {"b", "A"}}, {"Other_One", {}}};
  });
  to_principals("principals of nobody", [](ServicePrincipal& one) {
    one.app_owner_organization_id.reset();
    one.service_principal_type.clear();
  });
  to_principals("agents",
                [](ServicePrincipal& one) { one.service_principal_type = "ServiceIdentity"; });
}

void add_tenant_places(Changes& changes) {
  const ToEach<&Tenant::named_locations> to_places{changes};
  for (const char* pointer : {"/isTrusted", "/ipRanges/0", "/odd"})
    to_places(std::string("places partly read ") + pointer, [pointer](NamedLocation& one) {
      one.unread.push_back({PolicyPart::policy, pointer, "\"?\""});
    });
  for (const std::optional<bool> trusted : {std::optional<bool>(), std::optional(true)})
    to_places("places of a new kind",
              [trusted](NamedLocation& one) { one.kind = OtherNamedLocation{"#new", trusted}; });
  to_places("places by position", [](NamedLocation& one) {
    one.kind = CountryNamedLocation{
        {"DE", "us", "Atlantis"}, CountryLookupMethod::authenticator_app_gps, true};
  });
  to_places("places by country", [](NamedLocation& one) {
    one.kind = CountryNamedLocation{{"DE", "?"}, CountryLookupMethod::client_ip_address, true};
  });
  to_places("places are the network",
            [](NamedLocation& one) { one.kind = CompliantNetworkNamedLocation{true}; });
  to_places("places are trusted", [](NamedLocation& one) {
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

void add_strengths(Changes& changes) {
  const ToEach<&Tenant::authentication_strengths> to_strengths{changes};
  for (const std::string pointer : {"/allowedCombinations/1", "/requirementsSatisfied",
                                    "/combinationConfigurations/0", "/new", ""})
    to_strengths("strengths: unread at " + pointer, [pointer](AuthenticationStrength& one) {
      one.unread.push_back({PolicyPart::grant_controls, pointer, "?"});
    });
  to_strengths("strengths: no list of configurations",
               [](AuthenticationStrength& one) { one.lists_configurations = false; });
  to_strengths("strengths: no combinations",
               [](AuthenticationStrength& one) { one.allowed_combinations.clear(); });
  to_strengths("strengths: no configurations",
               [](AuthenticationStrength& one) { one.combination_configurations.clear(); });
}

}  // namespace

const std::vector<Change>& tenant_changes() {
  static const Changes all = [] {
    Changes changes;
    add_collections(changes);
    add_people(changes);
    add_principals(changes);
    add_tenant_places(changes);
    add_trust(changes);
    add_strengths(changes);
    return changes;
  }();
  return all;
}

}  // namespace caprock::conformance
