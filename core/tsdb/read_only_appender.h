// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/storage.h"

namespace hearth::tsdb {

/// What an appender to a database is that was opened for reading only: it takes nothing and says why.
/// Threads: confined to the thread that uses it.
class ReadOnlyAppender final : public storage::Appender {
  public:
    Result<storage::SeriesRef> series(const model::Labels& labels) override;
    void append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) override;
    void appendHistograms(std::span<const storage::RefHistogram> histograms,
                          std::vector<storage::Rejection>& rejected) override;
    void discardOutOfOrder() override {}
    std::optional<storage::RejectReason> exemplar(storage::SeriesRef ref, const model::Exemplar& exemplar) override;
    void metadata(storage::SeriesRef ref, const model::Metadata& metadata) override;
    Result<void> commit() override;
    void rollback() override {}
};

} // namespace hearth::tsdb
