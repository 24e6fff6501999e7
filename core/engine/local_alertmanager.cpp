// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/local_alertmanager.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "datasource/acknowledgement.h"
#include "engine/version.h"

namespace hearth::engine {
namespace {

namespace am = hearth::alertmanager;
namespace ds = hearth::datasource;

std::map<std::string, std::string> textsOf(const model::Labels& labels) {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : labels) {
        texts.emplace(name, value);
    }
    return texts;
}

model::Labels labelsOf(const std::map<std::string, std::string>& texts) {
    return model::Labels::fromPairs({texts.begin(), texts.end()});
}

ds::NotificationState stateOf(am::AlertState state) {
    switch (state) {
    case am::AlertState::kActive:
        return ds::NotificationState::kActive;
    case am::AlertState::kSuppressed:
        return ds::NotificationState::kSuppressed;
    case am::AlertState::kUnprocessed:
        break;
    }
    return ds::NotificationState::kUnprocessed;
}

ds::ReceivedAlert toldAlert(const am::Alert& alert) {
    ds::ReceivedAlert shown;
    shown.labels = alert.labels;
    shown.annotations = textsOf(alert.annotations);
    shown.generatorUrl = alert.generatorUrl;
    shown.startsAt = alert.startsAt;
    shown.endsAt = alert.endsAt;
    shown.updatedAt = alert.updatedAt;
    shown.fingerprint = am::fingerprintText(alert.fingerprint);
    return shown;
}

ds::ReceivedAlert alertOf(const am::AlertView& view) {
    auto shown = toldAlert(*view.alert);
    shown.receivers = view.receivers;
    shown.state = stateOf(view.state);
    shown.silencedBy = view.silencedBy;
    std::ranges::transform(view.inhibitedBy, std::back_inserter(shown.inhibitedBy), am::fingerprintText);
    shown.mutedBy = view.mutedBy;
    return shown;
}

ds::AlertGroup groupOf(const am::GroupView& view) {
    ds::AlertGroup group{view.labels, view.routeLabels, view.receiver, {}};
    std::ranges::transform(view.alerts, std::back_inserter(group.alerts), alertOf);
    return group;
}

ds::Silence silenceOf(const am::SilenceView& view) {
    const auto& silence = *view.silence;
    ds::Silence shown;
    shown.id = silence.id;
    shown.matchers = silence.matchers;
    shown.startsAt = silence.startsAt;
    shown.endsAt = silence.endsAt;
    shown.createdBy = silence.createdBy;
    shown.comment = silence.comment;
    shown.annotations = silence.annotations;
    shown.updatedAt = silence.updatedAt;
    switch (view.state) {
    case am::SilenceState::kActive:
        shown.state = ds::SilenceState::kActive;
        break;
    case am::SilenceState::kPending:
        shown.state = ds::SilenceState::kPending;
        break;
    case am::SilenceState::kExpired:
        shown.state = ds::SilenceState::kExpired;
        break;
    }
    return shown;
}

// Both say the same kinds in the same order; ours begin with 0, the journal's with 1.
using AmKind = am::TraceEvent::Kind;
using DsKind = ds::TraceEvent::Kind;
constexpr DsKind kindOf(AmKind kind) {
    return static_cast<DsKind>(static_cast<int>(kind) - 1);
}
static_assert(kindOf(AmKind::kRule) == DsKind::kRule && kindOf(AmKind::kGrouped) == DsKind::kGrouped &&
              kindOf(AmKind::kInactive) == DsKind::kInactive && kindOf(AmKind::kSent) == DsKind::kSent &&
              kindOf(AmKind::kRejected) == DsKind::kRejected);

ds::TraceEvent eventOf(const am::TraceEvent& event) {
    ds::TraceEvent shown;
    shown.kind = kindOf(event.kind);
    shown.time = event.time;
    shown.last = event.last;
    shown.count = event.count;
    shown.group = event.group;
    shown.route = event.route;
    shown.receiver = event.receiver;
    shown.integration = event.integration;
    shown.from = event.from;
    shown.to = event.to;
    shown.by = event.by;
    shown.detail = event.detail;
    if (event.until != 0) {
        shown.until = event.until;
    }
    shown.attempt = event.attempt;
    shown.value = event.value;
    return shown;
}

ds::AlertTransition transitionOf(const am::AlertTransition& transition) {
    return {transition.time,   am::fingerprintText(transition.fingerprint),
            transition.labels, transition.source,
            transition.from,   transition.to,
            transition.value};
}

am::PostedAlert postedOf(const ds::PostedAlert& alert) {
    return {alert.labels, labelsOf(alert.annotations), alert.generatorUrl, alert.startsAt.value_or(0),
            alert.endsAt.value_or(0)};
}

Result<am::Fingerprint> parseFingerprint(const std::string& text) {
    am::Fingerprint fingerprint = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fingerprint, 16);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::kInvalidArgument, "a fingerprint has 16 hexadecimal digits");
    }
    return fingerprint;
}

