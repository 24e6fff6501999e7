// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/fake_alertmanager.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "promql/syntax/parser.h"

namespace hearth::tests {
namespace {

using namespace datasource;
using model::kDayMs;
using model::kHourMs;
using model::kMinuteMs;
using model::kSecondMs;

constexpr model::DurationMs kHold = 10 * kMinuteMs;

model::TimestampMs nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Result<model::Matchers> parseAll(const std::vector<std::string>& filter) {
    model::Matchers all;
    for (const auto& text : filter) {
        auto matchers = HEARTH_TRY(promql::parseMetricSelector("{" + text + "}"));
        std::ranges::move(matchers, std::back_inserter(all));
    }
    return all;
}

bool isHeldBack(const ReceivedAlert& alert) {
    return !alert.silencedBy.empty() || !alert.inhibitedBy.empty();
}

bool wanted(const ReceivedAlert& alert, const ReceivedAlertsQuery& query) {
    return (query.silenced || alert.silencedBy.empty()) && (query.inhibited || alert.inhibitedBy.empty()) &&
           (query.active || isHeldBack(alert));
}

TraceEvent eventAt(TraceEvent::Kind kind, model::TimestampMs time) {
    TraceEvent event;
    event.kind = kind;
    event.time = event.last = time;
    return event;
}

TraceEvent groupEvent(const ReceivedAlert& alert, TraceEvent::Kind kind, model::TimestampMs time) {
    auto event = eventAt(kind, time);
    event.group = "{}:{alertname=\"" + std::string(alert.labels.value("alertname")) + "\"}";
    event.route = "{}";
    event.receiver = alert.receivers.front();
    return event;
}

/// From the rule to its group.
std::vector<TraceEvent> beginningOf(const ReceivedAlert& alert) {
    using Kind = TraceEvent::Kind;
    const auto at = alert.startsAt;
    auto pending = eventAt(Kind::kRule, at - kHold);
    pending.from = "inactive";
    pending.to = "pending";
    pending.value = 85.4;
    auto firing = eventAt(Kind::kRule, at);
    firing.from = "pending";
    firing.to = "firing";
    firing.value = 87.5;
    auto received = eventAt(Kind::kReceived, at + 20);
    received.to = "firing";
    auto grouped = groupEvent(alert, Kind::kGrouped, at + 21);
    grouped.detail = "group_wait";
    grouped.until = at + 30 * kSecondMs;
    return {pending, firing, received, grouped};
}

} // namespace

struct FakeAlertmanager::GroupKind {
    const char* name;
    Fate fate;
    const char* severity;
    const char* receiver;
    const char* expression;
    const char* summary;
};

const FakeAlertmanager::GroupKind& FakeAlertmanager::kindOf(int group) {
    static constexpr std::array<GroupKind, 8> kKinds{{
        {"DiskFull", Fate::kFiring, "critical", "desktop", "100 * disk_used_bytes / disk_size_bytes > 85",
         "The disk is almost full"},
        {"HighLoad", Fate::kInhibited, "warning", "desktop", "node_load1 > 4", "Much to do"},
        {"FanFailed", Fate::kSilenced, "warning", "mail", "fan_rpm < 300", "A fan stands still"},
        {"BackupMissing", Fate::kMuted, "warning", "mail", "time() - backup_last_success_seconds > 93600",
         "No backup since yesterday"},
        {"ClockSkew", Fate::kAcknowledged, "warning", "desktop", "abs(clock_offset_seconds) > 0.5",
         "The clock is wrong"},
        {"CertificateExpires", Fate::kPending, "info", "mail", "certificate_days_left < 14", "A certificate ends soon"},
        {"TargetDown", Fate::kFiring, "critical", "desktop", "up == 0", "A target does not answer"},
        {"DoorOpen", Fate::kForeign, "info", "desktop", "", "The cellar door is open"},
    }};
    return kKinds[static_cast<std::size_t>(group) % kKinds.size()];
}

FakeAlertmanager::FakeAlertmanager()
    : m_bornAt(nowMs() / kSecondMs * kSecondMs) {
    Silence fan;
    fan.id = "5f3c0a1e-0000-4000-8000-000000000001";
    fan.matchers = {model::Matcher::equal("alertname", "FanFailed")};
    fan.startsAt = m_bornAt - 2 * kHourMs;
    fan.endsAt = m_bornAt + 4 * kHourMs;
    fan.createdBy = "anna";
    fan.comment = "The new fan comes on Tuesday";
    addSilence(fan);
    Silence clock = fan;
    clock.id = "5f3c0a1e-0000-4000-8000-000000000002";
    clock.matchers = {model::Matcher::equal("alertname", "ClockSkew")};
    clock.endsAt = m_bornAt + 15 * kMinuteMs;
    clock.comment = "ACK! looking into it";
    addSilence(clock);
}

void FakeAlertmanager::clearSilences() {
    const std::lock_guard lock(m_mutex);
    m_silences.clear();
}

void FakeAlertmanager::addSilence(Silence silence) {
    const std::lock_guard lock(m_mutex);
    m_silences.push_back(std::move(silence));
}

std::size_t FakeAlertmanager::silenceCount() const {
    const std::lock_guard lock(m_mutex);
    return m_silences.size();
}

Result<void> FakeAlertmanager::begin() {
    ++calls;
    if (failing) {
        return fail(failureCode, failure);
    }
    return {};
}

FakeAlertmanager::Fate FakeAlertmanager::fateOf(int group) const {
    return allFiring ? Fate::kFiring : kindOf(group).fate;
}

std::string FakeAlertmanager::nameOf(int group) const {
    const auto round = group / 8;
    return kindOf(group).name + (round == 0 ? std::string() : std::to_string(round));
}

model::Labels FakeAlertmanager::labelsOf(int group, int index) const {
    model::LabelsBuilder labels;
    labels.set("alertname", nameOf(group)).set("severity", kindOf(group).severity);
    labels.set("instance", "nas-" + std::to_string(index) + ":9100").set("job", "node");
    labels.set("place", named("cellar"));
    return labels.labels();
}

TextMap FakeAlertmanager::annotationsOf(int group) const {
    return {{"summary", named(kindOf(group).summary)},
            {"description", named("Look at it before the weekend.")},
            {"runbook_url", "https://example.org/runbooks/" + nameOf(group)}};
}

model::TimestampMs FakeAlertmanager::activeAt(int group, int index) const {
    const auto age = fateOf(group) == Fate::kPending ? 4 * kMinuteMs : kHourMs + 7 * kMinuteMs * (index % 20);
    return m_bornAt - age;
}

double FakeAlertmanager::valueOf(int group, int index) const {
    return 86.25 + group % 7 + 0.5 * (index % 9);
}

Rule FakeAlertmanager::ruleOf(int group) const {
    Rule rule;
    rule.type = RuleType::kAlerting;
    rule.name = nameOf(group);
    rule.query = kindOf(group).expression;
    rule.labels = {{"severity", kindOf(group).severity}};
    rule.health = RuleHealth::kOk;
    rule.evaluationSeconds = 0.0012;
    rule.lastEvaluation = m_bornAt - 5 * kSecondMs;
    rule.holdSeconds = static_cast<double>(kHold) / 1000;
    rule.annotations = annotationsOf(group);
    rule.state = fateOf(group) == Fate::kPending ? AlertState::kPending : AlertState::kFiring;
    rule.state = quiet ? AlertState::kInactive : rule.state;
    for (int index = 0; !quiet && index < alertsPerGroup; ++index) {
        rule.alerts.push_back({labelsOf(group, index),
                               annotationsOf(group),
                               rule.state,
                               activeAt(group, index),
                               {},
                               valueOf(group, index)});
    }
    return rule;
}

std::vector<RuleGroup> FakeAlertmanager::ruleGroups() const {
    RuleGroup rules;
    rules.name = "house";
    rules.file = ruleFile;
    rules.intervalSeconds = 15;
    rules.evaluationSeconds = 0.01;
    rules.lastEvaluation = m_bornAt - 5 * kSecondMs;
    for (int group = 0; group < groupCount; ++group) {
        if (fateOf(group) != Fate::kForeign) {
            rules.rules.push_back(ruleOf(group));
        }
    }
    return rules.rules.empty() ? std::vector<RuleGroup>() : std::vector<RuleGroup>{std::move(rules)};
}

ReceivedAlert FakeAlertmanager::receivedOf(int group, int index) const {
    ReceivedAlert alert;
    alert.labels = labelsOf(group, index);
    alert.annotations = annotationsOf(group);
    alert.startsAt = activeAt(group, index) + kHold;
    alert.updatedAt = m_bornAt - 5 * kSecondMs;
    alert.endsAt = m_bornAt + kHourMs;
    alert.fingerprint = fingerprintOf(alert.labels);
    alert.receivers = {kindOf(group).receiver};
    alert.silencedBy = silencing(alert.labels);
    if (fateOf(group) == Fate::kInhibited && group > 0) {
        alert.inhibitedBy = {fingerprintOf(labelsOf(group - 1, index))};
    }
    if (fateOf(group) == Fate::kMuted) {
        alert.mutedBy = {"nights"};
    }
    alert.state = isHeldBack(alert) ? NotificationState::kSuppressed : NotificationState::kActive;
    return alert;
}

Result<AlertmanagerStatus> FakeAlertmanager::status(std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    AlertmanagerStatus status;
    status.config = config;
    status.startedAt = m_bornAt - kDayMs;
    return status;
}

Result<std::vector<AlertReceiver>> FakeAlertmanager::receivers(const std::vector<std::string>& /*matchers*/,
                                                               std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    return std::vector<AlertReceiver>{{"desktop", {}}, {"mail", {}}};
}

Result<std::vector<ReceivedAlert>> FakeAlertmanager::alerts(const ReceivedAlertsQuery& query,
                                                            std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    const auto matchers = HEARTH_TRY(parseAll(query.filter));
    std::vector<ReceivedAlert> all;
    for (int group = 0; group < groupCount; ++group) {
        for (int index = 0; !quiet && fateOf(group) != Fate::kPending && index < alertsPerGroup; ++index) {
            auto alert = receivedOf(group, index);
            alert.mutedBy.clear();
            if (model::matchesAll(alert.labels, matchers) && wanted(alert, query)) {
                all.push_back(std::move(alert));
            }
        }
    }
    std::ranges::sort(all, {}, &ReceivedAlert::fingerprint);
    return all;
}

Result<std::vector<AlertGroup>> FakeAlertmanager::groups(const ReceivedAlertsQuery& query, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    const auto matchers = HEARTH_TRY(parseAll(query.filter));
    std::vector<AlertGroup> all;
    for (int group = 0; group < groupCount; ++group) {
        AlertGroup shown{{{"alertname", nameOf(group)}}, {}, kindOf(group).receiver, {}};
        for (int index = 0; !quiet && fateOf(group) != Fate::kPending && index < alertsPerGroup; ++index) {
            auto alert = receivedOf(group, index);
            if (model::matchesAll(alert.labels, matchers) && wanted(alert, query) &&
                (query.muted || alert.mutedBy.empty())) {
                shown.alerts.push_back(std::move(alert));
            }
        }
        if (!shown.alerts.empty()) {
            all.push_back(std::move(shown));
        }
    }
    std::ranges::stable_sort(all, {}, &AlertGroup::labels);
    return all;
}

Silence FakeAlertmanager::shown(Silence silence) const {
    const auto now = nowMs();
    silence.state = now < silence.startsAt ? SilenceState::kPending
                    : now > silence.endsAt ? SilenceState::kExpired
                                           : SilenceState::kActive;
    if (!hostileText.empty() && !silence.comment.starts_with("ACK!")) {
        silence.comment = hostileText;
        silence.createdBy = hostileText;
    }
    return silence;
}

std::vector<std::string> FakeAlertmanager::silencing(const model::Labels& labels) const {
    std::vector<std::string> ids;
    const std::lock_guard lock(m_mutex);
    for (const auto& silence : m_silences) {
        if (shown(silence).state == SilenceState::kActive && model::matchesAll(labels, silence.matchers)) {
            ids.push_back(silence.id);
        }
    }
    return ids;
}

Result<std::vector<Silence>> FakeAlertmanager::silences(const SilencesQuery& query, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    const auto matchers = HEARTH_TRY(parseAll(query.filter));
    const auto has = [](const Silence& silence, const model::Matcher& matcher) {
        return std::ranges::find(silence.matchers, matcher) != silence.matchers.end();
    };
    std::vector<Silence> all;
    const std::lock_guard lock(m_mutex);
    for (const auto& stored : m_silences) {
        auto silence = shown(stored);
        const bool states[] = {query.active, query.pending, query.expired};
        if (states[static_cast<int>(silence.state)] &&
            std::ranges::all_of(matchers, [&](const auto& matcher) { return has(silence, matcher); })) {
            all.push_back(std::move(silence));
        }
    }
    std::ranges::stable_sort(all, [](const Silence& a, const Silence& b) {
        const auto key = [](const Silence& silence) {
            return silence.state == SilenceState::kPending ? silence.startsAt : silence.endsAt;
        };
        return std::pair(a.state, key(a)) < std::pair(b.state, key(b));
    });
    return all;
}

Result<Silence> FakeAlertmanager::silence(const std::string& id, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_silences, id, &Silence::id);
    return found == m_silences.end() ? Result<Silence>(fail(ErrorCode::kNotFound, "silence not found")) : shown(*found);
}

