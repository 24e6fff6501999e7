// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "remote/write_request.h"
#include "storage/storage.h"

namespace hearth::remote {

/// Puts the series of one request into one transaction of the storage.
/// Errors: kInvalidArgument for a sample or histogram that must not be sent again, with Prometheus's text; what the
/// storage says otherwise. After an error nothing may follow but the end, which rolls back.
/// Threads: thread-compatible.
class WriteTransaction {
  public:
    /// Samples later than `latest` are out of bounds. `storage` must outlive the transaction.
    WriteTransaction(storage::Appendable& storage, model::TimestampMs latest)
        : m_appender(storage.appender())
        , m_latest(latest) {}

    Result<void> add(const SentSeries& series);
    Result<void> commit();

    /// Series that were left out because of their labels.
    std::size_t invalidSeries() const { return m_invalidSeries; }
    /// Samples and histograms, without those of such series.
    std::size_t samples() const { return m_samples; }

  private:
    Result<void> addSamples(storage::SeriesRef ref, const SentSeries& series);
    Result<void> addHistograms(storage::SeriesRef ref, const SentSeries& series);
    void addExemplars(storage::SeriesRef ref, const SentSeries& series);
    Result<void> flush();

    std::unique_ptr<storage::Appender> m_appender;
    const model::TimestampMs m_latest;
    std::vector<storage::RefSample> m_pending; ///< Handed on in batches.
    std::vector<storage::RefHistogram> m_pendingHistograms;
    std::vector<storage::Rejection> m_rejected;
    std::size_t m_invalidSeries = 0;
    std::size_t m_samples = 0;
};

} // namespace hearth::remote
