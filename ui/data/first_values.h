// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stop_token>

#include "datasource/data_source.h"

namespace hearth::ui {

/// How many targets the server has that it has not asked yet: what it lacks now it may have in a moment. 0 where it
/// cannot say.
/// Threads: any.
std::size_t targetsNotAskedYet(datasource::DataSource& source, std::stop_token stop);

/// The pauses between questions for first values: short at the beginning, then ever longer, for there are targets that
/// are scraped once in an hour. Threads: thread-compatible.
class FirstValuesPause {
  public:
    static constexpr int kFirstMs = 500;

    void reset() { m_nextMs = kFirstMs; }
    /// At most `usualMs`.
    int next(int usualMs);

  private:
    int m_nextMs = kFirstMs;
};

} // namespace hearth::ui
