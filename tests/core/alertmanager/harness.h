// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alertmanager/alertmanager.h"
#include "base/file_system.h"
#include "http/transport.h"
#include "instrument/registry.h"
#include "journal/journal.h"
#include "support/fake_clock.h"

namespace hearth::tests {

using namespace hearth::alertmanager;

/// A message as a test wants to see it: `17:00:05 mail: first notification: A{x="1"} B(resolved)`.
struct SentMessage {
    model::TimestampMs time = 0;
    std::string integration;
    std::shared_ptr<const Notification> notification;

    std::string text() const {
        std::vector<std::string> names;
        for (const auto& alert : notification->alerts) {
            names.push_back(std::string(alert->labels.value("alertname")) +
                            (alert->endsAt != 0 ? "(resolved)" : std::string()));
        }
        return fmt::format("{}: {}: {}", integration, notification->reason, fmt::join(names, " "));
    }
};

/// What all integrations of a test reach: answers as the test says, and writes down what came through.
struct FakeService {
    std::vector<SentMessage> sent;
    /// Not set: sent. kSent is written down.
    std::function<Outcome(const std::string& integration, const Notification&)> answer;
    /// Attempts of these integrations wait until the test releases them.
    std::vector<std::string> hanging;
    struct Held {
        std::string integration;
        std::shared_ptr<const Notification> notification;
        Integration::Done done;
    };
    std::deque<Held> held;
    std::size_t attempts = 0;
    const Clock* clock = nullptr;

    void receive(const std::string& integration, std::shared_ptr<const Notification> notification,
                 Integration::Done done) {
        auto outcome = answer ? answer(integration, *notification) : Outcome{.answer = "200 OK"};
        if (outcome.kind == Outcome::Kind::kSent) {
            sent.push_back({.time = clock->nowMs(), .integration = integration, .notification = notification});
        }
        done(std::move(outcome));
    }
    void release() {
        auto all = std::exchange(held, {});
        for (auto& one : all) {
            receive(one.integration, std::move(one.notification), std::move(one.done));
        }
    }
    std::vector<std::string> takeTexts() {
        std::vector<std::string> texts;
        for (const auto& message : sent) {
            texts.push_back(message.text());
        }
        sent.clear();
        return texts;
    }
};

class FakeIntegration final : public Integration {
  public:
    FakeIntegration(FakeService& service, std::string name)
        : m_service(service)
        , m_name(std::move(name)) {}

    void send(std::shared_ptr<const Notification> notification, MonotonicTime /*deadline*/, Done done) override {
        ++m_service.attempts;
        if (std::ranges::find(m_service.hanging, m_name) != m_service.hanging.end()) {
            m_service.held.push_back({m_name, std::move(notification), std::move(done)});
            return;
        }
        m_service.receive(m_name, std::move(notification), std::move(done));
    }

  private:
    FakeService& m_service;
    const std::string m_name;
};

class FakeIntegrationOptions final : public IntegrationOptions {
  public:
    FakeIntegrationOptions(FakeService& service, std::string name, bool sendsResolved = true)
        : m_service(service)
        , m_name(std::move(name))
        , m_sendsResolved(sendsResolved) {}

    std::string_view kind() const override { return "webhook"; }
    bool sendsResolved() const override { return m_sendsResolved; }
    std::unique_ptr<Integration> build(const IntegrationTools& /*tools*/) const override {
        return std::make_unique<FakeIntegration>(m_service, m_name);
    }
    bool equals(const IntegrationOptions& other) const override { return this == &other; }

  private:
    FakeService& m_service;
    const std::string m_name;
    const bool m_sendsResolved;
};

/// No network: time passes instead.
class IdleTransport final : public http::Transport {
  public:
    explicit IdleTransport(FakeClock& clock)
        : m_clock(clock) {}
    RequestId start(http::ClientRequest /*request*/, Done /*done*/) override { return 0; }
    void cancel(RequestId /*request*/) override {}
    void poll(MonotonicTime deadline) override { m_clock.advanceTo(deadline); }
    void wake() override {}

  private:
    FakeClock& m_clock;
};

/// An Alertmanager on a fake clock that can be killed, started again and be watched.
class Harness {
  public:
    explicit Harness(std::string directory, WallTime start = FakeClock().now())
        : clock(start)
        , m_directory(std::move(directory)) {
        service.clock = &clock;
        std::filesystem::create_directories(m_directory);
        boot();
    }

