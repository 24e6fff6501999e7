// SPDX-License-Identifier: GPL-3.0-or-later
// What 10,000 firing alerts in 500 groups cost: taking them in, repeating them every minute, flushing.
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

constexpr int kAlerts = 10'000;
constexpr int kGroups = 500;
constexpr int kBatch = 100;
constexpr int kMinutes = 60;

double cpuSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double residentMiB() {
    std::ifstream in("/proc/self/statm");
    long total = 0;
    long resident = 0;
    in >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

PostedAlert numbered(const Harness& harness, int i) {
    auto alert = Harness::alert("Alert" + std::to_string(i % 50), {{"group", std::to_string(i % kGroups)},
                                                                   {"instance", fmt::format("host-{}:9100", i)},
                                                                   {"job", "node"},
                                                                   {"severity", "warning"}});
    alert.annotations = {{"summary", fmt::format("instance host-{} is in trouble", i)},
                         {"description", "a text of the length that people write in descriptions of alerts"}};
    alert.generatorUrl = "http://prometheus:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1";
    return harness.firing(std::move(alert), 4 * model::kMinuteMs);
}

void postAll(Harness& harness) {
    for (int first = 0; first < kAlerts; first += kBatch) {
        std::vector<PostedAlert> batch;
        for (int i = first; i < first + kBatch; ++i) {
            batch.push_back(numbered(harness, i));
        }
        harness.manager->receive(std::move(batch)).value();
    }
}

} // namespace

int main() {
    const auto directory = std::filesystem::temp_directory_path() / fmt::format("bench-alertmanager-{}", getpid());
    {
        const auto before = residentMiB();
        Harness harness(directory.string());
        harness.journalOptions.syncs = true;
        harness.restart();
        harness.load(harness.simple());
        auto cpu = cpuSeconds();
        auto wall = std::chrono::steady_clock::now();
        const auto lap = [&](const char* what, double per) {
            const auto now = std::chrono::steady_clock::now();
            std::printf("%-44s %8.1f ms CPU %8.1f ms wall\n", what, (cpuSeconds() - cpu) * 1e3 / per,
                        std::chrono::duration<double>(now - wall).count() * 1e3 / per);
            cpu = cpuSeconds();
            wall = now;
        };
        postAll(harness);
        lap("intake of 10,000 new alerts in 100 batches", 1);
        harness.run(model::kMinuteMs);
        lap("first flush of 500 groups", 1);
        for (int minute = 0; minute < kMinutes; ++minute) {
            postAll(harness);
            harness.run(model::kMinuteMs);
        }
        lap("a minute: all repeated, a fifth flushed", kMinutes);
        const auto views = harness.manager->alerts({})->size();
        lap("GET alerts", 1);
        const auto groups = harness.manager->groups({})->size();
        lap("GET groups", 1);
        std::printf("%zu alerts, %zu groups, %zu messages; %.1f MiB more than before\n", views, groups,
                    harness.service.sent.size(), residentMiB() - before);
        harness.restart();
        lap("restart", 1);
    }
    std::filesystem::remove_all(directory);
    return 0;
}
