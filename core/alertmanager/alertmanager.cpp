// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/alertmanager.h"

#include <algorithm>
#include <optional>

#include "alertmanager/machine.h"
#include "journal/journal.h"

namespace hearth::alertmanager {
namespace {

/// Whether a silence has all these matchers (Alertmanager: CheckSilenceMatchesFilterLabels).
bool hasAll(const Silence& silence, const model::Matchers& filter) {
    return std::ranges::all_of(filter, [&](const auto& matcher) {
        return std::ranges::find(silence.matchers, matcher) != silence.matchers.end();
    });
}

bool before(const SilenceView& left, const SilenceView& right) {
    if (left.state != right.state) {
        return left.state < right.state;
    }
    switch (left.state) {
    case SilenceState::kActive:
        return left.silence->endsAt < right.silence->endsAt;
    case SilenceState::kPending:
        return left.silence->startsAt < right.silence->startsAt;
    case SilenceState::kExpired:
        return left.silence->endsAt > right.silence->endsAt;
    }
    return false;
}

bool wants(SilenceState state, const SilenceQuery& query) {
    switch (state) {
    case SilenceState::kActive:
        return query.active;
    case SilenceState::kPending:
        return query.pending;
    case SilenceState::kExpired:
        return query.expired;
    }
    return false;
}

} // namespace

Alertmanager::Alertmanager(Parts parts)
    : m_machine(std::make_unique<Machine>(std::move(parts))) {}

Alertmanager::~Alertmanager() = default;

Result<void> Alertmanager::load(std::shared_ptr<const Options> options) {
    auto templates = m_machine->parts().loadTemplates(*options);
    if (!templates) {
        noteRefusedConfig();
        return std::unexpected(std::move(templates).error());
    }
    return m_machine->ask<void>([this, options = std::move(options), templates = *std::move(templates)]() mutable {
        return m_machine->load(std::move(options), std::move(templates));
    });
}

void Alertmanager::noteRefusedConfig() {
    m_machine->metrics().reloadSuccessful.set(0);
}

void Alertmanager::start() {
    m_machine->start();
}

void Alertmanager::stop() {
    m_machine->stop();
}

MonotonicTime Alertmanager::step() {
    return m_machine->step();
}

Result<Received> Alertmanager::receive(std::vector<PostedAlert> alerts) {
    return m_machine->await<Received>(
        [this, alerts = std::move(alerts)](std::promise<Result<Received>> promise) mutable {
            m_machine->receive(std::move(alerts), [promise = std::move(promise)](Result<Received> received) mutable {
                promise.set_value(std::move(received));
            });
        });
}

Result<void> Alertmanager::receiveLater(std::vector<PostedAlert> alerts, ReceiveDone done) {
    return m_machine->post([this, alerts = std::move(alerts), done = std::move(done)]() mutable {
        m_machine->receive(std::move(alerts), std::move(done));
    });
}

void Alertmanager::recordTransition(AlertTransition transition) {
    const auto posted = m_machine->post(
        [this, transition = std::move(transition)]() mutable { m_machine->recordTransition(std::move(transition)); });
    if (!posted) {
        m_machine->metrics().droppedCalls.increment();
    }
}

void Alertmanager::holdFor(Nanoseconds time) {
    // Where the queue is full or all has stopped there is nothing to hold, either.
    std::ignore = m_machine->post([this, time] { m_machine->holdFor(time); });
}

Result<std::vector<AlertView>> Alertmanager::alerts(const AlertQuery& query) {
    using Shared = std::shared_ptr<const Snapshot>;
    const auto snapshot = HEARTH_TRY(m_machine->ask<Shared>([this] { return m_machine->snapshot(); }));
    return snapshot->find(query);
}

Result<std::vector<GroupView>> Alertmanager::groups(const AlertQuery& query) {
    using Shared = std::shared_ptr<const Snapshot>;
    const auto snapshot = HEARTH_TRY(m_machine->ask<Shared>([this] { return m_machine->snapshot(); }));
    return snapshot->findGroups(query);
}

Result<std::vector<SilenceView>> Alertmanager::silences(const SilenceQuery& query) {
    using All = std::vector<SilencePtr>;
    const auto all = HEARTH_TRY(m_machine->ask<All>([this]() -> Result<All> { return m_machine->silences().all(); }));
    const auto now = m_machine->parts().clock.nowMs();
    std::vector<SilenceView> found;
    for (const auto& silence : all) {
        const auto state = silence->stateAt(now);
        if (wants(state, query) && hasAll(*silence, query.filter)) {
            found.push_back({.silence = silence, .state = state});
        }
    }
    std::ranges::stable_sort(found, before);
    return found;
}

Result<SilenceView> Alertmanager::silence(const std::string& id) {
    const auto silence = HEARTH_TRY(
        m_machine->ask<SilencePtr>([this, id]() -> Result<SilencePtr> { return m_machine->silences().find(id); }));
    if (!silence) {
        return fail(ErrorCode::kNotFound, "silence not found");
    }
    return SilenceView{.silence = silence, .state = silence->stateAt(m_machine->parts().clock.nowMs())};
}

Result<std::string> Alertmanager::setSilence(Silence silence) {
    return m_machine->ask<std::string>([this, silence = std::move(silence)]() mutable {
        m_machine->noteChange();
        return m_machine->silences().set(std::move(silence), m_machine->parts().clock.nowMs());
    });
}

Result<void> Alertmanager::expireSilence(const std::string& id) {
    return m_machine->ask<void>([this, id] {
        m_machine->noteChange();
        return m_machine->silences().expire(id, m_machine->parts().clock.nowMs());
    });
}

Result<std::vector<ReceiverView>> Alertmanager::receivers() {
    const auto options = m_machine->options();
    if (!options) {
        return fail(ErrorCode::kUnavailable, "no configuration is loaded");
    }
    std::vector<ReceiverView> receivers;
    for (const auto& receiver : options->receivers) {
        receivers.push_back({.name = receiver.name, .labels = receiver.labels});
    }
    return receivers;
}

Result<std::vector<LastDelivery>> Alertmanager::lastDeliveries() {
    using All = std::vector<LastDelivery>;
    return m_machine->ask<All>([this]() -> Result<All> { return m_machine->lastDeliveries(); });
}

Result<std::vector<TestedIntegration>> Alertmanager::testReceiver(const std::string& receiver,
                                                                  const std::string& integration) {
    using All = std::vector<TestedIntegration>;
    return m_machine->await<All>([&](std::promise<Result<All>> promise) {
        m_machine->testReceiver(receiver, integration, [promise = std::move(promise)](Result<All> tested) mutable {
            promise.set_value(std::move(tested));
        });
    });
}

Result<StatusView> Alertmanager::status() {
    const auto options = m_machine->options();
    return StatusView{.startedAt = m_machine->startedAt(), .config = options ? options->text : std::string()};
}

Result<std::vector<TraceEvent>> Alertmanager::trace(Fingerprint fingerprint, model::TimeRange range) {
    HEARTH_TRY(m_machine->ask<void>([this] { return m_machine->commit(); }));
    std::vector<TraceEvent> events;
    const auto read = m_machine->parts().journal.read([&](journal::Database& database) -> Result<void> {
        events = HEARTH_TRY(readTrace(database, fingerprint, range));
        return {};
    });
    return read ? Result<decltype(events)>(std::move(events)) : std::unexpected(read.error());
}

Result<std::vector<AlertTransition>> Alertmanager::history(const HistoryQuery& query) {
    HEARTH_TRY(m_machine->ask<void>([this] { return m_machine->commit(); }));
    std::vector<AlertTransition> transitions;
    const auto read = m_machine->parts().journal.read([&](journal::Database& database) -> Result<void> {
        transitions = HEARTH_TRY(readHistory(database, query));
        return {};
    });
    return read ? Result<decltype(transitions)>(std::move(transitions)) : std::unexpected(read.error());
}

Subscription Alertmanager::onChange(std::function<void()> listener) {
    return m_machine->onChange(std::move(listener));
}

} // namespace hearth::alertmanager
