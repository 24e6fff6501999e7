// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "rules/manager.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "support/memory_storage.h"
#include "support/recording_storage.h"

namespace hearth::tests {

/// What one series of an answer is.
struct Answered {
    model::Labels labels;
    double value = 1;
};

/// All that a rules::Manager needs, with answers that a test sets. The files are under /rules.
/// Threads: confined to the test's thread, but for what the manager calls.
class RuleWorld {
  public:
    RuleWorld() { (void)files.createDirectories("/rules"); }

    FakeClock clock{WallTime(std::chrono::seconds(1'000'000))};
    FakeFileSystem files;
    RecordingStorage storage;
    MemoryStorage past;
    instrument::Registry registry;
    rules::ManagerOptions options;
    rules::RuleSettings settings;
    /// The answer to an expression at a time; others are empty.
    std::map<std::string, std::function<Result<std::vector<Answered>>(model::TimestampMs)>> answers;
    rules::Execute execute;

    std::vector<std::string> asked; ///< `expr@milliseconds`
    std::vector<rules::OutgoingAlert> sent;
    std::vector<std::string> transitions;
    std::vector<double> transitionValues;

    void answer(const std::string& expr, std::vector<Answered> series) {
        answers[expr] = [series = std::move(series)](model::TimestampMs) { return series; };
    }

    void writeFile(const std::string& name, const std::string& text) {
        (void)files.replaceAtomically("/rules/" + name, text);
    }

    std::unique_ptr<rules::Manager> makeManager() {
        rules::Surroundings world{.query = [this](const std::string& expr, model::TimestampMs time,
                                                  std::stop_token) { return query(expr, time); },
                                  .storage = storage,
                                  .restoreFrom = past,
                                  .files = files,
                                  .clock = clock,
                                  .send =
                                      [this](std::span<const rules::OutgoingAlert> alerts) {
                                          sent.insert(sent.end(), alerts.begin(), alerts.end());
                                      },
                                  .observe =
                                      [this](std::span<const rules::AlertTransition> changes) {
                                          for (const auto& change : changes) {
                                              transitions.push_back(describe(change));
                                              transitionValues.push_back(change.value);
                                          }
                                      },
                                  .execute = execute};
        return std::make_unique<rules::Manager>(options, std::move(world), registry, Log());
    }

    /// The value of one metric of the registry; NaN where it is not there.
    double metric(const std::string& name, const std::string& group) const {
        for (const auto& family : registry.gather()) {
            for (const auto& metric : family.metrics) {
                if (family.name == name && metric.labels == instrument::LabelPairs{{"rule_group", group}}) {
                    return metric.value;
                }
            }
        }
        return model::normalNan();
    }

  private:
    Result<model::QueryAnswer> query(const std::string& expr, model::TimestampMs time) {
        asked.push_back(expr + "@" + std::to_string(time));
        const auto found = answers.find(expr);
        model::Vector vector;
        if (found != answers.end()) {
            auto series = found->second(time);
            if (!series) {
                return std::unexpected(std::move(series).error());
            }
            for (auto& one : *series) {
                vector.push_back({.labels = std::move(one.labels), .sample = {time, one.value}, .histogram = {}});
            }
        }
        model::QueryAnswer out;
        out.value = std::move(vector);
        return out;
    }

    static std::string describe(const rules::AlertTransition& change) {
        return change.labels.toString() + ": " + std::string(alertStateText(change.from)) + " to " +
               std::string(alertStateText(change.to));
    }
};

} // namespace hearth::tests
