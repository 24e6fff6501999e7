// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/silence/silence.h"
#include "alertmanager/silence/silence_index.h"
#include "alertmanager/silence/silence_metrics.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/random.h"

namespace hearth::journal {
class Journal;
}

namespace hearth::alertmanager {

/// All silences, those that ended included until their retention is over. What set() and expire() changed is in the
/// journal when they return; where it cannot be written nothing changed.
///
/// Which silences match an alert is remembered by its fingerprint; only silences that are new since are tried again.
/// Threads: confined to the notify thread.
class Silences {
  public:
    struct Limits {
        model::DurationMs retention = 120 * model::kHourMs;
        std::size_t count = 0; ///< 0: any number.
        std::size_t bytes = 0; ///< Of one silence; 0: any.
    };
    /// The clock serves to tell how long things take, no more.
    Silences(journal::Journal& journal, const Clock& clock, RandomSource& random, SilenceMetrics& metrics,
             Limits limits, Log log);

    /// What the journal has. Silences that cannot be read are logged and left there.
    Result<void> restore(model::TimestampMs now);

    /// Stores a new silence, or changes the one with its id; see Alertmanager::setSilence().
    Result<std::string> set(Silence silence, model::TimestampMs now);
    /// Ends it now; nothing where it ended before. kNotFound.
    Result<void> expire(const std::string& id, model::TimestampMs now);

    /// Null where there is none.
    SilencePtr find(const std::string& id) const;
    std::vector<SilencePtr> all() const;

    /// The silences that are active and match; `fingerprint` is that of `labels`.
    std::vector<SilencePtr> silencing(Fingerprint fingerprint, const model::Labels& labels, model::TimestampMs now);
    /// The alert is gone.
    void forget(Fingerprint fingerprint) { m_matches.erase(fingerprint); }

    /// Forgets those whose retention is over, in the journal as well.
    void collectGarbage(model::TimestampMs now);
    /// When the next one begins or ends; nothing where none will.
    std::optional<model::TimestampMs> nextChange(model::TimestampMs now) const;
    void showCounts(model::TimestampMs now);

  private:
    using Slot = SilenceIndex::Slot;
    /// What matched an alert, whether active or not.
    struct Matches {
        std::uint64_t epoch = 0;
        std::size_t tried = 0; ///< Of m_silences.
        std::vector<Slot> found;
    };

    Result<void> check(const Silence& silence) const;
    Result<std::string> create(Silence silence, const SilencePtr& replaced, model::TimestampMs now);
    Result<void> store(const std::vector<SilencePtr>& silences);
    Result<void> write(const std::vector<SilencePtr>& silences);
    void removeEnded(model::TimestampMs now);
    void insert(const SilencePtr& silence);
    const Matches& matches(Fingerprint fingerprint, const model::Labels& labels);
    std::string newId();

    journal::Journal& m_journal;
    const Clock& m_clock;
    RandomSource& m_random;
    SilenceMetrics& m_metrics;
    const Limits m_limits;
    const Log m_log;

    std::vector<SilencePtr> m_silences; ///< By slot, in the order in which they came.
    std::unordered_map<std::string, Slot> m_byId;
    SilenceIndex m_index;
    std::uint64_t m_epoch = 1; ///< Counts how often slots were given anew.
    std::unordered_map<Fingerprint, Matches> m_matches;
};

} // namespace hearth::alertmanager
