// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/target_loop.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/sleep_detector.h"
#include "model/wall_time.h"
#include "scrape/negotiation.h"

namespace hearth::scrape {
namespace {

/// How late a scrape may begin and still carry its nominal time (Prometheus: scrapeTimestampTolerance).
constexpr std::chrono::nanoseconds kTolerance = std::chrono::milliseconds(2);
constexpr int kToleranceShare = 100;
/// A body beyond this is refused even without `body_size_limit`.
constexpr std::uint64_t kMaxBodyBytes = 1ULL << 30U;

Result<Fetched> checkedAnswer(const Result<http::ClientResponse>& response) {
    if (!response) {
        return std::unexpected(response.error());
    }
    if (response->status != 200) {
        return fail(ErrorCode::kUnavailable,
                    fmt::format("server returned HTTP status {} {}", response->status, response->reason));
    }
    return Fetched{.body = response->body, .contentType = http::headerValue(response->headers, "Content-Type")};
}

} // namespace

TargetLoop::TargetLoop(Surroundings& around, LoopOrder order)
    : m_around(around)
    , m_order(std::move(order))
    , m_ask(makeRequest()) {
    schedule();
}

TargetLoop::~TargetLoop() {
    if (m_request) {
        m_around.transport.cancel(*m_request);
    }
}

/// The next instant t with t mod interval == offset.
void TargetLoop::schedule() {
    const auto now = m_around.clock.now();
    const auto every = interval();
    const Ns offset(scrapeOffsetNs(m_order.target.hash, m_around.offsetSeed, m_order.target.interval));
    auto wait = (offset - now.time_since_epoch() % every) % every;
    if (wait < Ns::zero()) {
        wait += every;
    }
    m_nominal = now + wait;
    m_due = m_around.clock.monotonic() + wait;
    m_intervalLength = &m_around.metrics.intervalLength(model::formatDuration(m_order.target.interval));
}

bool TargetLoop::tick() {
    const auto now = m_around.clock.monotonic();
    if (m_endTime) {
        m_around.recorder.markEnded(m_order.target, *m_order.options, m_memory, *m_endTime);
        return false;
    }
    if (!m_request) {
        startScrape(now);
    }
    planNextTick(now);
    return true;
}

/// Skips ticks that were slept through.
void TargetLoop::planNextTick(MonotonicTime now) {
    const auto every = interval();
    const auto ticks = std::max<std::int64_t>((now - m_due) / every + 1, 1);
    m_due += ticks * every;
    m_nominal += ticks * every;
}

/// The nominal time where the scrape begins within the tolerance after it, so that samples lie evenly.
model::TimestampMs TargetLoop::scrapeTime(MonotonicTime now) {
    const auto missed = std::max<std::int64_t>((now - m_due) / interval(), 0);
    const auto nominal = m_nominal + missed * interval();
    const auto wall = m_around.clock.now();
    const auto tolerance = std::min(kTolerance, interval() / kToleranceShare);
    const auto late = wall - nominal;
    const auto chosen = late >= Ns::zero() && late <= tolerance ? nominal : wall;
    return model::timestampOf(chosen);
}

void TargetLoop::startScrape(MonotonicTime now) {
    const auto time = scrapeTime(now);
    if (m_lastStart) {
        m_intervalLength->observe(std::chrono::duration<double>(now - *m_lastStart).count());
    }
    m_lastStart = now;
    if (m_order.forcedError) {
        record(time, now, fail(ErrorCode::kUnavailable, *m_order.forcedError));
        return;
    }
    m_suspendedAtStart = m_around.clock.suspended();
    m_request = m_around.transport.start(m_ask, [this, time, now](Result<http::ClientResponse>&& response) {
        m_request.reset();
        finish(time, now, response); // which stays whole: the transport takes its memory back
    });
}

http::ClientRequest TargetLoop::makeRequest() const {
    const auto& options = *m_order.options;
    const auto limit = options.limits.bodyBytes;
    return {.url = m_order.target.url,
            .headers = scrapeHeaders(options, m_order.target.timeout),
            .body = {},
            .timeout = std::chrono::milliseconds(m_order.target.timeout),
            .maxBodyBytes = limit == 0 ? kMaxBodyBytes : std::min(limit, kMaxBodyBytes),
            .unixSocket = m_order.target.unixSocket,
            .acceptGzip = options.compression,
            .options = m_order.http};
}

void TargetLoop::finish(model::TimestampMs time, MonotonicTime started, const Result<http::ClientResponse>& response) {
    const auto slept = m_around.clock.suspended() - m_suspendedAtStart;
    if (!response && slept >= SleepDetector::kShortest) {
        return; // says nothing about the target
    }
    record(time, started, checkedAnswer(response));
}

void TargetLoop::record(model::TimestampMs time, MonotonicTime started, const Result<Fetched>& fetched) {
    m_around.recorder.record({.target = m_order.target,
                              .options = *m_order.options,
                              .time = time,
                              .started = started,
                              .memory = m_memory,
                              .status = *m_order.status},
                             fetched);
}

void TargetLoop::update(LoopOrder order, bool keepCache) {
    const bool sameRhythm =
        order.target.interval == m_order.target.interval && order.target.hash == m_order.target.hash;
    if (m_request) {
        m_around.transport.cancel(*m_request);
        m_request.reset();
    }
    if (!keepCache) {
        m_memory.series.forgetTexts();
    }
    m_order = std::move(order);
    m_ask = makeRequest();
    if (!sameRhythm) {
        schedule();
    }
}

void TargetLoop::retire() {
    if (m_endTime) {
        return;
    }
    if (m_request) {
        m_around.transport.cancel(*m_request);
        m_request.reset();
    }
    m_endTime = model::timestampOf(m_nominal);
    m_due += 2 * interval() + interval() / 10;
}

void TargetLoop::endBeforeSleep(WallTime begin) {
    if (m_endTime) {
        return;
    }
    if (m_request) {
        m_around.transport.cancel(*m_request);
        m_request.reset();
    }
    const auto time = model::timestampOf(begin);
    m_around.recorder.markEnded(m_order.target, *m_order.options, m_memory, time);
    schedule(); // the rhythm is the wall clock's
}

} // namespace hearth::scrape
