// Error codes of Microsoft's token service that a decision can end in (CA 2.12, 2.16).
#pragma once

namespace caprock::aadsts {

inline constexpr int k_none = 0;  // no code, or none that is known
inline constexpr int k_mfa_needed = 50076;
inline constexpr int k_mfa_not_registered = 50079;
inline constexpr int k_device_not_known = 50097;
inline constexpr int k_password_change = 50142;
inline constexpr int k_external_challenge = 50158;  // terms of use, custom controls
inline constexpr int k_device_not_compliant = 53000;
inline constexpr int k_device_not_hybrid_joined = 53001;
inline constexpr int k_app_not_approved = 53002;
inline constexpr int k_blocked = 53003;
inline constexpr int k_registration_refused = 53004;
inline constexpr int k_app_not_protected = 53009;
inline constexpr int k_sign_in_frequency = 70043;
inline constexpr int k_session_too_old = 70044;
inline constexpr int k_device_not_presented = 530003;
inline constexpr int k_home_device_not_accepted = 530004;
inline constexpr int k_flow_token_dead = 530036;
inline constexpr int k_token_not_bound = 530084;

}  // namespace caprock::aadsts