/// Expired ones come to life under a new id, others change in their place.
Result<std::string> FakeAlertmanager::setSilence(const Silence& silence, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    if (beforeSilence) {
        beforeSilence();
    }
    if (silence.matchers.empty() || silence.endsAt <= silence.startsAt || silence.endsAt <= nowMs()) {
        return fail(ErrorCode::kInvalidArgument, "invalid silence: it needs matchers and an end that is ahead");
    }
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_silences, silence.id, &Silence::id);
    if (!silence.id.empty() && found == m_silences.end()) {
        return fail(ErrorCode::kNotFound, "silence not found");
    }
    auto stored = silence;
    stored.updatedAt = nowMs();
    if (found != m_silences.end() && shown(*found).state != SilenceState::kExpired) {
        *found = stored;
        return stored.id;
    }
    std::array<char, 40> id{};
    std::snprintf(id.data(), id.size(), "a11ce000-0000-4000-8000-%012d", ++m_lastId);
    stored.id = id.data();
    m_silences.push_back(stored);
    return stored.id;
}

Result<void> FakeAlertmanager::expireSilence(const std::string& id, std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_silences, id, &Silence::id);
    if (found == m_silences.end()) {
        return fail(ErrorCode::kNotFound, "silence not found");
    }
    found->endsAt = std::min(found->endsAt, nowMs() - 1);
    found->startsAt = std::min(found->startsAt, found->endsAt);
    found->updatedAt = nowMs();
    return {};
}

