#include "base/guid.h"

#include <gtest/gtest.h>

#include "base/keyed_hash.h"
#include "base/text.h"

namespace caprock {
namespace {

TEST(Guid, reads_any_letter_case_and_writes_lower_case) {
  const auto guid = Guid::parse("0123ABCD-ef45-4678-9abc-DEF012345678");
  ASSERT_TRUE(guid);
  EXPECT_EQ(to_string(*guid), "0123abcd-ef45-4678-9abc-def012345678");
  EXPECT_EQ(Guid::parse("0123abcd-EF45-4678-9ABC-def012345678"), guid);
  EXPECT_NE(Guid::parse("1123abcd-ef45-4678-9abc-def012345678"), guid);
  EXPECT_NE(Guid::parse("0123abcd-ef45-4678-9abc-def012345679"), guid);
}

TEST(Guid, knows_whether_it_would_write_the_same_text) {
  const std::string text = "0123abcd-ef45-4678-9abc-def012345678";
  bool lower_case = false;
  ASSERT_TRUE(Guid::parse(text, lower_case));
  EXPECT_TRUE(lower_case);
  ASSERT_TRUE(Guid::parse("0123abcd-ef45-4678-9abc-deF012345678", lower_case));
  EXPECT_FALSE(lower_case);
}

TEST(Guid, accepts_exactly_what_looks_like_a_guid) {
  const std::string good = "0123abcd-ef45-4678-9abc-def012345678";
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text = good;
      text[at] = static_cast<char>(byte);
      EXPECT_EQ(Guid::parse(text).has_value(), looks_like_guid(text)) << at << " " << byte;
    }
  }
  EXPECT_FALSE(Guid::parse(good.substr(1)));
  EXPECT_FALSE(Guid::parse(""));
}

TEST(KeyedHash, is_siphash_2_4_with_128_bits) {
  // The first and the sixteenth vector of the authors' reference code.
  const HashKey key{0x0706050403020100u, 0x0F0E0D0C0B0A0908u};
  EXPECT_EQ(keyed_hash("", key), (Hash128{0xE6A825BA047F81A3u, 0x930255C71472F66Du}));
  std::string text;
  for (char c = 0; c < 15; ++c) text += c;
  EXPECT_EQ(keyed_hash(text, key), (Hash128{0x11A8B03399E99354u, 0xD9C3CF970FEC087Eu}));
}

TEST(KeyedHash, ignores_the_case_of_ascii_letters_only) {
  const HashKey key{1, 2};
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(keyed_hash_ignoring_case(all, key), keyed_hash(to_lower(all), key));
  EXPECT_EQ(keyed_hash_ignoring_case("Ann@T.EXAMPLE", key), keyed_hash("ann@t.example", key));
  EXPECT_NE(keyed_hash_ignoring_case("ann@t.example", key),
            keyed_hash_ignoring_case("ann@t.examplf", key));
}

}  // namespace
}  // namespace caprock
