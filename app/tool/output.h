// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace hearth::app::tool {

/// Where a command prints: gathers text and writes it in large pieces.
/// Threads: thread-compatible.
class Output {
  public:
    using Write = std::function<void(std::string_view)>;

    explicit Output(Write write)
        : m_write(std::move(write)) {}
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output() { flush(); }

    void print(std::string_view text) {
        m_text += text;
        if (m_text.size() >= kPieceBytes) {
            flush();
        }
    }
    void line(std::string_view text) {
        print(text);
        print("\n");
    }
    void flush() {
        if (!m_text.empty()) {
            m_write(m_text);
            m_text.clear();
        }
    }

  private:
    static constexpr std::size_t kPieceBytes = 64U << 10U;
    const Write m_write;
    std::string m_text;
};

} // namespace hearth::app::tool