/// What became of the alert when its group was flushed.
std::vector<TraceEvent> FakeAlertmanager::deliveryOf(const ReceivedAlert& alert) const {
    using Kind = TraceEvent::Kind;
    const auto flush = alert.startsAt + 30 * kSecondMs;
    const auto repeated = [&](Kind kind, int count) {
        auto event = groupEvent(alert, kind, flush);
        event.count = static_cast<std::uint64_t>(count);
        event.last = flush + (count - 1) * 5 * kMinuteMs;
        return event;
    };
    if (!alert.silencedBy.empty()) {
        auto held = repeated(Kind::kSilenced, 11);
        held.by = alert.silencedBy.front();
        held.detail = named("anna: The new fan comes on Tuesday");
        return {held};
    }
    if (!alert.inhibitedBy.empty()) {
        auto held = repeated(Kind::kInhibited, 4);
        held.by = alert.inhibitedBy.front();
        held.detail = "inhibit_rules[0]";
        return {held};
    }
    if (!allFiring && alert.labels.value("alertname").starts_with("BackupMissing")) {
        auto held = repeated(Kind::kMuted, 7);
        held.by = "nights";
        return {held};
    }
    auto due = groupEvent(alert, Kind::kNotifying, flush);
    due.detail = "first notification";
    auto tried = groupEvent(alert, Kind::kAttempt, flush + 900);
    tried.attempt = 1;
    tried.detail = named("450 4.2.1 mailbox busy");
    auto sent = groupEvent(alert, Kind::kSent, flush + 3100);
    sent.attempt = 2;
    sent.detail = named("250 2.0.0 Ok: queued as 4711");
    auto told = repeated(Kind::kDeduplicated, 9);
    told.time += 5 * kMinuteMs;
    told.detail = "nothing new within the repeat interval";
    std::vector<TraceEvent> events{due, tried, sent, told};
    for (auto& event : events) {
        event.integration = "email[0]";
    }
    return events;
}

