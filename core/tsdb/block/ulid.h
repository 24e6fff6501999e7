// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/random.h"
#include "model/time.h"

namespace hearth::tsdb {

/// A block's name: 48 bits of time, 80 of randomness; ordered by time. As text 26 characters of Crockford's base 32.
/// Threads: a value.
class Ulid {
  public:
    static constexpr std::size_t kTextLength = 26;

    Ulid() = default; ///< All zeros.
    static Ulid generate(model::TimestampMs now, const RandomSource& random);
    static std::optional<Ulid> parse(std::string_view text);

    std::string toString() const;
    model::TimestampMs time() const;
    auto operator<=>(const Ulid&) const = default;

  private:
    std::array<std::uint8_t, 16> m_bytes{};
};

} // namespace hearth::tsdb
