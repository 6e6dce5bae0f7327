// Reading addresses: our reader takes exactly what the system's reader takes.
#include "base/ip.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>

namespace caprock {
namespace {

std::optional<std::array<std::uint8_t, 16>> read_by_system(int family, const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(family, text.c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

// IPv4 in the first four bytes; ::ffff:a.b.c.d is IPv4, too (CA 2.6.6).
void expect_as_the_system_reads(const std::string& text) {
  auto expected = read_by_system(AF_INET, text);
  bool v4 = expected.has_value();
  if (!v4 && (expected = read_by_system(AF_INET6, text)) &&
      std::string_view(reinterpret_cast<const char*>(expected->data()), 12) ==
          std::string_view("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12)) {
    v4 = true;
    std::copy(expected->begin() + 12, expected->end(), expected->begin());
    std::fill(expected->begin() + 4, expected->end(), std::uint8_t{0});
  }
  const Result<IpAddress> address = IpAddress::parse(text);
  ASSERT_EQ(address.has_value(), expected.has_value()) << text;
  if (!expected) return;
  EXPECT_EQ(address->bytes(), *expected) << text;
  EXPECT_EQ(address->family() == IpFamily::v4, v4) << text;
}

TEST(IpAddress, odd_forms_of_ipv4_are_read_as_the_system_reads_them) {
  for (const char* text :
       {"",          ".",           "...",       "0.0.0.0",    "255.255.255.255",
        "256.0.0.1", "1.2.3",       "1.2.3.",    ".1.2.3",     "1.2.3.4.",
        "1.2.3.4.5", "01.2.3.4",    "1.2.3.00",  "1.2.3.0",    "1..3.4",
        " 1.2.3.4",  "1.2.3.4 ",    "1.2.3.4\n", "+1.2.3.4",   "-1.2.3.4",
        "0x1.2.3.4", "1.2.3.4/8",   "1.2.3.999", "1.2.3.2560", "4294967296.2.3.4",
        "1,2,3,4",   "198.51.100.7"})
    expect_as_the_system_reads(text);
}

TEST(IpAddress, random_texts_of_digits_and_dots_are_read_as_the_system_reads_them) {
  std::mt19937 random(20);
  const std::string_view letters = "0123456789..25";
  for (int i = 0; i < 200'000; ++i) {
    std::string text(random() % 16, ' ');
    for (char& c : text) c = letters[random() % letters.size()];
    expect_as_the_system_reads(text);
  }
  for (int i = 0; i < 50'000; ++i) {
    std::string text = std::to_string(random() % 300);
    for (int number = 0; number < 3; ++number) text += "." + std::to_string(random() % 300);
    expect_as_the_system_reads(text);
  }
}

TEST(IpAddress, odd_forms_of_ipv6_are_read_as_the_system_reads_them) {
  for (const char* text : {":",
                           "::",
                           ":::",
                           "::::",
                           "1",
                           "1:",
                           ":1",
                           "::1",
                           "1::",
                           "1:::2",
                           "1::2::3",
                           "::1::",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8:",
                           "1:2:3:4:5:6:7:8::",
                           "1:2:3:4:5:6:7::",
                           "::2:3:4:5:6:7:8",
                           "::1:2:3:4:5:6:7:8",
                           "1::3:4:5:6:7:8",
                           "1::2:3:4:5:6:7:8",
                           "12345::",
                           "00001::",
                           "0001::",
                           "g::",
                           "fe80::1%eth0",
                           "2001:DB8::aBcD",
                           "::1.2.3.4",
                           "::ffff:1.2.3.4",
                           "::FFFF:102:304",
                           "::ffff:1.2.3",
                           "::ffff:1.2.3.4.5",
                           "::ffff:1.2.3.4:5",
                           "::ffff:01.2.3.4",
                           "::ffff:256.2.3.4",
                           "1:2:3:4:5:6:1.2.3.4",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "1:2:3:4:5::1.2.3.4",
                           "1:2:3:4:5:6::1.2.3.4",
                           "::.1.2.3",
                           "::1.2.3.4.",
                           "1.2.3.4::",
                           "[::1]",
                           "::1 ",
                           "::1/64"})
    expect_as_the_system_reads(text);
  EXPECT_FALSE(IpAddress::parse(std::string_view("::1\0", 4)));
}

// As the system writes a random address, then with a few letters changed, put in or taken out.
TEST(IpAddress, random_texts_like_ipv6_are_read_as_the_system_reads_them) {
  std::mt19937 random(21);
  const std::string_view letters = "0123456789abcdefABCDEF::::...:%g";
  const auto letter = [&] { return letters[random() % letters.size()]; };
  for (int i = 0; i < 200'000; ++i) {
    std::array<std::uint8_t, 16> bytes{};
    for (std::uint8_t& byte : bytes)
      byte = random() % 2 == 0 ? static_cast<std::uint8_t>(random()) : std::uint8_t{0};
    if (random() % 4 == 0) std::fill_n(bytes.begin(), 10 + random() % 3, std::uint8_t{0});
    char buffer[INET6_ADDRSTRLEN] = {};
    std::string text = inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer);
    expect_as_the_system_reads(text);
    for (std::size_t changes = 1 + random() % 3; changes > 0 && !text.empty(); --changes) {
      const std::size_t at = random() % text.size();
      switch (random() % 3) {
        case 0: text[at] = letter(); break;
        case 1: text.insert(at, 1, letter()); break;
        default: text.erase(at, 1 + random() % 2);
      }
    }
    expect_as_the_system_reads(text);
  }
}

}  // namespace
}  // namespace caprock
