// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"

namespace hearth::tests {

/// What may happen to a database.
enum class StepKind : std::uint8_t {
    kScrape,     ///< Commits of several series, one after the other as time goes on.
    kOverlap,    ///< Several appenders that are open at once, some rolled back, and a reader that must not see them.
    kOutOfOrder, ///< Samples of the past.
    kMaintain,
    kAdvance, ///< Hours go by, seldom a year.
    kCompact,
    kDelete,
    kClean,
    kSnapshot,
    kQuery, ///< Some series in some time.
    kReopen,
    kKill,
    kPowerCut,
    kCrash,   ///< The end, by kill or power cut, in the middle of something.
    kFill,    ///< The disk has little room.
    kFailing, ///< Some of the next calls fail.
    kHeal,    ///< The disk is well again.
};
inline constexpr int kStepKinds = static_cast<int>(StepKind::kHeal) + 1;
std::string_view toText(StepKind kind);

/// One of the steps, with the randomness of its own: what it does depends on no other step's draws.
struct Step {
    StepKind kind = StepKind::kScrape;
    std::uint64_t seed = 0;
};

/// Everything that happens to one database, and the seed of its options.
struct History {
    std::uint64_t optionsSeed = 0;
    std::vector<Step> steps;
};

History drawHistory(std::uint64_t seed, std::size_t steps);

/// Draws from one seed. Threads: thread-compatible.
class Dice {
  public:
    explicit Dice(std::uint64_t seed)
        : m_random(seededRandom(seed)) {}

    /// 0 to `end` - 1.
    std::uint64_t below(std::uint64_t end) { return m_random() % end; }
    /// `first` to `last`.
    std::int64_t between(std::int64_t first, std::int64_t last) {
        return first + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(last - first + 1)));
    }
    /// Once in so many times.
    bool oneIn(std::uint64_t times) { return below(times) == 0; }
    template <class T>
    T pick(std::initializer_list<T> from) {
        return *(from.begin() + below(from.size()));
    }
    const RandomSource& source() const { return m_random; }

  private:
    RandomSource m_random;
};

} // namespace hearth::tests
