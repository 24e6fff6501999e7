// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "storage/storage.h"

namespace hearth::tests {

/// Keeps what is appended, with the head's rules: one newest sample a series, duplicates and older ones are rejected,
/// nothing is seen before commit(). Threads: confined to the test's thread.
class RecordingStorage final : public storage::Appendable {
  public:
    std::unique_ptr<storage::Appender> appender() override;

    /// The samples of `name{label="value"}` as Labels::toString() prints it: "1 2 NaN stale" with blanks between.
    std::string values(const std::string& series) const;
    /// The same with times in milliseconds: "1000:1 2000:stale".
    std::string samples(const std::string& series) const;
    std::vector<model::HistogramSample> histograms(const std::string& series) const;
    std::vector<model::Exemplar> exemplars(const std::string& series) const;
    std::vector<std::string> seriesNames() const;
    std::size_t transactions() const { return m_transactions; }
    std::size_t seriesCalls() const { return m_seriesCalls; }

    /// Forgets what all references mean, as a head does that dropped idle series.
    void forgetReferences();
    /// Samples older than their series' newest are taken, but for appenders that do not want it.
    bool takesOutOfOrder = false;
    /// Commits fail with this reason until it is empty again.
    std::string commitFailure;

  private:
    friend class RecordingAppender;
    std::map<std::string, std::vector<model::Sample>> m_samples;
    std::map<std::string, std::vector<model::HistogramSample>> m_histograms;
    std::map<std::string, std::vector<model::Exemplar>> m_exemplars;
    std::map<storage::SeriesRef, std::string> m_names;
    storage::SeriesRef m_nextRef = 1;
    std::map<std::string, storage::SeriesRef> m_refs;
    std::size_t m_transactions = 0;
    std::size_t m_seriesCalls = 0;
};

} // namespace hearth::tests
