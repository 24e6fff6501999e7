// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>
#include <vector>

#include "base/error.h"

namespace hearth::ui {

/// A text in UTF-8, as the parser wants it, and the way between its byte offsets and the positions of the QString that
/// it was made of. Text without anything but ASCII costs one copy. Threads: thread-compatible.
class TextOffsets {
  public:
    explicit TextOffsets(const QString& text);

    const std::string& utf8() const { return m_utf8; }
    int position(std::size_t byte) const;
    std::size_t byte(int position) const;

  private:
    std::string m_utf8;
    std::vector<std::uint32_t> m_bytes; ///< Of each position and the end; empty where both count alike.
};

} // namespace hearth::ui
