// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/read_only_appender.h"

namespace hearth::tsdb {
namespace {

std::unexpected<Error> refused() {
    return fail(ErrorCode::kUnavailable, "the database was opened for reading only");
}

void rejectAll(std::size_t count, std::vector<storage::Rejection>& rejected) {
    for (std::size_t i = 0; i < count; ++i) {
        rejected.push_back({i, storage::RejectReason::kUnknownSeries});
    }
}

} // namespace

Result<storage::SeriesRef> ReadOnlyAppender::series(const model::Labels& /*labels*/) {
    return refused();
}

void ReadOnlyAppender::append(std::span<const storage::RefSample> samples, std::vector<storage::Rejection>& rejected) {
    rejectAll(samples.size(), rejected);
}

void ReadOnlyAppender::appendHistograms(std::span<const storage::RefHistogram> histograms,
                                        std::vector<storage::Rejection>& rejected) {
    rejectAll(histograms.size(), rejected);
}

std::optional<storage::RejectReason> ReadOnlyAppender::exemplar(storage::SeriesRef /*ref*/,
                                                                const model::Exemplar& /*exemplar*/) {
    return storage::RejectReason::kUnknownSeries;
}

void ReadOnlyAppender::metadata(storage::SeriesRef /*ref*/, const model::Metadata& /*metadata*/) {}

Result<void> ReadOnlyAppender::commit() {
    return refused();
}

} // namespace hearth::tsdb
