// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace hearth::promql {

/// The warnings and infos of one query: each text once, with the place of the expression that gave it first.
/// Threads: thread-safe.
class Annotations {
  public:
    void warning(std::string text, SourceRange where);
    void info(std::string text, SourceRange where);

    /// Complete sentences such as `PromQL warning: <text> (1:7)`, at most `limit` and then how many were left out.
    /// `query` is the text that the places refer to; `limit` 0 means all.
    std::vector<std::string> warnings(std::string_view query, std::size_t limit) const;
    std::vector<std::string> infos(std::string_view query, std::size_t limit) const;

  private:
    struct Note {
        std::string text;
        SourceRange where;
    };
    void add(std::vector<Note>& notes, std::string text, SourceRange where);

    mutable std::mutex m_mutex;
    std::vector<Note> m_warnings; // guarded by m_mutex
    std::vector<Note> m_infos;    // guarded by m_mutex
};

} // namespace hearth::promql