    /// Starts on what the journal has.
    void boot() {
        journal = journal::Journal::open(files, path(), clock, Log(), journalOptions).value();
        registry = std::make_unique<instrument::Registry>();
        manager = std::make_unique<Alertmanager>(
            Parts{.journal = *journal,
                  .clock = clock,
                  .files = files,
                  .network = network,
                  .random = seededRandom(++m_seed),
                  .registry = *registry,
                  .log = log,
                  .limits = limits,
                  .loadTemplates = [this](const Options&) -> Result<std::shared_ptr<const NotificationTemplates>> {
                      return std::shared_ptr<const NotificationTemplates>(
                          std::shared_ptr<void>(), reinterpret_cast<const NotificationTemplates*>(&m_anything));
                  }});
        if (options) {
            manager->load(options).value();
        }
    }

    /// The process dies: what is in the files at this moment is all that remains.
    void kill() {
        const auto from = path();
        ++m_life;
        for (const auto* const suffix : {"", "-wal"}) {
            if (std::filesystem::exists(from + suffix)) {
                std::filesystem::copy_file(from + suffix, path() + suffix);
            }
        }
        manager.reset();
        journal.reset();
        service.held.clear();
        for (const auto* const suffix : {"", "-wal", "-shm"}) {
            std::filesystem::remove(from + suffix);
        }
    }
    void restart() {
        kill();
        boot();
    }

    void load(Options loaded) {
        options = std::make_shared<const Options>(std::move(loaded));
        manager->load(options).value();
    }

    /// Lets time pass, doing what is due at the millisecond it is due.
    void run(model::DurationMs duration) {
        const auto end = clock.monotonic() + std::chrono::milliseconds(duration);
        while (true) {
            const auto next = manager->step();
            if (next > end) {
                break;
            }
            clock.advanceTo(next);
        }
        clock.advanceTo(end);
        manager->step();
    }

    static PostedAlert alert(const std::string& name,
                             std::initializer_list<std::pair<std::string_view, std::string_view>> more = {}) {
        std::vector<model::Labels::Pair> pairs{{"alertname", name}};
        for (const auto& [label, value] : more) {
            pairs.emplace_back(label, value);
        }
        return {.labels = model::Labels::fromPairs(std::move(pairs))};
    }
    /// As Prometheus tells it: four times the interval until it counts as resolved.
    PostedAlert firing(PostedAlert alert, model::DurationMs lasting = model::kDayMs) const {
        alert.startsAt = clock.nowMs();
        alert.endsAt = clock.nowMs() + lasting;
        return alert;
    }
    PostedAlert resolved(PostedAlert alert) const {
        alert.startsAt = clock.nowMs() - 1;
        alert.endsAt = clock.nowMs();
        return alert;
    }
    Received post(PostedAlert alert) { return manager->receive({std::move(alert)}).value(); }

    /// A configuration of one route and one receiver with the named integrations.
    Options simple(std::vector<std::string> names = {"mail"}, bool sendsResolved = true) {
        Options written;
        written.route.receiver = "team";
        written.route.groupBy = std::vector<std::string>{"group"};
        ReceiverOptions receiver{.name = "team", .labels = {}, .integrations = {}};
        for (auto& name : names) {
            receiver.integrations.push_back(
                std::make_shared<FakeIntegrationOptions>(service, std::move(name), sendsResolved));
        }
        written.receivers.push_back(std::move(receiver));
        return written;
    }

    double metric(const std::string& name, const instrument::LabelPairs& labels = {}) const {
        for (const auto families = registry->gather(); const auto& family : families) {
            for (const auto& metric : family.metrics) {
                if (family.name == name && metric.labels == labels) {
                    return metric.value;
                }
            }
        }
        return -1;
    }

    FakeClock clock;
    FakeService service;
    PosixFileSystem files;
    IdleTransport network{clock};
    Limits limits;
    Log log;
    journal::Journal::Options journalOptions{.syncs = false}; ///< Kills are of the process, not of the power.
    std::shared_ptr<const Options> options;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<instrument::Registry> registry;
    std::unique_ptr<Alertmanager> manager;

  private:
    std::string path() const { return fmt::format("{}/journal-{}.db", m_directory, m_life); }

    const std::string m_directory;
    int m_life = 0;
    std::uint64_t m_seed = 0;
    char m_anything = 0;
};

} // namespace hearth::tests
