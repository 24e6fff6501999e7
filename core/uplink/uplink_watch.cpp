// SPDX-License-Identifier: GPL-3.0-or-later
#include "uplink/uplink_watch.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/file_system.h"
#include "base/thread_pool.h"
#include "http/url.h"
#include "uplink/address.h"

namespace hearth::uplink {
namespace {

constexpr const char* kRoutes = "/proc/net/route";
constexpr const char* kGatewayPort = ":80";
constexpr std::uint64_t kMaxAnswerBytes = 1ULL << 16U;
/// A wait ends at the latest after this, so that nothing hangs on a lost wake-up.
constexpr std::chrono::seconds kLongestWait{60};

/// What the way says, not the host.
Check::Outcome outcomeOf(const Error& error) {
    const auto& message = error.message();
    if (message.contains("no such host")) {
        return Check::Outcome::kNoName;
    }
    const bool isUnreachable =
        error.code() == ErrorCode::kTimeout || message.contains("no route to host") || message.contains("unreachable");
    return isUnreachable ? Check::Outcome::kNoAnswer : Check::Outcome::kReached;
}

Result<std::string> authorityOf(const std::string& host) {
    const auto url = http::parseUrl("https://" + host + "/"); // for its port
    if (!url || url->host.empty() || host.contains('/') || host.contains('@')) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("\"{}\" is no host and port", host));
    }
    return url->authority();
}

} // namespace

UplinkWatch::UplinkWatch(Parts parts)
    : m_parts(std::move(parts))
    , m_transport(m_parts.makeTransport())
    , m_collecting(m_parts.registry.onGather([this](instrument::Families& families) { collect(families); })) {}

UplinkWatch::~UplinkWatch() {
    m_collecting.reset();
    m_thread.request_stop();
    m_transport->wake();
}

Result<void> UplinkWatch::setHosts(std::vector<std::string> hosts) {
    if (hosts.size() > kMaxHosts) {
        return fail(ErrorCode::kLimit, fmt::format("at most {} hosts can be asked", kMaxHosts));
    }
    for (const auto& host : hosts) {
        HEARTH_TRY(authorityOf(host));
    }
    const std::lock_guard lock(m_mutex);
    m_hosts = std::move(hosts);
    m_next = {};
    if (m_parts.hasThread && !m_hosts.empty() && !m_thread.joinable()) {
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    m_transport->wake();
    return {};
}

UplinkState UplinkWatch::state() const {
    const std::lock_guard lock(m_mutex);
    return m_judge.state();
}

void UplinkWatch::run(const std::stop_token& stop) {
    nameThisThread("uplink");
    while (!stop.stop_requested()) {
        step(m_parts.clock.monotonic() + kLongestWait);
    }
}

void UplinkWatch::step(MonotonicTime deadline) {
    auto next = deadline;
    if (m_round.open == 0) {
        std::unique_lock lock(m_mutex);
        const bool isDue = m_parts.clock.monotonic() >= m_next;
        // Without hosts one last round says so.
        const bool asks = !m_hosts.empty() || !m_judge.state().isUp;
        lock.unlock();
        if (isDue && asks) {
            begin();
        }
        lock.lock();
        next = asks && m_round.open == 0 ? std::min(deadline, m_next) : deadline;
    }
    m_transport->poll(next);
}

void UplinkWatch::begin() {
    std::vector<std::string> hosts;
    {
        const std::lock_guard lock(m_mutex);
        hosts = m_hosts;
    }
    m_round = {};
    const auto routes = m_parts.files.readAll(kRoutes);
    if (const auto gateway = defaultGateway(routes.value_or(std::string())); !gateway.empty() && !hosts.empty()) {
        m_round.checks.push_back({.kind = Check::Kind::kGateway, .host = gateway, .reason = {}});
    }
    for (auto& host : hosts) {
        m_round.checks.push_back({.kind = Check::Kind::kOutside, .host = std::move(host), .reason = {}});
    }
    m_round.open = m_round.checks.size();
    for (std::size_t i = 0; i < m_round.checks.size(); ++i) {
        const auto& check = m_round.checks[i];
        ask(i, check.kind == Check::Kind::kGateway ? check.host + kGatewayPort : authorityOf(check.host).value());
    }
    if (m_round.checks.empty()) {
        finish();
    }
}

void UplinkWatch::ask(std::size_t index, const std::string& authority) {
    http::ClientRequest request;
    request.method = "HEAD";
    request.url = "http://" + authority + "/";
    request.timeout = kPatience;
    request.maxBodyBytes = kMaxAnswerBytes;
    m_transport->start(std::move(request),
                       [this, index](Result<http::ClientResponse>&& response) { answered(index, response); });
}

void UplinkWatch::answered(std::size_t index, const Result<http::ClientResponse>& response) {
    if (!response) {
        auto& check = m_round.checks[index];
        check.outcome = outcomeOf(response.error());
        check.reason = check.outcome == Check::Outcome::kReached ? std::string() : response.error().message();
    }
    if (--m_round.open == 0) {
        finish();
    }
}

void UplinkWatch::finish() {
    UplinkState state;
    bool changed = false;
    {
        const std::lock_guard lock(m_mutex);
        changed = m_judge.take(std::move(m_round.checks), m_parts.clock.now());
        m_next = m_parts.clock.monotonic() + (m_judge.isInDoubt() ? kIntervalInDoubt : kInterval);
        state = m_judge.state();
    }
    m_round = {};
    if (changed) {
        m_parts.log.warn(state.isUp ? "The uplink is there again" : "The uplink is down",
                         {{"cause", std::string(causeText(state.cause))}});
    }
    if (changed || !state.isUp) {
        m_parts.onRound(state);
    }
}

void UplinkWatch::collect(instrument::Families& families) const {
    const std::lock_guard lock(m_mutex);
    if (m_hosts.empty()) {
        return;
    }
    families.push_back({.name = "hearth_uplink_up",
                        .help = "Whether this machine reaches the hosts outside that were chosen.",
                        .type = instrument::FamilyType::kGauge,
                        .metrics = {{.labels = {}, .value = m_judge.state().isUp ? 1.0 : 0.0}}});
    instrument::Family checks{.name = "hearth_uplink_check_success",
                              .help = "Whether the router and each chosen host answered last.",
                              .type = instrument::FamilyType::kGauge,
                              .metrics = {}};
    for (const auto& check : m_judge.state().checks) {
        const auto* const kind = check.kind == Check::Kind::kGateway ? "gateway" : "outside";
        checks.metrics.push_back({.labels = {{"host", check.host}, {"kind", kind}},
                                  .value = check.outcome == Check::Outcome::kReached ? 1.0 : 0.0});
    }
    families.push_back(std::move(checks));
}

} // namespace hearth::uplink
