// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace hearth::http {

/// The steps of an exchange. HTTP has no hello and no login; where TLS begins depends on the protocol, which is why
/// records keep the order in which things happened.
enum class ExchangeStep : std::uint8_t {
    kResolve, ///< The name of the server has an address.
    kConnect, ///< The server accepted the connection.
    kTls,     ///< Both sides agreed on keys, and the certificate is good.
    kHello,   ///< The mail server greeted.
    kLogin,
    kSend,   ///< The request, or the message, is out.
    kAnswer, ///< The server's last word is here.
};

/// Writes down how one exchange goes, for a person who asks what goes wrong and where. Who asks for it gets a
/// connection of its own, so that each step is really made. A step counts the first time. Bounded. Threads:
/// thread-safe.
class ExchangeRecord {
  public:
    struct Done {
        ExchangeStep step = ExchangeStep::kResolve;
        Nanoseconds at{}; ///< Since the beginning.
        std::string words;
    };
    struct Line {
        Nanoseconds at{};
        bool sent = false; ///< By us.
        std::string text;
    };

    void begin(MonotonicTime now);
    void done(ExchangeStep step, Nanoseconds at, std::string words = {});
    void doneNow(ExchangeStep step, MonotonicTime now, std::string words = {});
    /// The exchange ended in this step.
    void failed(ExchangeStep step);
    void line(bool sent, std::string text, MonotonicTime now);
    /// Puts each text through `change`: hides what nobody may see.
    void rewrite(const std::function<std::string(std::string)>& change);

    std::vector<Done> steps() const;
    std::optional<ExchangeStep> failedStep() const;
    std::vector<Line> lines() const;

  private:
    static constexpr std::size_t kMaxLines = 200;
    static constexpr std::size_t kMaxLineBytes = 2000;

    mutable std::mutex m_mutex;
    MonotonicTime m_begin;                // guarded by m_mutex
    std::vector<Done> m_steps;            // guarded by m_mutex
    std::vector<Line> m_lines;            // guarded by m_mutex
    std::optional<ExchangeStep> m_failed; // guarded by m_mutex
};

} // namespace hearth::http