Result<std::vector<TraceEvent>> FakeAlertmanager::trace(const std::string& fingerprint, model::TimeRange range,
                                                        std::stop_token stop) {
    HEARTH_TRY(begin());
    if (!hasTrace) {
        return fail(ErrorCode::kUnsupported, "this Alertmanager keeps no trace of alerts");
    }
    const auto found = HEARTH_TRY(alerts({}, std::move(stop)));
    const auto alert = std::ranges::find(found, fingerprint, &ReceivedAlert::fingerprint);
    if (alert == found.end()) {
        return std::vector<TraceEvent>();
    }
    std::vector<TraceEvent> events = beginningOf(*alert);
    std::ranges::move(deliveryOf(*alert), std::back_inserter(events));
    std::erase_if(events, [&](const TraceEvent& event) { return event.last < range.begin || event.time > range.end; });
    return events;
}

/// The present life, and one a day before it for each of six days.
std::vector<AlertTransition> FakeAlertmanager::livesOf(int group, int index) const {
    const auto labels = labelsOf(group, index);
    const auto fingerprint = fingerprintOf(labels);
    std::vector<AlertTransition> moments;
    const auto add = [&](model::TimestampMs time, const char* from, const char* to, double value) {
        moments.push_back({time, fingerprint, labels, "rule", from, to, value});
    };
    for (int day = 6; day >= 1; --day) {
        const auto at = activeAt(group, index) - day * kDayMs;
        add(at, "inactive", "pending", valueOf(group, index) - day);
        if ((day + group) % 3 == 0) {
            add(at + kHold / 2, "pending", "inactive", 0);
            continue;
        }
        add(at + kHold, "pending", "firing", valueOf(group, index) + day);
        add(at + kHold + (day + 1) * 25 * kMinuteMs, "firing", "inactive", 0);
    }
    if (quiet) {
        return moments;
    }
    add(activeAt(group, index), "inactive", "pending", valueOf(group, index) - 1);
    if (fateOf(group) != Fate::kPending) {
        add(activeAt(group, index) + kHold, "pending", "firing", valueOf(group, index));
    }
    return moments;
}