std::unexpected<Error> badParameter(std::string_view name, const Error& error) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("failed to parse {} param: {}", name, error.message()));
}

ds::LastDelivery deliveryOf(const am::LastDelivery& delivery) {
    return {delivery.receiver, delivery.integration, static_cast<ds::LastDelivery::Outcome>(delivery.outcome),
            delivery.time,     delivery.detail,      delivery.lastSent};
}
static_assert(static_cast<int>(am::LastDelivery::Outcome::kFailed) ==
              static_cast<int>(ds::LastDelivery::Outcome::kFailed));

std::int64_t microseconds(Nanoseconds time) {
    return std::chrono::floor<std::chrono::microseconds>(time).count();
}

// Both name the same steps in the same order.
ds::TestStep::Kind stepOf(http::ExchangeStep step) {
    return static_cast<ds::TestStep::Kind>(step);
}
static_assert(static_cast<int>(http::ExchangeStep::kTls) == static_cast<int>(ds::TestStep::Kind::kTls) &&
              static_cast<int>(http::ExchangeStep::kAnswer) == static_cast<int>(ds::TestStep::Kind::kAnswer));

ds::IntegrationTest testOf(const am::TestedIntegration& tested) {
    ds::IntegrationTest test;
    test.integration = tested.name;
    test.delivered = tested.outcome.kind == am::Outcome::Kind::kSent;
    test.error = tested.outcome.error;
    test.answer = tested.outcome.answer;
    test.microseconds = microseconds(tested.took);
    for (const auto& step : tested.record->steps()) {
        test.steps.push_back({stepOf(step.step), microseconds(step.at), step.words});
    }
    if (const auto failed = tested.record->failedStep()) {
        test.failedStep = stepOf(*failed);
    } else if (!test.delivered && !test.steps.empty()) {
        test.failedStep = ds::TestStep::Kind::kAnswer; // all went well but for what the server said
    }
    for (const auto& line : tested.record->lines()) {
        test.transcript.push_back({microseconds(line.at), line.sent, line.text});
    }
    return test;
}

template <class Shown, class Items, class Convert>
std::vector<Shown> listOf(const Items& items, Convert convert) {
    std::vector<Shown> list;
    list.reserve(items.size());
    std::ranges::transform(items, std::back_inserter(list), convert);
    return list;
}

class LocalAlertmanager final : public ds::AlertmanagerSource {
  public:
    LocalAlertmanager(am::Alertmanager& alertmanager, am::MatcherSyntax syntax, const Clock& clock,
                      std::function<Result<void>()> reload, std::function<void()> acknowledged)
        : m_alertmanager(alertmanager)
        , m_syntax(syntax)
        , m_clock(clock)
        , m_reload(std::move(reload))
        , m_acknowledged(std::move(acknowledged)) {}

    Result<ds::AlertmanagerStatus> status(std::stop_token) override {
        auto view = HEARTH_TRY(m_alertmanager.status());
        ds::AlertmanagerStatus status;
        status.version = buildFacts();
        status.config = std::move(view.config);
        status.startedAt = view.startedAt;
        return status;
    }

