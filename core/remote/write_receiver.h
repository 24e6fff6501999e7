// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "http/server.h"
#include "instrument/registry.h"
#include "storage/storage.h"

namespace hearth::remote {

/// A request's body at most, as sent and decompressed. Prometheus: maxDecodedSize of its receiver.
inline constexpr std::size_t kMaxCompressedBytes = 32U << 20U;
inline constexpr std::size_t kMaxDecompressedBytes = 32U << 20U;
/// Samples may lie so far in the future. Prometheus: maxAheadTime.
inline constexpr model::DurationMs kMaxAhead = 10 * model::kMinuteMs;

/// The receiver of remote write 1.0: takes the samples, histograms and exemplars of a request in one transaction.
/// As Prometheus's: a sample that is out of order, out of bounds or a duplicate, and a histogram that is not valid,
/// refuse the whole request (400: do not send it again), while series with bad labels are left out and exemplars that
/// are not taken do not matter. What the storage cannot take now is answered 500, so that it is sent again.
/// Threads: thread-safe.
class WriteReceiver {
  public:
    /// All references must outlive the receiver.
    WriteReceiver(storage::Appendable& storage, const Clock& clock, instrument::Registry& registry, Log log);

    /// The answer to a POST.
    http::ServerResponse receive(const http::ServerRequest& request);

  private:
    Result<void> store(std::string_view message);

    storage::Appendable& m_storage;
    const Clock& m_clock;
    const Log m_log;
    instrument::Counter& m_invalidLabels;
    instrument::Counter& m_withoutMetadata;
};

} // namespace hearth::remote
