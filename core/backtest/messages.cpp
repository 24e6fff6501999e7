// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/messages.h"

#include <algorithm>
#include <map>
#include <memory>

#include "alertmanager/alertmanager.h"
#include "alertmanager/receivers/notification_templates.h"
#include "backtest/told_alerts.h"
#include "base/file_system.h"
#include "base/random.h"
#include "http/transport.h"
#include "instrument/registry.h"
#include "journal/journal.h"

namespace hearth::backtest {
namespace {

using alertmanager::Integration;
using alertmanager::IntegrationOptions;
using datasource::BacktestNotification;
using Messages = std::vector<BacktestNotification>;

/// Shows the time of a timeline; somebody moves it on. While the machine sleeps it stands still.
class PastClock final : public Clock {
  public:
    explicit PastClock(const Timeline& timeline)
        : m_timeline(timeline) {}

    WallTime now() const override {
        const auto whole = std::chrono::floor<std::chrono::milliseconds>(m_now);
        return WallTime(std::chrono::milliseconds(m_timeline.wallOf(whole.count())) + (m_now - whole));
    }
    MonotonicTime monotonic() const override { return MonotonicTime(m_now); }
    bool waitUntil(std::unique_lock<std::mutex>&, std::condition_variable_any&, MonotonicTime, std::stop_token,
                   const std::function<bool()>& ready) override {
        return ready();
    }
    void moveTo(MonotonicTime time) { m_now = std::max(m_now, time.time_since_epoch()); }

  private:
    const Timeline& m_timeline;
    Nanoseconds m_now{0};
};

/// Nobody is reached.
class NoTransport final : public http::Transport {
  public:
    RequestId start(http::ClientRequest, Done done) override {
        done(fail(ErrorCode::kUnsupported, "nothing is sent over the past"));
        return 0;
    }
    void cancel(RequestId) override {}
    void poll(MonotonicTime) override {}
    void wake() override {}
};

/// Where a message would have gone.
struct Place {
    std::string receiver;
    std::string integration;
};

class WritingIntegration final : public Integration {
  public:
    WritingIntegration(Messages& messages, Place place)
        : m_messages(messages)
        , m_place(std::move(place)) {}

    void send(std::shared_ptr<const alertmanager::Notification> notification, MonotonicTime, Done done) override {
        BacktestNotification message{.time = notification->now,
                                     .receiver = m_place.receiver,
                                     .integration = m_place.integration,
                                     .groupLabels = notification->groupLabels,
                                     .firing = 0,
                                     .resolved = 0};
        for (const auto& alert : notification->alerts) {
            ++(alert->endsAt == 0 ? message.firing : message.resolved);
        }
        m_messages.push_back(std::move(message));
        done({});
    }

  private:
    Messages& m_messages;
    const Place m_place;
};

/// Takes the place of an integration that would send.
class WritingOptions final : public IntegrationOptions {
  public:
    WritingOptions(std::shared_ptr<const IntegrationOptions> original, Messages& messages, Place place)
        : m_original(std::move(original))
        , m_messages(messages)
        , m_place(std::move(place)) {}

    std::string_view kind() const override { return m_original->kind(); }
    bool sendsResolved() const override { return m_original->sendsResolved(); }
    std::unique_ptr<Integration> build(const alertmanager::IntegrationTools&) const override {
        return std::make_unique<WritingIntegration>(m_messages, m_place);
    }
    bool equals(const IntegrationOptions& other) const override { return this == &other; }

  private:
    const std::shared_ptr<const IntegrationOptions> m_original;
    Messages& m_messages;
    const Place m_place;
};

std::shared_ptr<const alertmanager::Options> writing(const alertmanager::Options& options, Messages& messages) {
    auto out = std::make_shared<alertmanager::Options>(options);
    for (auto& receiver : out->receivers) {
        std::map<std::string, int> counts;
        for (auto& integration : receiver.integrations) {
            const std::string kind(integration->kind());
            Place place{receiver.name, kind + '[' + std::to_string(counts[kind]++) + ']'};
            integration = std::make_shared<WritingOptions>(integration, messages, std::move(place));
        }
    }
    return out;
}

/// An Alertmanager with all that it stands on, none of which outlasts it.
class PastAlertmanager {
  public:
    PastAlertmanager(const Timeline& timeline, model::TimestampMs end, const Notifying& notifying, std::stop_token stop)
        : m_timeline(timeline)
        , m_end(end)
        , m_notifying(notifying)
        , m_stop(std::move(stop))
        , m_clock(timeline) {}

