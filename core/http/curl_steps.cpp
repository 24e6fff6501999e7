// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/curl_steps.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::http {
namespace {

/// Zero: it did not happen.
Nanoseconds timeOf(CURL* easy, CURLINFO what) {
    curl_off_t microseconds = 0;
    curl().easyGetinfo(easy, what, &microseconds);
    return std::chrono::microseconds(microseconds);
}

std::string peerOf(CURL* easy) {
    const char* address = nullptr;
    long port = 0;
    curl().easyGetinfo(easy, CURLINFO_PRIMARY_IP, &address);
    curl().easyGetinfo(easy, CURLINFO_PRIMARY_PORT, &port);
    if (address == nullptr || *address == '\0') {
        return {};
    }
    const bool isV6 = std::string_view(address).find(':') != std::string_view::npos;
    return isV6 ? fmt::format("[{}]:{}", address, port) : fmt::format("{}:{}", address, port);
}

bool has(const ExchangeRecord& record, ExchangeStep step) {
    const auto steps = record.steps();
    return std::ranges::find(steps, step, &ExchangeRecord::Done::step) != steps.end();
}

} // namespace

void recordLog(ExchangeRecord& record, CURL* easy, curl_infotype type) {
    if (type == CURLINFO_SSL_DATA_OUT && !has(record, ExchangeStep::kConnect)) {
        record.done(ExchangeStep::kResolve, timeOf(easy, CURLINFO_NAMELOOKUP_TIME_T));
        record.doneNow(ExchangeStep::kConnect, std::chrono::steady_clock::now(), peerOf(easy));
    }
}

std::optional<ExchangeStep> recordConnection(ExchangeRecord& record, CURL* easy, bool usesTls) {
    const auto resolved = timeOf(easy, CURLINFO_NAMELOOKUP_TIME_T);
    if (resolved == Nanoseconds::zero()) {
        return ExchangeStep::kResolve;
    }
    record.done(ExchangeStep::kResolve, resolved);
    const auto connected = timeOf(easy, CURLINFO_CONNECT_TIME_T);
    if (connected != Nanoseconds::zero()) {
        record.done(ExchangeStep::kConnect, connected, peerOf(easy));
    } else if (!has(record, ExchangeStep::kConnect)) {
        return ExchangeStep::kConnect;
    }
    if (!usesTls) {
        return std::nullopt;
    }
    const auto secured = timeOf(easy, CURLINFO_APPCONNECT_TIME_T);
    if (secured == Nanoseconds::zero()) {
        return ExchangeStep::kTls;
    }
    record.done(ExchangeStep::kTls, secured);
    return std::nullopt;
}

void recordHttp(ExchangeRecord& record, CURL* easy, bool usesTls, bool failed) {
    if (const auto missing = recordConnection(record, easy, usesTls)) {
        record.failed(*missing);
        return;
    }
    // The request is written before the server's first byte comes; libcurl does not tell when exactly.
    const auto sent = timeOf(easy, CURLINFO_PRETRANSFER_TIME_T);
    const auto answered = timeOf(easy, CURLINFO_STARTTRANSFER_TIME_T);
    record.done(ExchangeStep::kSend, sent);
    if (failed || answered == Nanoseconds::zero()) {
        record.failed(ExchangeStep::kAnswer);
        return;
    }
    record.done(ExchangeStep::kAnswer, timeOf(easy, CURLINFO_TOTAL_TIME_T));
}

} // namespace hearth::http