    Result<std::vector<ds::AlertReceiver>> receivers(const std::vector<std::string>& matchers,
                                                     std::stop_token) override {
        const auto wanted = HEARTH_TRY(receiverMatchers(matchers));
        const auto views = HEARTH_TRY(m_alertmanager.receivers());
        std::vector<ds::AlertReceiver> list;
        for (const auto& view : views) {
            if (model::matchesAll(labelsOf(view.labels), wanted)) {
                list.push_back({view.name, view.labels});
            }
        }
        return list;
    }

    Result<std::vector<ds::ReceivedAlert>> alerts(const ds::ReceivedAlertsQuery& query, std::stop_token) override {
        const auto wanted = HEARTH_TRY(alertQuery(query));
        const auto views = HEARTH_TRY(m_alertmanager.alerts(wanted));
        return listOf<ds::ReceivedAlert>(views, alertOf);
    }

    Result<std::vector<ds::AlertGroup>> groups(const ds::ReceivedAlertsQuery& query, std::stop_token) override {
        const auto wanted = HEARTH_TRY(alertQuery(query));
        const auto views = HEARTH_TRY(m_alertmanager.groups(wanted));
        return listOf<ds::AlertGroup>(views, groupOf);
    }

    Result<void> post(const std::vector<ds::PostedAlert>& alerts, std::stop_token) override {
        const auto received = HEARTH_TRY(m_alertmanager.receive(listOf<am::PostedAlert>(alerts, postedOf)));
        std::string faults;
        for (const auto& rejected : received.rejected) {
            faults += (faults.empty() ? "" : "\n") + rejected.reason;
        }
        return faults.empty() ? Result<void>() : fail(ErrorCode::kInvalidArgument, std::move(faults));
    }

    Result<std::vector<ds::Silence>> silences(const ds::SilencesQuery& query, std::stop_token) override {
        am::SilenceQuery wanted;
        wanted.filter = HEARTH_TRY(matchersOf(query.filter));
        wanted.active = query.active;
        wanted.pending = query.pending;
        wanted.expired = query.expired;
        const auto views = HEARTH_TRY(m_alertmanager.silences(wanted));
        return listOf<ds::Silence>(views, silenceOf);
    }

    Result<ds::Silence> silence(const std::string& id, std::stop_token) override {
        return silenceOf(HEARTH_TRY(m_alertmanager.silence(id)));
    }

    Result<std::string> setSilence(const ds::Silence& silence, std::stop_token) override {
        if (silence.startsAt >= silence.endsAt) {
            return fail(ErrorCode::kInvalidArgument, "Failed to create silence: start time must be before end time");
        }
        if (silence.endsAt < m_clock.nowMs()) {
            return fail(ErrorCode::kInvalidArgument, "Failed to create silence: end time can't be in the past");
        }
        am::Silence wanted;
        wanted.id = silence.id;
        wanted.matchers = silence.matchers;
        wanted.startsAt = silence.startsAt;
        wanted.endsAt = silence.endsAt;
        wanted.createdBy = silence.createdBy;
        wanted.comment = silence.comment;
        wanted.annotations = silence.annotations;
        auto id = HEARTH_TRY(m_alertmanager.setSilence(std::move(wanted)));
        if (ds::isAcknowledgement(silence)) {
            m_acknowledged();
        }
        return id;
    }

    Result<void> expireSilence(const std::string& id, std::stop_token) override {
        return m_alertmanager.expireSilence(id);
    }

    Result<std::vector<ds::TraceEvent>> trace(const std::string& fingerprint, model::TimeRange range,
                                              std::stop_token) override {
        const auto wanted = HEARTH_TRY(parseFingerprint(fingerprint));
        const auto events = HEARTH_TRY(m_alertmanager.trace(wanted, range));
        return listOf<ds::TraceEvent>(events, eventOf);
    }

    Result<std::vector<ds::AlertTransition>> history(const ds::AlertHistoryQuery& query, std::stop_token) override {
        am::HistoryQuery wanted;
        wanted.range = {query.start.value_or(0), query.end.value_or(model::kMaxTimestamp)};
        wanted.filter = HEARTH_TRY(matchersOf(query.filter));
        if (!query.fingerprint.empty()) {
            wanted.fingerprint = HEARTH_TRY(parseFingerprint(query.fingerprint));
        }
        if (query.limit > 0) {
            wanted.limit = std::min(query.limit, wanted.limit);
        }
        const auto transitions = HEARTH_TRY(m_alertmanager.history(wanted));
        return listOf<ds::AlertTransition>(transitions, transitionOf);
    }

