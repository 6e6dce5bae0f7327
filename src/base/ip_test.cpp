// Reading addresses: the quick way for IPv4 takes exactly what the system's reader takes.
#include "base/ip.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <random>

namespace caprock {
namespace {

void expect_as_the_system_reads(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  const bool read = inet_pton(AF_INET, text.c_str(), bytes.data()) == 1;
  const Result<IpAddress> address = IpAddress::parse(text);
  const bool is_v4 = address && address->family() == IpFamily::v4;
  ASSERT_EQ(is_v4, read) << text;
  if (read) {
    EXPECT_EQ(address->bytes(), bytes) << text;
  }
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

}  // namespace
}  // namespace caprock
