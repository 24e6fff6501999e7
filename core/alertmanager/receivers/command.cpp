// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <list>
#include <thread>

#include "alertmanager/receivers/alerts_json.h"
#include "alertmanager/receivers/child_process.h"
#include "alertmanager/receivers/http_integration.h"
#include "alertmanager/receivers/kinds.h"
#include "alertmanager/receivers/options_of.h"
#include "alertmanager/receivers/read.h"
#include "alertmanager/receivers/truncate.h"
#include "base/text.h"
#include "base/thread_pool.h"

/// A program on this machine is told: the alerts on its standard input, as a webhook is told them, and in short in its
/// environment.
namespace hearth::alertmanager {
namespace {

constexpr std::size_t kMaxAtOnce = 4;
/// The system takes 128 KiB a variable and a few MiB in all.
constexpr std::size_t kMaxVariableBytes = 8192;
constexpr std::size_t kMaxVariables = 200;
constexpr std::size_t kMaxToldRunes = 500;
constexpr int kTemporaryFailure = 75; // EX_TEMPFAIL

struct CommandFields {
    CommonFields common;
    std::vector<std::string> command;
    model::DurationMs timeout = 30 * model::kSecondMs;
    std::uint64_t maxOutput = 4096;

    bool operator==(const CommandFields&) const = default;
};

class Command final : public Integration {
  public:
    static constexpr std::string_view kKind = "command";

    Command(CommandFields fields, const IntegrationTools& tools)
        : m_fields(std::move(fields))
        , m_tools(tools) {}
    ~Command() override { m_stop.store(true, std::memory_order_relaxed); }

    void send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) override;

  private:
    struct Run {
        Done done;
        std::jthread thread;
    };

    ChildOrder orderOf(const Notification& notification) const;
    Outcome outcomeOf(const Result<ChildEnd>& end) const;
    void finish(std::list<Run>::iterator run, const Result<ChildEnd>& end);

    const CommandFields m_fields;
    const IntegrationTools m_tools;
    std::atomic<bool> m_stop = false;
    /// Says to tasks on their way that we are there.
    const std::shared_ptr<bool> m_lives = std::make_shared<bool>(true);
    std::list<Run> m_runs; ///< Last: the threads use the members above.
};

std::string variable(std::string_view prefix, std::string_view name, std::string_view value) {
    std::string text(prefix);
    for (const char c : name) {
        const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        text += fits ? c : '_';
    }
    text += '=';
    text += truncateBytes(std::string(value.substr(0, value.find('\0'))), kMaxVariableBytes);
    return text;
}

/// Where programs and files are found; nothing else of our own environment.
std::vector<std::string> basicEnvironment() {
    std::vector<std::string> environment;
    for (const auto* const name : {"PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ"}) {
        if (const auto* const value = std::getenv(name)) { // NOLINT(concurrency-mt-unsafe): nobody sets it
            environment.push_back(fmt::format("{}={}", name, value));
        }
    }
    return environment;
}

void addPairs(std::vector<std::string>& environment, std::string_view prefix, const templates::TextPairs& pairs) {
    for (const auto& [name, value] : pairs) {
        if (environment.size() < kMaxVariables) {
            environment.push_back(variable(prefix, name, value));
        }
    }
}

ChildOrder Command::orderOf(const Notification& notification) const {
    const auto data = dataOf(notification, notification.alerts, m_tools.templates.externalUrl());
    ChildOrder order;
    order.words = m_fields.command;
    order.input = webhookJson(data, notification);
    order.maxOutputBytes = m_fields.maxOutput;
    auto& environment = order.environment;
    environment = basicEnvironment();
    environment.push_back(variable("HEARTH_", "STATUS", data.status));
    environment.push_back(variable("HEARTH_", "RECEIVER", notification.receiver));
    environment.push_back(variable("HEARTH_", "REASON", data.reason));
    environment.push_back(variable("HEARTH_", "GROUP_KEY", notification.groupKey));
    environment.push_back(variable("HEARTH_", "ALERTS", std::to_string(data.alerts.size())));
    environment.push_back(variable("HEARTH_", "EXTERNAL_URL", data.externalUrl));
    addPairs(environment, "HEARTH_GROUP_LABEL_", data.groupLabels);
    addPairs(environment, "HEARTH_LABEL_", data.commonLabels);
    addPairs(environment, "HEARTH_ANNOTATION_", data.commonAnnotations);
    return order;
}

void Command::send(std::shared_ptr<const Notification> notification, MonotonicTime deadline, Done done) {
    if (!m_tools.allowCommands) {
        return done(failedOutcome("command_configs may not run programs: that must be allowed by a flag at the start"));
    }
    if (m_runs.size() >= kMaxAtOnce) {
        return done(retryOutcome(fmt::format("{} runs of this command have not ended yet", m_runs.size())));
    }
    const auto until = std::min(deadline, m_tools.clock.monotonic() + std::chrono::milliseconds(m_fields.timeout));
    const auto run = m_runs.insert(m_runs.end(), Run{std::move(done), {}});
    run->thread = std::jthread([this, run, until, order = orderOf(*notification), lives = std::weak_ptr(m_lives)] {
        nameThisThread("command");
        auto end = runChild(order, until, m_stop);
        m_tools.network.post([this, run, lives, ended = std::move(end)] {
            if (!lives.expired()) {
                finish(run, ended);
            }
        });
    });
}

void Command::finish(std::list<Run>::iterator run, const Result<ChildEnd>& end) {
    auto done = std::move(run->done);
    m_runs.erase(run); // joins the thread, which has nothing left to do
    done(outcomeOf(end));
}

Outcome Command::outcomeOf(const Result<ChildEnd>& end) const {
    if (!end) {
        const bool isLate = end.error().code() == ErrorCode::kTimeout;
        return failedOutcome(end.error().message(), isLate ? Outcome::Cause::kDeadline : Outcome::Cause::kOther);
    }
    auto output = std::string(trim(end->output));
    std::ranges::replace_if(output, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    auto text = end->signal != 0 ? fmt::format("ended by signal {}", end->signal)
                                 : fmt::format("exit status {}", end->exitStatus);
    text += output.empty() ? "" : ": " + truncateRunes(output, kMaxToldRunes);
    Outcome outcome;
    if (end->exitStatus != 0) {
        const auto error = fmt::format("{}: {}", m_fields.command[0], text);
        outcome = end->exitStatus == kTemporaryFailure ? retryOutcome(error) : failedOutcome(error);
    }
    outcome.answer = std::move(text);
    return outcome;
}

std::shared_ptr<const IntegrationOptions> parseCommand(yaml::MapReader& entry, ParseContext& /*context*/) {
    CommandFields fields;
    entry.boolean("send_resolved", fields.common.sendResolved);
    entry.texts("command", fields.command);
    if (fields.command.empty() || fields.command[0].empty()) {
        entry.complain("missing command on command_config: a list of the program and its arguments");
    }
    readGoDuration(entry, "timeout", fields.timeout);
    if (fields.timeout <= 0) {
        entry.complain("timeout of command_config must be greater than 0");
    }
    entry.unsignedInteger("max_output", fields.maxOutput);
    constexpr std::uint64_t kMostOutput = 1U << 20U;
    fields.maxOutput = std::min(fields.maxOutput, kMostOutput);
    return makeOptions<Command>(std::move(fields));
}

} // namespace

const IntegrationKind kCommandKind{"command_configs", {}, true, parseCommand};

} // namespace hearth::alertmanager