    Result<std::vector<ds::LastDelivery>> lastDeliveries(std::stop_token) override {
        const auto deliveries = HEARTH_TRY(m_alertmanager.lastDeliveries());
        return listOf<ds::LastDelivery>(deliveries, deliveryOf);
    }

    Result<ds::ReceiverTest> testReceiver(const ds::ReceiverTestQuery& query, std::stop_token) override {
        const auto now = m_clock.nowMs();
        const auto tested = HEARTH_TRY(m_alertmanager.testReceiver(query.receiver, query.integration));
        return ds::ReceiverTest{query.receiver, now, listOf<ds::IntegrationTest>(tested, testOf)};
    }

    Result<void> reload(std::stop_token) override { return m_reload(); }

  private:
    Result<model::Matchers> matchersOf(const std::vector<std::string>& texts) const {
        model::Matchers matchers;
        for (const auto& text : texts) {
            auto parsed = HEARTH_TRY(am::parseMatcher(text, m_syntax));
            std::ranges::move(parsed.matchers, std::back_inserter(matchers));
        }
        return matchers;
    }

    Result<model::Matchers> receiverMatchers(const std::vector<std::string>& texts) const {
        auto matchers = matchersOf(texts);
        return matchers ? std::move(matchers) : badParameter("receiver_matchers", matchers.error());
    }

    Result<am::AlertQuery> alertQuery(const ds::ReceivedAlertsQuery& query) const {
        am::AlertQuery wanted;
        wanted.filter = HEARTH_TRY(matchersOf(query.filter));
        wanted.active = query.active;
        wanted.silenced = query.silenced;
        wanted.inhibited = query.inhibited;
        wanted.muted = query.muted;
        if (!query.receiver.empty()) {
            auto receiver = model::Regex::create(query.receiver, model::Dot::kAllButNewline);
            if (!receiver) {
                return badParameter("receiver", receiver.error());
            }
            wanted.receiver = *std::move(receiver);
        }
        wanted.receiverLabels = HEARTH_TRY(receiverMatchers(query.receiverMatchers));
        return wanted;
    }

    am::Alertmanager& m_alertmanager;
    const am::MatcherSyntax m_syntax;
    const Clock& m_clock;
    const std::function<Result<void>()> m_reload;
    const std::function<void()> m_acknowledged;
};

} // namespace

std::unique_ptr<ds::AlertmanagerSource> makeLocalAlertmanager(am::Alertmanager& alertmanager, am::MatcherSyntax syntax,
                                                              const Clock& clock, std::function<Result<void>()> reload,
                                                              std::function<void()> acknowledged) {
    return std::make_unique<LocalAlertmanager>(alertmanager, syntax, clock, std::move(reload), std::move(acknowledged));
}

ds::DesktopNotification desktopNotificationOf(am::DesktopMessage message) {
    using From = am::DesktopMessage::Urgency;
    using To = ds::DesktopNotification::Urgency;
    ds::DesktopNotification shown;
    shown.group = std::move(message.groupKey);
    shown.receiver = std::move(message.receiver);
    shown.title = std::move(message.title);
    shown.body = std::move(message.body);
    shown.urgency = message.urgency == From::kCritical ? To::kCritical
                    : message.urgency == From::kLow    ? To::kLow
                                                       : To::kNormal;
    shown.sound = std::move(message.sound);
    shown.isTest = message.isTest;
    const auto tell = [&shown](const std::vector<am::AlertPtr>& alerts, std::vector<ds::ReceivedAlert>& out) {
        for (const auto& alert : alerts) {
            out.push_back(toldAlert(*alert));
            out.back().receivers = {shown.receiver};
            out.back().state = ds::NotificationState::kActive;
        }
    };
    tell(message.firing, shown.firing);
    tell(message.resolved, shown.resolved);
    return shown;
}

} // namespace hearth::engine
