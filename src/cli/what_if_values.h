// Values as people write them behind the options of what-if, as members of a sign-in in JSON
// (docs/sign-in-json.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"

namespace caprock {

// yes or true, no or false; nothing for other texts.
std::optional<bool> truth_of(std::string_view text);

// Each takes the text and, for the place of its errors, the option. Errors: sign_in.invalid,
// sign_in.unsaid for a device with two values of one property.
Result<json::value> as_text(const TenantSnapshot&, std::string_view text, const std::string&);
// `none` and `never`: known not to be there.
Result<json::value> as_text_or_nothing(const TenantSnapshot&, std::string_view text,
                                       const std::string&);
Result<json::value> as_truth(const TenantSnapshot&, std::string_view text,
                             const std::string& option);
// One or several, with spaces between as OAuth writes them: a list.
Result<json::value> as_scopes(const TenantSnapshot&, std::string_view text,
                              const std::string& option);
// What If's words for user actions besides Graph's own.
Result<json::value> as_user_action(const TenantSnapshot&, std::string_view text,
                                   const std::string&);
// Protocols are no classes of client; the hint says of which class one is (CA 2.5).
Result<json::value> as_client_class(const TenantSnapshot&, std::string_view text,
                                    const std::string& option);
// `sms`, or `fido2:` with the AAGUID of the key.
Result<json::value> as_method(const TenantSnapshot&, std::string_view text,
                              const std::string& option);
// `NL`, `NL:spoofed`, `none`.
Result<json::value> as_position(const TenantSnapshot&, std::string_view text, const std::string&);
// `compliant,trustType=ServerAD`: words and Graph's members. Two values for one member are refused.
Result<json::value> as_device(const TenantSnapshot&, std::string_view text,
                              const std::string& option);

}  // namespace caprock
