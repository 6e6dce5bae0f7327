#include "integration/control_words.h"

namespace caprock {
namespace {

ControlTopic topic_of(BuiltInControl control) {
  switch (control) {
    case BuiltInControl::block: return ControlTopic::block;
    case BuiltInControl::mfa: return ControlTopic::mfa;
    case BuiltInControl::compliant_device: return ControlTopic::compliant_device;
    case BuiltInControl::domain_joined_device: return ControlTopic::domain_joined_device;
    case BuiltInControl::approved_application: return ControlTopic::approved_application;
    case BuiltInControl::compliant_application: return ControlTopic::compliant_application;
    case BuiltInControl::password_change: return ControlTopic::password_change;
    case BuiltInControl::risk_remediation: return ControlTopic::risk_remediation;
    case BuiltInControl::verified_id: return ControlTopic::custom_control;
  }
  return ControlTopic::unread;
}

}  // namespace

ControlTopic topic_of(const Control& control) {
  switch (control.kind) {
    case ControlKind::built_in: return topic_of(control.built_in);
    case ControlKind::authentication_strength: return ControlTopic::authentication_strength;
    case ControlKind::terms_of_use: return ControlTopic::terms_of_use;
    case ControlKind::custom: return ControlTopic::custom_control;
    case ControlKind::reauthentication: return ControlTopic::sign_in_frequency;
    case ControlKind::token_protection: return ControlTopic::token_protection;
  }
  return ControlTopic::unread;
}

}  // namespace caprock
