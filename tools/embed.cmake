# Writes a C++ source with the text of files: cmake -DOUT=... -DFILES=a;b -P tools/embed.cmake
# Raw strings are cut in pieces because compilers limit the length of one literal.
set(body "")
foreach(file ${FILES})
  file(READ ${file} text)
  get_filename_component(name ${file} NAME)
  string(LENGTH "${text}" length)
  string(APPEND body "    {\"${name}\",\n")
  set(at 0)
  while(at LESS length)
    string(SUBSTRING "${text}" ${at} 8000 piece)
    string(APPEND body "     R\"embedded(${piece})embedded\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  string(APPEND body "    },\n")
endforeach()
file(WRITE ${OUT} "#include \"integration/shipped_profiles.h\"

namespace caprock {
namespace {
constexpr ShippedFile k_files[] = {
${body}};
}  // namespace

std::span<const ShippedFile> shipped_profiles() { return k_files; }

}  // namespace caprock
")
