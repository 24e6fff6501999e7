// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "alertmanager/receivers/notification_templates.h"
#include "base/file_system.h"
#include "config/alertmanager.h"
#include "http/transport.h"

/// Sends one notification over every integration of every receiver of an alertmanager.yml, over the real network, and
/// prints how each ended: `receiver_probe alertmanager.yml notification.json [seconds]`. The notification is what a
/// webhook is told, with the group's labels and key. For the end-to-end tests.
namespace {

using namespace hearth;
using namespace hearth::alertmanager;
using nlohmann::json;

model::Labels labelsOf(const json& object) {
    std::vector<model::Labels::Pair> pairs;
    for (const auto& [name, value] : object.items()) {
        pairs.emplace_back(name, value.get<std::string>());
    }
    return model::Labels::fromPairs(std::move(pairs));
}

Notification notificationOf(const json& told, const std::string& receiver) {
    Notification out;
    out.groupKey = told.value("groupKey", "{}:{}");
    out.receiver = receiver;
    out.reason = told.value("notification_reason", "first notification");
    out.groupLabels = labelsOf(told.value("groupLabels", json::object()));
    out.now = SystemClock().nowMs();
    const auto routeLabels = told.value("routeLabels", json::object());
    for (const auto& [name, value] : routeLabels.items()) {
        out.routeLabels.emplace(name, value.get<std::string>());
    }
    for (const auto& item : told["alerts"]) {
        Alert alert;
        alert.labels = labelsOf(item["labels"]);
        alert.annotations = labelsOf(item.value("annotations", json::object()));
        alert.generatorUrl = item.value("generatorURL", "");
        alert.startsAt = model::parseTimestamp(item["startsAt"].get<std::string>()).value_or(0);
        const bool fires = item.value("status", "firing") == "firing";
        alert.endsAt = fires ? 0 : model::parseTimestamp(item["endsAt"].get<std::string>()).value_or(1);
        alert.fingerprint = fingerprintOf(alert.labels);
        out.alerts.push_back(std::make_shared<const Alert>(std::move(alert)));
    }
    return out;
}

std::string_view kindText(Outcome::Kind kind) {
    return kind == Outcome::Kind::kSent ? "sent" : kind == Outcome::Kind::kRetry ? "retry" : "failed";
}

json told(const Outcome& outcome, const std::string& receiver, std::string_view kind) {
    return {{"receiver", receiver},
            {"kind", kind},
            {"outcome", kindText(outcome.kind)},
            {"error", outcome.error},
            {"answer", outcome.answer}};
}

int run(const std::string& configPath, const std::string& notificationPath, std::chrono::seconds limit) {
    SystemClock clock;
    PosixFileSystem files;
    auto options = config::loadAlertmanager(configPath, files, config::machineDialect(files));
    auto text = files.readAll(notificationPath);
    if (!options || !text) {
        std::cerr << (options ? text.error() : options.error()).message() << '\n';
        return 1;
    }
    const auto notification = json::parse(*text);
    auto templates = NotificationTemplates::load(options->templates, clock, files,
                                                 notification.value("externalURL", "http://am.example:9093"));
    if (!templates) {
        std::cerr << templates.error().message() << '\n';
        return 1;
    }
    const auto network = http::makeCurlTransport("Hearth/probe");
    const IntegrationTools tools{*network, files, clock, **templates, systemRandom(), Log(), true, {}};
    std::vector<std::unique_ptr<Integration>> integrations;
    std::size_t left = 0;
    const auto deadline = clock.monotonic() + limit;
    for (const auto& receiver : options->receivers) {
        for (const auto& entry : receiver.integrations) {
            ++left;
            integrations.push_back(entry->build(tools));
            integrations.back()->send(std::make_shared<const Notification>(notificationOf(notification, receiver.name)),
                                      deadline,
                                      [&left, name = receiver.name, kind = entry->kind()](const Outcome& outcome) {
                                          --left;
                                          std::cout << told(outcome, name, kind).dump() << std::endl;
                                      });
        }
    }
    while (left > 0 && clock.monotonic() < deadline + std::chrono::seconds(5)) {
        network->poll(deadline + std::chrono::seconds(5));
    }
    return left == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    if (argc < 3) {
        std::cerr << "usage: receiver_probe alertmanager.yml notification.json [seconds]\n";
        return 2;
    }
    const std::vector<std::string> words(argv, argv + argc);
    return run(words[1], words[2], std::chrono::seconds(words.size() > 3 ? std::stoi(words[3]) : 20));
}
