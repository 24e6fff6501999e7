// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace re2 {
class RE2;
}

namespace hearth::templates {

/// A regular expression in RE2's syntax that matches anywhere, as Go's package regexp does.
/// Threads: thread-safe (immutable).
class Pattern {
  public:
    /// kInvalidArgument in Go's words: "error parsing regexp: missing closing ): `(`".
    static Result<Pattern> create(std::string_view pattern);

    bool matches(std::string_view text) const;
    /// All matches replaced; `$1`, `${1}`, `${name}` and `$$` of the replacement are expanded. kLimit where the result
    /// grows beyond `limit` bytes. Go: Regexp.ReplaceAllString.
    Result<std::string> replaceAll(std::string_view text, std::string_view replacement, std::uint64_t limit) const;

  private:
    explicit Pattern(std::shared_ptr<const re2::RE2> compiled);
    std::shared_ptr<const re2::RE2> m_compiled;
};

} // namespace hearth::templates