    Result<Messages> play(std::vector<ToldAlert> told) {
        HEARTH_TRY(begin());
        auto due = m_alertmanager->step();
        for (auto it = told.begin(); it != told.end();) {
            const auto step = it->step;
            const MonotonicTime time(std::chrono::milliseconds(m_timeline.clockOf(step)));
            due = HEARTH_TRY(stepBefore(time, due));
            m_clock.moveTo(time);
            std::vector<alertmanager::PostedAlert> posted;
            for (; it != told.end() && it->step == step; ++it) {
                posted.push_back(std::move(it->alert));
            }
            HEARTH_TRY(m_alertmanager->receive(std::move(posted)));
            due = m_alertmanager->step();
        }
        const auto last = m_timeline.size() - 1;
        const auto rest = std::max<model::DurationMs>(0, m_end - m_timeline.timeOf(last));
        HEARTH_TRY(stepBefore(MonotonicTime(std::chrono::milliseconds(m_timeline.clockOf(last) + rest)), due));
        return std::move(m_messages);
    }

  private:
    Result<void> begin() {
        m_journal = HEARTH_TRY(journal::Journal::inMemory(m_clock));
        m_alertmanager.emplace(alertmanager::Parts{.journal = *m_journal,
                                                   .clock = m_clock,
                                                   .files = m_files,
                                                   .network = m_network,
                                                   .random = seededRandom(1),
                                                   .registry = m_registry,
                                                   .log = {},
                                                   .limits = {},
                                                   .loadTemplates =
                                                       [this](const alertmanager::Options&) {
                                                           return alertmanager::NotificationTemplates::defaults(
                                                               m_clock, m_files, {});
                                                       },
                                                   .expandRouteLabels = {},
                                                   .showOnDesktop = {}});
        HEARTH_TRY(m_alertmanager->load(writing(*m_notifying.options, m_messages)));
        for (auto silence : m_notifying.silences) {
            silence.id.clear();
            // One that was over before the range begins is refused, and is of no use either.
            static_cast<void>(m_alertmanager->setSilence(std::move(silence)));
        }
        return {};
    }

    /// Does what is due before `end`; returns when the next is.
    Result<MonotonicTime> stepBefore(MonotonicTime end, MonotonicTime due) {
        while (due < end) {
            if (m_stop.stop_requested()) {
                return fail(ErrorCode::kCanceled, "the question was cancelled");
            }
            m_clock.moveTo(due);
            due = std::max(m_alertmanager->step(), m_clock.monotonic() + std::chrono::milliseconds(1));
        }
        return due;
    }

    const Timeline& m_timeline;
    const model::TimestampMs m_end;
    const Notifying& m_notifying;
    const std::stop_token m_stop;
    PastClock m_clock;
    PosixFileSystem m_files; ///< Not touched: the journal is in memory, and no template file is read.
    NoTransport m_network;
    instrument::Registry m_registry;
    Messages m_messages;
    std::unique_ptr<journal::Journal> m_journal;
    std::optional<alertmanager::Alertmanager> m_alertmanager;
};

} // namespace

Result<Messages> messagesOf(const datasource::BacktestOutcome& outcome, const Timeline& timeline,
                            model::TimestampMs end, const Notifying& notifying, std::stop_token stop) {
    auto told = HEARTH_TRY(toldAlerts(outcome, timeline, notifying, kMaxTold));
    if (told.empty()) {
        return {};
    }
    return PastAlertmanager(timeline, end, notifying, std::move(stop)).play(std::move(told));
}

} // namespace hearth::backtest