model::Matrix FakeAlertmanager::alertSeries(model::TimeRange range, model::DurationMs step) const {
    model::Matrix matrix;
    for (int group = 0; group < groupCount; ++group) {
        for (int index = 0; fateOf(group) != Fate::kForeign && index < alertsPerGroup; ++index) {
            const auto moments = livesOf(group, index);
            for (const char* state : {"pending", "firing"}) {
                model::LabelsBuilder labels(labelsOf(group, index));
                labels.set("__name__", "ALERTS").set("alertstate", state);
                model::MatrixSeries line{labels.labels(), {}, {}};
                for (auto time = range.begin; time <= range.end; time += step) {
                    const auto next = std::ranges::upper_bound(moments, time, {}, &AlertTransition::time);
                    if (next != moments.begin() && std::prev(next)->to == state) {
                        line.samples.push_back({time, 1});
                    }
                }
                if (!line.samples.empty()) {
                    matrix.push_back(std::move(line));
                }
            }
        }
    }
    return matrix;
}

model::Matrix FakeAlertmanager::series(const std::string& expression, model::TimeRange range,
                                       model::DurationMs step) const {
    if (expression.starts_with("ALERTS")) {
        auto all = alertSeries(range, step);
        const auto matchers = promql::parseMetricSelector(expression);
        std::erase_if(all, [&](const auto& one) { return matchers && !model::matchesAll(one.labels, *matchers); });
        return all;
    }
    model::Matrix matrix;
    for (int group = 0; group < groupCount; ++group) {
        const std::string whole = kindOf(group).expression;
        if (whole.empty() || !whole.starts_with(expression)) {
            continue;
        }
        const bool below = whole.find('<') != std::string::npos;
        const double threshold = std::stod(whole.substr(whole.find_last_of(' ')));
        for (int index = 0; index < alertsPerGroup; ++index) {
            model::MatrixSeries line{{{"instance", "nas-" + std::to_string(index) + ":9100"}, {"job", "node"}}, {}, {}};
            for (auto time = range.begin; time <= range.end; time += step) {
                const auto minutes = static_cast<double>(time - activeAt(group, index)) / kMinuteMs;
                const double over = threshold * minutes / 400 + 0.02 * threshold * ((time / step) % 3 - 1);
                line.samples.push_back({time, threshold + (below ? -over : over)});
            }
            matrix.push_back(std::move(line));
        }
    }
    return matrix;
}

