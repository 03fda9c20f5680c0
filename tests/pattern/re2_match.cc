// re2_match: what RE2 says. Lines of tab-separated fields in hexadecimal UTF-8 ("-" is empty): PATTERN MODE FLAGS SUBJECT
// (mode 0 search, 1 full, 2 prefix; flags i, m, s as in strsmt.h). Answers 0, 1, or ? if it refuses the pattern.
#include <iostream>
#include <sstream>
#include <string>

#include <re2/re2.h>

static std::string unhex(const std::string &hex)
{
  std::string text;
  if (hex != "-")
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
      text += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return text;
}

int main()
{
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream fields(line);
    std::string pattern, subject;
    int mode, flags;
    fields >> pattern >> mode >> flags >> subject;
    RE2::Options options;
    options.set_log_errors(false);
    std::string text = unhex(pattern);
    std::string letters = std::string(flags & 1 ? "i" : "") + (flags & 2 ? "m" : "") + (flags & 4 ? "s" : "");
    if (!letters.empty())
      text = "(?" + letters + ")" + text;
    RE2 re(text, options);
    subject = unhex(subject);
    RE2::Anchor anchor = mode == 0 ? RE2::UNANCHORED : mode == 1 ? RE2::ANCHOR_BOTH : RE2::ANCHOR_START;
    std::cout << (re.ok() ? re.Match(subject, 0, subject.size(), anchor, nullptr, 0) ? '1' : '0' : '?') << std::endl;
  }
}