Result<std::vector<AlertTransition>> FakeAlertmanager::history(const AlertHistoryQuery& query,
                                                               std::stop_token /*stop*/) {
    HEARTH_TRY(begin());
    if (!hasHistory) {
        return fail(ErrorCode::kUnsupported, "this Alertmanager keeps no history of alerts");
    }
    const auto matchers = HEARTH_TRY(parseAll(query.filter));
    std::vector<AlertTransition> all;
    for (int group = 0; group < groupCount; ++group) {
        for (int index = 0; fateOf(group) != Fate::kForeign && index < alertsPerGroup; ++index) {
            auto moments = livesOf(group, index);
            std::erase_if(moments, [&](const AlertTransition& moment) {
                return moment.time < query.start.value_or(0) ||
                       moment.time > query.end.value_or(model::kMaxTimestamp) ||
                       (!query.fingerprint.empty() && moment.fingerprint != query.fingerprint) ||
                       !model::matchesAll(moment.labels, matchers);
            });
            std::ranges::move(moments, std::back_inserter(all));
        }
    }
    std::ranges::stable_sort(all, std::greater(), &AlertTransition::time);
    if (query.limit > 0 && all.size() > query.limit) {
        all.resize(query.limit);
    }
    return all;
}

/// Alertmanager: FNV-1a over the sorted labels, 0xff behind each part.
std::string FakeAlertmanager::fingerprintOf(const model::Labels& labels) {
    std::uint64_t hash = 14695981039346656037U;
    const auto add = [&](std::string_view text) {
        for (const auto c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
        }
        hash = (hash ^ 0xffU) * 1099511628211U;
    };
    for (const auto& label : labels) {
        add(label.name);
        add(label.value);
    }
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

} // namespace hearth::tests
